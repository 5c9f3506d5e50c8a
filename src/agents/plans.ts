/**
 * Proposes what takes several writes: two services one after the other, or a cancellation with the deposit back. The
 * customer sees every step and says yes once; steps that need staff wait for theirs. Nothing is done while talking.
 */
import type { Slot } from '../domain/booking.ts';
import { type Business, say } from '../domain/business.ts';
import type { ToolAnswered } from '../domain/conversation.ts';
import type { Proposal, Utterance } from '../domain/decision.ts';
import { isFailure } from '../domain/failure.ts';
import { DEFAULT_FOLLOW_UPS, type FollowUpRules } from '../follow-ups/rules.ts';
import { RUN_PLAN } from '../plans/plan-words.ts';
import type { Language, Moment } from '../ports.ts';
import { configured } from '../review.ts';
import { localDate, localTime } from '../time.ts';
import { toTheTeam } from '../to-the-team.ts';
import { HOLD_PLAN, RELEASE_PLAN } from '../tools/plan-holds.ts';
import type { ToolBox } from '../tools/tool.ts';
import type { Agent, Situation } from './agent.ts';
import { createDesk, type Desk } from './booking/desk.ts';
import { brief } from './booking/errands.ts';
import { hear } from './booking/hear.ts';
import { createPhrases } from './booking/phrases.ts';
import type { Brief } from './booking/state.ts';
import { smallWords } from './booking/words.ts';
import { type Chain, chainsFor } from './plans/chains.ts';
import { Kept, timesOf } from './plans/holds.ts';
import { createPlanEnd } from './plans/plan-end.ts';
import { createPlanPhrases } from './plans/plan-phrases.ts';
import { createProposals, NO, YES } from './plans/propose.ts';
import { createRefund } from './plans/refund.ts';
import { type State, type StateOf, stateOf } from './plans/state.ts';
import { type Wanting, wishedPlan } from './plans/wished.ts';

export interface PlansDeps {
  readonly language: Language;
  readonly tools: ToolBox;
}

