import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CalendarDay } from '../../src/calendar/spans.ts';
import { createCalendar } from '../../src/calendar.ts';
import type { Slot } from '../../src/domain/booking.ts';
import type { Business, Service } from '../../src/domain/business.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { testShop } from '../fixtures/business.ts';
import { createMemoryRecords } from '../tools/memory-records.ts';

const MINUTE = 60_000;
const MONDAY = Date.parse('2026-11-23T10:00:00Z');
const tuesday = (time: string) => Date.parse(`2026-11-24T${time}:00Z`);

function shopWith(own: Partial<Service>, more: Partial<Business> = {}): Business {
  const services = testShop.services.map((service) =>
    service.id === 'basic-service' ? { ...service, ...own } : service,
  );
  return { ...testShop, services, ...more };
}

function open(business: Business) {
  const clock = createManualClock(MONDAY);
  const store = createMemoryRecords();
  return { clock, store, calendar: createCalendar({ business }, { store, clock }) };
}

const at = (time: string, staffId = 'aoife', serviceId = 'basic-service', minutes = 60): Slot => ({
  serviceId,
  staffId,
  startAt: tuesday(time),
  endAt: tuesday(time) + minutes * MINUTE,
});
const day = { from: tuesday('00:00'), to: tuesday('23:59'), limit: 500 };

describe('minutes that belong to nobody', () => {
  it('are kept free before and after a booking, and no longer', async () => {
    const { calendar } = open(shopWith({ staff: ['aoife'], buffer: { before: 0, after: 30 } }));
    expect(await calendar.book(at('11:00'), 'b1', 'c1')).toBe('booked');
    expect(await calendar.book(at('12:00'), 'b2', 'c2')).toBe('taken');
    expect(await calendar.book(at('12:30'), 'b3', 'c3')).toBe('booked');
    const starts = (await calendar.freeSlots({ serviceId: 'basic-service', ...day })).map(({ startAt }) => startAt);
    expect(starts).toContain(tuesday('09:30'));
    expect(starts).not.toContain(tuesday('10:00')); // its own half hour would reach into the booking
  });
});

