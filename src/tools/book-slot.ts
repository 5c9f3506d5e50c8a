/**
 * Makes a booking: the span in the calendar first, then the record. A crash between the two leaves a time that nobody
 * else can take, and the retry of the task completes it.
 */
import { z } from 'zod';
import type { Business } from '../domain/business.ts';
import type { Calendar } from '../ports.ts';
import { asOutput, type BookingRecords, bookingOutput } from './booking-records.ts';
import { holdIdFor, isHoldOf } from './reference.ts';
import { instant, slotInput, wholeSlot } from './slot-schema.ts';
import type { Tool } from './tool.ts';

/** Longest name we keep, in UTF-16 code units. */
export const MAX_NAME_LENGTH = 80;

const input = z.object({
  ...slotInput,
  name: z.string().trim().min(1).max(MAX_NAME_LENGTH),
  holdId: z.string().exactOptional(),
});
const lost = { serviceId: z.string(), startAt: instant };
const output = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('booked'), booking: bookingOutput }),
  z.object({ outcome: z.literal('taken'), ...lost }),
  /** There was a hold, it ran out and somebody else was faster. */
  z.object({ outcome: z.literal('expired'), ...lost }),
  z.object({ outcome: z.literal('too-many'), count: z.int() }),
  /** A retry that finds its booking cancelled meanwhile. */
  z.object({ outcome: z.literal('cancelled'), booking: bookingOutput }),
]);

export interface BookSlotDeps {
  readonly business: Business;
  readonly calendar: Calendar;
  readonly records: BookingRecords;
}

export function createBookSlot({
  business,
  calendar,
  records,
}: BookSlotDeps): Tool<z.infer<typeof input>, z.infer<typeof output>> {
  return {
    name: 'book-slot',
    description: 'Books a slot for this customer, held before or still free.',
    kind: 'writes',
    risk: 'low',
    input,
    output,
    inPlans: {
      worked: ({ outcome }) => outcome === 'booked',
      undo: (made) =>
        made.outcome === 'booked'
          ? { tool: 'cancel-booking', input: { reference: made.booking.reference } }
          : undefined,
    },
    async run({ name, holdId, ...wanted }, { customerId, conversationId, taskId, now }) {
      const earlier = await records.madeBy(taskId);
      if (earlier)
        return { outcome: earlier.status === 'cancelled' ? 'cancelled' : 'booked', booking: asOutput(earlier) };

      const { serviceId, startAt } = wanted;
      const open = await records.open(customerId, now);
      const twin = open.find((booking) => booking.spanId === holdId); // confirmed twice
      if (twin) return { outcome: 'booked', booking: asOutput(twin) };
      if (open.length >= business.booking.maxOpenPerCustomer) return { outcome: 'too-many', count: open.length };

      const held = holdId !== undefined && isHoldOf(customerId, holdId);
      const gone = { outcome: held ? 'expired' : 'taken', serviceId, startAt } as const;
      const slot = wholeSlot(business, wanted);
      if (!slot) return gone;
      const spanId = held ? holdId : holdIdFor(customerId, taskId);
      if ((await calendar.book(slot, spanId, customerId)) === 'taken') return gone;
      const made = await records.create(
        { ...slot, customerId, conversationId, name, status: 'booked', bookedAt: now, spanId, taskId },
        now,
      );
      return { outcome: 'booked', booking: asOutput(made) };
    },
  };
}
