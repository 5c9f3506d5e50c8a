/** Which of many free slots to offer. Pure: only ever chooses among slots the calendar gave. */
import type { Slot } from '../../domain/booking.ts';
import { localDate, localTime } from '../../time.ts';

/** At most `count` slots nearest to the wish, one of them the same time on another day when there is one; earliest first. */
export function nearest(slots: readonly Slot[], wishAt: number, count: number, timeZone: string): readonly Slot[] {
  const near = (a: Slot, b: Slot) =>
    Math.abs(a.startAt - wishAt) - Math.abs(b.startAt - wishAt) || a.startAt - b.startAt;
  const byDistance = slots.toSorted(near);
  const date = localDate(wishAt, timeZone);
  const time = localTime(wishAt, timeZone);
  const sameTime = byDistance.find(
    ({ startAt }) => localTime(startAt, timeZone) === time && localDate(startAt, timeZone) !== date,
  );
  const others = byDistance.filter((slot) => slot !== sameTime);
  const chosen = sameTime && count > 1 ? [sameTime, ...others.slice(0, count - 1)] : others.slice(0, count);
  return chosen.sort((a, b) => a.startAt - b.startAt);
}

/** At most `count` slots spread evenly from the first to the last, so that a day is shown from morning to evening. */
export function spread(slots: readonly Slot[], count: number): readonly Slot[] {
  if (slots.length <= count) return slots;
  if (count === 1) return slots.slice(0, 1);
  return Array.from({ length: count }, (_, at) => slots[Math.round((at * (slots.length - 1)) / (count - 1))]).filter(
    (slot) => slot !== undefined,
  );
}

/** At most `count` slots on as many different days as possible, the earliest of each; earliest first. */
export function oneADay(slots: readonly Slot[], count: number, timeZone: string): readonly Slot[] {
  const days = new Set<string>();
  const firsts = slots.filter(({ startAt }) => {
    const date = localDate(startAt, timeZone);
    return days.has(date) ? false : Boolean(days.add(date));
  });
  const rest = slots.filter((slot) => !firsts.includes(slot));
  return [...firsts, ...rest].slice(0, count).sort((a, b) => a.startAt - b.startAt);
}
