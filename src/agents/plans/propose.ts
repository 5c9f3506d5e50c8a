/**
 * The proposals of a plan, from its steps to the word that sets it going. Its times are kept before it is shown, and kept
 * on before it is begun: nobody is shown, or told, what somebody else can take meanwhile.
 */
import { type Business, say } from '../../domain/business.ts';
import type { Proposal, Utterance } from '../../domain/decision.ts';
import type { Source } from '../../domain/knowledge.ts';
import { DROP_PLAN, RUN_PLAN } from '../../plans/plan-words.ts';
import { configured } from '../../review.ts';
import type { ToolBox } from '../../tools/tool.ts';
import type { Situation } from '../agent.ts';
import { createPhrases } from '../booking/phrases.ts';
import { holdCall, onHolds, releaseCall, timesOf } from './holds.ts';
import { createPlanPhrases, numbered } from './plan-phrases.ts';
import { createRefund } from './refund.ts';
import { flowOf, type Shown, type State, type StateOf } from './state.ts';

export const YES = 'plans:yes';
export const NO = 'plans:no';

export function createProposals({ business }: { business: Business }, { tools }: { tools: ToolBox }) {
  const phrases = createPhrases(business);
  const { proofs } = createPlanPhrases(business);
  const refund = createRefund({ business });

  /** Every step is shown, once its times are kept; the customer says yes or no to all of it. */
  function propose(plan: Omit<Shown, 'holdIds'>, situation: Situation): Proposal {
    const shown: Shown = { ...plan, holdIds: [] };
    return timesOf(plan.steps).length > 0 ? hold({ step: 'holding', ...shown }, situation) : confirm(shown, situation);
  }

  function hold(state: StateOf<'holding'>, { now }: Situation): Proposal {
    const forStaff = state.planId !== undefined && needsStaff(state);
    return {
      flow: flowOf(state, now),
      decision: { kind: 'use-tool', call: holdCall(state, forStaff), intent: 'book-appointment' },
    };
  }

  function confirm(shown: Shown, situation: Situation): Proposal {
    const { steps, booking } = shown;
    const { conversation } = situation;
    const planId = `${conversation.id}.p${conversation.lastN}`;
    const words = numbered(steps.map((step) => step.words));
    const choices = [
      { id: `${YES}:${planId}`, label: phrases.label('booking.yes') },
      { id: NO, label: phrases.label('booking.no') },
    ];
    const sources: Source[] = [
      ...(booking ? [phrases.booking(booking)] : []),
      ...proofs(timesOf(steps)),
      { kind: 'business', id: 'plan', title: 'Steps of the plan', text: words },
    ];
    const text = say(business, 'plans.confirm', { steps: words });
    return put({ step: 'confirm', planId, ...shown }, { text, choices, sources }, situation);
  }

  /** Said yes to: its times are kept on first, for the yes may have taken a while. */
  function confirmed({ step: _, ...state }: StateOf<'confirm'>, situation: Situation): Proposal {
    return timesOf(state.steps).length > 0
      ? hold({ step: 'holding', ...state }, situation)
      : begun(state, situation, 0);
  }

  /** Set going, or shown to staff first when one of the steps needs their yes. */
  function begun({ planId, ...shown }: Shown & { planId: string }, { now }: Situation, heldUntil: number): Proposal {
    const { booking, movedTo } = shown;
    const steps = onHolds(shown.steps, shown.holdIds);
    const call = { tool: RUN_PLAN, input: { planId, steps } };
    const trace = traced(steps);
    if (!needsStaff(shown) || !booking) {
      const flow = flowOf({ step: 'running', planId }, now);
      return { flow, decision: { kind: 'use-tool', call, intent: 'book-appointment' }, steps: trace };
    }
    const staffFirst = {
      say: refund.done(booking, movedTo),
      meanwhile: configured(business, 'plans.askedTeam'),
      heldUntil,
      otherwise: releaseCall(shown) ?? { tool: DROP_PLAN, input: { planId } },
    };
    return { flow: null, decision: { kind: 'use-tool', call, intent: 'cancel-booking', staffFirst }, steps: trace };
  }

  /** Said no to: what is kept is given back, then the customer hears how things stand. */
  function dropped(state: State, { now }: Situation): Proposal {
    const release = state.step === 'confirm' ? releaseCall(state) : undefined;
    const booking = state.step === 'confirm' || state.step === 'offer' ? state.booking : undefined;
    if (!release) return kept(booking);
    const releasing: State = { step: 'releasing', ...(booking ? { booking } : {}) };
    return {
      flow: flowOf(releasing, now),
      decision: { kind: 'use-tool', call: release, intent: 'book-appointment' },
    };
  }

  /** A booking that was not changed is as it was, and that is what is said. */
  function kept(booking: Shown['booking']): Proposal {
    const utterance = booking
      ? phrases.utterance(phrases.about('booking.kept', booking))
      : configured(business, 'booking.ended');
    return tell(utterance, null);
  }

  function needsStaff({ steps }: Pick<Shown, 'steps'>): boolean {
    return steps.some(({ call }) => tools.get(call.tool)?.risk === 'high');
  }

  function put(state: State, utterance: Utterance, { now }: Situation): Proposal {
    return { flow: flowOf(state, now), decision: { kind: 'ask', say: utterance, intent: 'book-appointment' } };
  }

  function ask(key: string, state: State, situation: Situation): Proposal {
    return put(state, configured(business, key), situation);
  }

  function tell(utterance: Utterance, flow: null | undefined): Proposal {
    const decision = { kind: 'reply', say: utterance, intent: 'book-appointment', confidence: 1 } as const;
    return { ...(flow === null ? { flow } : {}), decision };
  }

  return { propose, confirm, confirmed, begun, dropped, kept, put, ask, tell };
}

function traced(steps: Shown['steps']): NonNullable<Proposal['steps']> {
  return [{ name: 'plan', detail: { plan: steps.map(({ words, call }) => ({ words, tool: call.tool })) } }];
}
