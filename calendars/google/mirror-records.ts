/**
 * What we have to do, or have done, in Google for one booking: stored before it is done, so that a crash or an outage
 * only makes it late. The id is that of the event, which is all that Google tells about a deleted one.
 */
import { z } from 'zod';
import type { Slot } from '../../src/domain/booking.ts';
import { isFailure } from '../../src/domain/failure.ts';
import type { Json } from '../../src/domain/json.ts';
import type { Store } from '../../src/ports.ts';
import { eventIdFor } from './events.ts';

export type MirrorStore = Pick<Store, 'getRecord' | 'putRecord' | 'listRecords'>;

const Body = z.object({
  spanId: z.string(),
  customerId: z.string(),
  /** Ids of the calendars in which an event of it may stand. */
  calendars: z.array(z.string()),
  /** The version of the event that we last saw there, by calendar: what we change is that one and no newer. */
  etags: z.record(z.string(), z.string()).default({}),
  /** Since when something is to be done. */
  since: z.number(),
  /** What staff were last told about it. */
  told: z.string().exactOptional(),
});
export type Mirrored = z.infer<typeof Body> & { readonly version: number; readonly todo: boolean };

const BookingBody = z.object({
  reference: z.string(),
  conversationId: z.string(),
  customerId: z.string(),
  name: z.string(),
  status: z.enum(['booked', 'cancelled', 'missed']),
  spanId: z.string(),
  serviceId: z.string(),
  staffId: z.string(),
  startAt: z.number(),
  endAt: z.number(),
});
export type MirroredBooking = z.infer<typeof BookingBody> & Slot;

const TODO = 'todo';
const DONE = 'done';
const MAX_TRIES = 16;
const MOST_BOOKINGS = 500;

export type MirrorRecords = ReturnType<typeof createMirrorRecords>;

export function createMirrorRecords(store: MirrorStore) {
  async function read(eventId: string): Promise<Mirrored | undefined> {
    const record = await store.getRecord('calendar-mirror', eventId);
    if (!record) return undefined;
    return { ...Body.parse(record.body), version: record.version, todo: record.key === TODO };
  }

  async function write({ version, todo, ...body }: Mirrored, at: number): Promise<void> {
    const key = todo ? TODO : DONE;
    await store.putRecord('calendar-mirror', {
      id: eventIdFor(body.spanId),
      version,
      key,
      at,
      body: body as unknown as Json,
    });
  }

  return {
    read,

    /** Something is to be done for the booking; `calendars`: where its event will stand. None: only if there is one. */
    async mark(spanId: string, customerId: string, calendars: readonly string[], now: number): Promise<boolean> {
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const before = await read(eventIdFor(spanId));
        if (!before && calendars.length === 0) return false;
        const all = [...new Set([...(before?.calendars ?? []), ...calendars])];
        try {
          await write(
            { ...(before ?? { spanId, customerId, etags: {}, version: 0 }), calendars: all, since: now, todo: true },
            now,
          );
          return true;
        } catch (error) {
          if (!isFailure(error, 'overtaken')) throw error;
        }
      }
      throw new Error(`calendar mirror ${spanId}: ${MAX_TRIES} changes in a row were overtaken`);
    },

    /** Stores what was done, unless something new is to be done meanwhile: then that is done next. */
    async settle(mirrored: Mirrored, now: number): Promise<void> {
      try {
        await write(mirrored, now);
      } catch (error) {
        if (!isFailure(error, 'overtaken')) throw error;
      }
    },

    async todo(limit: number): Promise<readonly string[]> {
      const records = await store.listRecords('calendar-mirror', { key: TODO, limit });
      return records.map(({ id }) => id);
    },

    /** The booking as it stands now; undefined while it is not stored yet. */
    async bookingOf({ spanId, customerId }: Mirrored): Promise<MirroredBooking | undefined> {
      const records = await store.listRecords('booking', { key: customerId, limit: MOST_BOOKINGS });
      return records
        .flatMap(({ body }) => BookingBody.safeParse(body).data ?? [])
        .find((booking) => booking.spanId === spanId);
    },
  };
}
