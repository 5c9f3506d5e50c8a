/**
 * Carries out what a person answers on their phone, before anything of it is read as a customer's message. Who it is
 * comes from the address of the conversation, which approval from its own record; the verdict is the same compare-and-
 * set as a click, so that whatever changed meanwhile is told and never sent.
 */
import type { Effect } from '../agenda.ts';
import { commit } from '../commit.ts';
import type { Card, StaffMember, Verdict, VerdictOutcome } from '../domain/approval.ts';
import type { Business } from '../domain/business.ts';
import { type Conversation, type CustomerSaid, unread, withAgenda, withoutAgenda } from '../domain/conversation.ts';
import type { Turn } from '../domain/decision.ts';
import { isFailure } from '../domain/failure.ts';
import type { Json } from '../domain/json.ts';
import type { Capabilities } from '../domain/message.ts';
import type { Channel, Clock, Lease, StaffActions, Store } from '../ports.ts';
import { cleared } from '../review.ts';
import { sends } from '../sends.ts';
import { shown } from './ask-on-phone.ts';
import { type About, type Mark, type MarkKind, marksIn, prefixOf } from './asked.ts';
import { type PhoneAction, type Reading, readAnswer } from './reading.ts';
import { doneText, howTo, nameOf, stateText } from './words.ts';

export interface PhoneAnswersDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly business: Business;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly capabilitiesOf: (conversation: Conversation) => Capabilities;
  readonly actions: () => StaffActions;
}

/** What follows from one message: a change of the person's own conversation. */
type Change = (fresh: Conversation) => Conversation;

const NOT_LISTED = 'You are not on the list of people who may decide.';

