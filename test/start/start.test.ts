/** What a newcomer does: start it with no environment at all, write, stop it, pull the plug, get the settings wrong. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { address, run, setUp, tearDown } from './program.ts';

let data: string;
beforeEach(() => {
  data = setUp();
});
afterEach(tearDown);

const KEY = 'a-newcomers-conversation';

async function post(base: string, text: string): Promise<number> {
  const response = await fetch(`${base}/api/chat/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ conversation: KEY, text }),
  });
  return response.status;
}

/** Reads the event stream until a line matches. */
async function hears(base: string, pattern: RegExp): Promise<string> {
  const response = await fetch(`${base}/api/chat/stream?conversation=${KEY}`);
  const reader = response.body?.getReader();
  if (!reader) throw new Error('no stream');
  for (let text = ''; ; ) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`the stream ended before ${pattern}: ${text}`);
    text += Buffer.from(value).toString('utf8');
    const match = pattern.exec(text);
    if (match) {
      await reader.cancel();
      return match[0];
    }
  }
}

describe('on a fresh machine', () => {
  it('it starts with no environment, answers, says what is on, and stops when told', async () => {
    const shop = run();
    const base = await address(shop);
    expect(shop.output()).toMatch(/Slack: off/);
    expect(shop.output()).toMatch(/WhatsApp: off/);
    expect(await post(base, 'ping 1')).toBe(202);
    await hears(base, /pong 1/);
    expect(await (await fetch(`${base}/readyz`)).json()).toMatchObject({ ok: true });
    expect(await (await fetch(`${base}/metrics`)).text()).toMatch(
      /frontdesk_messages_received_total\{[^}]*channel="web"[^}]*\} 1/,
    );
    expect((await fetch(`${base}/nothing-here`)).status).toBe(404);
    shop.child.kill('SIGTERM');
    expect(await shop.exit()).toBe(0);
  });

  it('the plug is pulled in the middle: what was acknowledged is answered after the restart', async () => {
    const first = run();
    expect(await post(await address(first), 'ping before')).toBe(202);
    first.child.kill('SIGKILL'); // before the answer was due
    await first.exit();
    const second = run();
    await hears(await address(second), /pong before/);
    second.child.kill('SIGTERM');
    expect(await second.exit()).toBe(0);
  });

  it('wrong settings stop the start with every fault listed, and no secret shown', async () => {
    const shop = run({
      PORT: 'many',
      WHATSAPP_ACCESS_TOKEN: 'EAAsecretsecretsecret',
      MONGODB_URI: 'mongodb://u:hidden@h/db',
      SLACK_BOT_TOKEN: 'nonsense',
    });
    expect(await shop.exit()).toBe(1);
    for (const name of [
      'PORT',
      'WHATSAPP_PHONE_NUMBER_ID',
      'WHATSAPP_APP_SECRET',
      'WHATSAPP_VERIFY_TOKEN',
      'SLACK_APPROVAL_CHANNEL',
    ]) {
      expect(shop.output()).toContain(name);
    }
    expect(shop.output()).not.toMatch(/secretsecret|hidden/);
  });

  it('a port that is taken is named, not shown as a crash', async () => {
    const first = run();
    const port = /\d+$/.exec(await address(first))?.[0] ?? '';
    const second = run({ PORT: port, DATA_DIR: join(data, 'second') });
    expect(await second.exit()).toBe(1);
    expect(second.output()).toMatch(new RegExp(`PORT: expected a free port, ${port} is taken`));
  });

  it('the terminal talks to the same shop', async () => {
    const chat = run({}, ['--chat']);
    await chat.shows(/Harbour Cycles/);
    chat.child.stdin.write('ping 7\n');
    await chat.shows(/pong 7/);
    chat.child.stdin.write('/quit\n');
    expect(await chat.exit()).toBe(0);
  });
});
