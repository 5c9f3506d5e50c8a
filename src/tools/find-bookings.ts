/** The open bookings of the customer who is talking, and of nobody else. */
import { z } from 'zod';
import { asOutput, type BookingRecords, bookingOutput } from './booking-records.ts';
import type { Tool } from './tool.ts';

const input = z.object({});
const output = z.object({ bookings: z.array(bookingOutput) });

export function createFindBookings({
  records,
}: {
  records: BookingRecords;
}): Tool<z.infer<typeof input>, z.infer<typeof output>> {
  return {
    name: 'find-bookings',
    description: 'Bookings of this customer that have not begun yet, earliest first.',
    kind: 'reads',
    risk: 'low',
    input,
    output,
    async run(_input, { customerId, now }) {
      return { bookings: (await records.open(customerId, now)).map(asOutput) };
    },
  };
}
