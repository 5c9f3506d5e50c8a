import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GoogleCalendar } from '../../../calendars/google/google-calendar.ts';
import type { StaffChange } from '../../../calendars/google/staff-changes.ts';
import type { Slot } from '../../../src/domain/booking.ts';
import { createBookingRecords } from '../../../src/tools/booking-records.ts';
import { createFakeGoogleCalendar, type FakeGoogleCalendar } from '../../fakes/fake-google-calendar.ts';
import { createManualClock, type ManualClock } from '../../fakes/manual-clock.ts';
import { testShop } from '../../fixtures/business.ts';
import { createMemoryRecords, type MemoryRecords } from '../../tools/memory-records.ts';
import { calendarIdOf, openGoogleShop, withCalendars } from './google-shop.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const shop = withCalendars(testShop);
const niamhs = calendarIdOf('niamh');
const aoifes = calendarIdOf('aoife');
const tuesday = (time: string) => Date.parse(`2026-11-24T${time}:00Z`);
const bikeFit = (time: string): Slot => ({
  serviceId: 'bike-fit',
  staffId: 'niamh',
  startAt: tuesday(time),
  endAt: tuesday(time) + 90 * MINUTE,
});

let clock: ManualClock;
let store: MemoryRecords;
let google: FakeGoogleCalendar;
let calendar: GoogleCalendar;
let changes: StaffChange[];
let told: string[];
let waits: number[];
beforeEach(async () => {
  clock = createManualClock();
  store = createMemoryRecords();
  google = await createFakeGoogleCalendar(['aoife', 'ben', 'niamh'].map(calendarIdOf));
  changes = [];
  told = [];
  waits = [];
  calendar = openGoogleShop(shop, google, {
    store,
    clock,
    changed: async (change) => void changes.push(change),
    told,
    waits,
  });
});
afterEach(async () => {
  calendar.stop();
  await google.close();
});

async function starts(serviceId = 'bike-fit'): Promise<readonly string[]> {
  const query = { serviceId, from: tuesday('00:00'), to: tuesday('23:59'), limit: 500 };
  return (await calendar.freeSlots(query)).map(({ startAt }) => new Date(startAt).toISOString().slice(11, 16));
}

/** Books as the tool does: the time, then the record. */
async function booked(slot: Slot, customerId = 'ana') {
  const records = createBookingRecords({ prefix: 'TS' }, { store });
  const spanId = `span-${customerId}`;
  expect(await calendar.book(slot, spanId, customerId)).toBe('booked');
  const more = { customerId, conversationId: 'v1', name: 'Ana Souza', status: 'booked', bookedAt: 0 } as const;
  const booking = await records.create({ ...slot, ...more, spanId, taskId: customerId }, clock.now());
  await calendar.look();
  return { booking, records };
}

describe('what staff have in their own calendar', () => {
  it('takes time away: a private appointment, and nothing else of the day', async () => {
    google.put(niamhs, { from: '2026-11-24T11:00:00Z', to: '2026-11-24T12:00:00Z', summary: 'Dentist' });
    const free = await starts();
    expect(free).toContain('09:30');
    expect(free).toContain('12:00');
    expect(free.filter((time) => time > '09:30' && time < '12:00')).toEqual([]);
    expect(await calendar.hold(bikeFit('11:00'), 'h1', 'ana', clock.now() + HOUR)).toBe('taken');
    expect(await calendar.book(bikeFit('10:30'), 'b1', 'ana')).toBe('taken');
  });

  it('leaves the time to a colleague who is free', async () => {
    google.put(aoifes, { from: '2026-11-24T10:00:00Z', to: '2026-11-24T11:00:00Z' });
    const at = { serviceId: 'basic-service', from: tuesday('10:00'), to: tuesday('10:01'), limit: 1 };
    expect(await calendar.freeSlots(at)).toMatchObject([{ staffId: 'ben' }]);
  });

  it('is read to the last page', async () => {
    for (const hour of ['09', '10', '11', '12', '13', '14', '15', '16'])
      google.put(niamhs, { from: `2026-11-24T${hour}:00:00Z`, to: `2026-11-24T${hour}:50:00Z` });
    expect(await starts()).toEqual([]);
  });

  it('counts as a whole day in the calendar’s own zone, and not at all when it is shown as free or declined', async () => {
    google.put(niamhs, { from: '2026-11-24', to: '2026-11-25', allDay: true, transparency: 'transparent' });
    google.put(niamhs, {
      from: '2026-11-24T09:00:00Z',
      to: '2026-11-24T17:00:00Z',
      attendees: [{ self: true, responseStatus: 'declined' }],
    });
    expect((await starts()).length).toBeGreaterThan(5);
    google.put(niamhs, { from: '2026-11-24', to: '2026-11-25', allDay: true, summary: 'Day off' });
    expect(await starts()).toEqual([]);
  });

  it('wins over a hold that the customer has not confirmed yet', async () => {
    expect(await calendar.hold(bikeFit('11:00'), 'h1', 'ana', clock.now() + HOUR)).toBe('held');
    google.put(niamhs, { from: '2026-11-24T11:00:00Z', to: '2026-11-24T12:00:00Z' });
    expect(await calendar.book(bikeFit('11:00'), 'h1', 'ana')).toBe('taken');
  });
});

