/**
 * Moves a booking, also to another service: the new time is taken first, then the record says so, then the old time
 * is given back. At no moment does the customer have neither.
 */
import { z } from 'zod';
import type { Slot } from '../domain/booking.ts';
import type { Business } from '../domain/business.ts';
import type { Calendar } from '../ports.ts';
import type { Waitlist } from '../waitlist/waitlist.ts';
import { asOutput, type BookingRecords, bookingOutput, slotOf } from './booking-records.ts';
import { instant, slotInput, slotOutput, wholeSlot } from './slot-schema.ts';
import type { Tool } from './tool.ts';

const input = z.object({ reference: z.string(), ...slotInput });
const output = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('moved'), booking: bookingOutput, from: slotOutput }),
  z.object({ outcome: z.literal('taken'), reference: z.string(), serviceId: z.string(), startAt: instant }),
  z.object({ outcome: z.literal('not-found'), reference: z.string() }),
  /** It has begun already. */
  z.object({ outcome: z.literal('too-late'), reference: z.string() }),
]);

export interface MoveBookingDeps {
  readonly business: Business;
  readonly calendar: Calendar;
  readonly records: BookingRecords;
  readonly waitlist: Waitlist;
}

export function createMoveBooking({
  business,
  calendar,
  records,
  waitlist,
}: MoveBookingDeps): Tool<z.infer<typeof input>, z.infer<typeof output>> {
  return {
    name: 'move-booking',
    description: "Moves this customer's booking to another slot.",
    kind: 'writes',
    risk: 'low',
    input,
    output,
    inPlans: {
      worked: ({ outcome }) => outcome === 'moved',
      undo: (done) => {
        if (done.outcome !== 'moved') return undefined;
        const { serviceId, staffId, startAt } = done.from;
        return { tool: 'move-booking', input: { reference: done.booking.reference, serviceId, staffId, startAt } };
      },
    },
    async run({ reference, ...wanted }, { customerId, taskId, now }) {
      const { serviceId, startAt } = wanted;
      const booking = await records.find(reference, customerId);
      if (booking?.status !== 'booked') return { outcome: 'not-found', reference };
      if (booking.moved?.taskId === taskId) {
        await giveBack(booking.moved.from, booking, now);
        return { outcome: 'moved', booking: asOutput(booking), from: { ...booking.moved.from } };
      }
      const slot = wholeSlot(business, wanted);
      if (booking.startAt <= now) {
        if (slot) await giveBack(slot, booking, now); // a try before a crash may have taken it
        return { outcome: 'too-late', reference };
      }
      if (!slot) return { outcome: 'taken', reference, serviceId, startAt };
      if ((await calendar.book(slot, booking.spanId, customerId)) === 'taken')
        return { outcome: 'taken', reference, serviceId, startAt };

      const changed = await records.update(reference, customerId, now, (fresh) =>
        fresh.status === 'booked' ? { ...fresh, ...slot, moved: { taskId, from: slotOf(fresh) } } : fresh,
      );
      if (changed?.after.status !== 'booked') {
        await calendar.free(slot, booking.spanId); // cancelled while we were at it
        return { outcome: 'not-found', reference };
      }
      await giveBack(slotOf(changed.before), changed.after, now);
      return { outcome: 'moved', booking: asOutput(changed.after), from: slotOf(changed.before) };
    },
  };

  /** Frees what the booking left; a "move" to where it already is leaves nothing. */
  async function giveBack(from: Slot, { spanId, ...now }: Slot & { spanId: string }, at: number): Promise<void> {
    const stays = from.staffId === now.staffId && from.startAt === now.startAt && from.endAt === now.endAt;
    if (stays) return;
    await calendar.free(from, spanId);
    await waitlist.freed(from, at);
  }
}
