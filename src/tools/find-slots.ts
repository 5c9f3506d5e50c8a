/** Free slots of a service. Reads only; what it returns may be gone a second later, which is why there are holds. */
import { z } from 'zod';
import type { Calendar } from '../ports.ts';
import type { BookingRecords } from './booking-records.ts';
import { isHoldOf } from './reference.ts';
import { instant, slotOutput } from './slot-schema.ts';
import type { Tool } from './tool.ts';

const input = z.object({
  serviceId: z.string(),
  /** First start wanted, ms since 1970. */
  from: instant,
  /** Starts before this instant only. */
  to: instant,
  limit: z.int().min(1).max(500),
  /** A booking of this customer that is to be moved: its own time counts as free. */
  moving: z.string().exactOptional(),
  /** A hold of this customer that is to be given up. */
  holdId: z.string().exactOptional(),
});
const output = z.object({ slots: z.array(slotOutput) });

export function createFindSlots({
  calendar,
  records,
}: {
  calendar: Calendar;
  records: BookingRecords;
}): Tool<z.infer<typeof input>, z.infer<typeof output>> {
  return {
    name: 'find-slots',
    description: 'Free slots of a service that start in a span of time, earliest first, one a start time.',
    kind: 'reads',
    risk: 'low',
    input,
    output,
    async run({ serviceId, from, to, limit, moving, holdId }, { customerId }) {
      const booking = moving === undefined ? undefined : await records.find(moving, customerId);
      const ownHold = holdId !== undefined && isHoldOf(customerId, holdId) ? holdId : undefined;
      const ignoreBookingId = booking?.spanId ?? ownHold;
      const query = { serviceId, from, to, limit };
      const slots = await calendar.freeSlots(ignoreBookingId === undefined ? query : { ...query, ignoreBookingId });
      return { slots: slots.map((slot) => ({ ...slot })) };
    },
  };
}
