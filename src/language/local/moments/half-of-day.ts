/**
 * Which half of the day an open time means: a part of the day beside it tells, else the opening hours, and when both
 * readings are open time, both are kept so that the customer can be asked.
 */
import type { Business, OpenSpan, Weekday } from '../../../domain/business.ts';
import type { Day } from './calendar.ts';
import type { ClockTime } from './clock-times.ts';
import { WEEKDAYS } from './day-names.ts';

export interface SettledTime {
  readonly minutes: number;
  readonly other?: number;
}

export type OpeningHours = Business['openingHours'];

const HALF_DAY = 12 * 60;
/** Without any hint, people mean working hours: from this hour on the morning, before it the afternoon. */
const EARLIEST_WORKING_HOUR = 8;

export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Open spans of the days in minutes since midnight; of the whole week when no day is known or all are closed. */
export function openSpans(hours: OpeningHours, days: readonly Day[]): readonly { from: number; until: number }[] {
  const spansOf = (names: readonly Weekday[]) =>
    names
      .flatMap((name): readonly OpenSpan[] => hours[name] ?? [])
      .map(({ from, to }) => ({ from: minutesOf(from), until: minutesOf(to) }));
  const spans = spansOf(days.map((day) => WEEKDAYS[day.dayOfWeek - 1] as Weekday));
  return spans.length > 0 ? spans : spansOf(WEEKDAYS);
}

/**
 * @param told the half a part of the day beside it tells ("in the evening")
 * @param spans when the business is open on the day meant
 * @param earliest minutes since midnight that have gone by already, when the day is today
 * @param closing whether a time may also be the very end of a span ("until 6")
 */
export function settled(
  time: ClockTime,
  told: ClockTime['half'] | undefined,
  spans: readonly { from: number; until: number }[],
  earliest = -1,
  closing = false,
): SettledTime {
  if (time.half !== 'open') return { minutes: time.minutes };
  const morning = time.minutes;
  const evening = time.minutes + HALF_DAY;
  if (told === 'pm') return { minutes: evening };
  if (told === 'am') return { minutes: morning < 60 ? evening : morning };
  const opens = (minutes: number) =>
    minutes > earliest &&
    spans.some(
      ({ from, until }) => from <= minutes && (closing ? minutes <= until && minutes > from : minutes < until),
    );
  const [early, late] = [opens(morning), opens(evening)];
  if (early !== late) return { minutes: early ? morning : evening };
  const likely = time.minutes >= EARLIEST_WORKING_HOUR * 60 ? morning : evening;
  const other = likely === morning ? evening : morning;
  if (early || spans.length === 0) return { minutes: likely, other };
  const distance = (minutes: number) =>
    Math.min(...spans.map(({ from, until }) => (minutes < from ? from - minutes : Math.max(0, minutes - until))));
  return {
    minutes: distance(evening) < distance(morning) ? evening : distance(morning) < distance(evening) ? morning : likely,
  };
}
