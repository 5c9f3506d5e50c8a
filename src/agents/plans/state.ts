/** Where a plan stands between two messages, before it is confirmed. What cannot be read any more is forgotten. */
import { z } from 'zod';
import type { Conversation } from '../../domain/conversation.ts';
import type { Flow } from '../../domain/decision.ts';
import { PlannedStep } from '../../plans/plan.ts';
import { HOUR_MS } from '../../time.ts';
import { slotOutput as slot } from '../../tools/slot-schema.ts';

const FLOW_LASTS_MS = 24 * HOUR_MS;

const brief = z.object({ reference: z.string(), serviceId: z.string(), startAt: z.int(), name: z.string() });

const plan = {
  steps: z.array(PlannedStep).min(1),
  /** How its times are kept, in the order of the steps that need one; none: they are not, or it needs none. */
  holdIds: z.array(z.string()).default([]),
  /** The booking whose deposit is to be given back. */
  booking: brief.exactOptional(),
  movedTo: z.int().exactOptional(),
};
const State = z.discriminatedUnion('step', [
  z.object({ step: z.literal('when'), services: z.array(z.string()) }),
  /** Each chain: one slot a service, in their order. `booking`: what is to be moved there, with its deposit back. */
  z.object({
    step: z.literal('offer'),
    services: z.array(z.string()),
    chains: z.array(z.array(slot)).min(1),
    booking: brief.exactOptional(),
  }),
  z.object({ step: z.literal('name'), chain: z.array(slot).min(1) }),
  /** Its times are being kept, before it is shown or, with an id, after the customer's yes. */
  z.object({ step: z.literal('holding'), planId: z.string().exactOptional(), ...plan }),
  z.object({ step: z.literal('confirm'), planId: z.string(), ...plan }),
  /** Said no to: its times are being given back. */
  z.object({ step: z.literal('releasing'), booking: brief.exactOptional() }),
  /** At work, or waiting for staff. */
  z.object({ step: z.literal('running'), planId: z.string() }),
]);
export type State = z.infer<typeof State>;
export type StateOf<S extends State['step']> = Extract<State, { step: S }>;
/** A plan as it is shown, kept and carried out. */
export type Shown = Omit<StateOf<'confirm'>, 'step' | 'planId'>;

export function stateOf({ flow }: Pick<Conversation, 'flow'>, now: number): State | undefined {
  if (flow?.agent !== 'plans' || flow.expiresAt <= now) return undefined;
  const parsed = State.safeParse(flow.state);
  return parsed.success ? parsed.data : undefined;
}

export function flowOf(state: State, now: number): Flow {
  return { agent: 'plans', state, expiresAt: now + FLOW_LASTS_MS };
}
