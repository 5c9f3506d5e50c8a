/**
 * Proposes what takes several writes: two services one after the other, or a cancellation with the deposit back. The
 * customer sees every step and says yes once; steps that need staff wait for theirs. Nothing is done while talking.
 */
import { type Business, say } from '../domain/business.ts';
import type { Proposal, Utterance } from '../domain/decision.ts';
import { isFailure } from '../domain/failure.ts';
import type { Source } from '../domain/knowledge.ts';
import { DEFAULT_FOLLOW_UPS, type FollowUpRules } from '../follow-ups/rules.ts';
import type { PlannedStep } from '../plans/plan.ts';
import { DROP_PLAN, RUN_PLAN } from '../plans/plan-words.ts';
import type { Language } from '../ports.ts';
import { configured } from '../review.ts';
import { toTheTeam } from '../to-the-team.ts';
import type { ToolBox } from '../tools/tool.ts';
import type { Agent, Situation } from './agent.ts';
import { createDesk, type Desk } from './booking/desk.ts';
import { brief } from './booking/errands.ts';
import { hear } from './booking/hear.ts';
import { createPhrases } from './booking/phrases.ts';
import type { Brief } from './booking/state.ts';
import { smallWords } from './booking/words.ts';
import { type Chain, chainsFor } from './plans/chains.ts';
import { createPlanEnd } from './plans/plan-end.ts';
import { createPlanPhrases, numbered } from './plans/plan-phrases.ts';
import { createRefund } from './plans/refund.ts';
import { flowOf, type State, stateOf } from './plans/state.ts';
import { type Wanting, type WishedRefund, wishedPlan } from './plans/wished.ts';

export interface PlansDeps {
  readonly language: Language;
  readonly tools: ToolBox;
}

const YES = 'plans:yes';
const NO = 'plans:no';

