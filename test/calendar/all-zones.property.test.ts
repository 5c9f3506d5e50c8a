import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { createCalendar } from '../../src/calendar.ts';
import type { Business } from '../../src/domain/business.ts';
import { DEFAULT_FOLLOW_UPS } from '../../src/follow-ups/rules.ts';
import { dueFor } from '../../src/follow-ups/still-wanted.ts';
import { quietUntil } from '../../src/quiet-hours.ts';
import { addDays, instantOf, localDate, localTime, sayWhen, startOfDay, weekdayOf } from '../../src/time.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { testShop } from '../fixtures/business.ts';
import { createMemoryRecords } from '../tools/memory-records.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Every zone that the machine knows by name, and those a config may also say. */
const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/GMT+12', 'US/Eastern'];
const from = Date.parse('2026-01-01T00:00:00Z');

/** Around the zone's own clock changes when it has some, else any day; leap days and year ends come up too. */
const days = fc
  .tuple(fc.constantFrom(...zones), fc.integer({ min: 0, max: 1_200 }), fc.integer({ min: -1, max: 1 }), fc.boolean())
  .map(([timeZone, later, shift, atChange]) => {
    const start = Temporal.Instant.fromEpochMilliseconds(from + later * DAY).toZonedDateTimeISO(timeZone);
    const change = atChange ? start.getTimeZoneTransition('next') : null;
    return { timeZone, date: (change ?? start).toPlainDate().add({ days: shift }).toString() };
  });
const half = fc.integer({ min: 0, max: 47 });
const time = (n: number) => `${String(Math.floor(n / 2)).padStart(2, '0')}:${n % 2 ? '30' : '00'}`;

describe('in every time zone that a config may name', () => {
  it('is every slot inside the opening hours on the wall, of its true length, and on the day that is said', async () => {
    await fc.assert(
      fc.asyncProperty(days, half, half, async ({ timeZone, date }, a, b) => {
        fc.pre(a !== b);
        const span = { from: time(Math.min(a, b)), to: time(Math.max(a, b)) };
        const openingHours = { ...testShop.openingHours, [weekdayOf(date)]: [span] };
        const business: Business = { ...testShop, timeZone, openingHours, closedOn: [] };
        const opens = startOfDay(date, timeZone);
        const clock = createManualClock(opens - 5 * DAY);
        const calendar = createCalendar({ business }, { store: createMemoryRecords(), clock });
        const to = startOfDay(addDays(date, 1), timeZone);
        const slots = await calendar.freeSlots({ serviceId: 'basic-service', from: opens, to, limit: 500 });
        for (const { startAt, endAt } of slots) {
          expect(endAt - startAt).toBe(60 * MINUTE);
          for (let at = startAt; at < endAt; at += 15 * MINUTE) {
            expect(localDate(at, timeZone)).toBe(date);
            expect(localTime(at, timeZone) >= span.from && localTime(at, timeZone) < span.to).toBe(true);
          }
          // What is said names the weekday of that date in that zone, and the time on the wall.
          const spoken = sayWhen(startAt, business);
          expect(spoken.toLowerCase()).toContain(weekdayOf(date));
          expect(spoken).toContain(localTime(startAt, timeZone));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is a date and time on the wall one instant and back, or known not to exist', () => {
    fc.assert(
      fc.property(days, half, ({ timeZone, date }, n) => {
        const at = instantOf(date, time(n), timeZone);
        if (at === undefined) {
          const skipped = Temporal.PlainDate.from(date).toPlainDateTime(time(n));
          expect(() => skipped.toZonedDateTime(timeZone, { disambiguation: 'reject' })).toThrow();
          return;
        }
        expect(localDate(at, timeZone)).toBe(date);
        expect(localTime(at, timeZone)).toBe(time(n));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is a reminder a day before at the same time on the wall, also across a clock change', () => {
    fc.assert(
      fc.property(days, half, fc.integer({ min: 1, max: 7 }), ({ timeZone, date }, n, daysBefore) => {
        const startAt = instantOf(date, time(n), timeZone);
        fc.pre(startAt !== undefined);
        const shop = { timeZone, booking: { ...testShop.booking, reminderHoursBefore: 24 * daysBefore } };
        const dueAt = dueFor('booking-reminder', { startAt, endAt: startAt }, shop, DEFAULT_FOLLOW_UPS) ?? Number.NaN;
        const day = addDays(date, -daysBefore);
        // A time that the clock skips on that day is told right after the gap; so is a day that a whole zone skipped.
        if (instantOf(day, time(n), timeZone) === undefined) return expect(dueAt).toBeLessThan(startAt);
        expect(localDate(dueAt, timeZone)).toBe(day);
        expect(localTime(dueAt, timeZone)).toBe(time(n));
      }),
      { numRuns: 1_000 },
    );
  });

  it('do quiet hours end, and at a time that is not quiet', () => {
    fc.assert(
      fc.property(days, half, half, half, ({ timeZone, date }, a, b, n) => {
        fc.pre(a !== b);
        const shop = { timeZone, quietHours: { from: time(a), to: time(b) } };
        const at = startOfDay(date, timeZone) + n * 30 * MINUTE;
        const until = quietUntil(at, shop);
        if (until === undefined) return;
        expect(until).toBeGreaterThan(at);
        expect(until - at).toBeLessThanOrEqual(26 * 60 * MINUTE);
        const again = quietUntil(until, shop);
        // At a clock change the end may fall into a repeated hour; then it ends at the next look.
        if (again !== undefined) expect(quietUntil(again, shop)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });
});