describe('a booking in Google', () => {
  it('appears there, once, and takes no time twice', async () => {
    const { booking } = await booked(bikeFit('11:00'));
    await calendar.look();
    expect(google.events(niamhs)).toMatchObject([
      {
        summary: 'Bike fit: Ana Souza',
        description: `Booking ${booking.reference}`,
        start: { dateTime: '2026-11-24T11:00:00.000Z', timeZone: 'Europe/Dublin' },
        end: { dateTime: '2026-11-24T12:30:00.000Z' },
      },
    ]);
    const own = { serviceId: 'bike-fit', from: tuesday('11:00'), to: tuesday('11:01'), limit: 1 };
    expect(await calendar.freeSlots(own)).toEqual([]);
    expect(await calendar.freeSlots({ ...own, ignoreBookingId: booking.spanId })).toHaveLength(1);
  });

  it('moves there, as the same event, and keeps what staff wrote to it', async () => {
    const { booking, records } = await booked(bikeFit('11:00'));
    const [event] = google.events(niamhs);
    google.put(niamhs, {
      ...event,
      id: event?.id ?? '',
      from: '2026-11-24T11:00:00Z',
      to: '2026-11-24T12:30:00Z',
      description: 'Bring pedals',
    });
    await calendar.book(bikeFit('14:00'), booking.spanId, 'ana');
    await records.update(booking.reference, 'ana', clock.now(), (fresh) => ({ ...fresh, ...bikeFit('14:00') }));
    await calendar.free(bikeFit('11:00'), booking.spanId);
    await calendar.look();
    expect(google.events(niamhs)).toMatchObject([
      { id: event?.id, start: { dateTime: '2026-11-24T14:00:00.000Z' }, description: 'Bring pedals' },
    ]);
    expect(changes).toEqual([]);
    expect(await starts()).toContain('11:00');
  });

  it('is gone when it is cancelled, and back with the same id when it is booked again', async () => {
    const { booking, records } = await booked(bikeFit('11:00'));
    const cancel = (status: 'cancelled' | 'booked') =>
      records.update(booking.reference, 'ana', clock.now(), (fresh) => ({ ...fresh, status }));
    await cancel('cancelled');
    await calendar.free(bikeFit('11:00'), booking.spanId);
    await calendar.look();
    expect(google.events(niamhs)).toEqual([]);
    expect(changes).toEqual([]); // nobody is asked about what we did ourselves
    await cancel('booked');
    await calendar.book(bikeFit('11:00'), booking.spanId, 'ana');
    await calendar.look();
    expect(google.events(niamhs)).toHaveLength(1);
  });

  it('goes with the customer to another colleague’s calendar', async () => {
    const basic = (staffId: string): Slot => ({
      serviceId: 'basic-service',
      staffId,
      startAt: tuesday('10:00'),
      endAt: tuesday('11:00'),
    });
    const { booking, records } = await booked(basic('aoife'));
    await calendar.book(basic('ben'), booking.spanId, 'ana');
    await records.update(booking.reference, 'ana', clock.now(), (fresh) => ({ ...fresh, ...basic('ben') }));
    await calendar.free(basic('aoife'), booking.spanId);
    await calendar.look();
    expect(google.events(aoifes)).toEqual([]);
    expect(google.events(calendarIdOf('ben'))).toHaveLength(1);
  });

  it('is told late when Google is away at that moment, but it is told', async () => {
    const records = createBookingRecords({ prefix: 'TS' }, { store });
    expect(await calendar.book(bikeFit('11:00'), 's1', 'ana')).toBe('booked');
    await records.create(
      {
        ...bikeFit('11:00'),
        customerId: 'ana',
        conversationId: 'v1',
        name: 'Ana',
        status: 'booked',
        bookedAt: 0,
        spanId: 's1',
        taskId: 't1',
      },
      clock.now(),
    );
    google.failNext({ status: 503, reason: 'backendError' }, 9);
    await calendar.look();
    expect(google.events(niamhs)).toEqual([]);
    clock.advance(16 * MINUTE);
    await calendar.look();
    expect(told).toMatchObject([expect.stringMatching(/has not answered for 16 minutes.*wishes come to you/)]);
    for (let n = 0; n < 9; n++) await calendar.look();
    expect(google.events(niamhs)).toHaveLength(1);
    expect(told).toHaveLength(1);
  });
});

