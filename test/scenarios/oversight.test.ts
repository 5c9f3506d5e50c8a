/** What staff can ask about the whole shop: who waits, how today goes, and what one customer was told. */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Receipt } from '../../src/overview.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

const MINUTE = 60_000;
const DISCOUNT = 'Can you give me 10% off a full service?';

let world: World;
const open = async (options: WorldOptions = {}) => {
  world = await createWorld(options);
  return world;
};
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

const receiptOf = (query: string) => world.core.oversight.receipt(query);
const oneOf = async (query: string): Promise<Extract<Receipt, { kind: 'one' }>> => {
  const receipt = await receiptOf(query);
  if (receipt?.kind !== 'one') throw new Error(`expected one customer for ${query}, got ${JSON.stringify(receipt)}`);
  return receipt;
};
/** Somebody of another name and number who happens to be called the same. */
const says = (key: string, displayName: string, text: string, phone = `+353200000${key}`) =>
  world.core.intake.message({
    address: { channel: 'memory', account: 'shop', key },
    externalId: `${key}-${text}`,
    aliases: [{ kind: 'phone', value: phone }],
    displayName,
    content: { kind: 'text', text },
    sentAt: world.clock.now(),
  });

describe('the queue', () => {
  it('has whoever waits longest first, with who is on it, then those in somebody’s hands', async () => {
    await open();
    const [ana, bob, cleo] = ['ana', 'bob', 'cleo'].map((name) => world.customer(name));
    await ana?.asks('I want to talk to a human please');
    await world.staff('Ben').decides({ kind: 'take-over' });
    await world.settle();
    const asked: number[] = [];
    for (const customer of [bob, cleo]) {
      await customer?.asks(DISCOUNT);
      asked.push((await customer?.conversation())?.approval?.askedAt ?? 0);
      await world.settle(5 * MINUTE);
    }
    await world.staff('Dora').claims(); // of the newest
    const queue = await world.core.oversight.queue();
    expect(queue.map(({ card }) => [card.customerName, card.state.kind])).toEqual([
      ['bob', 'pending'],
      ['cleo', 'pending'],
      ['ana', 'taken-over'],
    ]);
    expect(queue.slice(0, 2).map(({ since }) => since)).toEqual(asked);
    expect(queue.map(({ card }) => card.claim?.by)).toEqual([undefined, 'Dora', undefined]);
    expect(queue[0]?.place?.desk).toBe('memory');
  });

  it('is empty when nothing waits', async () => {
    await open();
    await world.customer('ana').asks('What are your opening hours?');
    expect(await world.core.oversight.queue()).toEqual([]);
  });
});

describe('the status', () => {
  it('counts what is open and how today’s messages ended', async () => {
    await open();
    await world.customer('ana').asks('What are your opening hours?');
    await world.customer('bob').asks(DISCOUNT);
    const askedAt = (await world.customer('bob').conversation()).approval?.askedAt;
    expect(await world.core.oversight.status()).toMatchObject({
      approvalsWaiting: 1,
      oldestAskedAt: askedAt,
      withStaff: 0,
      received: 2,
      endings: { answered: 1 },
      lagMs: 0,
      channels: ['memory', 'other'],
    });
  });

  it('tells how far behind the work is', async () => {
    await open();
    await world.customer('ana').says('What are your opening hours?');
    world.clock.advance(MINUTE);
    const { lagMs } = await world.core.oversight.status();
    expect(lagMs).toBeGreaterThan(30_000);
    await world.settle();
    expect((await world.core.oversight.status()).lagMs).toBe(0);
  });

  it('does not count what a pause holds back as being behind', async () => {
    await open();
    await world.core.oversight.pause({ id: 'U-Ben', name: 'Ben' });
    await world.customer('ana').asks('What are your opening hours?');
    await world.settle(10 * MINUTE);
    expect(await world.core.oversight.status()).toMatchObject({ lagMs: 0, paused: { by: 'Ben' } });
  });
});

describe('a receipt', () => {
  it('tells what was said, on what source, and by whose leave, the latest first', async () => {
    await open();
    const ana = world.customer('ana');
    await ana.asks('What are your opening hours?');
    await ana.asks(DISCOUNT);
    await world.staff('Ben').decides({ kind: 'edit', text: 'Sorry, no discounts this week.' });
    await world.settle();
    const { told, of, more } = await oneOf('ana');
    expect({ of, more }).toEqual({
      of: { conversationId: ana.conversationId, name: 'ana', channel: 'memory' },
      more: false,
    });
    expect(told.map(({ message }) => message.text)).toEqual(ana.heard().toReversed());
    const [edited, , hours] = told;
    expect(edited).toMatchObject({ speaker: { approvedBy: 'Ben' }, sources: [], delivery: { state: 'sent' } });
    expect(hours?.speaker).toEqual({ kind: 'bot' });
    expect(hours?.sources.length).toBeGreaterThan(0);
  });

  it('is found by conversation, by phone number as people write it, by booking reference, by a part of the name', async () => {
    await open();
    await says('k1', 'Máire Ní Bhriain', 'What are your opening hours?', '+353871234567');
    await says('k2', 'Tom', 'What are your opening hours?', '+353879999999');
    await world.settle();
    const { of } = await oneOf('máire ní bhriain');
    const body = { conversationId: of.conversationId };
    await world.store.putRecord('booking', { id: 'HC-7K3M', version: 0, at: world.clock.now(), body });
    for (const query of [of.conversationId, '087 123 4567', '+353 87 123 4567', 'hc-7k3m', 'MAIRE', ' bhriain '])
      expect((await oneOf(query)).of).toEqual(of);
  });

  it('of a customer who writes on two channels holds both', async () => {
    await open();
    const [here, there] = [world.customer('ana'), world.customer('ana', 'other')];
    await here.asks('What are your opening hours?');
    await there.asks('Where are you?');
    const { told } = await oneOf(here.conversationId);
    expect(told.map(({ channel }) => channel)).toEqual(['other', 'memory']);
  });

  it('of two people of one name is a list to choose from: nobody sees the words of the other', async () => {
    await open();
    await says('k1', 'Maria', 'What are your opening hours?');
    await says('k2', 'Maria', 'Where are you?');
    await world.settle();
    const receipt = await receiptOf('maria');
    if (receipt?.kind !== 'several') throw new Error('expected a list to choose from');
    expect(receipt.matches).toHaveLength(2);
    for (const { conversationId } of receipt.matches) {
      const { told } = await oneOf(conversationId);
      expect(told).toHaveLength(1);
      expect(told[0]?.sendId.startsWith(`${conversationId}.`)).toBe(true);
    }
  });

  it.each(['nobody', '', '   ', '0000000', 'HC-ZZZZ', '%', '.*'])('of “%s” is nobody’s', async (query) => {
    await open();
    await world.customer('ana').asks('What are your opening hours?');
    expect(await receiptOf(query)).toBeUndefined();
  });

  it('never shows what a colleague asked the bot', async () => {
    await open({ capabilities: { audience: 'internal' } });
    await world.customer('ana').asks('What are your opening hours?');
    expect(await receiptOf('ana')).toBeUndefined();
    expect(await receiptOf(world.customer('ana').conversationId)).toBeUndefined();
  });
});
