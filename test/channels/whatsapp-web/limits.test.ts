/** How much the number may send, and what is remembered of it when the process starts anew. No browser is needed. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { failureOf } from '../../contracts/channel-contract.ts';
import { until } from '../../fakes/whatsapp-web/stand-in.ts';
import { createPlainPhone, type PlainPhone } from './another-phone.ts';
import { ANA, openPhoneShop, type PhoneShop, SHOP_NUMBER } from './phone-shop.ts';

describe('the shop’s number', () => {
  let shop: PhoneShop;
  afterEach(() => shop.close());

  /** Ana has written, so she may be answered. */
  async function met(phone: PlainPhone, { inbox }: PhoneShop, id: string): Promise<void> {
    const known = inbox.messages.length;
    const rest = { type: 'chat', fromMe: false, status: false, hasMedia: false, cards: [] };
    phone.says({ kind: 'message', message: { ...rest, id, pageId: id, chatId: ANA, body: 'Hello', at: Date.now() } });
    await until(() => inbox.messages.length > known, 'the message');
  }

  it('sends no more a minute than it may, and says when the next one may go', async () => {
    const phone = createPlainPhone(SHOP_NUMBER);
    shop = await openPhoneShop({ open: phone.open, limits: { perMinute: 2, perDay: 100 } });
    shop.start();
    await shop.becomes('ready');
    await met(phone, shop, '3A1');
    await shop.sends('One', { sendId: 's1' });
    await shop.sends('Two', { sendId: 's2' });
    const failure = await failureOf(shop.sends('Three', { sendId: 's3' }));
    expect(failure).toMatchObject({ code: 'rate-limited', retry: 'backoff' });
    expect(failure.retryAfterMs).toBeGreaterThan(0);
    expect(failure.retryAfterMs).toBeLessThanOrEqual(60_000);
    expect(phone.sent.map(({ text }) => text)).toEqual(['One', 'Two']);
  });

  it('has not got a fresh day because the process was started anew, and receipts of before still count', async () => {
    const phone = createPlainPhone(SHOP_NUMBER);
    const options = { open: phone.open, limits: { perMinute: 100, perDay: 2 } };
    shop = await openPhoneShop(options);
    shop.start();
    await shop.becomes('ready');
    await met(phone, shop, '3A1');
    await shop.sends('One', { sendId: 's1' });
    const { externalId = '' } = await shop.sends('Two', { sendId: 's2' });
    await shop.stop();

    const next = shop.again(options);
    next.start();
    await next.becomes('ready');
    await until(() => next.status().numberHealth.sent === 2, 'what was sent before');
    expect(next.status().numberHealth).toMatchObject({ sent: 2, received: 1 });
    expect((await failureOf(next.sends('Three', { sendId: 's3' }))).code).toBe('rate-limited');
    expect((await failureOf(next.sends('Four', { sendId: 's4' }))).code).toBe('rate-limited');
    const usedUp = () => next.toldStaff.filter(({ text }) => text.includes('has sent its 2 messages of 24 hours'));
    await until(() => usedUp().length === 1, 'the word to staff');
    expect(usedUp()[0]?.text).toContain('about 24 hours');
    phone.says({ kind: 'ack', id: externalId, ack: 3 });
    await until(() => next.inbox.receipts.length > 0, 'the receipt');
    expect(next.inbox.receipts[0]).toMatchObject({ sendId: 's2', externalId, state: 'read' });
    await next.stop();
  });

  it('is another one when another phone is linked: its customers are nobody the new one may write to', async () => {
    const phone = createPlainPhone(SHOP_NUMBER);
    shop = await openPhoneShop({ open: phone.open });
    shop.start();
    await shop.becomes('ready');
    await met(phone, shop, '3A1');
    await shop.stop();
    const other = createPlainPhone('15550000099');
    const next = shop.again({ open: other.open });
    next.start();
    await next.becomes('ready');
    await until(() => next.channel.addressOf?.('+353 1 111 1111')?.account === '15550000099', 'the other number');
    expect((await failureOf(next.sends('Hi'))).code).toBe('undeliverable');
    expect(other.sent).toEqual([]);
    await next.stop();
  });

  it('is known to a process that only waits for the phone, which sends nothing and takes over with all that is known', async () => {
    const phone = createPlainPhone(SHOP_NUMBER);
    shop = await openPhoneShop({ open: phone.open });
    shop.start();
    await shop.becomes('ready');
    await met(phone, shop, '3A1');
    await shop.sends('One', { sendId: 's1' });
    const other = createPlainPhone(SHOP_NUMBER);
    const second = shop.again({ open: other.open, leaseMs: 3_000 });
    second.start();
    await second.becomes('waiting');
    expect(second.channel.addressOf?.('+353 85 111 2222')).toEqual({
      channel: 'whatsapp-web',
      account: SHOP_NUMBER,
      key: ANA,
    });
    expect((await failureOf(second.sends('Two', { sendId: 's2' }))).retry).toBe('backoff');
    await shop.stop();
    await second.becomes('ready');
    await until(() => second.status().numberHealth.sent === 1, 'what the first one sent');
    await second.sends('Two', { sendId: 's2' });
    expect(other.sent.map(({ text }) => text)).toEqual(['Two']);
    await second.stop();
  });
});
