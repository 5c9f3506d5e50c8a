/** Cancels a booking: the record first, then its time is given back. A retry frees what a crash left. */
import { z } from 'zod';
import type { Calendar } from '../ports.ts';
import type { Waitlist } from '../waitlist/waitlist.ts';
import { asOutput, type BookingRecords, bookingOutput, slotOf } from './booking-records.ts';
import type { Tool } from './tool.ts';

const input = z.object({ reference: z.string() });
const output = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('cancelled'), booking: bookingOutput }),
  z.object({ outcome: z.literal('not-found'), reference: z.string() }),
  /** It has begun already. */
  z.object({ outcome: z.literal('too-late'), reference: z.string() }),
]);

export interface CancelBookingDeps {
  readonly calendar: Calendar;
  readonly records: BookingRecords;
  readonly waitlist: Waitlist;
}

export function createCancelBooking({
  calendar,
  records,
  waitlist,
}: CancelBookingDeps): Tool<z.infer<typeof input>, z.infer<typeof output>> {
  return {
    name: 'cancel-booking',
    description: "Cancels this customer's booking.",
    kind: 'writes',
    risk: 'low',
    input,
    output,
    inPlans: {
      worked: ({ outcome }) => outcome === 'cancelled',
      undo: (done) => {
        if (done.outcome !== 'cancelled') return undefined;
        const { serviceId, staffId, startAt, name } = done.booking;
        return { tool: 'book-slot', input: { serviceId, staffId, startAt, name } };
      },
    },
    async run({ reference }, { customerId, now }) {
      const changed = await records.update(reference, customerId, now, (booking) =>
        booking.status === 'booked' && booking.startAt > now ? { ...booking, status: 'cancelled' } : booking,
      );
      if (!changed) return { outcome: 'not-found', reference };
      if (changed.after.status !== 'cancelled') return { outcome: 'too-late', reference };
      await calendar.free(slotOf(changed.after), changed.after.spanId);
      await waitlist.freed(slotOf(changed.after), now);
      return { outcome: 'cancelled', booking: asOutput(changed.after) };
    },
  };
}
