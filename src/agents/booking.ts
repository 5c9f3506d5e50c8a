/**
 * Books, moves and cancels appointments. A state machine in code: the customer's words choose the way, but only
 * what the calendar has answered is ever said, and nothing is booked or cancelled before the customer said yes.
 */
import type { Business } from '../domain/business.ts';
import type { Proposal } from '../domain/decision.ts';
import { isFailure } from '../domain/failure.ts';
import { DEFAULT_FOLLOW_UPS, type FollowUpRules } from '../follow-ups/rules.ts';
import type { Clock, Language } from '../ports.ts';
import { previousWords } from '../said.ts';
import { referenceIn } from '../tools/reference.ts';
import type { ToolBox } from '../tools/tool.ts';
import type { Agent, Situation } from './agent.ts';
import { createAdvance } from './booking/advance.ts';
import { createAfterTool } from './booking/after-tool.ts';
import { createByChoice } from './booking/by-choice.ts';
import { claimedIntent, putsRight } from './booking/claims.ts';
import { continuesFlow } from './booking/continues.ts';
import { createDesk, type Desk } from './booking/desk.ts';
import { brief, createErrands } from './booking/errands.ts';
import { type Heard, hear, saysSomething } from './booking/hear.ts';
import { createPhrases } from './booking/phrases.ts';
import { createProposer, type Intent } from './booking/propose.ts';
import { question } from './booking/question.ts';
import { servicesIn, servicesMeant } from './booking/services.ts';
import { draftOf, inFlight, type State, stateOf } from './booking/state.ts';
import { createTalk, type TalkParts } from './booking/talk.ts';
import { cancelAnswer } from './booking/words.ts';

export interface BookingAgentDeps {
  readonly language: Language;
  readonly tools: ToolBox;
  readonly calendarLink?: (reference: string) => Promise<string>;
  /** Needed only to know whether an open question still stands; a decision is told the time. */
  readonly clock?: Pick<Clock, 'now'>;
}

/** The intent that a day or a time of day speaks for. */
const NEW: Intent = 'book-appointment';

