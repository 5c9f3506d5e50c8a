/** Books a call for somebody whom the rules of an offer let have one, and notes it on their lead. */
import { z } from 'zod';
import type { Leads } from '../leads/leads.ts';
import { CALL } from '../leads/qualify.ts';
import { type BookSlotDeps, createBookSlot, MAX_NAME_LENGTH } from './book-slot.ts';
import { bookingOutput } from './booking-records.ts';
import { instant } from './slot-schema.ts';
import type { Tool } from './tool.ts';

const input = z.object({
  leadId: z.string(),
  staffId: z.string(),
  startAt: instant,
  name: z.string().trim().min(1).max(MAX_NAME_LENGTH),
  /** Number to ring, as the customer gave it or the channel proved it. */
  phone: z.string().max(40).exactOptional(),
});
const output = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('booked'), booking: bookingOutput }),
  z.object({ outcome: z.enum(['taken', 'not-allowed']), startAt: instant }),
  z.object({ outcome: z.literal('too-many'), count: z.int() }),
]);

export function createBookCall(
  deps: BookSlotDeps & { leads: Leads },
): Tool<z.infer<typeof input>, z.infer<typeof output>> {
  const bookSlot = createBookSlot(deps);
  return {
    name: 'book-call',
    description: 'Books a call with the sales team for a customer who meets the rules of an offer.',
    kind: 'writes',
    risk: 'low',
    input,
    output,
    async run({ leadId, staffId, startAt, name, phone }, context) {
      const lead = await deps.leads.get(leadId);
      const may =
        lead?.customerId === context.customerId && ['qualified', 'quoted', 'call-booked'].includes(lead.status);
      if (!may) return { outcome: 'not-allowed', startAt };
      const made = await bookSlot.run({ serviceId: CALL, staffId, startAt, name }, context);
      if (made.outcome === 'too-many') return made;
      if (made.outcome !== 'booked') return { outcome: 'taken', startAt };
      const { reference } = made.booking;
      const change = { leadId, eventId: context.taskId, who: 'the bot' };
      const given = { kind: 'answered', answers: phone === undefined ? {} : { phone } } as const;
      if (phone !== undefined) await deps.leads.change({ ...change, eventId: `${change.eventId}.phone`, event: given });
      await deps.leads.change({ ...change, event: { kind: 'call-booked', startAt, reference, name } });
      return made;
    },
  };
}
