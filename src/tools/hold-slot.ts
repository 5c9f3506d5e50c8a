/** Keeps a free slot for a customer while they decide. A hold lapses by itself; it never blocks longer than configured. */
import { z } from 'zod';
import type { Business } from '../domain/business.ts';
import { afterOpenMinutes } from '../opening-hours.ts';
import type { Calendar } from '../ports.ts';
import { MINUTE_MS } from '../time.ts';
import type { BookingRecords } from './booking-records.ts';
import { holdIdFor, isHoldOf } from './reference.ts';
import { instant, slotInput, slotOutput, wholeSlot } from './slot-schema.ts';
import type { Tool } from './tool.ts';

const input = z.object({
  ...slotInput,
  /** A hold of this customer that this one replaces. */
  instead: z.object({ holdId: z.string(), ...slotInput }).exactOptional(),
  /** What this customer was offered, kept until now: the chosen time is taken over, the others are given back. */
  offer: z.object({ holdId: z.string(), slots: z.array(z.object(slotInput)).max(9) }).exactOptional(),
  /** Until staff have decided, not only until the customer has: as long as an approval waits. */
  forStaff: z.literal(true).exactOptional(),
  /** Reference of this customer's booking that is to be moved here: its own time is no obstacle. */
  moving: z.string().exactOptional(),
});
const output = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('held'), holdId: z.string(), slot: slotOutput, until: instant }),
  z.object({ outcome: z.literal('taken'), serviceId: z.string(), startAt: instant }),
  z.object({ outcome: z.literal('not-found'), serviceId: z.string(), startAt: instant }),
]);

export interface HoldSlotDeps {
  readonly business: Business;
  readonly calendar: Calendar;
  readonly records: BookingRecords;
}

export function createHoldSlot({
  business,
  calendar,
  records,
}: HoldSlotDeps): Tool<z.infer<typeof input>, z.infer<typeof output>> {
  return {
    name: 'hold-slot',
    description: 'Holds a free slot for this customer for a few minutes.',
    kind: 'writes',
    risk: 'low',
    input,
    output,
    async run({ instead, offer, moving, forStaff, ...wanted }, { customerId, taskId, now }) {
      const { serviceId, startAt } = wanted;
      const booking = moving === undefined ? undefined : await records.find(moving, customerId);
      if (moving !== undefined && booking?.status !== 'booked') return { outcome: 'not-found', serviceId, startAt };
      const slot = wholeSlot(business, wanted);
      if (!slot) return { outcome: 'taken', serviceId, startAt };

      const before =
        instead && (await isOpenHoldOf(records, instead.holdId, booking?.spanId, customerId, now))
          ? instead
          : undefined;
      const offered =
        offer && (await isOpenHoldOf(records, offer.holdId, booking?.spanId, customerId, now)) ? offer : undefined;
      // A hold that moves keeps its id, so that it is not in its own way.
      const holdId = booking?.spanId ?? before?.holdId ?? offered?.holdId ?? holdIdFor(customerId, taskId);
      const until = forStaff
        ? afterOpenMinutes(now, business.approvals.lapseAfterMinutes, business)
        : now + business.booking.holdMinutes * MINUTE_MS;
      if ((await calendar.hold(slot, holdId, customerId, until)) === 'taken')
        return { outcome: 'taken', serviceId, startAt };

      const left = before && wholeSlot(business, before);
      if (left && !(booking && same(left, booking)) && !same(left, slot)) await calendar.free(left, before.holdId);
      for (const other of offered?.slots ?? []) {
        const kept = wholeSlot(business, other);
        const stays = kept && (same(kept, slot) || (booking && same(kept, booking)));
        if (offered && kept && !stays) await calendar.free(kept, offered.holdId);
      }
      return { outcome: 'held', holdId, slot: { ...slot }, until };
    },
  };
}

/** Only this customer's own hold, and never one that has become another booking meanwhile. */
export async function isOpenHoldOf(
  records: Pick<BookingRecords, 'open'>,
  holdId: string,
  moving: string | undefined,
  customerId: string,
  now: number,
): Promise<boolean> {
  if (!isHoldOf(customerId, holdId)) return false;
  const open = await records.open(customerId, now);
  return holdId === moving || open.every((other) => other.spanId !== holdId);
}

function same(
  a: { staffId: string; startAt: number; endAt: number },
  b: { staffId: string; startAt: number; endAt: number },
): boolean {
  return a.staffId === b.staffId && a.startAt === b.startAt && a.endAt === b.endAt;
}
