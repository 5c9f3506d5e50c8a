/** What the customer would like, as it builds up over several messages. Pure: later words change only what they speak about. */
import type { Business } from '../../domain/business.ts';
import type { Moment } from '../../ports.ts';
import { HOUR_MS, localDate, localTime, sayDay, startOfDay } from '../../time.ts';
import type { Wish } from './state.ts';

/** A wish for exactly this instant. */
export function wishAt(at: number): Wish {
  return { at };
}

/** The wish after new words: "Wednesday rather" keeps the time, "make it 11" keeps the day. */
export function merged(before: Wish | undefined, moment: Moment, timeZone: string): Wish {
  const known = spelledOut(before, timeZone);
  const day = moment.date === undefined ? pick(known, ['date', 'untilDate']) : pick(moment, ['date', 'untilDate']);
  const saysTime = moment.time !== undefined || moment.from !== undefined || moment.until !== undefined;
  const time = pick(saysTime ? moment : known, ['time', 'otherTime', 'from', 'until']);
  return { ...day, ...time };
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
