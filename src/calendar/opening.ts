/** When a service may start at all, by the shop's rules and nobody's bookings. Pure; every answer lies inside opening hours. */
import type { Business, Service } from '../domain/business.ts';
import { addDays, daysBetween, localDate, MINUTE_MS, safeSpan, startOfDay, weekdayOf } from '../time.ts';

export type Rules = Pick<Business, 'timeZone' | 'openingHours' | 'closedOn' | 'booking' | 'specialHours'>;
/** A service may have its own. */
export type ServiceRules = Pick<Service, 'minutes' | 'leadMinutes' | 'horizonDays'>;

/** Why an instant cannot be booked; `off-grid`: inside opening hours, but no start of ours. */
export type Obstacle = 'past' | 'too-soon' | 'too-far' | 'closed-day' | 'outside-hours' | 'off-grid';

/** Opening spans of a local date as instants; empty when closed. */
export function openSpans(date: string, business: Rules): readonly { from: number; to: number }[] {
  if (closedReason(date, business) !== undefined) return [];
  const hours = specialOn(date, business)?.hours ?? business.openingHours[weekdayOf(date)];
  return hours.flatMap(({ from, to }) => safeSpan(date, from, to, business.timeZone) ?? []);
}

/** What the owner wrote about a day they close, such as "Christmas Day". */
export function closedReason(date: string, business: Rules): string | undefined {
  const special = specialOn(date, business);
  const closed =
    business.closedOn.find((day) => day.date === date) ?? (special?.hours.length === 0 ? special : undefined);
  return closed?.reason;
}

function specialOn(date: string, { specialHours = [] }: Rules) {
  return specialHours.find((special) => special.date === date);
}

/** Every start of a service on that date, earliest first, whoever is free. */
export function startsOn(date: string, { minutes }: Pick<Service, 'minutes'>, business: Rules): readonly number[] {
  const stepMs = business.booking.stepMinutes * MINUTE_MS;
  const starts: number[] = [];
  for (const { from, to } of openSpans(date, business)) {
    for (let at = from; at + minutes * MINUTE_MS <= to; at += stepMs) starts.push(at);
  }
  return starts;
}

/** The instants between which a booking of the service made now may start: `[from, to)`. */
export function bookable(
  now: number,
  business: Rules,
  service: Partial<ServiceRules> = {},
): { from: number; to: number } {
  const { leadMinutes = business.booking.leadMinutes, horizonDays = business.booking.horizonDays } = service;
  const lastDate = addDays(localDate(now, business.timeZone), horizonDays);
  return { from: now + leadMinutes * MINUTE_MS, to: startOfDay(addDays(lastDate, 1), business.timeZone) };
}

/** Local dates that `[from, to)` touches, earliest first. */
export function datesBetween(from: number, to: number, timeZone: string): readonly string[] {
  if (from >= to) return [];
  const first = localDate(from, timeZone);
  const days = daysBetween(first, localDate(to - 1, timeZone));
  return Array.from({ length: days + 1 }, (_, day) => addDays(first, day));
}

/** What stands in the way of starting the service at that instant; undefined: the rules allow it. */
export function obstacle(startAt: number, service: ServiceRules, business: Rules, now: number): Obstacle | undefined {
  const { from, to } = bookable(now, business, service);
  if (startAt <= now) return 'past';
  if (startAt >= to) return 'too-far';
  const date = localDate(startAt, business.timeZone);
  const spans = openSpans(date, business);
  if (spans.length === 0) return 'closed-day';
  const endAt = startAt + service.minutes * MINUTE_MS;
  if (!spans.some((span) => span.from <= startAt && endAt <= span.to)) return 'outside-hours';
  if (startAt < from) return 'too-soon';
  return startsOn(date, service, business).includes(startAt) ? undefined : 'off-grid';
}
