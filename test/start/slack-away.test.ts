/** The real program while Slack is away or refuses us: it stays up, serves its customers, and says what is wrong. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { APP_TOKEN, BOT_TOKEN, SIGNING_SECRET } from '../fakes/slack/seed.ts';
import { createSocketStub } from '../fakes/slack/socket-stub.ts';
import { createWorkspace } from '../fakes/slack/workspace.ts';
import { eventually } from '../support/eventually.ts';
import { address, run, setUp, tearDown } from './program.ts';

beforeEach(() => void setUp());
afterEach(tearDown);

/** Nothing listens here: port 9 is for discarding. */
const NOBODY = 'http://127.0.0.1:9/api/';

const slackPart = async (base: string) => {
  const ready = (await (await fetch(`${base}/readyz`)).json()) as { parts: { slack: { ok: boolean; detail: string } } };
  return ready.parts.slack;
};

/** A customer writes on the page and gets the answer. */
async function serves(base: string): Promise<void> {
  const conversation = 'customer-while-slack-is-away';
  const body = JSON.stringify({ conversation, text: 'ping 1' });
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(`${base}/api/chat/messages`, { method: 'POST', headers, body })).status).toBe(202);
  await eventually(async () => {
    const answer = await fetch(`${base}/api/chat/messages?conversation=${conversation}&after=0`);
    return (await answer.text()).includes('pong 1') || undefined;
  });
}

const MODES = [
  ['over HTTP', { SLACK_SIGNING_SECRET: SIGNING_SECRET }],
  ['over a socket', { SLACK_APP_TOKEN: APP_TOKEN }],
] as const;

describe.each(MODES)('%s', (_mode, way) => {
  it('with Slack down it starts, serves, says so, and stops when told', async () => {
    const shop = run({
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_APPROVAL_CHANNEL: 'C0123456789',
      SLACK_API_URL: NOBODY,
      ...way,
    });
    const base = await address(shop);
    await serves(base);
    expect(await slackPart(base)).toMatchObject({ ok: false, detail: expect.stringContaining('Slack') });
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    shop.child.kill('SIGTERM');
    expect(await shop.exit()).toBe(0);
  });

  it('with a token that Slack refuses it starts, and works once the token is good', async () => {
    const workspace = await createWorkspace();
    const sockets = await createSocketStub(workspace.proxy);
    workspace.proxy.revoke(BOT_TOKEN);
    workspace.proxy.revoke(APP_TOKEN);
    try {
      const shop = run({
        SLACK_BOT_TOKEN: BOT_TOKEN,
        SLACK_APPROVAL_CHANNEL: workspace.room,
        SLACK_API_URL: workspace.proxy.url,
        ...way,
      });
      const base = await address(shop);
      await eventually(async () => (await slackPart(base)).detail.includes('invalid_auth') || undefined);
      await serves(base);
      workspace.proxy.restore(BOT_TOKEN);
      workspace.proxy.restore(APP_TOKEN);
      await eventually(async () => (await slackPart(base)).ok || undefined);
      shop.child.kill('SIGTERM');
      expect(await shop.exit()).toBe(0);
    } finally {
      await sockets.close();
      await workspace.close();
    }
  });
});