describe('a bay that two mechanics share', () => {
  const bays = { resources: [{ id: 'bay', name: 'Bay', count: 1 }] };

  it('is given to one customer at a time, though both mechanics are free', async () => {
    const { calendar, store } = open(shopWith({ resources: ['bay'] }, bays));
    expect(await calendar.book(at('11:00', 'aoife'), 'b1', 'c1')).toBe('booked');
    expect(await calendar.book(at('11:30', 'ben'), 'b2', 'c2')).toBe('taken');
    expect(await calendar.book(at('12:00', 'ben'), 'b3', 'c3')).toBe('booked');
    const days = store.all('calendar-day').map(({ body }) => body as unknown as CalendarDay);
    // Who was refused the bay keeps no mechanic either.
    expect(days.flatMap(({ spans }) => spans.map(({ bookingId }) => bookingId)).sort()).toEqual([
      'b1',
      'b1',
      'b3',
      'b3',
    ]);
  });

  it('is free again when the booking is given back', async () => {
    const { calendar } = open(shopWith({ resources: ['bay'] }, bays));
    await calendar.book(at('11:00', 'aoife'), 'b1', 'c1');
    await calendar.free(at('11:00', 'aoife'), 'b1');
    expect(await calendar.book(at('11:00', 'ben'), 'b2', 'c2')).toBe('booked');
  });

  it('is never promised twice, whatever the order in which customers come', async () => {
    const wishes = fc.array(
      fc.record({
        half: fc.integer({ min: 0, max: 5 }),
        staffId: fc.constantFrom('aoife', 'ben'),
        hold: fc.boolean(),
      }),
      { maxLength: 10 },
    );
    await fc.assert(
      fc.asyncProperty(wishes, fc.integer({ min: 1, max: 2 }), fc.scheduler(), async (wanted, count, scheduler) => {
        const { calendar, store, clock } = open(
          shopWith({ resources: ['bay'] }, { resources: [{ id: 'bay', name: 'Bay', count }] }),
        );
        store.before = () => scheduler.schedule(Promise.resolve());
        const told = new Set<string>();
        const work = wanted.map(async ({ half, staffId, hold }, n) => {
          const startAt = tuesday('09:00') + half * 30 * MINUTE;
          const slot = { serviceId: 'basic-service', staffId, startAt, endAt: startAt + 60 * MINUTE };
          if (hold) await calendar.hold(slot, `b${n}`, `c${n}`, clock.now() + 10 * MINUTE);
          if ((await calendar.book(slot, `b${n}`, `c${n}`)) === 'booked') told.add(`b${n}`);
        });
        await scheduler.waitFor(Promise.all(work));
        for (const { id, body } of store.all('calendar-day')) {
          const spans = (body as unknown as CalendarDay).spans;
          const room = id.startsWith('resource.') ? count : 1;
          for (let time = tuesday('09:00'); time < tuesday('13:00'); time += 30 * MINUTE)
            expect(spans.filter(({ startAt, endAt }) => startAt <= time && time < endAt).length).toBeLessThanOrEqual(
              room,
            );
          // Nobody is left with half a booking.
          expect(
            spans.filter(({ heldUntil }) => heldUntil === undefined).every((span) => told.has(span.bookingId)),
          ).toBe(true);
        }
        const bay = store.all('calendar-day').find(({ id }) => id.startsWith('resource.'));
        const booked = bay ? (bay.body as unknown as CalendarDay).spans.map(({ bookingId }) => bookingId) : [];
        for (const id of told) expect(booked).toContain(id);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a class of three', () => {
  it('takes three customers at the same time, not a fourth, and nothing else beside them', async () => {
    const { calendar } = open(shopWith({ staff: ['aoife'], capacity: 3 }));
    for (const n of [1, 2, 3]) expect(await calendar.book(at('11:00'), `b${n}`, `c${n}`)).toBe('booked');
    expect(await calendar.book(at('11:00'), 'b4', 'c4')).toBe('taken');
    expect(await calendar.book(at('11:30'), 'b5', 'c5')).toBe('taken');
    expect(await calendar.book(at('11:00', 'aoife', 'full-service', 120), 'b6', 'c6')).toBe('taken');
    await calendar.free(at('11:00'), 'b2');
    expect(await calendar.book(at('11:00'), 'b4', 'c4')).toBe('booked');
  });
});

describe('days that are not like others', () => {
  it('have their own hours, and a colleague who is away takes nobody', async () => {
    const specialHours = [{ date: '2026-11-24', hours: [{ from: '12:00', to: '14:00' }], reason: 'Stocktaking' }];
    const staff = testShop.staff.map((person) =>
      person.id === 'ben' ? { ...person, away: [{ from: '2026-11-20', to: '2026-11-24' }] } : person,
    );
    const { calendar } = open(shopWith({}, { specialHours, staff }));
    const slots = await calendar.freeSlots({ serviceId: 'basic-service', ...day });
    expect(slots.map(({ startAt }) => startAt)).toEqual(['12:00', '12:30', '13:00'].map(tuesday));
    expect(new Set(slots.map(({ staffId }) => staffId))).toEqual(new Set(['aoife']));
    expect(await calendar.book(at('12:00', 'ben'), 'b1', 'c1')).toBe('taken');
    expect(await calendar.book(at('10:00'), 'b2', 'c2')).toBe('taken');
  });

  it('a service may ask for more notice, or be booked less far ahead, than the others', async () => {
    const { calendar } = open(shopWith({ leadMinutes: 24 * 60, horizonDays: 2 }));
    const week = { from: MONDAY, to: MONDAY + 7 * 86_400_000, limit: 500 };
    const starts = (await calendar.freeSlots({ serviceId: 'basic-service', ...week })).map(({ startAt }) => startAt);
    expect(Math.min(...starts)).toBe(tuesday('10:00'));
    expect(Math.max(...starts)).toBe(Date.parse('2026-11-25T16:00:00Z'));
    const others = await calendar.freeSlots({ serviceId: 'full-service', ...week });
    expect(others[0]?.startAt).toBe(Date.parse('2026-11-23T11:00:00Z'));
  });
});
