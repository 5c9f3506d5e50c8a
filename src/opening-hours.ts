/** Whether and when the shop is open, by the same opening spans that bookings are made from. Pure. */
import { openSpans } from './calendar/opening.ts';
import type { Business } from './domain/business.ts';
import { addDays, localDate, MINUTE_MS } from './time.ts';

/** Looked ahead for opening hours; a shop that is closed for longer counts by the wall clock. */
const MOST_DAYS = 30;

/** The instant at which the shop has been open for `minutes` after `from`: the clock on which staff are waited for. */
export function afterOpenMinutes(from: number, minutes: number, business: Business): number {
  let left = minutes * MINUTE_MS;
  let date = localDate(from, business.timeZone);
  for (let day = 0; day < MOST_DAYS; day++, date = addDays(date, 1)) {
    for (const span of openSpans(date, business)) {
      const start = Math.max(span.from, from);
      if (start >= span.to) continue;
      if (start + left <= span.to) return start + left;
      left -= span.to - start;
    }
  }
  return from + minutes * MINUTE_MS;
}

/** When the shop opens next; undefined while it is open, or when it does not open within a month. */
export function nextOpening(at: number, business: Business): number | undefined {
  if (isOpen(at, business)) return undefined;
  let date = localDate(at, business.timeZone);
  for (let day = 0; day < MOST_DAYS; day++, date = addDays(date, 1)) {
    const span = openSpans(date, business).find(({ from }) => from > at);
    if (span) return span.from;
  }
  return undefined;
}

export function isOpen(at: number, business: Business): boolean {
  return openSpans(localDate(at, business.timeZone), business).some(({ from, to }) => from <= at && at < to);
}
