import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dayId } from '../../src/calendar/day-record.ts';
import type { CalendarDay } from '../../src/calendar/spans.ts';
import { createCalendar } from '../../src/calendar.ts';
import type { Booking } from '../../src/domain/booking.ts';
import { say } from '../../src/domain/business.ts';
import { createWorld, MONDAY_MORNING, shop, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

const HOUR = 3_600_000;

async function bookings(): Promise<readonly Booking[]> {
  return (await world.store.listRecords('booking', { limit: 100 })).map((record) => record.body as unknown as Booking);
}

/** Books from start to end and returns the reference. */
async function book(name: string, wish: string): Promise<string> {
  const customer = world.customer(name);
  await customer.asks(wish);
  for (let step = 0; step < 4; step++) {
    const last = customer.last();
    if (/reference/i.test(last.text)) break;
    if (/name/i.test(last.text)) await customer.asks(name);
    else await customer.taps(/yes|book|\d{1,2}:\d{2}/i);
  }
  const reference = /HC-\w+/.exec(customer.last().text)?.[0];
  if (!reference) throw new Error(`no booking came of it: ${customer.heard().join(' / ')}`);
  return reference;
}

describe('a customer books', () => {
  it('step by step, and gets weekday, date, time, price and a reference', async () => {
    const ana = world.customer('ana');
    await ana.asks('I would like to book an appointment');
    await ana.asks('a full service');
    await ana.asks('tomorrow at 2pm');
    expect(ana.last().text).toMatch(/Tuesday/);
    await ana.asks('Ana Souza');
    await ana.taps(/yes/i);
    expect(ana.last().text).toMatch(/Tuesday.*24 November.*14:00/);
    expect(ana.last().text).toMatch(/HC-/);
    expect(await bookings()).toMatchObject([
      { status: 'booked', name: 'Ana Souza', startAt: Date.parse('2026-11-24T14:00:00Z') },
    ]);
    expect(world.desk.cards).toHaveLength(0);
  });

  it('in passing words: a day speaks for an appointment, and one that has been is no wish for another', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks('can I bring it in tomorrow arvo')).toMatch(/what can we do/i);
    const ben = world.customer('ben');
    expect(await ben.asks('did you finish my full service on friday?')).toMatch(/team/i);
    expect(await bookings()).toEqual([]);
  });

  it('before a day that they name, and is offered nothing on it', async () => {
    const ana = world.customer('ana');
    await ana.asks('Can I book a full service before Wednesday?');
    const message = ana.last();
    const labels = message.kind === 'text' ? message.choices.map(({ label }) => label) : [];
    expect(labels.filter((label) => /^(?:Mon 23|Tue 24) Nov/.test(label)).length).toBeGreaterThan(0);
    expect(labels.filter((label) => /\d{1,2}:\d{2}/.test(label) && !/^(?:Mon 23|Tue 24) Nov/.test(label))).toEqual([]);
  });

  it('with everything in one sentence', async () => {
    const reference = await book('Ana', 'Can I book a basic service for Ana on Wednesday at 11?');
    expect(await bookings()).toMatchObject([{ reference, startAt: Date.parse('2026-11-25T11:00:00Z') }]);
  });

  it('and may ask something else in between without losing the thread', async () => {
    const ana = world.customer('ana');
    await ana.asks('I want to book a full service');
    const answer = await ana.asks('What time do you close on Thursdays?');
    expect(answer).toMatch(/20:00|8 ?pm/i);
    await ana.asks('tomorrow at 2pm');
    expect(ana.last().text).toMatch(/Tuesday/);
  });

  it('a time somebody else has is never given twice: there are alternatives', async () => {
    await book('Ana', 'Can I book a bike fit for Ana on Wednesday at 11:00?'); // one bike fitter only
    const ben = world.customer('ben');
    const answer = await ben.asks('Can I book a bike fit for Ben on Wednesday at 11:00?');
    expect(answer).not.toMatch(/Your reference/);
    const last = ben.last();
    expect(last.kind === 'text' && last.choices.length).toBeGreaterThan(0);
    const spans = (await bookings()).filter((booking) => booking.status === 'booked');
    expect(spans).toHaveLength(1);
  });

  it('of fifty who take the last slot in the same instant one has it', async () => {
    const calendar = createCalendar({ business: shop }, { store: world.store, clock: world.clock });
    const from = Date.parse('2026-11-25T00:00:00Z');
    const query = { serviceId: 'bike-fit', from, to: from + 24 * HOUR, limit: 1 };
    const [slot] = await calendar.freeSlots(query);
    if (!slot) throw new Error('expected a free slot for a bike fit');
    const takers = Array.from({ length: 50 }, (_, i) => calendar.book(slot, `b${i}`, `customer${i}`));
    const results = await Promise.all(takers);
    expect(results.filter((result) => result === 'booked')).toHaveLength(1);
    const day = await world.store.getRecord('calendar-day', dayId(slot.staffId, '2026-11-25'));
    expect((day?.body as CalendarDay | undefined)?.spans).toHaveLength(1);
    expect((await calendar.freeSlots(query))[0]?.startAt).toBeGreaterThan(slot.startAt);
  });

  it('gets a reminder the day before, and none when the booking was cancelled', async () => {
    await book('Ana', 'Can I book a basic service for Ana on Thursday at 15:00?');
    const cancelled = await book('Ben', 'Can I book a basic service for Ben on Thursday at 16:00?');
    const ben = world.customer('Ben');
    await ben.asks(`please cancel my booking ${cancelled}`);
    await ben.taps(/yes|cancel/i);
    expect((await bookings()).find(({ reference }) => reference === cancelled)?.status).toBe('cancelled');
    const before = world.channel.sent.length;
    await world.settle(Date.parse('2026-11-26T14:00:00Z') - MONDAY_MORNING);
    const reminders = world.channel.sent.slice(before);
    expect(reminders.map(({ address }) => address.key)).toEqual(['Ana']);
    expect(reminders[0]?.message.text).toMatch(/Thursday/);
  });

  it('gets no reminder after STOP, and none in the night', async () => {
    await book('Ana', 'Can I book a basic service for Ana on Thursday at 15:00?');
    const ana = world.customer('Ana');
    await ana.asks('STOP');
    const before = ana.heard().length;
    await world.settle(4 * 24 * HOUR);
    expect(ana.heard()).toHaveLength(before);
  });
});