describe('what staff do to a booking in Google', () => {
  it('deleted: they are asked once, and the time stays taken until they have answered', async () => {
    const { booking } = await booked(bikeFit('11:00'));
    google.remove(niamhs, google.events(niamhs)[0]?.id ?? '');
    await calendar.look();
    await calendar.look();
    expect(changes).toMatchObject([{ kind: 'deleted', booking: { reference: booking.reference } }]);
    expect(await starts()).not.toContain('11:00');
    // They keep it: it is written there again.
    await calendar.book(bikeFit('11:00'), booking.spanId, 'ana');
    await calendar.look();
    expect(google.events(niamhs)).toHaveLength(1);
    expect(changes).toHaveLength(1);
  });

  it('dragged elsewhere: they are asked, and both times are taken meanwhile', async () => {
    await booked(bikeFit('11:00'));
    google.move(niamhs, google.events(niamhs)[0]?.id ?? '', '2026-11-24T14:00:00Z', '2026-11-24T15:30:00Z');
    await calendar.look();
    expect(changes).toMatchObject([{ kind: 'moved', to: tuesday('14:00') }]);
    const free = await starts();
    expect(free).not.toContain('11:00');
    expect(free).not.toContain('14:00');
  });

  describe('in the moment before the customer changes it', () => {
    async function movedByCustomer({ booking, records }: Awaited<ReturnType<typeof booked>>): Promise<void> {
      await calendar.book(bikeFit('14:00'), booking.spanId, 'ana');
      await records.update(booking.reference, 'ana', clock.now(), (fresh) => ({ ...fresh, ...bikeFit('14:00') }));
      await calendar.free(bikeFit('11:00'), booking.spanId);
    }
    const startsThere = () => google.events(niamhs).map(({ start }) => Date.parse(start.dateTime ?? ''));
    const drag = (from: string, to: string) =>
      google.move(niamhs, google.events(niamhs)[0]?.id ?? '', `2026-11-24T${from}:00Z`, `2026-11-24T${to}:00Z`);

    it('dragged elsewhere: it stays where they put it, and they are asked, once', async () => {
      const made = await booked(bikeFit('11:00'));
      drag('09:00', '10:30');
      await movedByCustomer(made);
      await calendar.look();
      await calendar.look();
      expect(changes).toMatchObject([{ kind: 'moved', to: tuesday('09:00'), booking: { startAt: tuesday('14:00') } }]);
      expect(startsThere()).toEqual([tuesday('09:00')]);
      // They keep the booking: now it goes where the customer comes.
      await calendar.book(bikeFit('14:00'), made.booking.spanId, 'ana');
      await calendar.look();
      expect(startsThere()).toEqual([tuesday('14:00')]);
      expect(changes).toHaveLength(1);
    });

    it('deleted: it is not brought back before they have answered', async () => {
      const made = await booked(bikeFit('11:00'));
      google.remove(niamhs, google.events(niamhs)[0]?.id ?? '');
      await movedByCustomer(made);
      await calendar.look();
      expect(changes).toMatchObject([{ kind: 'deleted', booking: { startAt: tuesday('14:00') } }]);
      expect(google.events(niamhs)).toEqual([]);
      await calendar.book(bikeFit('14:00'), made.booking.spanId, 'ana');
      await calendar.look();
      expect(startsThere()).toEqual([tuesday('14:00')]);
    });

    it('dragged once more after they were asked: they are asked about that too', async () => {
      const made = await booked(bikeFit('11:00'));
      drag('09:00', '10:30');
      await calendar.look();
      drag('15:00', '16:30');
      await movedByCustomer(made);
      await calendar.look();
      expect(changes.map((change) => ('to' in change ? change.to : 0))).toEqual([tuesday('09:00'), tuesday('15:00')]);
      expect(startsThere()).toEqual([tuesday('15:00')]);
    });

    it('dragged elsewhere, and the customer cancels: it goes, and they hear where it was', async () => {
      const { booking, records } = await booked(bikeFit('11:00'));
      drag('09:00', '10:30');
      await records.update(booking.reference, 'ana', clock.now(), (fresh) => ({ ...fresh, status: 'cancelled' }));
      await calendar.free(bikeFit('11:00'), booking.spanId);
      await calendar.look();
      expect(google.events(niamhs)).toEqual([]);
      expect(told).toEqual([expect.stringMatching(`Booking ${booking.reference} is cancelled.*2026-11-24 09:00`)]);
    });
  });

  it('is noticed also when the sync token has become too old', async () => {
    await booked(bikeFit('11:00'));
    google.expireSyncTokens();
    google.remove(niamhs, google.events(niamhs)[0]?.id ?? '');
    await calendar.look();
    expect(changes).toHaveLength(1);
  });
});

