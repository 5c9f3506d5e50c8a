/** Where a plan stands between two messages, before it is confirmed. What cannot be read any more is forgotten. */
import { z } from 'zod';
import type { Conversation } from '../../domain/conversation.ts';
import type { Flow } from '../../domain/decision.ts';
import { PlannedStep } from '../../plans/plan.ts';
import { HOUR_MS } from '../../time.ts';
import { slotOutput as slot } from '../../tools/slot-schema.ts';

const FLOW_LASTS_MS = 24 * HOUR_MS;

const State = z.discriminatedUnion('step', [
  z.object({ step: z.literal('when'), services: z.array(z.string()) }),
  /** Each chain: one slot a service, in their order. */
  z.object({ step: z.literal('offer'), services: z.array(z.string()), chains: z.array(z.array(slot)).min(1) }),
  z.object({ step: z.literal('name'), chain: z.array(slot).min(1) }),
  z.object({
    step: z.literal('confirm'),
    planId: z.string(),
    steps: z.array(PlannedStep).min(1),
    /** The booking whose deposit is to be given back. */
    booking: z
      .object({ reference: z.string(), serviceId: z.string(), startAt: z.int(), name: z.string() })
      .exactOptional(),
    movedTo: z.int().exactOptional(),
  }),
  /** At work, or waiting for staff. */
  z.object({ step: z.literal('running'), planId: z.string() }),
]);
export type State = z.infer<typeof State>;

export function stateOf({ flow }: Pick<Conversation, 'flow'>, now: number): State | undefined {
  if (flow?.agent !== 'plans' || flow.expiresAt <= now) return undefined;
  const parsed = State.safeParse(flow.state);
  return parsed.success ? parsed.data : undefined;
}

export function flowOf(state: State, now: number): Flow {
  return { agent: 'plans', state, expiresAt: now + FLOW_LASTS_MS };
}
