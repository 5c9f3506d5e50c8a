/** What customers and the owner write on the shop's phone, and what goes back: one browser for all of it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mediaPath } from '../../../channels/whatsapp-web/media-store.ts';
import { failureOf } from '../../contracts/channel-contract.ts';
import { createMemoryIntake } from '../../fakes/memory-intake.ts';
import { type StandIn, until } from '../../fakes/whatsapp-web/stand-in.ts';
import { ANA, BEN, openPhoneShop, type PhoneShop, SHOP_NUMBER, TEST_MS, worded } from './phone-shop.ts';
import { watchRejections } from './rejections.ts';

jest.setTimeout(TEST_MS);

describe('WhatsApp on the shop’s own phone', () => {
  let shop: PhoneShop;
  let standIn: StandIn;
  const rejections = watchRejections();
  beforeAll(async () => {
    shop = await openPhoneShop({ maxMediaBytes: 1_000, ringMs: 1_000 });
    standIn = shop.standIn;
    await shop.link();
  });
  beforeEach(() => {
    shop.inbox = createMemoryIntake();
  });
  afterAll(async () => {
    await shop.close();
    rejections.stop();
    expect(rejections.seen).toEqual([]);
  });

  it('says that it is linked, and to which phone, without giving the number away', () => {
    expect(shop.health()).toEqual({ ok: true, detail: expect.stringContaining('linked to …0001') });
  });

  it('an answer to an earlier message of ours names that message', async () => {
    standIn.deliver({ from: ANA, body: 'Hello' });
    await shop.hears(1);
    const { externalId = '' } = await shop.sends('At 10?', { sendId: 'c_1.s1' });
    standIn.deliver({ from: ANA, body: 'Yes', quoted: externalId });
    expect(await shop.hears(2)).toMatchObject({ quotedId: externalId });
  });

  it('a message counts as delivered and read when the phone of the customer says so', async () => {
    standIn.deliver({ from: ANA, body: 'Hello' });
    await shop.hears(1);
    const { externalId = '' } = await shop.sends('Hi', { sendId: 'c_1.s7' });
    standIn.ack(externalId, 2);
    standIn.ack(externalId, 3);
    const states = () => shop.inbox.receipts.map(({ sendId, state }) => `${sendId} ${state}`);
    await until(() => states().length >= 3, 'three receipts');
    expect(states()).toEqual(['c_1.s7 sent', 'c_1.s7 delivered', 'c_1.s7 read']);
  });

  it('a message that fails after it was sent is reported as failed', async () => {
    standIn.deliver({ from: ANA, body: 'Hello' });
    await shop.hears(1);
    const { externalId = '' } = await shop.sends('Hi again', { sendId: 'c_1.s8' });
    standIn.ack(externalId, -1);
    await until(() => shop.inbox.receipts.some(({ state }) => state === 'failed'), 'the failure');
    expect(shop.inbox.receipts.at(-1)).toMatchObject({ sendId: 'c_1.s8', state: 'failed' });
  });

  it('a menu stands as numbered lines under the text', async () => {
    standIn.deliver({ from: ANA, body: 'Hello' });
    await shop.hears(1);
    await shop.sends('When does it suit you?', { labels: ['Tue 10:00', 'Wed 11:00'] });
    expect(standIn.outbox.at(-1)?.body).toBe('When does it suit you?\n\n1. Tue 10:00\n2. Wed 11:00');
  });

  it('the customer sees that their message was read and that we write, before the answer', async () => {
    standIn.deliver({ from: BEN, body: 'Hello' });
    const { address, externalId } = await shop.hears(1);
    await shop.channel.showTyping?.(address, externalId);
    await until(() => standIn.seen.includes(BEN), 'the blue ticks');
    await until(() => standIn.chatstates.some(({ chat, state }) => chat === BEN && state === 'composing'), 'typing');
  });

  it('nobody is written to first', async () => {
    const failure = await failureOf(shop.sends('Buy now!', { to: '353850000000@c.us' }));
    expect(failure.code).toBe('undeliverable');
    expect(standIn.outbox.some(({ body }) => body === 'Buy now!')).toBe(false);
  });

  it.each(['unregistered', 'throwing'] as const)(
    'a customer whose number is gone (%s) is not tried for ever',
    async (how) => {
      const gone = how === 'throwing' ? '353857000001@c.us' : '353857000002@c.us';
      standIn.deliver({ from: gone, body: 'Hello' });
      await shop.hears(1);
      standIn[how].add(gone);
      standIn.forgetChat(gone);
      const failure = await failureOf(shop.sends('Hi', { to: gone }));
      expect(failure.code).toBe('undeliverable');
    },
  );

  it('a customer who hides the number is answered in the chat they wrote in, and known by both names', async () => {
    const [hidden, number] = ['7001@lid', '353851114444@c.us'];
    standIn.deliver({ from: hidden, lidOf: number, body: 'Hello', notifyName: 'Cy' });
    const first = await shop.hears(1);
    expect(first.displayName).toBe('Cy');
    expect(first.aliases).toEqual([
      { kind: 'wa-id', value: '353851114444' },
      { kind: 'phone', value: '+353851114444' },
      { kind: 'lid', value: '7001' },
    ]);
    await shop.channel.send(first.address, worded('Hi Cy'), 'c_2.s1');
    expect(standIn.outbox.at(-1)).toMatchObject({ to: hidden, body: 'Hi Cy' });
    standIn.deliver({ from: number, body: 'It is me again' });
    const second = await shop.hears(2);
    expect(second.address).toEqual(first.address);
    await shop.channel.send(first.address, worded('Hi again'), 'c_2.s2');
    expect(standIn.outbox.at(-1)).toMatchObject({ to: number });
  });

  it('a hidden number that nobody knows is never taken for a phone number', async () => {
    standIn.deliver({ from: '7002@lid', body: 'Hello' });
    const { aliases, address } = await shop.hears(1);
    expect(aliases).toEqual([{ kind: 'lid', value: '7002' }]);
    expect(address).toEqual({ channel: 'whatsapp-web', account: SHOP_NUMBER, key: '7002@lid' });
  });

  it('a photo is kept, and its words are read', async () => {
    standIn.deliver({
      from: ANA,
      type: 'image',
      media: { mimetype: 'image/jpeg', bytes: [1, 2, 3], caption: 'This one' },
    });
    const { content } = await shop.hears(1);
    expect(content).toMatchObject({ kind: 'media', mediaType: 'image', caption: 'This one', bytes: 3 });
    const path = mediaPath(join(shop.dir, 'whatsapp-web', 'media'), content.kind === 'media' ? content.mediaId : '');
    await until(() => existsSync(path), 'the file');
    expect([...readFileSync(path)]).toEqual([1, 2, 3]);
  });

  it('a voice note arrives as one, also when it is too large to keep', async () => {
    const media = { mimetype: 'audio/ogg; codecs=opus', bytes: [1], size: 5_000 };
    standIn.deliver({ from: ANA, type: 'ptt', media });
    const { content } = await shop.hears(1);
    expect(content).toMatchObject({ kind: 'media', mediaType: 'audio', bytes: 5_000 });
    await until(() => shop.logged.some((line) => line.includes('too large to keep')), 'the note in the log');
  });

  it('a place, a contact and what we do not know arrive as what they are', async () => {
    standIn.deliver({ from: ANA, location: { lat: 53.3, lng: -6.2, loc: 'Shop\nMain St' } });
    expect((await shop.hears(1)).content).toEqual({
      kind: 'location',
      latitude: 53.3,
      longitude: -6.2,
      name: 'Shop',
      address: 'Main St',
    });
    standIn.deliver({ from: ANA, type: 'vcard', body: 'BEGIN:VCARD\nFN:Ben Murphy\nEND:VCARD' });
    expect((await shop.hears(2)).content).toEqual({ kind: 'contacts', names: ['Ben Murphy'] });
    standIn.deliver({ from: ANA, type: 'event_creation' });
    expect((await shop.hears(3)).content).toEqual({ kind: 'unsupported', description: 'an event' });
  });

  it('words that a customer corrects afterwards are heard too, each correction once; the owner’s are theirs', async () => {
    const id = standIn.deliver({ from: ANA, body: 'Tomorrow at 10?' });
    await shop.hears(1);
    standIn.edit(id, 'Tomorrow at 11?');
    standIn.edit(id, 'Tomorrow at 11?');
    await shop.hears(2);
    const before = shop.staffSaid.length;
    const own = standIn.deliver({ from: `${SHOP_NUMBER}@c.us`, to: ANA, fromMe: true, body: 'At elevn' });
    await until(() => shop.staffSaid.length > before, 'the owner’s words');
    standIn.edit(own, 'At eleven');
    standIn.deliver({ from: ANA, body: 'Thanks' });
    await shop.hears(3);
    const words = shop.inbox.messages.map(({ content }) => content.kind === 'text' && content.text);
    expect(words).toEqual(['Tomorrow at 10?', 'Tomorrow at 11?', 'Thanks']);
    expect(new Set(shop.inbox.messages.map(({ externalId }) => externalId)).size).toBe(3);
    expect(shop.staffSaid).toHaveLength(before + 1);
  });

  it('a message that is decrypted late arrives once, one that never is arrives as such', async () => {
    standIn.deliver({ from: BEN, type: 'ciphertext' });
    const late = standIn.deliver({ from: ANA, type: 'ciphertext' });
    standIn.decrypt(late, 'Sorry, bad signal');
    expect((await shop.hears(1)).content).toEqual({ kind: 'text', text: 'Sorry, bad signal' });
    expect((await shop.hears(2)).content).toEqual({
      kind: 'unsupported',
      description: 'a message that could not be decrypted',
    });
    expect(shop.inbox.duplicates).toBe(0);
  });

  it('groups, status updates, broadcasts and channels are none of our business', async () => {
    standIn.deliver({ from: '120363000000@g.us', author: ANA, body: 'Anyone open on Sunday?' });
    standIn.deliver({ from: 'status@broadcast', author: ANA, body: 'On holiday' });
    standIn.deliver({ from: '1203@newsletter', body: 'News' });
    standIn.deliver({ from: ANA, type: 'e2e_notification', body: '' });
    standIn.deliver({ from: ANA, body: 'Only this is for the shop' });
    await shop.hears(1);
    expect(shop.inbox.messages.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'Only this is for the shop' },
    ]);
  });

  it('a thumb under a message of ours arrives as one; a removed one, an old one and the owner’s own are no words', async () => {
    standIn.deliver({ from: ANA, body: 'Hello' });
    await shop.hears(1);
    const { externalId = '' } = await shop.sends('Shall I book it?', { sendId: 'c_4.s1' });
    standIn.react(`${SHOP_NUMBER}@c.us`, externalId, '🙏');
    standIn.react(ANA, externalId, '👎', Math.floor(Date.now() / 1000) - 24 * 60 * 60);
    standIn.react(ANA, externalId, '👍');
    standIn.react(ANA, externalId, '');
    await shop.hears(3);
    expect(shop.inbox.messages.slice(1).map(({ content }) => content)).toEqual([
      { kind: 'reaction', toExternalId: externalId, emoji: '👍' },
      { kind: 'reaction', toExternalId: externalId },
    ]);
    expect(shop.staffSaid.map(({ content }) => content.kind)).not.toContain('reaction');
  });

  it.each([
    ['Missed', 'nobody answered', ', and nobody answered', '353851117001'],
    ['AcceptedElsewhere', undefined, ', and somebody answered', '353851117002'],
    [undefined, 'If nobody spoke to them', '', '353851117003'],
  ])(
    'a customer’s call that ended with %s is noted, and staff hear of it unless somebody spoke',
    async (callOutcome, told, how, number) => {
      const caller = `${number}@c.us`;
      const before = shop.toldStaff.length;
      standIn.ring(caller, { isGroup: true });
      standIn.ring(caller);
      if (callOutcome) standIn.deliver({ from: caller, type: 'call_log', body: '', fields: { callOutcome } });
      const { content } = await shop.hears(1);
      expect(content).toEqual({ kind: 'event', description: `called the shop’s phone${how}` });
      if (told === undefined) return expect(shop.toldStaff).toHaveLength(before);
      await until(() => shop.toldStaff.length > before, 'the word to staff');
      const { text = '', quote } = shop.toldStaff.at(-1) ?? {};
      expect(text).toContain(told);
      expect(text).not.toContain('35385');
      expect(quote).toContain(`+${number}`);
    },
  );

  it('the owner’s own number leads to the owner, who must have written once', async () => {
    const owner = '353851119999@c.us';
    const address = shop.channel.addressOf?.('+353 85 111 9999');
    expect(address).toEqual({ channel: 'whatsapp-web', account: SHOP_NUMBER, key: owner });
    if (!address) throw new Error('expected an address');
    expect((await failureOf(shop.channel.send(address, worded('A draft waits'), 'c_5.s1'))).code).toBe('undeliverable');
    standIn.deliver({ from: '7009@lid', lidOf: owner, body: 'It is me, Orla' });
    expect((await shop.hears(1)).address).toEqual(address);
    await shop.channel.send(address, worded('A draft waits'), 'c_5.s2');
    expect(standIn.outbox.at(-1)).toMatchObject({ to: '7009@lid', body: 'A draft waits' });
  });

  it('what the owner types on the phone is told as such, our own messages never', async () => {
    standIn.deliver({ from: ANA, body: 'Can I have a discount?' });
    const { address } = await shop.hears(1);
    await shop.sends('Let me ask.');
    const before = shop.staffSaid.length;
    const id = standIn.deliver({ from: '15550000001@c.us', to: ANA, fromMe: true, body: 'Ten per cent for you' });
    await until(() => shop.staffSaid.length > before, 'the owner’s words');
    expect(shop.staffSaid.at(-1)).toMatchObject({
      address,
      externalId: id,
      content: { kind: 'text', text: 'Ten per cent for you' },
    });
    expect(shop.staffSaid.map(({ content }) => content)).not.toContainEqual({ kind: 'text', text: 'Let me ask.' });
  });

  it('a reply that is about to leave waits when the owner starts to write', async () => {
    standIn.deliver({ from: BEN, body: 'Hello' });
    const { address } = await shop.hears(1);
    const typings = standIn.chatstates.filter(({ chat }) => chat === BEN).length;
    const long = 'Hello Ben'.padEnd(360, '!'); // takes six seconds to type
    const sending = shop.channel.send(address, worded(long), 'c_3.s1');
    await until(() => standIn.chatstates.filter(({ chat }) => chat === BEN).length > typings, 'typing');
    standIn.deliver({ from: '15550000001@c.us', to: BEN, fromMe: true, body: 'Hi Ben, it is me' });
    const failure = await failureOf(sending);
    expect(failure.retry).toBe('backoff');
    expect(standIn.outbox.some(({ body }) => body === long)).toBe(false);
  });

  it('a reply that is being typed when staff pause all sending does not leave', async () => {
    standIn.deliver({ from: BEN, body: 'Hello' });
    const { address } = await shop.hears(1);
    const typings = () => standIn.chatstates.filter(({ chat }) => chat === BEN).length;
    const before = typings();
    const long = 'Hello again, Ben'.padEnd(60, '!');
    let paused = false;
    const mayLeave = async () => {
      const may = !paused;
      paused = true; // staff do so while it is being typed
      return may;
    };
    const failing = failureOf(shop.channel.send(address, worded(long), 'c_3.s2', mayLeave));
    await until(() => typings() > before, 'typing');
    const failure = await failing;
    expect(failure.retry).toBe('backoff');
    expect(standIn.outbox.some(({ body }) => body === long)).toBe(false);
    await shop.channel.send(address, worded(long), 'c_3.s2', async () => true);
    expect(standIn.outbox.filter(({ body }) => body === long)).toHaveLength(1);
  });

  it('a message that could not be stored is tried until it is', async () => {
    let refusals = 2;
    shop.inbox.failWhen(() => (refusals-- > 0 ? new Error('the disk is full') : undefined));
    standIn.deliver({ from: ANA, body: 'Are you there?' });
    expect((await shop.hears(1)).content).toEqual({ kind: 'text', text: 'Are you there?' });
  });

  it('words of customers and secrets stay out of the log', () => {
    const loud = shop.logged.filter((line) => !line.startsWith('debug'));
    expect(loud.join('\n')).not.toMatch(/Hello|discount|35385|2@ref/);
  });
});