describe('Google in trouble', () => {
  const down = { code: 'calendar-unavailable' };

  it('asks us to slow down: we wait as long as it says, then the customer gets their times', async () => {
    google.failNext({ status: 429, reason: 'rateLimitExceeded', headers: { 'retry-after': '2' } });
    google.failNext({ status: 403, reason: 'userRateLimitExceeded' });
    expect((await starts()).length).toBeGreaterThan(0);
    expect(waits[0]).toBe(2000);
    expect(waits).toHaveLength(2);
  });

  it.each([
    ['fails again and again', { status: 500, reason: 'backendError' }],
    ['breaks the line', 'reset'],
    ['wants us back in an hour', { status: 429, reason: 'rateLimitExceeded', headers: { 'retry-after': '3600' } }],
  ] as const)('%s: nothing is offered, held or booked', async (_what, fault) => {
    google.failNext(fault, 100);
    await expect(starts()).rejects.toMatchObject(down);
    await expect(calendar.hold(bikeFit('11:00'), 'h1', 'ana', clock.now() + HOUR)).rejects.toMatchObject(down);
    await expect(calendar.book(bikeFit('11:00'), 'b1', 'ana')).rejects.toMatchObject(down);
    expect(store.all('calendar-day')).toEqual([]);
    expect(calendar.health()).toMatchObject({ ok: false });
    expect(google.calls.length).toBeLessThan(8); // known to be down, it is not asked three times for everybody
  });

  it('gets a new token when the old one is not taken any more, unseen by anybody', async () => {
    await starts();
    google.expireTokens();
    expect((await starts()).length).toBeGreaterThan(0);
    expect(calendar.health().ok).toBe(true);
  });

  it('refuses the service account: staff hear it once, and it heals by itself', async () => {
    google.refuseToken('invalid_grant');
    await expect(starts()).rejects.toMatchObject(down);
    await expect(starts()).rejects.toMatchObject(down);
    expect(told).toMatchObject([expect.stringMatching(/does not let us in: .*invalid_grant/)]);
    expect(JSON.stringify([told, calendar.health()])).not.toMatch(/PRIVATE KEY|assertion/);
    google.refuseToken(undefined);
    expect((await starts()).length).toBeGreaterThan(0);
    expect(calendar.health()).toMatchObject({ ok: true });
  });

  it('does not know a calendar: staff hear which, and the others go on', async () => {
    const staff = shop.staff.map((one) => (one.id === 'niamh' ? { ...one, calendar: 'typo@calendar.example' } : one));
    const other = openGoogleShop({ ...shop, staff }, google, { store, clock, told, waits });
    const query = { from: tuesday('00:00'), to: tuesday('23:59'), limit: 500 };
    await expect(other.freeSlots({ ...query, serviceId: 'bike-fit' })).rejects.toMatchObject(down);
    expect(told).toMatchObject([expect.stringMatching(/typo@calendar\.example/)]);
    expect((await other.freeSlots({ ...query, serviceId: 'basic-service' })).length).toBeGreaterThan(0);
  });
});
