import { afterEach, describe, expect, it } from '@jest/globals';
import type { Booking } from '../../src/domain/booking.ts';
import { say } from '../../src/domain/business.ts';
import { type Customer, createWorld, shop, type World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Bike fits need the team's yes; there is one bike fitter. */
const services = shop.services.map((service) =>
  service.id === 'bike-fit' ? { ...service, needsApproval: true } : service,
);

let world: World;
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

async function asks(name: string, wish = 'on Wednesday at 11:00'): Promise<Customer> {
  const customer = world.customer(name);
  await customer.asks('I would like to book an appointment');
  await customer.asks('a bike fit');
  await customer.asks(wish);
  if (/name/.test(customer.last().text)) {
    await customer.asks('Ana Souza');
    await customer.taps(/yes/i);
  }
  return customer;
}

async function bookings(): Promise<readonly Booking[]> {
  return (await world.store.listRecords('booking', { limit: 100 })).map((record) => record.body as unknown as Booking);
}

describe('a booking that needs the team', () => {
  it('is kept for the customer, shown with its countdown, and made by a yes', async () => {
    world = await createWorld({ business: { services } });
    const ana = await asks('ana');
    expect(ana.last().text).toMatch(/^Thank you, Ana Souza\. .*Wednesday 25 November 2026, 11:00 .* is kept for you/);
    expect(await bookings()).toEqual([]);
    const card = await world.card();
    expect(card.draft).toMatch(/^You are booked in, Ana Souza: Bike fit on Wednesday 25 November 2026, 11:00/);
    expect(card.why[0]).toMatch(/held for this customer until .* \(2\d\d minutes from now\)/);
    const shown = world.desk.cards[0]?.card.why[0];
    await world.settle(130 * MINUTE);
    expect(world.desk.cards[0]?.card.why[0]).not.toBe(shown); // the card in the room counts down too
    await world.staff('Ben').decides({ kind: 'approve' });
    await world.settle();
    expect(ana.last().text).toMatch(/^You are booked in, Ana Souza: .* Your reference is HC-\w+/);
    expect(await bookings()).toMatchObject([{ status: 'booked', startAt: Date.parse('2026-11-25T11:00:00Z') }]);
  });

  it('is nobody else’s meanwhile: a second customer for the time is shown others, and no second card', async () => {
    world = await createWorld({ business: { services } });
    await asks('ana');
    const ben = await asks('ben');
    const last = ben.last();
    expect(last.text).toMatch(/already taken/);
    expect(last.kind === 'text' && last.choices.length).toBeGreaterThan(0);
    expect(world.desk.cards).toHaveLength(1);
  });

  it('is free again at once when the team says no', async () => {
    world = await createWorld({ business: { services } });
    const ana = await asks('ana');
    await world.staff('Ben').decides({ kind: 'reject', reason: 'Niamh is at a race' });
    await world.settle();
    expect(ana.last().text).toBe(say(shop, 'rejected'));
    const ben = await asks('ben');
    expect(ben.last().text).toMatch(/is kept for you/);
    expect(await bookings()).toEqual([]);
  });

  it('that nobody decides is given back in time, and the customer is told the truth', async () => {
    world = await createWorld({ business: { services } });
    const ana = await asks('ana');
    await world.settle(5 * HOUR);
    expect(ana.last().text).toBe(say(shop, 'booking.requestLapsed'));
    expect((await world.card()).state.kind).toBe('lapsed');
    const ben = await asks('ben');
    expect(ben.last().text).toMatch(/is kept for you/);
  });

  it('a late yes to a time that is gone books nothing: the customer is shown other times', async () => {
    world = await createWorld({ business: { services } });
    const ana = await asks('ana');
    await world.settle(3.5 * HOUR);
    await world.staff('Cleo').claims(); // somebody is on it, so that the card does not lapse with the time
    world.clock.advance(45 * MINUTE); // nobody worked meanwhile
    const calendarDay = 'niamh|2026-11-25';
    const day = await world.store.getRecord('calendar-day', calendarDay);
    const span = {
      bookingId: 'other',
      customerId: 'other',
      startAt: Date.parse('2026-11-25T11:00:00Z'),
      endAt: Date.parse('2026-11-25T12:30:00Z'),
    };
    await world.store.putRecord('calendar-day', {
      id: calendarDay,
      version: day?.version ?? 0,
      at: 0,
      body: { id: calendarDay, version: 9, spans: [span] },
    });
    const judged = await world.staff('Ben').decides({ kind: 'approve' });
    expect(judged.kind).toBe('done');
    await world.settle();
    expect(await bookings()).toEqual([]);
    const last = ana.last();
    expect(last.text).toMatch(/could not hold that time/);
    expect(last.kind === 'text' && last.choices.length).toBeGreaterThan(0);
  });
});
