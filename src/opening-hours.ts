/** Whether the shop is open, by the same opening spans that bookings are made from. Pure. */
import { openSpans } from './calendar/opening.ts';
import type { Business } from './domain/business.ts';
import { localDate } from './time.ts';

export function isOpen(at: number, business: Business): boolean {
  return openSpans(localDate(at, business.timeZone), business).some(({ from, to }) => from <= at && at < to);
}
