/** The main job on the shop's own phone: the real program, a real browser, a customer who asks and gets the answer. */
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { startStandIn, until } from '../fakes/whatsapp-web/stand-in.ts';
import { address, run, setUp, tearDown } from './program.ts';

jest.setTimeout(400_000);

beforeEach(() => void setUp());
afterEach(tearDown);

it('a customer asks, the bot answers; the owner answers on the phone, the bot is silent', async () => {
  const standIn = await startStandIn();
  const shop = run({
    WHATSAPP_WEB: '1',
    CHROMIUM_PATH: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    CHROMIUM_ARGS: standIn.chromiumArgs.map((arg) => `"${arg}"`).join(' '),
  });
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
