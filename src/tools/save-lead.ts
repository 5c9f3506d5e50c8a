/** Writes down what became of somebody who may buy: once a task, however often it is tried. */
import { z } from 'zod';
import { LeadEvent } from '../leads/lead.ts';
import type { Leads } from '../leads/leads.ts';
import type { Tool } from './tool.ts';

const input = z.object({
  leadId: z.string().max(200),
  offerId: z.string(),
  offerName: z.string(),
  channel: z.string(),
  event: LeadEvent,
});
const output = z.object({ outcome: z.literal('saved'), leadId: z.string(), about: z.string() });

export function createSaveLead({ leads }: { leads: Leads }): Tool<z.infer<typeof input>, z.infer<typeof output>> {
  return {
    name: 'save-lead',
    description: 'Writes down what this customer wants of something that is sold by quote.',
    kind: 'writes',
    risk: 'low',
    input,
    output,
    async run({ event, leadId, offerId, offerName, channel }, { customerId, conversationId, displayName, taskId }) {
      const own = leadId.startsWith(`${conversationId}.`);
      if (!own) throw new Error(`save-lead: expected a lead of ${conversationId}, got ${leadId}`);
      const seed = { id: leadId, customerId, conversationId, channel, offerId, offerName };
      const named = displayName === undefined ? seed : { ...seed, name: displayName };
      await leads.change({ leadId, event, eventId: taskId, who: 'the bot', seed: named });
      return { outcome: 'saved', leadId, about: event.kind };
    },
  };
}
