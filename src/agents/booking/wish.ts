/** What the customer would like, as it builds up over several messages. Pure: later words change only what they speak about. */
import type { Business } from '../../domain/business.ts';
import type { Moment } from '../../ports.ts';
import { addDays, daysBetween, HOUR_MS, localDate, localTime, sayDay, startOfDay, weekdayOf } from '../../time.ts';
import type { Wish } from './state.ts';

/** A weekday is looked for in so many days of a longer span. */
const LONGEST_SPAN_DAYS = 14;

/** A wish for exactly this instant. */
export function wishAt(at: number): Wish {
  return { at };
}

/**
 * The wish after new words: "Wednesday rather" keeps the time, "make it 11" keeps the day. A day said by its bare name
 * is looked for where the talk already is: after "next week", "Thursday" is next week's.
 */
export function merged(before: Wish | undefined, moment: Moment, timeZone: string): Wish {
  const known = spelledOut(before, timeZone);
  const said = { ...moment, ...(dayMeant(known, moment) ?? {}) };
  const day = said.date === undefined ? pick(known, ['date', 'untilDate']) : pick(said, ['date', 'untilDate']);
  const saysTime = moment.time !== undefined || moment.from !== undefined || moment.until !== undefined;
  const time = pick(saysTime ? moment : known, ['time', 'otherTime', 'from', 'until']);
  return { ...day, ...time };
}

/** The date of a bare "Thursday" or "the 30th" among the days talked of before; undefined when they do not change it. */
function dayMeant(known: Wish, { date, bare }: Moment): { date: string } | undefined {
  const { date: first, untilDate: last = first } = known;
  if (bare === undefined || date === undefined || first === undefined || last === undefined) return undefined;
  if (bare === 'weekday') {
    const days = first === last ? weekOf(first) : daysFrom(first, daysBetween(first, last) + 1);
    const sooner = days[0] !== undefined && date < days[0];
    const meant = days.find((day) => weekdayOf(day) === weekdayOf(date));
    return sooner && meant !== undefined ? { date: meant } : undefined;
  }
  const begin = `${first.slice(0, 7)}-01`;
  const meant = addDays(begin, Number(date.slice(8)) - 1);
  return meant > date && meant.slice(0, 7) === begin.slice(0, 7) ? { date: meant } : undefined;
}

/** Monday to Sunday. */
function weekOf(date: string): readonly string[] {
  const monday = daysFrom(addDays(date, -6), 7).find((day) => weekdayOf(day) === 'monday');
  return daysFrom(monday ?? date, 7);
}

function daysFrom(first: string, count: number): readonly string[] {
  return Array.from({ length: Math.min(count, LONGEST_SPAN_DAYS) }, (_, after) => addDays(first, after));
}

/** The wish with a tapped instant put as date and time, so that a part of it can be changed. */
function spelledOut(wish: Wish | undefined, timeZone: string): Wish {
  if (wish?.at === undefined) return wish ?? {};
  return { date: localDate(wish.at, timeZone), time: localTime(wish.at, timeZone) };
}

/** The day and time wished for, as far as they are one day and one time; undefined when there is nothing to repeat. */
export function wishedFor(wish: Wish, business: Business): string | undefined {
  const { date, untilDate = date, time, otherTime } = spelledOut(wish, business.timeZone);
  const one = date !== undefined && untilDate === date;
  const day = one ? sayDay(startOfDay(date, business.timeZone) + 12 * HOUR_MS, business) : undefined;
  const clock = time !== undefined && otherTime === undefined ? time : undefined;
  return day === undefined ? clock : [day, clock].filter(Boolean).join(', ');
}

function pick<K extends 'date' | 'untilDate' | 'time' | 'otherTime' | 'from' | 'until'>(
  from: Partial<Record<K, string | undefined>>,
  keys: readonly K[],
): Partial<Record<K, string>> {
  const picked: Partial<Record<K, string>> = {};
  for (const key of keys) {
    const value = from[key];
    if (value !== undefined) picked[key] = value;
  }
  return picked;
}
