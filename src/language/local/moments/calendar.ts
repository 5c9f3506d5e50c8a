/** Plain date arithmetic in weeks that begin on Monday; no time zones, so no hour can be lost here. */
import { Temporal } from 'temporal-polyfill';

export type Day = Temporal.PlainDate;

export function localNow(now: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
}

/** The day, or undefined when the calendar has none such (30 February). */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return undefined; // a customer's date that does not exist is no error
  }
}

export function mondayOf(day: Day): Day {
  return day.subtract({ days: day.dayOfWeek - 1 });
}

/** The first such weekday (1 Monday .. 7 Sunday) on or after `day`. */
export function onOrAfter(day: Day, weekday: number): Day {
  return day.add({ days: (weekday - day.dayOfWeek + 7) % 7 });
}

export function before(a: Day, b: Day): boolean {
  return a.toString() < b.toString();
}

/** The next such day of a month on or after `from`, in the first month that has one. */
export function nextDayOfMonth(from: Day, day: number): Day | undefined {
  if (day < 1 || day > 31) return undefined;
  for (let months = 0; months < 12; months++) {
    const month = from.with({ day: 1 }).add({ months });
    const found = dayOf(month.year, month.month, day);
    if (found && !before(found, from)) return found;
  }
  return undefined;
}

/** The next such date of a year on or after `from`; 29 February waits for a leap year. */
export function nextDateOfYear(from: Day, month: number, day: number): Day | undefined {
  for (let year = from.year; year <= from.year + 8; year++) {
    const found = dayOf(year, month, day);
    if (found && !before(found, from)) return found;
  }
  return undefined;
}

/** The nth (1..5) such weekday of a month; -1: the last. */
export function nthWeekdayOf(year: number, month: number, nth: number, weekday: number): Day | undefined {
  const first = dayOf(year, month, 1);
  if (!first) return undefined;
  if (nth === -1) {
    const last = first.with({ day: first.daysInMonth });
    return last.subtract({ days: (last.dayOfWeek - weekday + 7) % 7 });
  }
  const found = onOrAfter(first, weekday).add({ weeks: nth - 1 });
  return found.month === month ? found : undefined;
}

export function lastOfMonth(day: Day): Day {
  return day.with({ day: day.daysInMonth });
}
