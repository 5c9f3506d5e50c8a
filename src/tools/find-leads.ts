/** What the customer who is talking was interested in lately, and nobody else. */
import { z } from 'zod';
import { isOpen } from '../leads/lead.ts';
import type { Leads } from '../leads/leads.ts';
import type { Tool } from './tool.ts';

const input = z.object({});
const output = z.object({ leads: z.array(z.object({ id: z.string(), offerId: z.string(), status: z.string() })) });

const MOST = 20;

export function createFindLeads({
  leads,
}: {
  leads: Pick<Leads, 'list'>;
}): Tool<z.infer<typeof input>, z.infer<typeof output>> {
  return {
    name: 'find-leads',
    description: 'Open leads of this customer, newest first.',
    kind: 'reads',
    risk: 'low',
    input,
    output,
    async run(_input, { customerId }) {
      const known = await leads.list({ customerId, limit: MOST });
      const open = known.filter((lead) => lead.customerId === customerId && isOpen(lead));
      return { leads: open.map(({ id, offerId, status }) => ({ id, offerId, status })) };
    },
  };
}
