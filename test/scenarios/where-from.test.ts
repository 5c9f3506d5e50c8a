/** A customer asks where that comes from, after each kind of answer the shop gives. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createWorld, shop, type World } from './world.ts';

const ASKED = 'Where does that come from?';
const RECORDS = shop.texts['sourceRecords'] ?? '';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

describe('a customer who asks where that comes from', () => {
  it('hears that a person wrote it, after staff have answered', async () => {
    const ana = world.customer('ana');
    await ana.asks('Do you ship unicycles to Malta?');
    await world.staff('Ben').decides({ kind: 'edit', text: 'Yes, for €40.' });
    await world.settle();
    expect(await ana.asks(ASKED)).toBe(shop.texts['sourcePerson']);
  });

  it('hears every document, after an answer from two of them', async () => {
    const ana = world.customer('ana');
    const answer = await ana.asks('How much is a brake service? Do you deliver bikes?');
    expect(answer).toContain('€39');
    expect(answer).toContain('we deliver');
    const named = await ana.asks(ASKED);
    expect(named).toContain('“Workshop prices”');
    expect(named).toContain('“Delivery and collection”');
    expect(named).not.toContain(RECORDS);
    const turn = (await ana.turns()).at(-1);
    expect(turn?.review).toEqual({ kind: 'allow' });
  });

  it('hears of the opening hours too, when only a part stands in a document', async () => {
    const ana = world.customer('ana');
    await ana.asks('How much is a puncture repair and are you open on Sunday?');
    const named = await ana.asks(ASKED);
    expect(named).toContain('“Workshop prices”');
    expect(named).toContain(RECORDS);
  });

  it('hears that it is the calendar, while booking and after it, and the booking goes on', async () => {
    const ana = world.customer('ana');
    await ana.asks('Can I book a full service tomorrow at 10?');
    expect(await ana.asks(ASKED)).toContain(RECORDS);
    await ana.asks('Ana Byrne');
    expect((await ana.conversation()).flow).toBeDefined();
    await ana.asks('yes');
    expect(ana.heard().at(-1)).toMatch(/10:00/);
    expect(await ana.asks(ASKED)).toContain(RECORDS);
  });

  it('hears that a person approved it, after a quote', async () => {
    const ana = world.customer('ana');
    await ana.asks('Can I have a 30% discount on a full service?');
    const { draft } = await world.card();
    await world.staff('Ben').decides(draft === undefined ? { kind: 'edit', text: 'It is €119.' } : { kind: 'approve' });
    await world.settle();
    expect(await ana.asks(ASKED)).toBe(shop.texts['sourcePerson']);
  });

  it('hears that there is no document, after words that claim nothing', async () => {
    const ana = world.customer('ana');
    await ana.asks('When is my booking?');
    expect(await ana.asks('says who?')).toBe(shop.texts['sourceUnknown']);
  });
});
