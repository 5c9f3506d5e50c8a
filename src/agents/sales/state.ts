/** Where a sale stands between two messages. What cannot be read any more is forgotten, never guessed. */
import { z } from 'zod';
import type { Business, Offer, Question } from '../../domain/business.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { Flow } from '../../domain/decision.ts';
import { HOUR_MS } from '../../time.ts';
import { slotOutput as slot } from '../../tools/slot-schema.ts';

const DAY_MS = 24 * HOUR_MS;
const ASKING_LASTS_MS = DAY_MS;
/** How long "yes, go ahead" is understood after a quote. */
const QUOTE_LASTS_MS = 14 * DAY_MS;

const State = z.object({
  offer: z.string(),
  answers: z.record(z.string(), z.string()),
  /** Questions the customer would rather not answer. */
  skipped: z.array(z.string()).default([]),
  /** Id of the lead. */
  lead: z.string(),
  /** `judging`, `booking` and `accepting`: a tool is at work. */
  step: z.enum(['asking', 'judging', 'call', 'name', 'phone', 'booking', 'quoted', 'accepting']),
  offered: z.array(slot).default([]),
  picked: slot.exactOptional(),
  name: z.string().exactOptional(),
  phone: z.string().exactOptional(),
});
export type State = z.infer<typeof State>;

export function offerOf({ sales }: Business, state: Pick<State, 'offer'>): Offer | undefined {
  return sales.offers.find(({ id }) => id === state.offer);
}

export function nextQuestion(business: Business, state: State): Question | undefined {
  if (state.step !== 'asking') return undefined;
  return offerOf(business, state)?.questions.find(
    ({ id }) => state.answers[id] === undefined && !state.skipped.includes(id),
  );
}

export function stateOf(business: Business, { flow }: Pick<Conversation, 'flow'>): State | undefined {
  if (flow?.agent !== 'sales') return undefined;
  const parsed = State.safeParse(flow.state);
  return parsed.success && offerOf(business, parsed.data) ? parsed.data : undefined;
}

export function flowOf(state: State, now: number): Flow {
  const lasts = state.step === 'quoted' ? QUOTE_LASTS_MS : ASKING_LASTS_MS;
  return { agent: 'sales', state, expiresAt: now + lasts };
}
