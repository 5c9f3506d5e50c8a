/** What every calendar promises, the built-in one and one that a platform stands behind. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { obstacle } from '../../src/calendar/opening.ts';
import type { CalendarDay } from '../../src/calendar/spans.ts';
import type { Slot } from '../../src/domain/booking.ts';
import type { Business } from '../../src/domain/business.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Calendar } from '../../src/ports.ts';
import { createManualClock, type ManualClock } from '../fakes/manual-clock.ts';
import { testShop } from '../fixtures/business.ts';
import { createMemoryRecords, type MemoryRecords } from '../tools/memory-records.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const at = (iso: string) => Date.parse(iso);
/** Monday, 10:00 in Dublin. */
const MONDAY_10 = at('2026-11-23T10:00:00Z');

/** What a calendar is opened with. */
export interface CalendarParts {
  readonly store: MemoryRecords;
  readonly clock: ManualClock;
}

export function calendarContract(
  name: string,
  open: (business: Business, parts: CalendarParts) => Promise<Calendar>,
  close?: () => Promise<void>,
): void {
  describe(name, () => {
    let clock: ManualClock;
    let store: MemoryRecords;
    let calendar: Calendar;
    beforeEach(async () => {
      clock = createManualClock(MONDAY_10);
      store = createMemoryRecords();
      calendar = await open(testShop, { store, clock });
    });
    afterEach(async () => close?.());

    const bikeFit = (startAt: number): Slot => ({
      serviceId: 'bike-fit',
      staffId: 'niamh',
      startAt,
      endAt: startAt + 90 * MINUTE,
    });
    const basic = (startAt: number, staffId = 'aoife'): Slot => ({
      serviceId: 'basic-service',
      staffId,
      startAt,
      endAt: startAt + HOUR,
    });
    const TUESDAY_10 = at('2026-11-24T10:00:00Z');

    function spans(): CalendarDay['spans'] {
      return store.all('calendar-day').flatMap((record) => (record.body as unknown as CalendarDay).spans);
    }

    async function starts(
      serviceId: string,
      from: string,
      to: string,
      calendarOf: Calendar = calendar,
    ): Promise<string[]> {
      const slots = await calendarOf.freeSlots({ serviceId, from: at(from), to: at(to), limit: 500 });
      return slots.map(({ startAt }) => new Date(startAt).toISOString().slice(0, 16));
    }

    describe('free slots', () => {
      it('start on the grid and end before closing time', async () => {
        const found = await starts('full-service', '2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z');
        expect(found[0]).toBe('2026-11-24T09:00');
        expect(found.at(-1)).toBe('2026-11-24T15:00');
        expect(found).toHaveLength(13);
      });

      it('keep clear of the lunch break', async () => {
        const found = await starts('full-service', '2026-11-26T00:00:00Z', '2026-11-27T00:00:00Z');
        expect(found.slice(0, 4)).toEqual([
          '2026-11-26T09:00',
          '2026-11-26T09:30',
          '2026-11-26T10:00',
          '2026-11-26T13:00',
        ]);
      });

      it('leave the shop time to get ready today, and hold back what lies too far ahead', async () => {
        expect((await starts('basic-service', '2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z'))[0]).toBe(
          '2026-11-23T11:00',
        );
        const last = (await starts('bike-fit', '2027-01-18T00:00:00Z', '2027-03-01T00:00:00Z')).at(-1);
        expect(last).toBe('2027-01-22T15:30'); // 60 days ahead, the last day that can be booked
      });

      it('do not exist on Sundays, nor on days the owner has closed', async () => {
        expect(await starts('basic-service', '2026-11-29T00:00:00Z', '2026-11-30T00:00:00Z')).toEqual([]);
        expect(await starts('basic-service', '2026-12-25T00:00:00Z', '2026-12-26T00:00:00Z')).toEqual([]);
      });

      it('remain as long as one of the staff is free', async () => {
        await calendar.book(basic(TUESDAY_10, 'aoife'), 'b1', 'ana');
        const [slot] = await calendar.freeSlots({
          serviceId: 'basic-service',
          from: TUESDAY_10,
          to: TUESDAY_10 + 1,
          limit: 5,
        });
        expect(slot).toEqual(basic(TUESDAY_10, 'ben'));
        await calendar.book(basic(TUESDAY_10, 'ben'), 'b2', 'bob');
        expect(
          await calendar.freeSlots({ serviceId: 'basic-service', from: TUESDAY_10, to: TUESDAY_10 + 1, limit: 5 }),
        ).toEqual([]);
      });

      it('include the time of a booking that is to be moved', async () => {
        await calendar.book(bikeFit(TUESDAY_10), 'b1', 'ana');
        const query = { serviceId: 'bike-fit', from: TUESDAY_10, to: TUESDAY_10 + HOUR, limit: 5 };
        expect(await calendar.freeSlots(query)).toEqual([]);
        expect(await calendar.freeSlots({ ...query, ignoreBookingId: 'b1' })).toHaveLength(2);
      });

      it('are none for a service nobody knows', async () => {
        expect(await starts('massage', '2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z')).toEqual([]);
      });

      it('lie inside opening hours on the days the clock changes, also at night', async () => {
        const bakery: Business = {
          ...testShop,
          openingHours: { ...testShop.openingHours, sunday: [{ from: '00:30', to: '04:00' }] },
          booking: { ...testShop.booking, horizonDays: 365 },
        };
        const nightly = await open(bakery, { store, clock });
        expect(await starts('basic-service', '2027-03-28T00:00:00Z', '2027-03-29T00:00:00Z', nightly)).toEqual([
          '2027-03-28T00:30',
          '2027-03-28T01:00',
          '2027-03-28T01:30',
          '2027-03-28T02:00',
        ]);
        expect(await starts('basic-service', '2027-10-30T23:00:00Z', '2027-10-31T12:00:00Z', nightly)).toHaveLength(8);
      });
    });

    describe('one time, several customers', () => {
      it('goes to exactly one of fifty who book it at once', async () => {
        const outcomes = await Promise.all(
          Array.from({ length: 50 }, (_, n) => calendar.book(bikeFit(TUESDAY_10), `b${n}`, `customer${n}`)),
        );
        expect(outcomes.filter((outcome) => outcome === 'booked')).toHaveLength(1);
        expect(spans()).toHaveLength(1);
      });

      it('fifty who book different times of one week all get theirs', async () => {
        const week = await calendar.freeSlots({
          serviceId: 'bike-fit',
          from: MONDAY_10,
          to: MONDAY_10 + 30 * 24 * HOUR,
          limit: 500,
        });
        const apart = week.filter((_, n) => n % 3 === 0).slice(0, 50);
        const outcomes = await Promise.all(apart.map((slot, n) => calendar.book(slot, `b${n}`, `c${n}`)));
        expect(outcomes).toEqual(apart.map(() => 'booked'));
      });

      it('is kept for who holds it, and free again the moment the hold has run out', async () => {
        expect(await calendar.hold(bikeFit(TUESDAY_10), 'h1', 'ana', clock.now() + 10 * MINUTE)).toBe('held');
        expect(await calendar.hold(bikeFit(TUESDAY_10 + 30 * MINUTE), 'h2', 'bob', clock.now() + 10 * MINUTE)).toBe(
          'taken',
        );
        expect(await calendar.book(bikeFit(TUESDAY_10), 'h2', 'bob')).toBe('taken');
        clock.advance(10 * MINUTE);
        expect(await calendar.book(bikeFit(TUESDAY_10), 'h2', 'bob')).toBe('booked');
        expect(spans().map(({ bookingId }) => bookingId)).toEqual(['h2']); // the run-out hold is gone from the record
        expect(await calendar.book(bikeFit(TUESDAY_10), 'h1', 'ana')).toBe('taken');
      });

      it('may still be confirmed after the hold ran out, when nobody came in between', async () => {
        await calendar.hold(bikeFit(TUESDAY_10), 'h1', 'ana', clock.now() + MINUTE);
        clock.advance(HOUR);
        expect(await calendar.book(bikeFit(TUESDAY_10), 'h1', 'ana')).toBe('booked');
      });

      it('may be confirmed by its holder when meanwhile it is too soon for others, but not once it has begun', async () => {
        const soon = basic(at('2026-11-23T11:00:00Z'));
        await calendar.hold(soon, 'h1', 'ana', clock.now() + 90 * MINUTE);
        clock.advance(10 * MINUTE);
        expect(await calendar.book({ ...soon, staffId: 'ben' }, 'h2', 'bob')).toBe('taken');
        expect(await calendar.book(soon, 'h1', 'ana')).toBe('booked');
        const later = basic(at('2026-11-23T12:30:00Z'));
        await calendar.hold(later, 'h3', 'ana', clock.now() + 5 * HOUR);
        clock.set(later.startAt);
        expect(await calendar.book(later, 'h3', 'ana')).toBe('taken');
      });

      it('is not given to a stranger who has got hold of somebody’s hold', async () => {
        await calendar.hold(bikeFit(TUESDAY_10), 'h1', 'ana', clock.now() + 10 * MINUTE);
        expect(await calendar.book(bikeFit(TUESDAY_10), 'h1', 'mallory')).toBe('taken');
      });
    });

    describe('the same request twice', () => {
      it('holds once, and a repeated hold only lasts longer', async () => {
        await calendar.hold(bikeFit(TUESDAY_10), 'h1', 'ana', clock.now() + 10 * MINUTE);
        await calendar.hold(bikeFit(TUESDAY_10), 'h1', 'ana', clock.now() + 5 * MINUTE);
        expect(spans()).toMatchObject([{ bookingId: 'h1', heldUntil: MONDAY_10 + 10 * MINUTE }]);
      });

      it('books once, and holding a booked time leaves it booked', async () => {
        await calendar.book(bikeFit(TUESDAY_10), 'b1', 'ana');
        expect(await calendar.book(bikeFit(TUESDAY_10), 'b1', 'ana')).toBe('booked');
        expect(await calendar.hold(bikeFit(TUESDAY_10), 'b1', 'ana', clock.now() + MINUTE)).toBe('held');
        expect(spans()).toHaveLength(1);
        expect(spans()[0]).not.toHaveProperty('heldUntil');
      });

      it('frees once, and freeing nothing is fine', async () => {
        await calendar.book(bikeFit(TUESDAY_10), 'b1', 'ana');
        await calendar.free(bikeFit(TUESDAY_10), 'other');
        expect(spans()).toHaveLength(1);
        await calendar.free(bikeFit(TUESDAY_10), 'b1');
        await calendar.free(bikeFit(TUESDAY_10), 'b1');
        expect(spans()).toEqual([]);
      });
    });

    describe('a slot that was made up', () => {
      it.each([
        ['before opening time', { ...basic(at('2026-11-24T08:30:00Z')) }],
        ['running past closing time', basic(at('2026-11-24T16:30:00Z'))],
        ['between two starts', basic(TUESDAY_10 + 10 * MINUTE)],
        ['with somebody who does not do it', { ...bikeFit(TUESDAY_10), staffId: 'ben' }],
        ['shorter than the service', { ...bikeFit(TUESDAY_10), endAt: TUESDAY_10 + 30 * MINUTE }],
        ['of an unknown service', { ...bikeFit(TUESDAY_10), serviceId: 'massage' }],
        ['in the past', basic(at('2026-11-20T10:00:00Z'))],
        ['next year', basic(at('2027-11-23T10:00:00Z'))],
      ])('%s is refused', async (_what, slot) => {
        expect(await calendar.hold(slot, 'h1', 'ana', clock.now() + MINUTE)).toBe('taken');
        expect(await calendar.book(slot, 'h1', 'ana')).toBe('taken');
        expect(spans()).toEqual([]);
      });

      it('has its reason named', () => {
        const why = (iso: string) => obstacle(at(iso), { minutes: 60 }, testShop, MONDAY_10);
        expect(why('2026-11-23T09:00:00Z')).toBe('past');
        expect(why('2026-11-23T10:30:00Z')).toBe('too-soon');
        expect(why('2027-06-01T10:00:00Z')).toBe('too-far');
        expect(why('2026-12-25T10:00:00Z')).toBe('closed-day');
        expect(why('2026-11-24T20:00:00Z')).toBe('outside-hours');
        expect(why('2026-11-24T10:10:00Z')).toBe('off-grid');
        expect(why('2026-11-24T10:00:00Z')).toBeUndefined();
      });
    });

    describe('a store in trouble', () => {
      it('is a calendar that cannot be reached, never an empty one', async () => {
        store.before = () => {
          throw new Failure('store-unavailable', 'down');
        };
        const down = { code: 'calendar-unavailable' };
        await expect(
          calendar.freeSlots({ serviceId: 'bike-fit', from: TUESDAY_10, to: TUESDAY_10 + HOUR, limit: 1 }),
        ).rejects.toMatchObject(down);
        await expect(calendar.book(bikeFit(TUESDAY_10), 'b1', 'ana')).rejects.toMatchObject(down);
      });

      it('where somebody else is always faster ends after a bounded number of tries', async () => {
        let puts = 0;
        store.before = (operation) => {
          if (operation === 'put') {
            puts++;
            throw new Failure('overtaken', 'always');
          }
        };
        await expect(calendar.book(bikeFit(TUESDAY_10), 'b1', 'ana')).rejects.toMatchObject({
          code: 'calendar-unavailable',
        });
        expect(puts).toBeLessThan(100);
      });
    });
  });
}
