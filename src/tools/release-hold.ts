/** Gives a held time back before it lapses by itself. Freeing what is booked, or somebody else's, is not possible with it. */
import { z } from 'zod';
import type { Business } from '../domain/business.ts';
import type { Calendar } from '../ports.ts';
import type { Waitlist } from '../waitlist/waitlist.ts';
import type { BookingRecords } from './booking-records.ts';
import { isHoldOf } from './reference.ts';
import { instant, slotInput, wholeSlot } from './slot-schema.ts';
import type { Tool } from './tool.ts';

const input = z.object({
  ...slotInput,
  holdId: z.string(),
  /** Reference of this customer's booking that was to be moved there. */
  moving: z.string().exactOptional(),
});
const output = z.object({ outcome: z.literal('released'), serviceId: z.string(), startAt: instant });

export interface ReleaseHoldDeps {
  readonly business: Business;
  readonly calendar: Calendar;
  readonly records: BookingRecords;
  readonly waitlist: Waitlist;
}

export function createReleaseHold({
  business,
  calendar,
  records,
  waitlist,
}: ReleaseHoldDeps): Tool<z.infer<typeof input>, z.infer<typeof output>> {
  return {
    name: 'release-hold',
    description: 'Gives back a time that was held for this customer.',
    kind: 'writes',
    risk: 'low',
    input,
    output,
    async run({ holdId, moving, ...wanted }, { customerId, now }) {
      const { serviceId, startAt } = wanted;
      const slot = wholeSlot(business, wanted);
      const booking = moving === undefined ? undefined : await records.find(moving, customerId);
      const mine = booking ? booking.spanId === holdId : isHoldOf(customerId, holdId);
      const open = await records.open(customerId, now);
      const booked = open.some((other) => other.spanId === holdId && other.startAt === startAt);
      if (slot && mine && !booked) {
        await calendar.free(slot, holdId);
        await waitlist.freed(slot, now);
      }
      return { outcome: 'released', serviceId, startAt };
    },
  };
}
