/** The main job on the shop's own phone: the real program, a real browser, a customer who asks and gets the answer. */
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { type StandIn, startStandIn, until } from '../fakes/whatsapp-web/stand-in.ts';
import { address, run, setUp, tearDown } from './program.ts';

jest.setTimeout(400_000);
const ANA = '353851112222@c.us';

let data = '';
beforeEach(() => {
  data = setUp();
});
afterEach(tearDown);

function onPhone({ chromiumArgs }: StandIn) {
  return run({
    WHATSAPP_WEB: '1',
    CHROMIUM_PATH: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    CHROMIUM_ARGS: chromiumArgs.map((arg) => `"${arg}"`).join(' '),
  });
}

/** Main processes of the browsers on this test's session. */
function browsers(): readonly number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const ours = lines.filter(
    (line) => line.includes(data) && line.includes('--user-data-dir') && !line.includes('--type='),
  );
  return ours.map((line) => Number.parseInt(line, 10));
}

it('a customer asks, the bot answers; the owner answers on the phone, the bot is silent', async () => {
  const standIn = await startStandIn();
  const shop = onPhone(standIn);
  try {
    const base = await address(shop);
    expect(shop.output()).toContain('WhatsApp does not permit such clients');
    await shop.shows(/▄/);
    const shown = async () =>
      (await (await fetch(`${base}/api/console/phone`)).json()) as { ok: boolean; qr: string | null };
    expect((await shown()).qr).toContain('<svg');
    expect((await fetch(`${base}/readyz`)).status).toBe(503);
    standIn.scanQr();
    await until(async () => (await fetch(`${base}/readyz`)).status === 200, 'the phone to be linked');
    expect(await (await fetch(`${base}/metrics`)).text()).toContain('frontdesk_channel_up{channel="whatsapp-web"} 1');

    standIn.deliver({
      from: '7001@lid',
      lidOf: '353851112222@c.us',
      body: 'Do you open on Sunday?',
      notifyName: 'Ana',
    });
    await until(
      () => standIn.outbox.length === 1,
      () => `an answer\n${shop.output().slice(-500)}`,
    );
    expect(standIn.outbox[0]?.to).toBe('7001@lid');
    expect(standIn.outbox[0]?.body).toMatch(/Sunday/i);

    standIn.deliver({ from: '15550000001@c.us', to: '7001@lid', fromMe: true, body: 'For you I open at noon' });
    const owner = async () => {
      const { conversations } = (await (await fetch(`${base}/api/conversations`)).json()) as {
        conversations: { owner: { kind: string } }[];
      };
      return conversations[0]?.owner.kind;
    };
    await until(async () => (await owner()) === 'staff', 'the conversation to be the owner’s');
    shop.child.kill('SIGTERM');
    expect(await shop.exit()).toBe(0);
    expect(shop.output()).not.toMatch(/unhandled|Error:/i);
    expect(standIn.connected).toBe(0);
  } finally {
    await standIn.stop();
  }
});

it('a power cut right after linking costs neither the link nor a question: one browser is left, one answer comes', async () => {
  const standIn = await startStandIn();
  const before = onPhone(standIn);
  try {
    const linked = (base: string) => async () => (await fetch(`${base}/readyz`)).status === 200;
    const base = await address(before);
    await before.shows(/▄/);
    standIn.scanQr();
    await until(linked(base), 'the phone to be linked');
    const [orphan = 0] = browsers();
    standIn.deliver({ from: ANA, body: 'Do you open on Saturday?', notifyName: 'Ana' });
    await until(() => standIn.outbox.length === 1, 'the first answer');
    standIn.deliver({ from: ANA, body: 'Do you open on Sunday?' });
    before.child.kill('SIGKILL');
    await before.exit();
    expect(browsers()).toEqual([orphan]); // nobody closed it

    const after = onPhone(standIn);
    await until(
      () => standIn.outbox.length === 2,
      () => `an answer\n${after.output().slice(-800)}`,
    );
    expect(await (await fetch(`${await address(after)}/api/console/phone`)).json()).toMatchObject({
      ok: true,
      qr: null,
    });
    expect(after.output()).not.toMatch(/▄/u);
    expect(browsers()).toHaveLength(1);
    expect(browsers()).not.toContain(orphan);
    standIn.deliver({ from: ANA, body: 'Where can I park?' });
    await until(() => standIn.outbox.length > 2, 'the next answer');
    after.child.kill('SIGTERM');
    expect(await after.exit()).toBe(0);
    expect(standIn.outbox).toHaveLength(3);
    await until(() => browsers().length === 0, 'no browser to be left');
  } finally {
    await standIn.stop();
  }
});
