import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GoogleCalendar } from '../../calendars/google/google-calendar.ts';
import { createChangedElsewhere } from '../../src/calendar/changed-elsewhere.ts';
import type { Booking } from '../../src/domain/booking.ts';
import { say } from '../../src/domain/business.ts';
import { calendarIdOf, openGoogleShop, withCalendars } from '../calendars/google/google-shop.ts';
import { createFakeGoogleCalendar, type FakeGoogleCalendar } from '../fakes/fake-google-calendar.ts';
import { type Customer, createWorld, shop, type World } from './world.ts';

let world: World;
let google: FakeGoogleCalendar;
let calendar: GoogleCalendar;
beforeEach(async () => {
  google = await createFakeGoogleCalendar(shop.staff.map(({ id }) => calendarIdOf(id)));
  world = await createWorld({
    business: withCalendars(shop),
    outside:
      ({ store, clock, business }) =>
      (builtIn) => {
        const changed = createChangedElsewhere({ business }, { store, clock });
        calendar = openGoogleShop(business, google, { store, clock, builtIn, changed });
        return calendar;
      },
  });
});
afterEach(async () => {
  calendar.stop();
  await world.close();
  await google.close();
});

const niamhs = calendarIdOf('niamh');
const told = () => world.desk.lines.map(({ text }) => text).join('\n');

async function bookedBikeFit(): Promise<{ ana: Customer; booking: Booking }> {
  const ana = world.customer('ana');
  await ana.asks('Can I book a bike fit on Wednesday at 11:00?');
  await ana.asks('Ana Souza');
  await ana.taps(/yes/i);
  await calendar.look();
  const [record] = await world.store.listRecords('booking', { limit: 10 });
  return { ana, booking: record?.body as unknown as Booking };
}

describe('a shop whose staff keep their own calendars', () => {
  it('offers no time at which a colleague has something private', async () => {
    google.put(niamhs, { from: '2026-11-25T10:30:00Z', to: '2026-11-25T12:00:00Z', summary: 'Dentist' });
    const ana = world.customer('ana');
    await ana.asks('Can I book a bike fit on Wednesday at 11:00?');
    const last = ana.last();
    expect(last.text).toMatch(/taken|not free|busy/i);
    expect(last.text).not.toMatch(/dentist/i);
    const labels = last.kind === 'text' ? last.choices.map(({ label }) => label) : [];
    expect(labels.some((label) => /11:00|11:30|10:00/.test(label) && /25 Nov/.test(label))).toBe(false);
  });

  it('finds what customers book in those calendars', async () => {
    const { booking } = await bookedBikeFit();
    expect(google.events(niamhs)).toMatchObject([
      { summary: 'Bike fit: Ana Souza', description: `Booking ${booking.reference}` },
    ]);
  });

  it('takes the wish to the team while Google is away, and offers nothing', async () => {
    google.failNext({ status: 503, reason: 'backendError' }, 50);
    const ana = world.customer('ana');
    await ana.asks('Can I book a bike fit on Wednesday at 11:00?');
    expect(ana.last().text).toBe(say(shop, 'booking.calendarDown'));
    expect(ana.last()).toMatchObject({ choices: [] });
    expect((await world.card()).summary).toMatch(/calendar could not be asked.*bike fit.*Wednesday/is);
    expect(await world.store.listRecords('calendar-day', { limit: 10 })).toEqual([]);
  });
});

describe('an event that staff delete', () => {
  it('changes nothing for the customer until staff cancel it: then they are told', async () => {
    const { ana, booking } = await bookedBikeFit();
    const before = ana.heard().length;
    google.remove(niamhs, google.events(niamhs)[0]?.id ?? '');
    await calendar.look();
    await world.settle();
    expect(told()).toMatch(new RegExp(`Booking ${booking.reference} .*was deleted in the calendar.*still comes`));
    expect(ana.heard()).toHaveLength(before);
    expect(await world.core.outreach.settleBooking(booking.reference, 'cancel', 'Niamh')).toBe('done');
    await world.settle();
    expect(ana.last().text).toBe(say(shop, 'booking.cancelled', { reference: booking.reference }));
    expect(await world.core.outreach.settleBooking(booking.reference, 'cancel', 'Niamh')).toBe('not-on');
    expect((await world.store.audits({ limit: 10 })).map(({ what }) => what)).toContain('cancelled a booking');
    await world.settle(3 * 86_400_000);
    expect(ana.heard()).toHaveLength(before + 1); // no reminder of what is off
  });

  it('is written there again when staff keep the booking, and the customer hears nothing of it', async () => {
    const { ana, booking } = await bookedBikeFit();
    const before = ana.heard().length;
    google.remove(niamhs, google.events(niamhs)[0]?.id ?? '');
    await calendar.look();
    expect(await world.core.outreach.settleBooking(booking.reference, 'keep', 'Niamh')).toBe('done');
    await world.settle();
    await calendar.look();
    expect(google.events(niamhs)).toHaveLength(1);
    expect(ana.heard()).toHaveLength(before);
  });
});
