/** What a rule for reading days is made of, and the words and steps that the rules share. */
import { patternOf } from '../patterns.ts';
import { type Day, mondayOf } from './calendar.ts';
import { MONTHS, WEEKDAYS } from './day-names.ts';

export interface DayMeaning {
  readonly date: Day;
  /** Last day when the words mean several. */
  readonly until?: Day;
  /** The date is only the next of many ("Friday"): when it has gone by today, a week later is meant. */
  readonly weekly?: boolean;
  /** Only the day of the month was said ("the 4th"). */
  readonly monthly?: boolean;
}

export type Groups = Readonly<Record<string, string | undefined>>;

export interface DayRule {
  readonly pattern: RegExp;
  /** `nothing`: the words name a day that does not exist, and must not be read in any other way. */
  read(groups: Groups, today: Day): DayMeaning | 'nothing' | undefined;
}

export const WEEKDAY = `(?<weekday>${WEEKDAYS.join('|')})`;
export const MONTH = `(?<month>${MONTHS.join('|')})`;
export const COUNT = String.raw`(?<count>\d{1,3}|an?|a couple of|couple of|a few|few|several)`;
export const UNIT = '(?<unit>day|week|fortnight|month|year)s?';
export const NUMBER = String.raw`(?<number>\d{1,2})`;
export const ORDINAL = '(?:st|nd|rd|th)';

/** A rule over whole words of normalised text. */
export function rule(source: string, read: DayRule['read']): DayRule {
  return { pattern: patternOf(`(?<![\\p{L}\\d])(?:${source})(?![\\p{L}\\d])`, 'gu'), read };
}

/** 1 Monday .. 7 Sunday. */
export function weekdayIn(groups: Groups): number {
  return WEEKDAYS.indexOf(groups.weekday as (typeof WEEKDAYS)[number]) + 1;
}

/** 1 January .. 12 December; 0 when no month is named. */
export function monthIn(groups: Groups): number {
  return MONTHS.indexOf(groups.month as (typeof MONTHS)[number]) + 1;
}

export function countOf(words: string | undefined): number {
  if (words === undefined || /^(?:an?|the)$/u.test(words)) return 1;
  if (/couple/u.test(words)) return 2;
  return /few|several/u.test(words) ? 3 : Number(words);
}

/** A day some units away; any other unit than those of `UNIT` counts business days, Monday to Friday. */
export function shifted(day: Day, count: number, unit: string): Day {
  if (unit === 'day') return day.add({ days: count });
  if (unit === 'week') return day.add({ weeks: count });
  if (unit === 'fortnight') return day.add({ weeks: 2 * count });
  if (unit === 'month') return day.add({ months: count });
  if (unit === 'year') return day.add({ years: count });
  let moved = day;
  for (let left = Math.abs(count); left > 0; ) {
    moved = moved.add({ days: Math.sign(count) });
    if (moved.dayOfWeek <= 5) left--;
  }
  return moved;
}

/** That weekday of the week so many weeks from this one. */
export function inWeek(today: Day, weeks: number, weekday: number): Day {
  return mondayOf(today).add({ days: 7 * weeks + weekday - 1 });
}

/** How far "this", "next", "last" reach. */
export function stepOf(which: string | undefined): number {
  if (which === 'next' || which === 'coming' || which === 'following') return 1;
  return which === 'last' || which === 'previous' ? -1 : 0;
}
