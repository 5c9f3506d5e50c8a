/** Free times for several services in a row, one right after the other. All of them come from the calendar. */
import type { Slot } from '../../domain/booking.ts';
import type { Moment } from '../../ports.ts';
import { addDays, HOUR_MS, localDate, localTime, MINUTE_MS, startOfDay } from '../../time.ts';
import type { Desk } from '../booking/desk.ts';

export type Chain = readonly Slot[];

/** Longest wait between two of them. */
const GAP_MS = 60 * MINUTE_MS;
/** Days in which a wish without a date is looked for. */
const OPEN_DAYS = 14;
const MANY = 500;

export interface FoundChains {
  /** The very time that was wished. */
  readonly exact?: Chain;
  /** Others, the nearest to the wish first. */
  readonly chains: readonly Chain[];
}

/** `moving`: reference of a booking whose own time is no obstacle. Throws `Failure` when the calendar cannot be asked. */
export async function chainsFor(
  desk: Desk,
  services: readonly string[],
  moment: Moment | undefined,
  limit: number,
  moving?: string,
): Promise<FoundChains> {
  const zone = desk.business.timeZone;
  const today = localDate(desk.now, zone);
  const { date, untilDate = date, time, otherTime } = moment ?? {};
  const wished = date === undefined ? [] : await chainsIn(desk, services, date, untilDate ?? date, moving);
  const all =
    wished.length > 0
      ? wished
      : await chainsIn(desk, services, date ?? today, addDays(date ?? today, OPEN_DAYS), moving);
  const timeOf = (chain: Chain) => localTime(chain[0]?.startAt ?? 0, zone);
  const exact = all.find(
    (chain) =>
      time !== undefined &&
      [time, otherTime].includes(timeOf(chain)) &&
      (date === undefined || localDate(chain[0]?.startAt ?? 0, zone) === date),
  );
  const { from = '00:00', until = '24:00' } = moment ?? {};
  const fitting = all.filter((chain) => timeOf(chain) >= from && timeOf(chain) < until);
  const near = (chain: Chain) => Math.abs(minutesOf(timeOf(chain)) - minutesOf(time ?? from));
  const some = fitting.length > 0 ? fitting : all;
  const sorted = time === undefined ? spread(some, limit, zone) : some.toSorted((a, b) => near(a) - near(b));
  return { ...(exact && date !== undefined ? { exact } : {}), chains: sorted.slice(0, limit) };
}

async function chainsIn(
  desk: Desk,
  services: readonly string[],
  first: string,
  last: string,
  moving: string | undefined,
): Promise<readonly Chain[]> {
  const zone = desk.business.timeZone;
  const from = Math.max(startOfDay(first, zone), desk.now);
  const to = Math.max(startOfDay(addDays(last, 1), zone), desk.now);
  const free: (readonly Slot[])[] = [];
  for (const serviceId of services)
    free.push(await desk.freeSlots({ serviceId, from, to, limit: MANY, ...(moving ? { moving } : {}) }));
  const [starts = [], ...rest] = free;
  return starts.flatMap((start) => {
    const chain = [start];
    for (const slots of rest) {
      const before = chain.at(-1);
      const next = before && slots.find((slot) => follows(desk, before, slot));
      if (!next) return [];
      chain.push(next);
    }
    return [chain];
  });
}

/** Soon enough after the other, and not in the minutes that the same person needs between them. */
function follows(desk: Desk, before: Slot, slot: Slot): boolean {
  const gap = slot.startAt - before.endAt;
  const after = desk.service(before.serviceId)?.buffer?.after ?? 0;
  const ahead = desk.service(slot.serviceId)?.buffer?.before ?? 0;
  const needed = before.staffId === slot.staffId ? (after + ahead) * MINUTE_MS : 0;
  return gap >= needed && gap <= GAP_MS;
}

/** Some of each day rather than three of one morning. */
function spread(chains: readonly Chain[], limit: number, zone: string): readonly Chain[] {
  const days = new Set<string>();
  const first = chains.filter((chain) => {
    const day = `${localDate(chain[0]?.startAt ?? 0, zone)} ${Math.floor((chain[0]?.startAt ?? 0) / (4 * HOUR_MS))}`;
    return !days.has(day) && Boolean(days.add(day));
  });
  return first.length >= limit ? first : chains;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
