import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CalendarDay, overlaps } from '../../src/calendar/spans.ts';
import { createCalendar } from '../../src/calendar.ts';
import type { Slot } from '../../src/domain/booking.ts';
import type { Business, Weekday } from '../../src/domain/business.ts';
import { addDays, localDate, localTime, startOfDay, weekdayOf } from '../../src/time.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { testShop } from '../fixtures/business.ts';
import { createMemoryRecords } from '../tools/memory-records.ts';

const MINUTE = 60_000;
const TUESDAY_9 = Date.parse('2026-11-24T09:00:00Z');

type Action = {
  readonly kind: 'hold' | 'book' | 'free';
  readonly customer: number;
  readonly half: number;
  readonly long: boolean;
  readonly waitMinutes: number;
};

const actions = fc.array(
  fc.record<Action>({
    kind: fc.constantFrom('hold', 'book', 'book', 'free'),
    customer: fc.integer({ min: 0, max: 4 }),
    half: fc.integer({ min: 0, max: 14 }),
    long: fc.boolean(),
    waitMinutes: fc.integer({ min: 0, max: 6 }),
  }),
  { maxLength: 14 },
);

const idOf = ({ customer, half, long }: Pick<Action, 'customer' | 'half' | 'long'>) => `b${customer}-${half}-${long}`;

describe('whatever the order in which customers come', () => {
  it('no two of them ever have the same mechanic at the same time, and nobody who was told "booked" is forgotten', async () => {
    await fc.assert(
      fc.asyncProperty(actions, fc.scheduler(), async (wanted, scheduler) => {
        const clock = createManualClock(Date.parse('2026-11-23T10:00:00Z'));
        const store = createMemoryRecords();
        store.before = () => scheduler.schedule(Promise.resolve());
        const calendar = createCalendar({ business: testShop }, { store, clock });
        const told = new Set<string>();
        const work = wanted.map(async ({ kind, customer, half, long, waitMinutes }) => {
          const startAt = TUESDAY_9 + half * 30 * MINUTE;
          const serviceId = long ? 'full-service' : 'basic-service';
          const slot: Slot = { serviceId, staffId: 'aoife', startAt, endAt: startAt + (long ? 120 : 60) * MINUTE };
          const [id, who] = [idOf({ customer, half, long }), `c${customer}`];
          await scheduler.schedule(Promise.resolve());
          clock.advance(waitMinutes * MINUTE);
          if (kind === 'hold') await calendar.hold(slot, id, who, clock.now() + 10 * MINUTE);
          else if (kind === 'book' && (await calendar.book(slot, id, who)) === 'booked') told.add(id);
          else if (kind === 'free') await calendar.free(slot, id);
        });
        await scheduler.waitFor(Promise.all(work));
        const all = store.all('calendar-day').flatMap(({ body }) => (body as unknown as CalendarDay).spans);
        const spans = all.filter(({ heldUntil }) => heldUntil === undefined || heldUntil > clock.now());
        for (const a of spans) for (const b of spans) if (a !== b) expect(overlaps(a, b)).toBe(false);
        const freed = new Set(wanted.flatMap((action) => (action.kind === 'free' ? [idOf(action)] : [])));
        const booked = all.filter(({ heldUntil }) => heldUntil === undefined).map(({ bookingId }) => bookingId);
        for (const id of told) if (!freed.has(id)) expect(booked).toContain(id);
      }),
      { numRuns: 150 },
    );
  });
});

const time = (half: number) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`;
const hours = fc
  .tuple(fc.integer({ min: 0, max: 44 }), fc.integer({ min: 2, max: 47 }))
  .filter(([from, to]) => from < to)
  .map(([from, to]) => ({ from: time(from), to: time(to) }));
/** Days on which the clock changes, with their zones; two change at midnight, one by half an hour. */
const clockChanges = fc.constantFrom(
  ['Europe/Dublin', '2027-03-28'],
  ['Europe/Dublin', '2026-10-25'],
  ['America/New_York', '2027-03-14'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Australia/Lord_Howe', '2027-04-04'],
  ['America/Santiago', '2026-09-06'],
  ['Africa/Cairo', '2027-04-30'],
) as fc.Arbitrary<readonly [string, string]>;

describe('around a clock change', () => {
  it('every slot lies inside the opening hours on the wall, from its first to its last minute', async () => {
    await fc.assert(
      fc.asyncProperty(
        clockChanges,
        hours,
        fc.integer({ min: -1, max: 1 }),
        async ([timeZone, change], span, shift) => {
          const date = addDays(change, shift);
          const weekday: Weekday = weekdayOf(date);
          const openingHours = { ...testShop.openingHours, [weekday]: [span] };
          const business: Business = {
            ...testShop,
            timeZone,
            openingHours,
            booking: { ...testShop.booking, horizonDays: 30 },
          };
          const from = startOfDay(date, timeZone);
          const clock = createManualClock(from - 5 * 86_400_000);
          const calendar = createCalendar({ business }, { store: createMemoryRecords(), clock });
          const slots = await calendar.freeSlots({
            serviceId: 'basic-service',
            from,
            to: startOfDay(addDays(date, 1), timeZone),
            limit: 500,
          });
          for (const { startAt, endAt } of slots) {
            for (let at = startAt; at < endAt; at += 15 * MINUTE) {
              expect(localDate(at, timeZone)).toBe(date);
              expect(localTime(at, timeZone) >= span.from && localTime(at, timeZone) < span.to).toBe(true);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
