/** Whatever day it is, also when the clocks change: what is understood is a real day, and a wish lies ahead. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { createMomentReader } from '../../src/language/local/moments/moment-reader.ts';
import { SALON } from './juniper-hair.ts';

const instant = fc.integer({ min: Date.parse('2024-01-01T00:00:00Z'), max: Date.parse('2034-12-31T23:59:00Z') });
/** Hours around both changes of the clocks in Dublin, and year's ends. */
const edge = fc
  .tuple(
    fc.constantFrom(
      '2026-03-29T01:00:00Z',
      '2026-10-25T01:00:00Z',
      '2026-12-31T23:30:00Z',
      '2028-02-28T23:00:00Z',
      '2028-02-29T12:00:00Z',
    ),
    fc.integer({ min: -180, max: 180 }),
  )
  .map(([at, minutes]) => Date.parse(at) + minutes * 60_000);
const now = fc.oneof(instant, edge);
const zone = fc.constantFrom('Europe/Dublin', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata', 'UTC');
const weekday = fc.constantFrom('Monday', 'tues', 'Weds', 'thursday', 'fri', 'Sat', 'Sunday');
const future = fc.oneof(
  weekday,
  weekday.map((name) => `next ${name}`),
  weekday.map((name) => `${name} week`),
  fc.integer({ min: 1, max: 31 }).map((day) => `the ${day}th`),
  fc.tuple(weekday, fc.integer({ min: 1, max: 31 })).map(([name, day]) => `${name} the ${day}th`),
  fc
    .tuple(fc.integer({ min: 1, max: 31 }), fc.constantFrom('Jan', 'February', 'sept', 'Dec'))
    .map(([day, month]) => `${day} ${month}`),
  fc
    .tuple(fc.integer({ min: 1, max: 90 }), fc.constantFrom('days', 'weeks', 'months'))
    .map(([count, unit]) => `in ${count} ${unit}`),
  fc.constantFrom(
    'today',
    'tomorrow',
    'tonight',
    'this weekend',
    'next week',
    'end of the month',
    'in March',
    'asap',
    'Christmas',
    'Easter Monday',
  ),
);
const time = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1, max: 12 }).map((hour) => ` at ${hour}`),
  fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 10, max: 59 }))
    .map(([hour, minute]) => ` at ${hour}:${minute}`),
  fc.constantFrom(' in the morning', ' after 3', ' between 2 and 4', ' half five', ' first thing'),
);

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

describe('a day that a customer wishes for', () => {
  it('always exists and is today or later, or one just gone whose weekday and number agree, wherever the shop is', () => {
    fc.assert(
      fc.property(now, zone, future, time, (at, timeZone, day, hour) => {
        const moment = createMomentReader({ ...SALON, timeZone })(day + hour, { now: at, asked: false });
        if (moment?.date === undefined) return; // such as "the 31th" of a slip that fits no month
        const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
        const date = Temporal.PlainDate.from(moment.date);
        // "Wednesday the 25th" on the 29th is a slip about today, and the customer is told that the day is over.
        const [, number] = / the (\d+)th$/u.exec(day) ?? [];
        const earliest = number === String(date.day) ? today.subtract({ days: 31 }) : today;
        expect(Temporal.PlainDate.compare(date, earliest)).toBeGreaterThanOrEqual(0);
        if (moment.untilDate) expect(Temporal.PlainDate.compare(moment.untilDate, date)).toBeGreaterThanOrEqual(0);
        for (const clock of [moment.time, moment.otherTime, moment.from, moment.until]) {
          if (clock !== undefined) expect(clock).toMatch(CLOCK);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is understood, and as that weekday, when a weekday is all that is said', () => {
    fc.assert(
      fc.property(
        now,
        fc.constantFrom('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'),
        (at, name) => {
          const moment = createMomentReader(SALON)(`could I come on ${name}?`, { now: at, asked: false });
          const date = Temporal.PlainDate.from(moment?.date ?? '1970-01-01');
          expect(date.toLocaleString('en', { weekday: 'long' })).toBe(name);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('any text at all', () => {
  it('is read without an error and in good time', () => {
    const read = createMomentReader(SALON);
    const piece = fc.oneof(
      fc.string(),
      future,
      time,
      fc.constantFrom('at', 'from', '-', '/', '.', '12', '1730', '00', 'th', 'half', 'to', 'second', '€'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), now, (pieces, at) => {
        const moment = read(pieces.join(' '), { now: at, asked: true });
        if (moment?.date) expect(() => Temporal.PlainDate.from(moment.date ?? '')).not.toThrow();
      }),
      { numRuns: 400 },
    );
  });
});
