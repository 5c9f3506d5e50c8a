/**
 * One document per staff member (or kind of resource) and local date. Whoever changes it says which version they had read, so of two who
 * want the same time exactly one succeeds.
 */
import { z } from 'zod';
import { Failure, isFailure } from '../domain/failure.ts';
import type { Json } from '../domain/json.ts';
import type { Store } from '../ports.ts';
import type { CalendarDay, Span } from './spans.ts';

export type DayStore = Pick<Store, 'getRecord' | 'putRecord'>;

const Body = z.object({
  spans: z.array(
    z.object({
      bookingId: z.string(),
      customerId: z.string(),
      startAt: z.number(),
      endAt: z.number(),
      heldUntil: z.number().exactOptional(),
      busyFrom: z.number().exactOptional(),
      busyTo: z.number().exactOptional(),
      session: z.string().exactOptional(),
    }),
  ),
});

/** Every lost race means that somebody else got through, so this many customers can want one day at the same moment. */
const MAX_TRIES = 64;

export function dayId(staffId: string, date: string): string {
  return `${staffId}|${date}`;
}

/** The day as stored, empty when nothing was ever booked. Throws Failure `calendar-unavailable`. */
export async function readDay(store: DayStore, id: string): Promise<CalendarDay> {
  return guarded(async () => {
    const record = await store.getRecord('calendar-day', id);
    return {
      id,
      version: record?.version ?? 0,
      spans: record ? (Body.parse(record.body).spans as readonly Span[]) : [],
    };
  });
}

/**
 * Applies `change` to the newest day and stores it; `change` returns the new spans, or `undefined` to leave the day as
 * it is, beside its verdict. It may run several times. Throws Failure `calendar-unavailable`.
 */
export async function changeDay<T>(
  store: DayStore,
  id: string,
  at: number,
  change: (day: CalendarDay) => { readonly verdict: T; readonly spans?: readonly Span[] },
): Promise<T> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const day = await readDay(store, id);
    const { verdict, spans } = change(day);
    if (!spans) return verdict;
    const body: CalendarDay = { id, version: day.version + 1, spans };
    try {
      await store.putRecord('calendar-day', { id, version: day.version, at, body: body as unknown as Json });
      return verdict;
    } catch (error) {
      if (!isFailure(error, 'overtaken')) throw unavailable(error);
    }
  }
  throw new Failure(
    'calendar-unavailable',
    `expected to change ${id} within ${MAX_TRIES} tries, others were always faster`,
  );
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unavailable(error);
  }
}

/** What the store could not do, the calendar could not do; a bug stays a bug. */
function unavailable(cause: unknown): unknown {
  return isFailure(cause) ? new Failure('calendar-unavailable', 'the store of the calendar failed', { cause }) : cause;
}
