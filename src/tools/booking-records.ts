/** Bookings as stored: found by reference or by customer, changed by compare-and-set. Whose they are is always checked here. */
import { z } from 'zod';
import type { Booking, Slot } from '../domain/booking.ts';
import { Failure, isFailure } from '../domain/failure.ts';
import type { Json } from '../domain/json.ts';
import type { Store, StoredRecord } from '../ports.ts';
import { referenceFor } from './reference.ts';
import { instant, slotOutput } from './slot-schema.ts';

export interface StoredBooking extends Booking {
  /** What the booking's span is called in the calendar. */
  readonly spanId: string;
  /** The task that made it: a retry finds its own work by it. */
  readonly taskId: string;
  /** The latest move, so that a retry can finish freeing what it left. */
  readonly moved?: { readonly taskId: string; readonly from: Slot };
}

export const bookingOutput = z.object({
  reference: z.string(),
  serviceId: z.string(),
  staffId: z.string(),
  startAt: instant,
  endAt: instant,
  name: z.string(),
  spanId: z.string(),
});
export type BookingOutput = z.infer<typeof bookingOutput>;

const Body = bookingOutput.extend({
  version: z.number(),
  customerId: z.string(),
  conversationId: z.string(),
  status: z.enum(['booked', 'cancelled', 'missed']),
  bookedAt: instant,
  taskId: z.string(),
  moved: z.object({ taskId: z.string(), from: slotOutput }).exactOptional(),
});

const MAX_REFERENCES = 24;
const MAX_TRIES = 16;
const MAX_LISTED = 500;

export type BookingRecords = ReturnType<typeof createBookingRecords>;

export function createBookingRecords(
  { prefix }: { prefix: string },
  { store }: { store: Pick<Store, 'getRecord' | 'putRecord' | 'listRecords'> },
) {
  async function read(reference: string): Promise<StoredBooking | undefined> {
    return parsed(await store.getRecord('booking', reference));
  }

  async function write(booking: StoredBooking, at: number): Promise<StoredBooking> {
    const body: StoredBooking = { ...booking, version: booking.version + 1 };
    await store.putRecord('booking', {
      id: booking.reference,
      version: booking.version,
      key: booking.customerId,
      at,
      body: body as unknown as Json,
    });
    return body;
  }

  return {
    /** This customer's booking; somebody else's reference is as unknown as one that never was. */
    async find(reference: string, customerId: string): Promise<StoredBooking | undefined> {
      const booking = await read(reference);
      return booking?.customerId === customerId ? booking : undefined;
    },

    /** This customer's bookings that have not begun, earliest first. */
    async open(customerId: string, now: number): Promise<readonly StoredBooking[]> {
      const records = await store.listRecords('booking', { key: customerId, limit: MAX_LISTED });
      return records
        .flatMap((record) => parsed(record) ?? [])
        .filter((booking) => booking.customerId === customerId && booking.status === 'booked' && booking.startAt > now)
        .sort((a, b) => a.startAt - b.startAt);
    },

    /** What this very task booked before, if it did. */
    async madeBy(taskId: string): Promise<StoredBooking | undefined> {
      for (let attempt = 0; attempt < MAX_REFERENCES; attempt++) {
        const booking = await read(referenceFor(prefix, taskId, attempt));
        if (!booking || booking.taskId === taskId) return booking;
      }
      return undefined;
    },

    /** Stores a new booking under the first free reference of its task. Throws Failure `tool-failed` when there is none. */
    async create(booking: Omit<StoredBooking, 'reference' | 'version'>, at: number): Promise<StoredBooking> {
      for (let attempt = 0; attempt < MAX_REFERENCES; attempt++) {
        const reference = referenceFor(prefix, booking.taskId, attempt);
        try {
          return await write({ ...booking, reference, version: 0 }, at);
        } catch (error) {
          if (!isFailure(error, 'overtaken')) throw error;
          const other = await read(reference);
          if (other?.taskId === booking.taskId) return other;
        }
      }
      throw new Failure('tool-failed', `expected a free reference within ${MAX_REFERENCES} tries, all were taken`);
    },

    /**
     * Applies `change` to the newest version and stores it; a change that returns the very same booking stores nothing.
     * Undefined when this customer has no such booking.
     */
    async update(
      reference: string,
      customerId: string,
      at: number,
      change: (booking: StoredBooking) => StoredBooking,
    ): Promise<{ readonly before: StoredBooking; readonly after: StoredBooking } | undefined> {
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const before = await this.find(reference, customerId);
        if (!before) return undefined;
        const next = change(before);
        if (next === before) return { before, after: before };
        try {
          return { before, after: await write(next, at) };
        } catch (error) {
          if (!isFailure(error, 'overtaken')) throw error;
        }
      }
      throw new Failure(
        'tool-failed',
        `expected to change booking ${reference} within ${MAX_TRIES} tries, others were faster`,
      );
    },
  };
}

function parsed(record: StoredRecord | undefined): StoredBooking | undefined {
  return record && (Body.parse({ ...(record.body as object), version: record.version }) as StoredBooking);
}

export function slotOf({ serviceId, staffId, startAt, endAt }: Slot): Slot {
  return { serviceId, staffId, startAt, endAt };
}

export function asOutput(booking: StoredBooking): BookingOutput {
  const { reference, name, spanId } = booking;
  return { reference, name, spanId, ...slotOf(booking) };
}
