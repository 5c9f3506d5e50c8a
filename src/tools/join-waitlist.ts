/** Notes that this customer would like a day that is full. */
import { z } from 'zod';
import type { Waitlist } from '../waitlist/waitlist.ts';
import type { Tool } from './tool.ts';

const input = z.object({ serviceId: z.string(), date: z.iso.date() });
const output = z.object({ outcome: z.literal('waiting'), serviceId: z.string(), date: z.iso.date() });

export function createJoinWaitlist({
  waitlist,
}: {
  waitlist: Waitlist;
}): Tool<z.infer<typeof input>, z.infer<typeof output>> {
  return {
    name: 'join-waitlist',
    description: 'Notes that this customer wants to hear when a time of a full day becomes free.',
    kind: 'writes',
    risk: 'low',
    input,
    output,
    async run({ serviceId, date }, { customerId, conversationId, now }) {
      await waitlist.join({ customerId, conversationId }, serviceId, date, now);
      return { outcome: 'waiting', serviceId, date };
    },
  };
}
