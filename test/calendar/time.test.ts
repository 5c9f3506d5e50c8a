import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  daysBetween,
  instantOf,
  localDate,
  localTime,
  safeSpan,
  sayShort,
  saySoon,
  sayWhen,
  startOfDay,
  weekdayOf,
} from '../../src/time.ts';

const DUBLIN = { timeZone: 'Europe/Dublin', locale: 'en-IE' };
const at = (iso: string) => Date.parse(iso);

describe('a date as customers read it', () => {
  it('says weekday, date, time and zone', () => {
    expect(sayWhen(at('2026-11-24T10:00:00Z'), DUBLIN)).toBe('Tuesday 24 November 2026, 10:00 (Ireland Time)');
  });

  it('is in summer time when the day is', () => {
    expect(sayWhen(at('2026-07-07T09:00:00Z'), DUBLIN)).toMatch(/^Tuesday 7 July 2026, 10:00 /);
  });

  it('fits a button of 20 characters in its short form, on any day of the year', () => {
    for (let day = 0; day < 366; day++) {
      const label = sayShort(at('2028-01-01T22:45:00Z') + day * 86_400_000, DUBLIN);
      expect(label.length).toBeLessThanOrEqual(20);
    }
    expect(sayShort(at('2026-11-24T10:00:00Z'), DUBLIN)).toBe('Tue 24 Nov, 10:00');
  });
});

describe('local dates and times', () => {
  it('know the weekday, month ends and leap days', () => {
    expect(weekdayOf('2026-11-24')).toBe('tuesday');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysBetween('2026-11-30', '2026-12-02')).toBe(2);
  });

  it('belong to the shop: just after midnight in Dublin in summer is still the day before in UTC', () => {
    expect(localDate(at('2026-07-06T23:30:00Z'), 'Europe/Dublin')).toBe('2026-07-07');
    expect(localTime(at('2026-07-06T23:30:00Z'), 'Europe/Dublin')).toBe('00:30');
  });

  it('do not exist in the hour the clock skips, and mean the first of two in the hour it repeats', () => {
    expect(instantOf('2027-03-28', '01:30', 'Europe/Dublin')).toBeUndefined();
    expect(instantOf('2026-10-25', '01:30', 'Europe/Dublin')).toBe(at('2026-10-25T00:30:00Z'));
  });

  it('come back unchanged from the instant they name, in every zone', () => {
    const zones = fc.constantFrom(
      'Europe/Dublin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'UTC',
    );
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 700 });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const instant = at('2026-01-01T00:00:00Z') + minute * 60_000;
        const back = instantOf(localDate(instant, zone), localTime(instant, zone), zone);
        expect(back).toBeDefined();
        expect(localTime(back ?? 0, zone)).toBe(localTime(instant, zone));
        expect(startOfDay(localDate(instant, zone), zone)).toBeLessThanOrEqual(instant);
      }),
    );
  });

  it('shrink an opening span on the days the clock changes, and never widen it', () => {
    expect(safeSpan('2027-03-28', '01:30', '03:00', 'Europe/Dublin')).toEqual({
      from: at('2027-03-28T01:30:00Z'),
      to: at('2027-03-28T02:00:00Z'),
    });
    expect(safeSpan('2026-10-25', '01:30', '03:00', 'Europe/Dublin')).toEqual({
      from: at('2026-10-25T01:30:00Z'),
      to: at('2026-10-25T03:00:00Z'),
    });
    expect(safeSpan('2027-03-28', '01:00', '01:30', 'Europe/Dublin')).toBeUndefined();
  });
});

it('what comes within a day is said by its time alone, the rest with its day', () => {
  const dublin = { timeZone: 'Europe/Dublin', locale: 'en-IE' };
  const now = at('2026-11-23T19:00:00Z');
  expect(saySoon(at('2026-11-24T09:00:00Z'), now, dublin)).toBe('at 09:00');
  expect(saySoon(at('2026-11-25T09:00:00Z'), now, dublin)).toBe('on Wed 25 Nov, 09:00');
});
