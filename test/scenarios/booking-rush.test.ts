import { afterEach, describe, expect, it } from '@jest/globals';
import type { Booking } from '../../src/domain/booking.ts';
import { say } from '../../src/domain/business.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { type Customer, createWorld, shop, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

async function bookings(): Promise<readonly Booking[]> {
  return (await world.store.listRecords('booking', { limit: 200 })).map((record) => record.body as unknown as Booking);
}

/** Says what is wished and answers what is asked, until there is a reference. */
async function book(customer: Customer, service: string, wish: string): Promise<void> {
  await customer.asks('I would like to book an appointment');
  await customer.asks(service);
  await customer.asks(wish);
  await customer.asks('Ana Souza');
  await customer.taps(/yes/i);
}

describe('fifty customers want the last bike fit of a day', () => {
  it('one books it, forty-nine are shown other times', async () => {
    world = await createWorld();
    const customers = Array.from({ length: 50 }, (_, n) => world.customer(`rider${n}`));
    await Promise.all(customers.map((one) => one.says('Can I book a bike fit for Sam on Wednesday at 16:30?')));
    await world.settle();
    for (const answer of ['Sam Byrne', 'yes please']) {
      const asked = customers.filter((one) => /name|Shall I book/.test(one.last().text));
      expect(asked).toHaveLength(1); // the time is held for one of them, and no other was asked
      await Promise.all(asked.map((one) => one.says(answer)));
      await world.settle();
    }
    const booked = await bookings();
    expect(booked).toHaveLength(1);
    expect(booked[0]?.startAt).toBe(Date.parse('2026-11-25T16:30:00Z'));
    const others = customers.filter((one) => !/Your reference is/.test(one.last().text));
    expect(others).toHaveLength(49);
    for (const one of others) {
      const last = one.last();
      const choices = last.kind === 'text' ? last.choices : [];
      const times = choices.filter(({ label }) => label !== say(shop, 'booking.wait'));
      expect(times.length).toBeGreaterThan(0);
      expect(times.every(({ label }) => /\d{2}:\d{2}/.test(label))).toBe(true);
      expect(times.some(({ label }) => /25 Nov, 16:30/.test(label))).toBe(false);
    }
  });
});

describe('what is said about a booking is true on the wall', () => {
  const sentences: readonly (readonly [string, string, string, RegExp, string])[] = [
    // now, wish, what it is about, what is said, the instant
    [
      '2026-10-22T10:00:00Z',
      'on Monday 26 October at 14:00',
      'the day after the clocks went back',
      /Monday.* 26 October 2026, 14:00/,
      '2026-10-26T14:00:00Z',
    ],
    [
      '2027-03-25T10:00:00Z',
      'on Tuesday 30 March at 14:00',
      'after the clocks went forward',
      /Tuesday.* 30 March 2027, 14:00/,
      '2027-03-30T13:00:00Z',
    ],
    [
      '2026-11-30T23:50:00Z',
      'tomorrow at 11:00',
      'tomorrow, said ten minutes before midnight at the end of a month',
      /Tuesday.* 1 December 2026, 11:00/,
      '2026-12-01T11:00:00Z',
    ],
    [
      '2028-02-28T10:00:00Z',
      'tomorrow at 11:00',
      'a leap day',
      /Tuesday.* 29 February 2028, 11:00/,
      '2028-02-29T11:00:00Z',
    ],
    [
      '2026-12-31T15:00:00Z',
      'on Saturday at 11:00',
      'the turn of the year',
      /Saturday.* 2 January 2027, 11:00/,
      '2027-01-02T11:00:00Z',
    ],
  ];

  it.each(sentences)('on %s, "%s": %s', async (now, wish, _about, said, instant) => {
    world = await createWorld({ clock: createManualClock(Date.parse(now)) });
    const ana = world.customer('ana');
    await book(ana, 'a basic service', wish);
    expect(ana.last().text).toMatch(said);
    expect(ana.last().text).toMatch(/Ireland|Irish|Dublin|GMT/);
    expect(await bookings()).toMatchObject([{ startAt: Date.parse(instant), status: 'booked' }]);
  });

  it('the reminder comes a day before by the wall clock of the shop, and keeps the time that was said', async () => {
    world = await createWorld({ clock: createManualClock(Date.parse('2027-03-25T10:00:00Z')) });
    const ana = world.customer('ana');
    await book(ana, 'a basic service', 'on Tuesday 30 March at 14:00');
    const before = ana.heard().length;
    await world.settle(6 * 86_400_000);
    expect(ana.heard()).toHaveLength(before + 1);
    expect(ana.last().text).toMatch(/reminder.*Tuesday.* 30 March 2027, 14:00/);
  });
});

describe('a reminder across a clock change', () => {
  const sundays = { ...shop.openingHours, sunday: [{ from: '09:30', to: '18:00' }] };

  it.each([
    ['the clocks go back', '2026-10-22T10:00:00Z', 'on Sunday 25 October at 11:00', '2026-10-24T10:00:00Z'],
    ['the clocks go forward', '2027-03-25T10:00:00Z', 'on Sunday 28 March at 11:00', '2027-03-27T11:00:00Z'],
    ['a month ends', '2027-02-25T10:00:00Z', 'on Monday 1 March at 11:00', '2027-02-28T11:00:00Z'],
    ['there is a leap day', '2028-02-26T10:00:00Z', 'on Wednesday 1 March at 11:00', '2028-02-29T11:00:00Z'],
  ])('comes at 11:00 on the wall the day before: %s', async (_what, now, wish, instant) => {
    world = await createWorld({
      business: { openingHours: sundays, closedOn: [] },
      clock: createManualClock(Date.parse(now)),
    });
    const ana = world.customer('ana');
    await book(ana, 'a basic service', wish);
    const before = ana.heard().length;
    await world.settle(Date.parse(instant) - 60_000 - world.clock.now());
    expect(ana.heard()).toHaveLength(before);
    await world.settle(120_000);
    expect(ana.heard()).toHaveLength(before + 1);
    expect(ana.last().text).toMatch(/reminder.*11:00/);
  });
});

describe('the confirmation', () => {
  it('holds the address of the calendar file, when the shop can be reached from outside', async () => {
    const calendarLink = async (reference: string) => `https://chat.example/calendar/booking/${reference}/k3y.ics`;
    world = await createWorld({ calendarLink });
    const ana = world.customer('ana');
    await book(ana, 'a basic service', 'on Wednesday at 11:00');
    expect(ana.last().text).toMatch(/For your calendar: https:\/\/chat\.example\/calendar\/booking\/HC-\w+\/k3y\.ics$/);
  });
});

describe('a bay that is shared', () => {
  it('is not promised to a second customer, though another mechanic is free', async () => {
    const services = shop.services.map((service) => ({ ...service, resources: ['bay'] }));
    world = await createWorld({ business: { services, resources: [{ id: 'bay', name: 'Bay', count: 1 }] } });
    const [ana, ben] = [world.customer('ana'), world.customer('ben')];
    await book(ana, 'a basic service', 'on Wednesday at 11:00');
    await ben.asks('Can I book a basic service on Wednesday at 11:00?');
    expect(ben.last().text).toMatch(/taken/i);
    expect(await bookings()).toHaveLength(1);
  });
});
