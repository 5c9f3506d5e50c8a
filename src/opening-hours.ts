/** Whether the shop is open, by its own clock. Pure. */
import { Temporal } from 'temporal-polyfill';
import type { Business, Weekday } from './domain/business.ts';

const WEEKDAYS: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

export function isOpen(at: number, business: Pick<Business, 'openingHours' | 'closedOn' | 'timeZone'>): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(business.timeZone);
  const date = local.toPlainDate().toString();
  if (business.closedOn.some((closed) => closed.date === date)) return false;
  const weekday = WEEKDAYS[local.dayOfWeek - 1];
  const time = local.toPlainTime();
  const spans = weekday ? business.openingHours[weekday] : [];
  return spans.some(
    ({ from, to }) => Temporal.PlainTime.compare(time, from) >= 0 && Temporal.PlainTime.compare(time, to) < 0,
  );
}
