/**
 * Asks staff to give a deposit back by hand: there is no way to money here. Only ever a step of a plan that staff have
 * said yes to; taking it back tells them so.
 */
import { z } from 'zod';
import type { Tool } from './tool.ts';

const input = z.object({ reference: z.string().max(40), withdraw: z.literal(true).exactOptional() });
const output = z.object({
  outcome: z.enum(['asked', 'withdrawn']),
  reference: z.string(),
  /** The line that staff get. */
  tellStaff: z.string(),
});

export function createRefundDeposit(): Tool<z.infer<typeof input>, z.infer<typeof output>> {
  return {
    name: 'refund-deposit',
    description: 'Asks staff to give the deposit of a booking back by hand.',
    kind: 'writes',
    risk: 'high',
    input,
    output,
    inPlans: {
      worked: () => true,
      undo: (_output, { reference }) => ({ tool: 'refund-deposit', input: { reference, withdraw: true } }),
    },
    async run({ reference, withdraw }, { displayName = 'the customer' }) {
      const tellStaff = withdraw
        ? `Do NOT refund the deposit of booking ${reference} (${displayName}): the rest of it did not work out.`
        : `Please refund the deposit of booking ${reference} to ${displayName} by hand now, as was approved.`;
      return { outcome: withdraw ? 'withdrawn' : 'asked', reference, tellStaff };
    },
  };
}
