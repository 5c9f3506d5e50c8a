/**
 * Zone arithmetic and the one way a date is said. Pure; the business's own zone decides everything, never the
 * machine's: a local day can have 23 or 25 hours.
 */
import { Temporal } from 'temporal-polyfill';
import type { Business, Weekday } from './domain/business.ts';

export type Place = Pick<Business, 'timeZone' | 'locale'>;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

const WEEKDAYS: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function zoned(at: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}

/** ISO date `YYYY-MM-DD` on the shop's wall at the instant (ms since 1970). */
export function localDate(at: number, timeZone: string): string {
  return zoned(at, timeZone).toPlainDate().toString();
}

/** `HH:MM`, 24 hours, on the shop's wall clock. */
export function localTime(at: number, timeZone: string): string {
  return zoned(at, timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** Instant (ms since 1970) of a local date and time; undefined when the clock skips that time. The first one of two. */
export function instantOf(date: string, time: string, timeZone: string): number | undefined {
  const local = Temporal.PlainDate.from(date).toPlainDateTime(time);
  const at = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return at.toPlainDateTime().equals(local) ? at.epochMilliseconds : undefined;
}

/**
 * Instants between which every wall clock reading lies in `[from, to)` of that date: a skipped or repeated hour makes
 * the span shorter, never longer. Undefined when nothing is left.
 */
export function safeSpan(
  date: string,
  from: string,
  to: string,
  timeZone: string,
): { from: number; to: number } | undefined {
  const day = Temporal.PlainDate.from(date);
  const startAt = day.toPlainDateTime(from).toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds;
  const endAt = day.toPlainDateTime(to).toZonedDateTime(timeZone, { disambiguation: 'earlier' }).epochMilliseconds;
  return startAt < endAt ? { from: startAt, to: endAt } : undefined;
}

/** First instant of the local date. */
export function startOfDay(date: string, timeZone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds;
}

export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** So many hours earlier, whole days of them by the wall clock: a day before 10:00 is 10:00, also when the clock changed. */
export function hoursBefore(at: number, hours: number, timeZone: string): number {
  return zoned(at, timeZone).subtract({ days: Math.floor(hours / 24), hours: hours % 24 }).epochMilliseconds;
}

/** Whole days from one local date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

export function weekdayOf(date: string): Weekday {
  return WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? 'monday';
}

const formats = new Map<string, Intl.DateTimeFormat>();
function format({ locale, timeZone }: Place, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${name} ${locale} ${timeZone}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    formats.set(key, known);
  }
  return known;
}

/** Such as `10:00`, the way the business's locale writes it. */
export function sayTime(at: number, place: Place): string {
  return format(place, 'time', { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** Such as `Tuesday 24 November 2026`. */
export function sayDay(at: number, place: Place): string {
  return format(place, 'day', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}

/** Weekday, date, time and zone, such as `Tuesday 24 November 2026, 10:00 (Ireland Time)`: what every echo says. */
export function sayWhen(at: number, place: Place): string {
  const parts = format(place, 'zone', { timeZoneName: 'longGeneric' }).formatToParts(at);
  const zone = parts.find(({ type }) => type === 'timeZoneName')?.value ?? place.timeZone;
  const inWords = zone.replace(/^(.+) \((.+)\)$/u, '$2 $1'); // German has "Irland (Ortszeit)"
  return `${sayDay(at, place)}, ${sayTime(at, place)} (${inWords})`;
}

/** Such as `Tue 24 Nov, 10:00`: fits a button of 20 characters. */
export function sayShort(at: number, place: Place): string {
  const day = format(place, 'short', { weekday: 'short', day: 'numeric', month: 'short' }).format(at);
  return `${day.replace(/[,.]|(?<= )de /gu, '')}, ${sayTime(at, place)}`;
}

/** Such as `at 10:00` when that is less than a day ahead of `now`, else `on Tue 24 Nov, 10:00`. */
export function saySoon(at: number, now: number, place: Place): string {
  return at - now < 24 * HOUR_MS ? `at ${sayTime(at, place)}` : `on ${sayShort(at, place)}`;
}

/** Opening times of a day, such as `09:30 to 18:00`; with a dash where "to" would be a foreign word. */
export function sayHours(spans: readonly { readonly from: number; readonly to: number }[], place: Place): string {
  const to = place.locale.startsWith('en') ? ' to ' : '–';
  return spans.map((span) => `${sayTime(span.from, place)}${to}${sayTime(span.to, place)}`).join(', ');
}
