/**
 * Keeps the times that a customer is about to be offered for a few minutes, all under one id. Only while plenty remains:
 * where times are few, keeping three of them for everybody who asks would leave nothing for those who choose.
 */
import { z } from 'zod';
import type { Business } from '../domain/business.ts';
import type { Calendar } from '../ports.ts';
import { HOUR_MS, MINUTE_MS } from '../time.ts';
import type { BookingRecords } from './booking-records.ts';
import { isOpenHoldOf } from './hold-slot.ts';
import { holdIdFor } from './reference.ts';
import { slotInput, slotOutput, wholeSlot } from './slot-schema.ts';
import type { Tool } from './tool.ts';

const input = z.object({
  slots: z.array(z.object(slotInput)).min(1).max(9),
  /** A hold of this customer for the same booking: kept times that it does not name lapse by themselves. */
  holdId: z.string().exactOptional(),
  /** Reference of this customer's booking that is to be moved. */
  moving: z.string().exactOptional(),
});
/** `slots`: those that can be offered; `kept`: they are held. */
const output = z.object({
  outcome: z.literal('offered'),
  holdId: z.string(),
  slots: z.array(slotOutput),
  kept: z.boolean(),
});

/** So many times as many as are offered must be free in the next two weeks. */
const PLENTY = 4;
const AHEAD_MS = 14 * 24 * HOUR_MS;

export interface HoldOfferDeps {
  readonly business: Business;
  readonly calendar: Calendar;
  readonly records: BookingRecords;
}

export function createHoldOffer({
  business,
  calendar,
  records,
}: HoldOfferDeps): Tool<z.infer<typeof input>, z.infer<typeof output>> {
  return {
    name: 'hold-offer',
    description: 'Keeps the times on offer for this customer for a few minutes.',
    kind: 'writes',
    risk: 'low',
    input,
    output,
    async run({ slots, holdId, moving }, { customerId, taskId, now }) {
      const booking = moving === undefined ? undefined : await records.find(moving, customerId);
      const own = holdId !== undefined && (await isOpenHoldOf(records, holdId, booking?.spanId, customerId, now));
      const id = booking?.spanId ?? (own ? holdId : holdIdFor(customerId, taskId));
      const whole = slots.flatMap((slot) => wholeSlot(business, slot) ?? []);
      const { offerMinutes = 0 } = business.booking;
      const [first] = whole;
      const enough = PLENTY * whole.length;
      const free = first
        ? await calendar.freeSlots({
            serviceId: first.serviceId,
            from: now,
            to: now + AHEAD_MS,
            limit: enough,
            ignoreBookingId: id,
          })
        : [];
      if (free.length < enough) return { outcome: 'offered', holdId: id, slots: whole.map(copied), kept: false };
      const kept = [];
      for (const slot of whole) {
        const verdict = await calendar.hold(slot, id, customerId, now + offerMinutes * MINUTE_MS);
        if (verdict === 'held') kept.push(copied(slot));
      }
      return { outcome: 'offered', holdId: id, slots: kept, kept: true };
    },
  };
}

function copied<T extends object>(slot: T): T {
  return { ...slot };
}