export function createPlans(
  { business, followUps = DEFAULT_FOLLOW_UPS }: { business: Business; followUps?: FollowUpRules },
  deps: PlansDeps,
): Agent & Wanting {
  const phrases = createPhrases(business);
  const { proofs, priceOf, named } = createPlanPhrases(business);
  const refund = createRefund({ business });
  const ended = createPlanEnd({ business, followUps });
  const proposals = createProposals({ business }, deps);

  return {
    name: 'plans',
    tools: [RUN_PLAN, HOLD_PLAN, RELEASE_PLAN],

    async wanted(situation) {
      const desk = createDesk(business, deps, situation);
      return guarded(async () => {
        const wish = await wishedPlan(situation, desk);
        if (wish?.kind === 'refund') return withRefund(brief(wish.booking), wish.to, situation, desk);
        if (wish?.apart) return withName(wish.apart, situation, undefined);
        return wish && find(desk, wish.services, situation);
      });
    },

    async continues(situation) {
      const state = stateOf(situation.conversation, situation.now);
      if (!state || ATWORK.includes(state.step)) return false;
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
        default:
          return false;
      }
    },

    openQuestion(conversation) {
      const state = stateOf(conversation, 0);
      if (state?.step === 'when') return say(business, 'plans.askWhen', { services: named(state.services) });
      return state?.step === 'name' ? say(business, 'booking.askName') : undefined;
    },

    async decide(situation) {
      const { toolAnswer, conversation, now } = situation;
      const state = stateOf(conversation, now);
      const desk = createDesk(business, deps, situation);
      if (toolAnswer?.tool === RUN_PLAN) return ended(toolAnswer.result, toolAnswer.ok, now);
      if (toolAnswer) return (await guarded(() => afterHold(state, toolAnswer, situation, desk))) ?? UNWANTED;
      const next = state && (await guarded(() => goOn(state, situation, desk)));
      return next ?? proposals.tell(configured(business, 'booking.oldButton'), undefined);
    },
  };

  async function goOn(state: State, situation: Situation, desk: Desk): Promise<Proposal | undefined> {
    const { choice, said, conversation } = situation;
    const small = smallWords(said, business.locale);
    if (ATWORK.includes(state.step)) return proposals.ask('booking.working', state, situation);
    if (choice?.id === NO || (!choice && (small.no || small.quit))) return proposals.dropped(state, situation);
    switch (state.step) {
      case 'when':
        return find(desk, state.services, situation);
      case 'offer': {
        const tapped = choice && state.chains.find((chain) => idOf(chain) === choice.id);
        const nth = small.ordinal === undefined ? undefined : state.chains.at(small.ordinal);
        const picked = tapped ?? nth ?? (small.yes && state.chains.length === 1 ? state.chains[0] : undefined);
        if (picked) return pickedAt(picked, state.booking, situation);
        if (choice) return undefined;
        if (!state.booking) return find(desk, state.services, situation);
        const { moment } = await hear(desk, 'offer');
        return withRefund(state.booking, moment ?? { words: said }, situation, desk);
      }
      case 'name': {
        const { name } = await hear(desk, 'name');
        return withName(state.chain, situation, name ?? conversation.displayName);
      }
      case 'confirm':
        return choice?.id === `${YES}:${state.planId}` || (!choice && small.yes)
          ? proposals.confirmed(state, situation)
          : undefined;
      default:
        return undefined;
    }
  }

  /** What became of keeping its times, or of giving them back. */
  async function afterHold(
    state: State | undefined,
    { ok, result }: ToolAnswered,
    situation: Situation,
    desk: Desk,
  ): Promise<Proposal | undefined> {
    if (state?.step === 'releasing') return proposals.kept(state.booking);
    if (state?.step !== 'holding') return undefined;
    if (!ok) return calendarDown();
    const { step: _, planId, ...shown } = state;
    const answer = Kept.parse(result);
    if (answer.outcome === 'released' || !isAbout(state, answer.startAts)) return undefined;
    if (answer.outcome === 'taken') return gone(state, situation, desk);
    const held = { ...shown, holdIds: answer.holdIds };
    return planId === undefined
      ? proposals.confirm(held, situation)
      : proposals.begun({ ...held, planId }, situation, answer.until);
  }

  /** Somebody was faster: said so, and others are offered. */
  async function gone(
    { steps, booking }: StateOf<'holding'>,
    situation: Situation,
    desk: Desk,
  ): Promise<Proposal | undefined> {
    const times = timesOf(steps);
    const [first] = times;
    if (!first) return undefined;
    const services = times.map(({ serviceId }) => serviceId);
    const wish = {
      words: '',
      date: localDate(first.startAt, business.timeZone),
      time: localTime(first.startAt, business.timeZone),
    };
    const moving = booking?.reference;
    const { chains } = await chainsFor(desk, services, wish, business.booking.slotsOffered, moving);
    if (chains.length > 0) return offer(configured(business, 'booking.taken'), services, chains, situation, booking);
    const what = booking ? `move booking ${booking.reference}` : `book ${named(services)}`;
    return toTeam(`The customer would like to ${what}, but the time was taken and no other is free.`, situation);
  }

  /** Times for all of them in a row; undefined when there are none: then one is booked at a time. */
  async function find(desk: Desk, services: readonly string[], situation: Situation): Promise<Proposal | undefined> {
    const heard = await hear(desk, 'when');
    if (!heard.moment && !heard.soonest) {
      const text = say(business, 'plans.askWhen', { services: named(services) });
      return proposals.put(
        { step: 'when', services: [...services] },
        { text, choices: [], sources: proofs([]) },
        situation,
      );
    }
    const { exact, chains } = await chainsFor(desk, services, heard.moment, business.booking.slotsOffered);
    if (exact) return withName(exact, situation, undefined);
    if (chains.length === 0) return undefined;
    const text = say(business, 'plans.offer', { services: named(services) });
    return offer({ text, choices: [], sources: [] }, services, chains, situation);
  }

  function offer(
    first: Utterance,
    services: readonly string[],
    chains: readonly Chain[],
    situation: Situation,
    booking?: Brief,
  ): Proposal {
    const choices = chains.flatMap((chain) => (chain[0] ? [phrases.slotChoice(idOf(chain), chain[0])] : []));
    const state: State = {
      step: 'offer',
      services: [...services],
      chains: chains.map((chain) => chain.map((slot) => ({ ...slot }))),
      ...(booking ? { booking } : {}),
    };
    const sources = [...first.sources, ...proofs(chains.flat())];
    return proposals.put(state, { ...first, choices, sources }, situation);
  }

  function pickedAt(chain: Chain, booking: Brief | undefined, situation: Situation): Proposal {
    const [slot] = chain;
    return booking && slot ? moved(booking, slot, situation) : withName(chain, situation, undefined);
  }

  function withName(chain: Chain, situation: Situation, given: string | undefined): Proposal {
    const { conversation } = situation;
    const name = given ?? conversation.displayName;
    const slots = chain.map((slot) => ({ ...slot }));
    if (name === undefined) return proposals.ask('booking.askName', { step: 'name', chain: slots }, situation);
    const steps = slots.map(({ serviceId, staffId, startAt }) => ({
      call: { tool: 'book-slot', input: { serviceId, staffId, startAt, name } },
      words: say(business, 'plans.bookStep', {
        service: phrases.serviceName(serviceId),
        when: phrases.when(startAt),
        price: priceOf(serviceId),
      }),
    }));
    return proposals.propose({ steps }, situation);
  }

  /** `to`: where it is moved. A time that is not free, or not told, is for people: half of the wish would be no help. */
  async function withRefund(
    booking: Brief,
    to: Moment | undefined,
    situation: Situation,
    desk: Desk,
  ): Promise<Proposal> {
    if (!to) return proposals.propose({ steps: refund.cancel(booking), booking }, situation);
    const slot = await refund.freeAt(booking, to, desk);
    if (slot) return moved(booking, slot, situation);
    const { reference } = booking;
    return toTeam(
      `The customer would like to move booking ${reference} and have the deposit back: "${situation.said}"`,
      situation,
    );
  }

  function moved(booking: Brief, slot: Slot, situation: Situation): Proposal {
    return proposals.propose({ steps: refund.move(booking, slot), booking, movedTo: slot.startAt }, situation);
  }

  function toTeam(summary: string, { now }: Situation): Proposal {
    const sayAfter = toTheTeam(business, 'askedTeam', now);
    return {
      flow: null,
      decision: { kind: 'hand-off', reason: 'needs-approval', summary, urgency: 'normal', sayAfter },
    };
  }

  /** The calendar is away: said as it is, and staff get the wish. */
  async function guarded(work: () => Promise<Proposal | undefined>): Promise<Proposal | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!isFailure(error)) throw error;
      return calendarDown();
    }
  }

  function calendarDown(): Proposal {
    const sayAfter = configured(business, 'booking.calendarDown');
    const summary = 'The calendar could not be asked for several services in a row.';
    return { flow: null, decision: { kind: 'hand-off', reason: 'tool-failed', summary, urgency: 'normal', sayAfter } };
  }
}

const ATWORK: readonly State['step'][] = ['running', 'holding', 'releasing'];

function isAbout({ steps }: StateOf<'holding'>, startAts: readonly number[]): boolean {
  const times = timesOf(steps);
  return times.length === startAts.length && times.every(({ startAt }, at) => startAt === startAts[at]);
}

/** The customer has turned to something else: what was kept for it lapses by itself. */
const UNWANTED: Proposal = {
  decision: { kind: 'stay-silent', why: 'times of a plan that is not wanted any more were kept or given back' },
};

function idOf(chain: Chain): string {
  return `plans:at:${chain.map(({ staffId, startAt }) => `${staffId}-${startAt}`).join(':')}`;
}