/** The effect of a turn, which sees only what is left when answers of staff have been carried out. */
export function createPhoneAnswers(deps: PhoneAnswersDeps) {
  const { store, clock, business } = deps;

  return (takeTurn: Effect): Effect =>
    async (conversation, item, lease) => {
      let current: Conversation | undefined = conversation;
      const wasAsked = marksIn(conversation).length > 0;
      for (const said of wasAsked ? unread(conversation) : []) {
        if (said.kind === 'customer-said' && current) current = await heard(current, said, lease);
      }
      if (!current?.agenda.some(({ id }) => id === item.id)) return;
      await takeTurn(current, item, lease);
    };

  async function heard(
    conversation: Conversation,
    entry: CustomerSaid,
    lease: Lease,
  ): Promise<Conversation | undefined> {
    const reading = readAnswer(conversation, entry);
    const person = personOf(conversation);
    // Whoever lost the say is told so when they use it; nothing is shown to them any more.
    if (reading.kind === 'customer' || (!person && reading.kind !== 'act')) return conversation;
    const change = await carriedOut(conversation, entry, reading, person);
    const only = reading.kind !== 'show' || reading.only;
    if (only) await traced(conversation, entry, reading);
    return await commit(store, conversation.id, (fresh) => (only ? read(change(fresh), entry.n) : change(fresh)), {
      lease,
    });
  }

  async function carriedOut(
    conversation: Conversation,
    entry: CustomerSaid,
    reading: Reading,
    person: StaffMember | undefined,
  ): Promise<Change> {
    const actions = deps.actions();
    switch (reading.kind) {
      case 'customer':
        return (fresh) => fresh;
      case 'show': {
        const cards = await Promise.all(
          reading.calls.map(async (call) => ({ call, card: await actions.card(call.approvalId) })),
        );
        return (fresh) => cards.reduce((next, { call, card }) => nowShown(next, call, card, entry), fresh);
      }
      case 'act': {
        if (person) return await acted(reading.ask, reading.action, reading.words, person, entry);
        const { key } = conversation.address;
        await actions.refused(
          reading.action,
          { id: key, name: 'somebody on the phone' },
          NOT_LISTED,
          reading.ask.approvalId,
        );
        return told(reading.ask, 'hint', NOT_LISTED, entry);
      }
      case 'too-early':
        return told(
          reading.ask,
          'hint',
          'You answered before you could read how it stands now, so nothing was done. Please answer it again.',
          entry,
        );
      case 'unclear': {
        const card = await actions.card(reading.ask.approvalId);
        const text =
          card?.state.kind === 'pending' || card?.state.kind === 'taken-over'
            ? howTo(reading.ask.number, card)
            : nowText(card);
        return told(reading.ask, 'hint', `Nothing was done. ${text}`, entry);
      }
      case 'which':
        return await listed(reading.asks, entry);
      case 'unknown-number': {
        const none = { number: reading.number, approvalId: 'none', version: 0, digest: '0' };
        return told(
          none,
          'hint',
          'I know of nothing with this number any more. Nothing was done; please look at the card.',
          entry,
        );
      }
    }
  }

  /** Whose phone this is, by the address alone. */
  function personOf({ address }: Conversation): StaffMember | undefined {
    const { addressOf } = deps.channels.get(address.channel) ?? {};
    const phone = business.approvals.phones?.find((one) => {
      const theirs = addressOf?.(one.phone);
      return theirs?.account === address.account && theirs.key === address.key;
    });
    return phone && { id: phone.id, name: phone.name };
  }

  async function acted(
    ask: Mark,
    action: PhoneAction,
    words: string,
    by: StaffMember,
    entry: CustomerSaid,
  ): Promise<Change> {
    const outcome = await decided(ask, action, words, by);
    if (outcome.kind === 'unknown') return told(ask, 'told', 'Nothing was done: it is not waiting any more.', entry);
    const { card } = outcome;
    switch (outcome.kind) {
      case 'done':
        return told(ask, 'told', doneText(action, ask.number, card), entry);
      case 'already':
        return told(ask, 'told', `Nothing was done now: ${stateText(card)}.`, entry);
      case 'refused':
        return told(ask, 'hint', `${outcome.why} Nothing was done.`, entry);
      case 'changed':
        return (fresh) => {
          const { number } = ask;
          const newer = marksIn(fresh).some((mark) => mark.number === number && mark.version === card.version);
          if (newer)
            return told(ask, 'hint', 'Nothing was done: please answer the newer message about this.', entry)(fresh);
          const lead = 'Nothing was sent: it changed meanwhile. This is how it stands now.';
          return shown(fresh, card, number, deps.capabilitiesOf(fresh), clock.now(), lead);
        };
    }
  }

  async function decided(
    { approvalId, version, digest }: Mark,
    action: PhoneAction,
    words: string,
    by: StaffMember,
  ): Promise<VerdictOutcome> {
    const actions = deps.actions();
    const state = (await actions.card(approvalId))?.state;
    if (action === 'edit' && state?.kind === 'taken-over' && state.by.id === by.id)
      return await actions.reply(approvalId, words, by);
    return await actions.decide(approvalId, version, verdictOf(action, words), by, digest);
  }

  /** What was called for by a template is shown; what is settled meanwhile is said to be. */
  function nowShown(fresh: Conversation, call: Mark, card: Card | undefined, entry: CustomerSaid): Conversation {
    if (card?.state.kind === 'pending') return shown(fresh, card, call.number, deps.capabilitiesOf(fresh), clock.now());
    return told(call, 'told', nowText(card), entry)(fresh);
  }

  /** Several wait and a bare number could mean any: all are named, and what is settled is closed with that. */
  async function listed(asks: readonly Mark[], entry: CustomerSaid): Promise<Change> {
    const cards = await Promise.all(
      asks.map(async (ask) => ({ ask, card: await deps.actions().card(ask.approvalId) })),
    );
    const [open = [], settled = []] = [true, false].map((waits) =>
      cards.filter(({ card }) => (card?.state.kind === 'pending') === waits),
    );
    return (fresh) => {
      const closed = settled.reduce((next, { ask, card }) => told(ask, 'told', nowText(card), entry)(next), fresh);
      const [first, ...others] = open;
      if (!first) return closed;
      const names = [first, ...others].map(({ ask, card }) => `#${ask.number} ${card ? nameOf(card) : ''}`).join(', ');
      const text = `Nothing was done. These wait: ${names}. Write which one you mean, such as #${first.ask.number} 1.`;
      return said(closed, prefixOf(closed, 'hint', first.ask, entry.n), text);
    };
  }

  /** One sentence for the person, which names what it is about. */
  function told(about: About, kind: MarkKind, text: string, entry: CustomerSaid): Change {
    return (fresh) => said(fresh, prefixOf(fresh, kind, about, entry.n), `#${about.number}: ${text}`);
  }

  function said(fresh: Conversation, prefix: string, text: string): Conversation {
    const messages = cleared({ text, choices: [], sources: [] }, { kind: 'allow' }, deps.capabilitiesOf(fresh));
    return withAgenda(fresh, ...sends(prefix, messages, { purpose: 'to-staff' }, clock.now()));
  }

  function turnIdOf({ id }: Conversation, { n }: CustomerSaid): string {
    return `${id}.t${n}-phone`;
  }

  /** The message has its ending, and no turn of the bot reads it. Pure. */
  function read(fresh: Conversation, n: number): Conversation {
    const entries = fresh.entries.map((entry) =>
      entry.kind === 'customer-said' && entry.n === n
        ? {
            ...entry,
            outcome: {
              kind: 'silent',
              turnId: turnIdOf(fresh, entry),
              why: 'an answer of staff on their phone',
            } as const,
          }
        : entry,
    );
    const next = { ...fresh, entries };
    return unread(next).length > 0 ? next : withoutAgenda(next, ({ task }) => task.kind === 'take-turn');
  }

  /** The trace, as of any other message. */
  async function traced(conversation: Conversation, entry: CustomerSaid, reading: Reading): Promise<void> {
    const now = clock.now();
    const turn: Turn = {
      id: turnIdOf(conversation, entry),
      conversationId: conversation.id,
      readUpTo: entry.n,
      wordsLeft: false,
      steps: [{ name: 'screen', detail: { kind: 'answer-of-staff', reading: reading as unknown as Json } }],
      decision: { kind: 'stay-silent', why: 'an answer of staff on their phone' },
      review: { kind: 'allow' },
      promptVersions: {},
      at: now,
      tookMs: 0,
    };
    try {
      await store.putRecord('turn', {
        id: turn.id,
        version: 0,
        key: conversation.id,
        at: now,
        body: turn as unknown as Json,
      });
    } catch (error) {
      if (!isFailure(error, 'overtaken')) throw error; // carried out again after a crash: the first trace stands
    }
  }
}

function nowText(card: Card | undefined): string {
  return card ? `${nameOf(card)}: ${stateText(card)}.` : 'It is not waiting any more.';
}

function verdictOf(action: PhoneAction, words: string): Verdict {
  switch (action) {
    case 'approve':
    case 'take-over':
      return { kind: action };
    case 'edit':
      return { kind: 'edit', text: words };
    case 'reject':
      return { kind: 'reject', reason: words === '' ? 'said on the phone, without a reason' : words };
  }
}
