/** Two things asked at once, or one after the other while the team still has the first: neither is forgotten. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { say } from '../../src/domain/business.ts';
import { createWorld, shop, type World } from './world.ts';

const MALTA = 'Do you ship to Malta?';
const DISCOUNT = 'Can I get 15% off a full service?';
const HOUR = 3_600_000;

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

describe('a draft that answers one of two questions', () => {
  it.each([
    ['asked one after the other', [MALTA, DISCOUNT]],
    ['asked the other way round', [DISCOUNT, MALTA]],
    ['asked in one message', [`${MALTA} And ${DISCOUNT.toLowerCase()}`]],
  ])('leaves the card open for the other: %s', async (_how, messages) => {
    const ana = world.customer('ana');
    for (const message of messages) await ana.asks(message);
    const card = await world.card();
    expect(card.unanswered).toEqual([MALTA]);

    expect((await world.staff('Ben').decides({ kind: 'approve' })).kind).toBe('done');
    await world.settle();
    expect(ana.heard().at(-1)).toBe(card.draft);
    const open = world.desk.cards.at(-1)?.card;
    expect(open).toMatchObject({ state: { kind: 'pending' }, customerWords: [MALTA], unanswered: [] });
    expect(open?.draft).toBeUndefined();
    expect(open?.history.map(({ text }) => text).join('\n')).toMatch(/Approved by Ben[\s\S]*Sent/);

    await world.staff('Ben').decides({ kind: 'edit', text: 'Yes, we post to Malta for €19.' });
    await world.settle();
    expect(ana.heard().at(-1)).toBe('Yes, we post to Malta for €19.');
    expect((await world.card()).state.kind).toBe('edited');
    expect(world.desk.cards).toHaveLength(1);
  });

  it('a second click on the draft that has gone out sends nothing more', async () => {
    const ana = world.customer('ana');
    await ana.asks(MALTA);
    await ana.asks(DISCOUNT);
    const card = await world.card();
    const both = [world.staff('Ben'), world.staff('Zoe')].map((one) => one.decides({ kind: 'approve' }, card));
    expect((await Promise.all(both)).map(({ kind }) => kind).toSorted()).toEqual(['changed', 'done']);
    await world.settle();
    expect(ana.heard().filter((text) => text === card.draft)).toHaveLength(1);
  });

  it('words of staff that speak of both close the card', async () => {
    const ana = world.customer('ana');
    await ana.asks(MALTA);
    await ana.asks(DISCOUNT);
    await world.staff('Ben').decides({ kind: 'edit', text: '15 % is fine, and we ship to Malta for €19.' });
    expect((await world.card()).state.kind).toBe('edited');
  });

  it('words of staff that speak of one leave it open for the other', async () => {
    const ana = world.customer('ana');
    await ana.asks(MALTA);
    await ana.asks(DISCOUNT);
    await world.staff('Ben').decides({ kind: 'edit', text: 'We can do 12 %.' });
    await world.settle();
    expect(ana.heard().at(-1)).toBe('We can do 12 %.');
    expect(await world.card()).toMatchObject({ state: { kind: 'pending' }, customerWords: [MALTA] });
  });

  it('a person the customer asked for is not forgotten over a draft', async () => {
    const ana = world.customer('ana');
    await ana.asks(DISCOUNT);
    await ana.asks('can I talk to a real person please');
    await world.staff('Ben').decides({ kind: 'approve' });
    const card = await world.card();
    expect(card).toMatchObject({ state: { kind: 'pending' }, headline: 'Urgent: A customer asks for a person.' });
    expect((await world.staff('Ben').decides({ kind: 'take-over' })).kind).toBe('done');
    expect((await ana.conversation()).owner.kind).toBe('staff');
  });

  it('what only adds to a request is answered with it', async () => {
    const ana = world.customer('ana');
    await ana.asks(DISCOUNT);
    await ana.asks('its for three bikes');
    await world.staff('Ben').decides({ kind: 'approve' });
    expect((await world.card()).state.kind).toBe('approved');
  });

  it('staff may say that nothing is left to answer, and the customer hears nothing of it', async () => {
    const ana = world.customer('ana');
    await ana.asks(MALTA);
    expect((await world.staff('Ben').decides({ kind: 'settle' })).kind).toBe('refused');
    await ana.asks(DISCOUNT);
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    const heard = ana.heard().length;
    expect((await world.card()).actions).toContain('settle');
    expect((await world.staff('Zoe').decides({ kind: 'settle' })).kind).toBe('done');
    await world.settle(30 * HOUR);
    expect((await world.card()).state).toMatchObject({ kind: 'approved', by: { name: 'Ben' } });
    expect(ana.heard()).toHaveLength(heard);
    const notes = (await ana.conversation()).entries.flatMap((entry) => (entry.kind === 'note' ? [entry.text] : []));
    expect(notes.at(-1)).toBe('Nothing left to answer, says Zoe.');
  });

  it('what is left open lapses with an honest word, like any question', async () => {
    const ana = world.customer('ana');
    await ana.asks(MALTA);
    await ana.asks(DISCOUNT);
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle(72 * HOUR);
    expect(ana.heard().at(-1)).toBe(say(shop, 'lapsed'));
  });
});

describe('a burst for two agents', () => {
  const REST = say(shop, 'askedTeamRest');

  it('what the knowledge answers is said, and the booking goes on', async () => {
    const ana = world.customer('ana');
    await ana.asks('I need a full service on Thursday at 11, do you have parking?');
    expect(ana.heard()[0]).toMatch(/loading bay/);
    expect(ana.heard().at(-1)).toMatch(/Thursday 26 November 2026, 11:00 .* is free/);
    expect(world.desk.cards).toHaveLength(0);
  });

  it('what nothing answers goes to the team, with these words only, and the booking goes on', async () => {
    const ana = world.customer('ana');
    await ana.asks('can I book a full service tomorrow at 10? and do you ship to Malta?');
    expect(ana.heard()).toContain(REST);
    expect(ana.heard().at(-1)).toMatch(/Tuesday 24 November 2026, 10:00 .* is free/);
    expect((await world.card()).customerWords).toEqual(['and do you ship to Malta?']);
  });

  it('inside an open booking, too', async () => {
    const ana = world.customer('ana');
    await ana.asks('Book a full service');
    await ana.asks('tomorrow at 10. do you have parking?');
    expect(ana.heard().at(-1)).toMatch(/Tuesday 24 November 2026, 10:00 .* is free/);
    await ana.asks('Ana. are you open on Sunday?');
    expect(ana.heard().at(-2)).toMatch(/closed on Sunday 29 November/);
    expect(ana.heard().at(-1)).toMatch(/for Ana, €119/);
  });

  it('a cancellation is not lost behind a question', async () => {
    const ana = world.customer('ana');
    await ana.asks('cancel my booking. are you open on sunday?');
    expect(ana.heard()[0]).toMatch(/closed on Sunday 29 November/);
    expect(ana.heard().at(-1)).toMatch(/cannot find an open booking/);
  });

  it('a discount asked for beside a booking is for staff, and the booking goes on', async () => {
    const ana = world.customer('ana');
    await ana.asks('can I book a full service tomorrow at 10? and can I get 15% off?');
    expect(ana.heard().at(-1)).toMatch(/Tuesday 24 November 2026, 10:00 .* is free/);
    expect((await world.card()).customerWords).toEqual(['and can I get 15% off?']);
  });

  it('"how much is it?" on its own, inside a booking, is about what is being booked', async () => {
    const ana = world.customer('ana');
    await ana.asks('Book a full service');
    expect(await ana.asks('how much is it?')).toMatch(/full service costs €119[\s\S]*Which day and time/);
  });

  it('"how much is it?" behind a wish to book is no question of its own', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks('book a full service. how much is it?')).toMatch(/Which day and time/);
    expect(world.desk.cards).toHaveLength(0);
  });
});
