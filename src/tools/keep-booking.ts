/** Staff want a booking kept whose time somebody took out of their own calendar: it is written there again. */
import { z } from 'zod';
import type { Calendar } from '../ports.ts';
import { type BookingRecords, slotOf } from './booking-records.ts';
import type { Tool } from './tool.ts';

const input = z.object({ reference: z.string() });
const output = z.object({ outcome: z.enum(['kept', 'not-found']), reference: z.string() });

export function createKeepBooking({
  calendar,
  records,
}: {
  calendar: Calendar;
  records: BookingRecords;
}): Tool<z.infer<typeof input>, z.infer<typeof output>> {
  return {
    name: 'keep-booking',
    description: 'Writes a booking that stands into the calendars once more.',
    kind: 'writes',
    risk: 'low',
    input,
    output,
    async run({ reference }, { customerId }) {
      const booking = await records.find(reference, customerId);
      if (booking?.status !== 'booked') return { outcome: 'not-found', reference };
      await calendar.book(slotOf(booking), booking.spanId, customerId);
      return { outcome: 'kept', reference };
    },
  };
}
