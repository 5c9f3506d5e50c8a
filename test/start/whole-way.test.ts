/** The main job on the real program: a customer's message on WhatsApp, a card in Slack, a click, the reply on WhatsApp. */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createFakeGraph } from '../fakes/fake-graph.ts';
import { createMetaDriver } from '../fakes/meta-driver.ts';
import { BOT_TOKEN, SIGNING_SECRET } from '../fakes/slack/seed.ts';
import { createStaffHands, signed } from '../fakes/slack/staff-hands.ts';
import { createWorkspace } from '../fakes/slack/workspace.ts';
import { eventually } from '../support/eventually.ts';
import { address, run, setUp, tearDown } from './program.ts';

beforeEach(() => void setUp());
afterEach(tearDown);

it('a discount asked for on WhatsApp is approved in Slack and reaches the customer, exactly as the card showed it', async () => {
  const graph = await createFakeGraph();
  const workspace = await createWorkspace();
  const shop = run({
    WHATSAPP_ACCESS_TOKEN: graph.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: graph.phoneNumberId,
    WHATSAPP_APP_SECRET: 'secret',
    WHATSAPP_VERIFY_TOKEN: 'verify',
    WHATSAPP_API_URL: graph.url,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_APPROVAL_CHANNEL: workspace.room,
    SLACK_API_URL: workspace.proxy.url,
  });
  const base = await address(shop);
  const meta = createMetaDriver({
    graph,
    webhookUrl: `${base}/webhooks/whatsapp`,
    appSecret: 'secret',
    autoStatuses: true,
  });
  const hands = createStaffHands(workspace, async (payload) => {
    const response = await fetch(`${base}/slack/events`, signed(payload));
    return { status: response.status, body: await response.text() };
  });
  try {
    const ana = { waId: '15550002222', userId: 'US.7001', name: 'Ana' };
    expect(
      (await meta.verify({ 'hub.mode': 'subscribe', 'hub.verify_token': 'verify', 'hub.challenge': '42' })).body,
    ).toBe('42');
    expect((await meta.says(ana, 'Could you give me 20% off a full service?')).status).toBe(200);

    const card = await eventually(async () =>
      (await workspace.history()).find(({ metadata }) => metadata?.event_type === 'frontdesk_approval'),
    );
    await eventually(() => graph.sends.find(({ text }) => /asked the team/.test(text)));
    expect(graph.sends.map(({ text }) => text).join()).not.toMatch(/20\s?%/); // nothing is promised yet

    expect((await hands.click(card.ts, 'Approve', workspace.people.alice)).status).toBe(200);
    const reply = await eventually(() => graph.sends.find(({ text }) => /20\s?%/.test(text)));
    expect(reply.to).toBe('15550002222');
    expect(JSON.stringify(card.blocks)).toContain(reply.text);

    await eventually(async () =>
      /Delivered/.test(JSON.stringify((await workspace.message(card.ts)).blocks)) ? true : undefined,
    );
    expect(
      (await hands.click(card.ts, 'Approve', workspace.people.bob).catch((error: Error) => error.message)).toString(),
    ).toMatch(/Approve/); // no such button any more
    expect(graph.sends.filter(({ text }) => text === reply.text)).toHaveLength(1);
    expect(await (await fetch(`${base}/readyz`)).json()).toMatchObject({
      ok: true,
      parts: { slack: { ok: true }, whatsapp: { ok: true } },
    });
    shop.child.kill('SIGTERM');
    expect(await shop.exit()).toBe(0);
  } finally {
    await meta.close();
    await graph.close();
    await workspace.close();
  }
});