export function createPlans(
  { business, followUps = DEFAULT_FOLLOW_UPS }: { business: Business; followUps?: FollowUpRules },
  deps: PlansDeps,
): Agent & Wanting {
  const phrases = createPhrases(business);
  const { proofs, priceOf, named } = createPlanPhrases(business);
  const refund = createRefund({ business });
  const ended = createPlanEnd({ business, followUps });

  return {
    name: 'plans',
    tools: [RUN_PLAN],

    async wanted(situation) {
      const wish = await wishedPlan(situation, createDesk(business, deps, situation));
      if (!wish) return undefined;
      const desk = createDesk(business, deps, situation);
      return guarded(() =>
        wish.kind === 'refund' ? withRefund(wish, situation, desk) : find(desk, wish.services, situation),
      );
    },

    async continues(situation) {
      const state = stateOf(situation.conversation, situation.now);
      if (!state || state.step === 'running') return false;
      const { said } = situation;
      const small = smallWords(said, business.locale);
      if (small.quit || small.no) return true;
      const heard = await hear(createDesk(business, deps, situation), 'offer');
      switch (state.step) {
        case 'when':
          return heard.moment !== undefined || heard.soonest;
        case 'offer':
          return heard.moment !== undefined || heard.ordinal !== undefined || (heard.yes && state.chains.length === 1);
        case 'name':
          return (await hear(createDesk(business, deps, situation), 'name')).name !== undefined;
        case 'confirm':
          return heard.yes;
      }
    },

    openQuestion(conversation) {
      const state = stateOf(conversation, 0);
      if (state?.step === 'when') return say(business, 'plans.askWhen', { services: named(state.services) });
      return state?.step === 'name' ? say(business, 'booking.askName') : undefined;
    },

    async decide(situation) {
      const { toolAnswer, conversation, now } = situation;
      if (toolAnswer) return ended(toolAnswer.result, toolAnswer.ok, now);
      const state = stateOf(conversation, now);
      const desk = createDesk(business, deps, situation);
      const next = state && (await guarded(() => goOn(state, situation, desk)));
      return next ?? tell(configured(business, 'booking.oldButton'), undefined);
    },
  };

  async function goOn(state: State, situation: Situation, desk: Desk): Promise<Proposal | undefined> {
    const { choice, said, conversation } = situation;
    const small = smallWords(said, business.locale);
    if (state.step === 'running') return ask('booking.working', state, situation);
    if (choice?.id === NO || (!choice && (small.no || small.quit)))
      return tell(kept(state) ?? configured(business, 'booking.ended'), null);
    switch (state.step) {
      case 'when':
        return find(desk, state.services, situation);
      case 'offer': {
        const tapped = choice && state.chains.find((chain) => idOf(chain) === choice.id);
        const nth = small.ordinal === undefined ? undefined : state.chains.at(small.ordinal);
        const picked = tapped ?? nth ?? (small.yes && state.chains.length === 1 ? state.chains[0] : undefined);
        return picked
          ? withName(picked, situation, undefined)
          : choice
            ? undefined
            : find(desk, state.services, situation);
      }
      case 'name': {
        const { name } = await hear(desk, 'name');
        return withName(state.chain, situation, name ?? conversation.displayName);
      }
      case 'confirm':
        return choice?.id === `${YES}:${state.planId}` || (!choice && small.yes)
          ? confirmed(state, situation)
          : undefined;
    }
  }

  /** No to a cancellation: the booking is as it was, and that is what is said. */
  function kept(state: State): Utterance | undefined {
    const booking = state.step === 'confirm' ? state.booking : undefined;
    return booking && phrases.utterance(phrases.about('booking.kept', booking));
  }

  /** Times for all of them in a row; undefined when there are none: then one is booked at a time. */
  async function find(desk: Desk, services: readonly string[], situation: Situation): Promise<Proposal | undefined> {
    const heard = await hear(desk, 'when');
    if (!heard.moment && !heard.soonest) {
      const text = say(business, 'plans.askWhen', { services: named(services) });
      return put({ step: 'when', services: [...services] }, { text, choices: [], sources: proofs([]) }, situation);
    }
    const { exact, chains } = await chainsFor(desk, services, heard.moment, business.booking.slotsOffered);
    if (exact) return withName(exact, situation, undefined);
    if (chains.length === 0) return undefined;
    const text = say(business, 'plans.offer', { services: named(services) });
    const choices = chains.flatMap((chain) => (chain[0] ? [phrases.slotChoice(idOf(chain), chain[0])] : []));
    const state: State = {
      step: 'offer',
      services: [...services],
      chains: chains.map((chain) => chain.map((slot) => ({ ...slot }))),
    };
    return put(state, { text, choices, sources: proofs(chains.flat()) }, situation);
  }

  function withName(chain: Chain, situation: Situation, given: string | undefined): Proposal {
    const { conversation } = situation;
    const name = given ?? conversation.displayName;
    const slots = chain.map((slot) => ({ ...slot }));
    if (name === undefined) return ask('booking.askName', { step: 'name', chain: slots }, situation);
    const steps = slots.map(({ serviceId, staffId, startAt }) => ({
      call: { tool: 'book-slot', input: { serviceId, staffId, startAt, name } },
      words: say(business, 'plans.bookStep', {
        service: phrases.serviceName(serviceId),
        when: phrases.when(startAt),
        price: priceOf(serviceId),
      }),
    }));
    return propose(steps, proofs(chain), situation);
  }

  /** A move to a time that is not free, or not told, is for people: half of the wish would be no help. */
  async function withRefund({ booking, to }: WishedRefund, situation: Situation, desk: Desk): Promise<Proposal> {
    const about = brief(booking);
    const steps = await refund.steps(about, to, desk);
    if (!steps) {
      const summary = `The customer would like to move booking ${about.reference} and have the deposit back: "${situation.said}"`;
      const sayAfter = toTheTeam(business, 'askedTeam', situation.now);
      return { decision: { kind: 'hand-off', reason: 'needs-approval', summary, urgency: 'normal', sayAfter } };
    }
    const movedTo = steps[0]?.call.input['startAt'];
    const moved = typeof movedTo === 'number' ? { movedTo } : {};
    const sources = [phrases.booking(about), ...proofs(moved.movedTo ? [{ ...about, startAt: moved.movedTo }] : [])];
    return propose(steps, sources, situation, { booking: about, ...moved });
  }

  /** Every step is shown; the customer says yes or no to all of it. */
  function propose(
    steps: readonly PlannedStep[],
    sources: readonly Source[],
    situation: Situation,
    about: { booking?: Brief; movedTo?: number } = {},
  ): Proposal {
    const { conversation } = situation;
    const planId = `${conversation.id}.p${conversation.lastN}`;
    const text = say(business, 'plans.confirm', { steps: numbered(steps.map(({ words }) => words)) });
    const choices = [
      { id: `${YES}:${planId}`, label: phrases.label('booking.yes') },
      { id: NO, label: phrases.label('booking.no') },
    ];
    const state: State = { step: 'confirm', planId, steps: [...steps], ...about };
    return put(state, { text, choices, sources: [...sources, stepsSource(steps)] }, situation);
  }

  /** Said yes to: set going, or shown to staff first when one of the steps needs their yes. */
  function confirmed(
    { planId, steps, booking, movedTo }: Extract<State, { step: 'confirm' }>,
    { now }: Situation,
  ): Proposal {
    const call = { tool: RUN_PLAN, input: { planId, steps } };
    const flow = flowOf({ step: 'running', planId }, now);
    const risky = steps.some((step) => deps.tools.get(step.call.tool)?.risk === 'high');
    if (!risky || !booking)
      return { flow, decision: { kind: 'use-tool', call, intent: 'book-appointment' }, steps: traced(steps) };
    const staffFirst = {
      say: refund.done(booking, movedTo),
      meanwhile: configured(business, 'plans.askedTeam'),
      heldUntil: 0,
      otherwise: { tool: DROP_PLAN, input: { planId } },
    };
    return {
      flow: null,
      decision: { kind: 'use-tool', call, intent: 'cancel-booking', staffFirst },
      steps: traced(steps),
    };
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

  /** The calendar is away: said as it is, and staff get the wish. */
  async function guarded(work: () => Promise<Proposal | undefined>): Promise<Proposal | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!isFailure(error)) throw error;
      const sayAfter = configured(business, 'booking.calendarDown');
      const summary = 'The calendar could not be asked for several services in a row.';
      return {
        flow: null,
        decision: { kind: 'hand-off', reason: 'tool-failed', summary, urgency: 'normal', sayAfter },
      };
    }
  }
}

function stepsSource(steps: readonly PlannedStep[]): Source {
  return { kind: 'business', id: 'plan', title: 'Steps of the plan', text: numbered(steps.map(({ words }) => words)) };
}

function traced(steps: readonly PlannedStep[]): NonNullable<Proposal['steps']> {
  return [{ name: 'plan', detail: { plan: steps.map(({ words, call }) => ({ words, tool: call.tool })) } }];
}

function idOf(chain: Chain): string {
  return `plans:at:${chain.map(({ staffId, startAt }) => `${staffId}-${startAt}`).join(':')}`;
}