export function createBookingAgent(
  { business, followUps = DEFAULT_FOLLOW_UPS }: { business: Business; followUps?: FollowUpRules },
  deps: BookingAgentDeps,
): Agent {
  const phrases = createPhrases(business);

  const link = deps.calendarLink ? { calendarLink: deps.calendarLink } : {};

  function partsFor(situation: Situation): TalkParts {
    const desk = createDesk(business, deps, situation);
    const propose = createProposer(desk, phrases);
    return { desk, phrases, propose, advance: createAdvance(desk, phrases, propose), followUps, ...link };
  }

  return {
    name: 'booking',
    tools: [
      'hold-slot',
      'hold-offer',
      'book-slot',
      'move-booking',
      'cancel-booking',
      'keep-booking',
      'release-hold',
      'join-waitlist',
    ],
    reads: ['opening-hours', 'free-slots'],

    async continues(situation) {
      const state = stateOf(situation.conversation, situation.now);
      return state !== undefined && continuesFlow(state, createDesk(business, deps, situation));
    },

    async claims(situation) {
      const { intent, said, now } = situation;
      const found = await deps.language.extract('moment', said, { now, asked: false });
      const moment = found && saysSomething(found) ? found : undefined;
      const named = referenceIn(business.booking.referencePrefix, said) !== undefined;
      const hasBooking = named || (await hasOpenBooking(createDesk(business, deps, situation)));
      const isMaking = draftOf(stateOf(situation.conversation, now)) !== undefined;
      const services = servicesMeant(said, business);
      const claimed = claimedIntent(said, { moment, services, hasBooking, isMaking }, business);
      return claimed ?? (intent === NEW && moment ? NEW : undefined);
    },

    openQuestion(conversation) {
      const state = stateOf(conversation, deps.clock?.now() ?? 0);
      const open = state && question(state, business, phrases);
      return open && phrases.utterance(open).text;
    },

    async decide(situation) {
      const parts = partsFor(situation);
      const state = stateOf(situation.conversation, situation.now);
      try {
        return await decide(parts, state);
      } catch (error) {
        if (!isFailure(error)) throw error;
        return parts.propose.calendarDown(draftOf(state), error);
      }
    },
  };

  async function decide(parts: TalkParts, state: State | undefined): Promise<Proposal> {
    const { toolAnswer, choice, intent } = parts.desk.situation;
    if (toolAnswer) return createAfterTool(parts)(state, toolAnswer);
    if (choice?.id.startsWith('booking:')) return createByChoice(parts)(state, choice.id);

    const errands = createErrands(parts);
    if (state?.step === 'cancel') {
      const answer = cancelAnswer(parts.desk.situation.said, business.locale);
      if (answer) return answer === 'yes' ? errands.cancel(state.booking) : errands.keep(state.booking.reference);
    }
    const heard = await hear(parts.desk, state?.step);
    if (state && (inFlight(state) || !startsAnew(intent, state))) return goOn(parts, state, heard);
    switch (intent as Intent) {
      case 'my-booking':
        return errands.show(heard);
      case 'cancel-booking':
        return cancelOrEnd(parts, state, heard);
      case 'change-booking':
        return moveOrGoOn(parts, state, heard);
      default:
        return begin(parts, heard);
    }
  }

  function goOn(parts: TalkParts, state: State, heard: Heard): Promise<Proposal> | Proposal {
    switch (state.step) {
      case 'which':
        return createErrands(parts).which(state, heard);
      case 'cancel':
      case 'cancelling':
        return parts.propose.ask(state);
      default:
        return createTalk(parts).reply(state, heard);
    }
  }

  /** "Cancel my booking" while one is being made, and nothing else is booked, means this one. */
  async function cancelOrEnd(parts: TalkParts, state: State | undefined, heard: Heard): Promise<Proposal> {
    const making = state && 'draft' in state && state.step !== 'which' ? state : undefined;
    if (making && heard.reference === undefined && (await parts.desk.bookings()).length === 0)
      return createTalk(parts).ended(making);
    return createErrands(parts).start('cancel', heard);
  }

  /** "Change my booking" while one is being made, and nothing else is booked, means this one too. */
  async function moveOrGoOn(parts: TalkParts, state: State | undefined, heard: Heard): Promise<Proposal> {
    const making = state && 'draft' in state && state.step !== 'which';
    if (making && heard.reference === undefined && (await parts.desk.bookings()).length === 0)
      return goOn(parts, state, heard);
    return createErrands(parts).start('move', heard);
  }

  /** A new booking, with everything the first words already tell. */
  async function begin(parts: TalkParts, heard: Heard): Promise<Proposal> {
    const open = (await parts.desk.bookings()).map(brief);
    const [only] = open.length === 1 && heard.services.length === 0 ? open : [];
    if (only && putsRight(parts.desk.situation.said, heard.moment)) return createErrands(parts).start('move', heard);
    if (open.length >= business.booking.maxOpenPerCustomer) return parts.propose.tooMany(open.length);
    const said = createTalk(parts).corrections({}, heard, undefined);
    const { draft = {}, options = [] } = said ?? {};
    const serviceId = options.length === 0 ? (draft.serviceId ?? serviceBefore(parts)) : undefined;
    return parts.advance.next({ ...draft, ...(serviceId === undefined ? {} : { serviceId }) }, options);
  }

  /** "How much is a puncture?" - "Can you do it this evening?": the service that was asked about just before. */
  function serviceBefore({ desk: { situation } }: TalkParts): string | undefined {
    const before = previousWords(situation.conversation, situation.now);
    const named = before === undefined ? [] : servicesIn(before, business);
    return named.length === 1 ? named[0] : undefined;
  }
}

async function hasOpenBooking(desk: Desk): Promise<boolean> {
  try {
    return (await desk.bookings()).length > 0;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return false; // the words are understood without it, only less well
  }
}

/** The router found a request of its own in the words, though another question is open. */
function startsAnew(intent: string, state: State): boolean {
  if (['cancel-booking', 'change-booking', 'my-booking'].includes(intent)) return true;
  return intent === 'book-appointment' && ['cancel', 'which'].includes(state.step);
}
