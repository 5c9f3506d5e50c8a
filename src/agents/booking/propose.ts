/** Proposals of the booking agent in their few forms, so that flow, intent and trace are never forgotten. */
import type { FollowUp, Proposal, ToolCall, Utterance } from '../../domain/decision.ts';
import type { Failure } from '../../domain/failure.ts';
import { toTheTeam } from '../../to-the-team.ts';
import type { Desk } from './desk.ts';
import type { Phrase, Phrases } from './phrases.ts';
import { question } from './question.ts';
import { type Draft, flowOf, type State } from './state.ts';

/** Policy may treat the three differently, so each decision says which it belongs to. */
export type Intent = 'book-appointment' | 'change-booking' | 'cancel-booking' | 'my-booking';

export interface Ending {
  readonly followUps?: readonly FollowUp[];
  readonly cancelFollowUps?: readonly string[];
}

export type Proposer = ReturnType<typeof createProposer>;

export function createProposer(desk: Desk, phrases: Phrases) {
  const { business, situation, now } = desk;
  const displayName = situation.conversation.displayName;

  return {
    /** Asks the open question of the state, `first` said in front of it. */
    ask(state: State, first?: Phrase): Proposal {
      const open = question(state, business, phrases, displayName);
      if (!open) return this.tell(first ?? { lines: [['booking.working', {}]] }, intentOf(state), undefined);
      const phrase = {
        lines: [...(first?.lines ?? []), ...open.lines],
        choices: open.choices ?? [],
        proofs: [...(first?.proofs ?? []), ...(open.proofs ?? [])],
      };
      return this.put(state, phrase);
    },

    /** Asks in other words than the state's own. */
    put(state: State, phrase: Phrase): Proposal {
      return {
        flow: flowOf(state, now),
        decision: { kind: 'ask', say: phrases.utterance(phrase), intent: intentOf(state) },
        steps: desk.steps,
      };
    },

    /** Says something that needs no answer. `flow` null: the booking ends here; undefined: it stays as it is. */
    tell(phrase: Phrase, intent: Intent, flow: null | undefined, ending: Ending = {}): Proposal {
      return {
        ...(flow === null ? { flow } : {}),
        decision: { kind: 'reply', say: phrases.utterance(phrase), intent, confidence: 1 },
        ...ending,
        steps: desk.steps,
      };
    },

    use(state: State, call: ToolCall): Proposal {
      return {
        flow: flowOf(state, now),
        decision: { kind: 'use-tool', call, intent: intentOf(state) },
        steps: desk.steps,
      };
    },

    /** Onto the waitlist of a full day; whatever is on offer stays on offer. */
    join(serviceId: string, date: string): Proposal {
      const call = { tool: 'join-waitlist', input: { serviceId, date } };
      return { decision: { kind: 'use-tool', call, intent: 'book-appointment' }, steps: desk.steps };
    },

    silent(why: string): Proposal {
      return { decision: { kind: 'stay-silent', why } };
    },

    /** No such booking of this customer, or none at all; a person can look further. */
    notFound(intent: Intent, flow: null | undefined): Proposal {
      return this.tell({ lines: [['booking.notFound', {}]], choices: [phrases.personChoice] }, intent, flow);
    },

    tooMany(open: number): Proposal {
      const count = String(open);
      const proofs = [phrases.rule('booking.maxOpenPerCustomer', `${count} open bookings`)];
      return this.tell(
        { lines: [['booking.tooMany', { count }]], choices: [phrases.personChoice], proofs },
        'book-appointment',
        null,
      );
    },

    /** The calendar did not answer: staff get the wish, the customer the truth. */
    calendarDown(draft: Draft | undefined, failure?: Failure): Proposal {
      const why = failure
        ? `The calendar could not be asked (${failure.code}).`
        : 'The calendar did not do what was asked of it.';
      return this.toStaff('tool-failed', `${why} ${wishInWords(draft)}`, { lines: [['booking.calendarDown', {}]] });
    },

    /** The customer cannot tell what their things need: the team can. */
    whichService(draft: Draft | undefined): Proposal {
      const summary = `The customer does not know which service they need. ${wishInWords(draft)}`;
      return handOff('no-answer', summary, toTheTeam(business, 'askedTeam', now));
    },

    toStaff(reason: 'tool-failed' | 'no-answer', summary: string, sayAfter: Phrase): Proposal {
      return handOff(reason, summary, phrases.utterance(sayAfter));
    },

    wishInWords,
  };

  function handOff(reason: 'tool-failed' | 'no-answer', summary: string, sayAfter: Utterance): Proposal {
    return {
      flow: null,
      decision: { kind: 'hand-off', reason, summary, urgency: 'normal', sayAfter },
      steps: desk.steps,
    };
  }

  /** For staff: what the customer would like, as far as it is known, and the words they last used. */
  function wishInWords(draft: Draft | undefined): string {
    const { wish, moving } = draft ?? {};
    const day = [wish?.date, wish?.untilDate].filter(Boolean).join(' to ');
    const time =
      wish?.time ?? [wish?.from && `from ${wish.from}`, wish?.until && `until ${wish.until}`].filter(Boolean).join(' ');
    const known = [
      moving && `move booking ${moving.reference} of ${phrases.when(moving.startAt)}`,
      draft?.serviceId && phrases.serviceName(draft.serviceId),
      wish?.at !== undefined ? phrases.when(wish.at) : [day, time].filter(Boolean).join(' at '),
      draft?.name && `for ${draft.name}`,
    ].filter(Boolean);
    const said = situation.said ? ` In their words: "${situation.said}"` : '';
    return `The customer would like: ${known.join(', ') || 'a booking'}.${said}`;
  }
}

export function intentOf(state: State): Intent {
  if (state.step === 'cancel' || state.step === 'cancelling') return 'cancel-booking';
  if (state.step === 'which') return state.purpose === 'cancel' ? 'cancel-booking' : 'change-booking';
  return state.draft.moving ? 'change-booking' : 'book-appointment';
}
