/** Which of many free slots to offer. Pure: only ever chooses among slots the calendar gave. */
import type { Slot } from '../../domain/booking.ts';
import { localDate, localTime } from '../../time.ts';

/**
 * At most `count` slots nearest to the wish, earliest first: one of them the same time on another day, or, when its
 * day has nothing at all, one a day at about that time. `time` is the local time wished, `HH:MM`.
 */
export function nearest(
  slots: readonly Slot[],
  wish: { readonly at: number; readonly time: string },
  count: number,
  timeZone: string,
): readonly Slot[] {
  const dateOf = ({ startAt }: Slot) => localDate(startAt, timeZone);
  const wished = localDate(wish.at, timeZone);
  const byDistance = slots.toSorted(
    (a, b) => Math.abs(a.startAt - wish.at) - Math.abs(b.startAt - wish.at) || a.startAt - b.startAt,
  );
  const sameTime = byDistance.find(
    (slot) => localTime(slot.startAt, timeZone) === wish.time && dateOf(slot) !== wished,
  );
  const preferred = slots.some((slot) => dateOf(slot) === wished)
    ? [...(sameTime && count > 1 ? [sameTime] : []), ...byDistance]
    : [...aboutThatTime(byDistance, wish.time, timeZone), ...byDistance];
  return [...new Set(preferred)].slice(0, count).sort((a, b) => a.startAt - b.startAt);
}

/** Of every day, in the order the days come, the slot nearest to the time. */
function aboutThatTime(slots: readonly Slot[], time: string, timeZone: string): readonly Slot[] {
  const away = ({ startAt }: Slot) => Math.abs(minutes(localTime(startAt, timeZone)) - minutes(time));
  const best = new Map<string, Slot>();
  for (const slot of slots) {
    const date = localDate(slot.startAt, timeZone);
    const known = best.get(date);
    if (!known || away(slot) < away(known)) best.set(date, slot);
  }
  return [...best.values()];
}

function minutes(time: string): number {
  const [hours = 0, past = 0] = time.split(':').map(Number);
  return hours * 60 + past;
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