describe('a customer wants a quote', () => {
  async function quoted() {
    const ana = world.customer('ana');
    await ana.asks('Could I get a quote for servicing our company fleet?');
    await ana.asks('12 bikes');
    for (let step = 0; step < 4 && world.desk.cards.length === 0; step++) {
      const last = ana.last();
      if (last.kind === 'text' && last.choices.length > 0) await ana.taps(last.choices[0]?.label ?? '');
      else await ana.asks(/where/i.test(last.text) ? 'at our hotel in Salthill' : 'next Tuesday');
    }
    return ana;
  }

  it('answers the questions, and staff see the price before the customer does', async () => {
    const ana = await quoted();
    const card = await world.card();
    expect(card.draft).toMatch(/€668/); // 80 + 12 x 49
    expect(ana.heard().join()).not.toMatch(/668/);
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    expect(ana.last().text).toBe(card.draft);
  });

  it('is nudged once when they do not answer the quote, at a decent hour', async () => {
    const ana = await quoted();
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    const before = ana.heard().length;
    await world.settle(72 * HOUR);
    expect(ana.heard().slice(before)).toEqual([say(shop, 'sales.nudge')]);
  });

  it('is not nudged when they wrote', async () => {
    const ana = await quoted();
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    await ana.asks('ping 1');
    const before = ana.heard().length;
    await world.settle(72 * HOUR);
    expect(ana.heard()).toHaveLength(before);
  });
});
