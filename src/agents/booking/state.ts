/**
 * Where a booking stands between two messages: one shape a step, so that "confirm" without a held slot cannot be
 * written. What cannot be read any more is forgotten, never guessed.
 */
import { z } from 'zod';
import type { Conversation } from '../../domain/conversation.ts';
import type { Flow } from '../../domain/decision.ts';
import { HOUR_MS } from '../../time.ts';
import { slotOutput as slot } from '../../tools/slot-schema.ts';

const FLOW_LASTS_MS = 24 * HOUR_MS;

/** What the customer would like, as far as they said; local dates and times. */
const wish = z.object({
  date: z.iso.date().exactOptional(),
  untilDate: z.iso.date().exactOptional(),
  time: z.string().exactOptional(),
  /** The other reading of an ambiguous time. */
  otherTime: z.string().exactOptional(),
  from: z.string().exactOptional(),
  until: z.string().exactOptional(),
  /** An instant that needs no reading any more: a tapped slot. */
  at: z.int().exactOptional(),
  soonest: z.literal(true).exactOptional(),
  /** "Anything later?", "earlier?": than this instant. */
  after: z.int().exactOptional(),
  before: z.int().exactOptional(),
});
const brief = z.object({ reference: z.string(), serviceId: z.string(), startAt: z.int(), name: z.string() });
const held = z.object({ holdId: z.string(), slot });
const draft = z.object({
  /** The booking to be moved; absent: a new one. */
  moving: brief.exactOptional(),
  serviceId: z.string().exactOptional(),
  wish: wish.exactOptional(),
  name: z.string().exactOptional(),
  held: held.exactOptional(),
  /** Times that were offered and are kept for a few minutes. */
  offer: z.object({ holdId: z.string(), slots: z.array(slot) }).exactOptional(),
});
/** Why these times and not the wished one. */
const why = z.object({ kind: z.string(), at: z.int().exactOptional(), obstacle: z.string().exactOptional() });

const State = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('service'),
    draft,
    options: z.array(z.string()).min(1),
    /** It was asked before, and what came was no answer to it. */
    again: z.literal(true).exactOptional(),
  }),
  z.object({ step: z.literal('when'), draft, serviceId: z.string() }),
  z.object({ step: z.literal('reading'), draft, serviceId: z.string(), readings: z.array(z.int()).length(2) }),
  z.object({ step: z.literal('offer'), draft, serviceId: z.string(), offered: z.array(slot).min(1) }),
  /** The tool is at work. */
  z.object({ step: z.literal('offering'), draft, serviceId: z.string(), offered: z.array(slot).min(1), why }),
  /** The tool is at work. */
  z.object({ step: z.literal('holding'), draft, slot }),
  z.object({ step: z.literal('name'), draft, held }),
  z.object({ step: z.literal('confirm'), draft, held, name: z.string() }),
  /** The tool is at work. */
  z.object({ step: z.literal('saving'), draft, held, name: z.string() }),
  z.object({ step: z.literal('which'), purpose: z.enum(['cancel', 'move']), bookings: z.array(brief).min(1), draft }),
  z.object({ step: z.literal('cancel'), booking: brief }),
  /** The tool is at work. */
  z.object({ step: z.literal('cancelling'), booking: brief }),
]);

export type Wish = z.infer<typeof wish>;
export type Draft = z.infer<typeof draft>;
export type Held = z.infer<typeof held>;
/** As much of a booking as is needed to talk about it. */
export type Brief = z.infer<typeof brief>;
export type State = z.infer<typeof State>;
export type StateOf<Step extends State['step']> = Extract<State, { step: Step }>;

/** The open state; undefined when there is none or it cannot be read: then we start over. */
export function stateOf({ flow }: Pick<Conversation, 'flow'>, now: number): State | undefined {
  if (flow?.agent !== 'booking' || flow.expiresAt <= now) return undefined;
  const parsed = State.safeParse(flow.state);
  return parsed.success ? parsed.data : undefined;
}

export function flowOf(state: State, now: number): Flow {
  return { agent: 'booking', state, expiresAt: now + FLOW_LASTS_MS };
}

/** A writing tool has been started and has not answered yet. */
export function inFlight(state: State): boolean {
  return (
    state.step === 'offering' || state.step === 'holding' || state.step === 'saving' || state.step === 'cancelling'
  );
}

/** The unfinished booking of a state, if it is about one. */
export function draftOf(state: State | undefined): Draft | undefined {
  return state && 'draft' in state ? state.draft : undefined;
}
