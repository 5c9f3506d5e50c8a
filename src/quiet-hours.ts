/** When we may write unasked, by the business's own clock. Pure. */
import { Temporal } from 'temporal-polyfill';
import type { Business } from './domain/business.ts';

/** The instant (ms) at which quiet hours end, when `at` lies inside them; undefined when we may write now. */
export function quietUntil(
  at: number,
  { quietHours, timeZone }: Pick<Business, 'quietHours' | 'timeZone'>,
): number | undefined {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const from = Temporal.PlainTime.from(quietHours.from);
  const to = Temporal.PlainTime.from(quietHours.to);
  const time = local.toPlainTime();
  const reached = (bound: Temporal.PlainTime) => Temporal.PlainTime.compare(time, bound) >= 0;
  const overMidnight = Temporal.PlainTime.compare(from, to) > 0;
  const quiet = overMidnight ? reached(from) || !reached(to) : reached(from) && !reached(to);
  if (!quiet) return undefined;
  const endDay = overMidnight && reached(from) ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate();
  return endDay.toZonedDateTime({ timeZone, plainTime: to }).epochMilliseconds;
}
