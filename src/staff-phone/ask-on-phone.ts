/**
 * Asks people on their own phone about an approval that waits: the step of the escalation that works without the staff
 * desk. The question is a message in the person's own conversation, so it is sent, reconciled and kept like any other.
 */
import { commit } from '../commit.ts';
import type { Customers } from '../customers.ts';
import { acceptsProactive } from '../customers.ts';
import type { Card } from '../domain/approval.ts';
import type { Business, EscalationStep, StaffPhone } from '../domain/business.ts';
import { type Conversation, newConversation, withAgenda } from '../domain/conversation.ts';
import { isFailure } from '../domain/failure.ts';
import type { ClearedMessage } from '../domain/message.ts';
import { windowClosed } from '../effects/send.ts';
import { conversationIdOf } from '../identity.ts';
import type { Channel, Clock, Store } from '../ports.ts';
import { cleared, clearedTemplate } from '../review.ts';
import { sends } from '../sends.ts';
import { aboutOf, type MarkKind, marksIn, nextNumber, prefixOf } from './asked.ts';
import { askText, nameOf } from './words.ts';

export interface AskOnPhoneDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly business: Business;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly customers: Pick<Customers, 'identify' | 'get'>;
  readonly changed: (conversationId: string) => void;
}

/** Asks everybody the step names; says for the desk what came of it, and whether all were asked. */
export type AskOnPhone = (
  card: Card,
  step: EscalationStep,
) => Promise<{ readonly text: string; readonly all: boolean }>;

export function createAskOnPhone(deps: AskOnPhoneDeps): AskOnPhone {
  const { store, clock, business, channels, customers } = deps;

  return async (card, { how, who }) => {
    const lines: string[] = [];
    let all = true;
    for (const id of who) {
      const person = business.approvals.phones?.find((phone) => phone.id === id);
      const problem = person ? await ask(card, how, person) : 'approvals.phones has no number of theirs';
      const name = person?.name ?? id;
      const line = problem ? `${name} was not asked by ${how}: ${problem}.` : `${name} was asked by ${how}.`;
      const detail = { approvalId: card.approvalId, person: id, ...(problem ? { why: problem } : {}) };
      const what = `ask by ${how}: ${problem ? 'not possible' : 'done'}`;
      const conversationId = card.approvalId.split('.', 1)[0] ?? '';
      await store.audit({ at: clock.now(), who: 'frontdesk', what, conversationId, detail });
      lines.push(line);
      all &&= problem === undefined;
    }
    return { text: lines.join(' '), all };
  };

  /** Why it was not possible; undefined: it is on its way. Asking the same again changes nothing. */
  async function ask(card: Card, how: string, person: StaffPhone): Promise<string | undefined> {
    const channel = channels.get(how);
    const address = channel?.addressOf?.(person.phone);
    if (!channel || !address) return `${how} is not switched on, or cannot write to a number`;
    const id = conversationIdOf(address);
    const customerId = await customers.identify(address, [], clock.now());
    if (!acceptsProactive(await customers.get(customerId))) return 'they have asked us to stop';
    if (!(await store.load(id))) await create(newConversation({ id, address, customerId }, clock.now()));
    let problem: string | undefined;
    await commit(store, id, (fresh) => {
      const next = asked(fresh, card, channel);
      problem = typeof next === 'string' ? next : undefined;
      return typeof next === 'string' ? fresh : next;
    });
    deps.changed(id);
    return problem;
  }

  async function create(conversation: Conversation): Promise<void> {
    try {
      await store.save(conversation);
    } catch (error) {
      if (!isFailure(error, 'overtaken')) throw error; // they have just written to us
    }
  }

  /** The conversation with the question on its way, or why it cannot be put. Pure. */
  function asked(fresh: Conversation, card: Card, { capabilities }: Channel): Conversation | string {
    const now = clock.now();
    const before = marksIn(fresh).filter(({ approvalId }) => approvalId === card.approvalId);
    if (before.some(({ kind, version }) => (kind === 'ask' || kind === 'call') && version === card.version))
      return fresh;
    const number = before.at(-1)?.number ?? nextNumber(fresh);
    if (!windowClosed(fresh, capabilities, now)) return shown(fresh, card, number, capabilities, now);
    const template = business.templates.find(({ id }) => id === business.approvals.staffTemplate);
    if (!template) return 'their own reply window is closed, and approvals.staffTemplate names no template';
    const values = { customerName: nameOf(card), shop: business.name };
    return posted(fresh, 'call', card, number, [clearedTemplate(template, values)], now);
  }
}

/** The card in short, on its way. Pure. */
export function shown(
  fresh: Conversation,
  card: Card,
  number: number,
  capabilities: Channel['capabilities'],
  now: number,
  lead = '',
): Conversation {
  const text = [lead, askText(number, card)].filter(Boolean).join('\n\n');
  return posted(
    fresh,
    'ask',
    card,
    number,
    cleared({ text, choices: [], sources: [] }, { kind: 'allow' }, capabilities),
    now,
  );
}

function posted(
  fresh: Conversation,
  kind: MarkKind,
  card: Card,
  number: number,
  messages: readonly ClearedMessage[],
  now: number,
): Conversation {
  return withAgenda(
    fresh,
    ...sends(prefixOf(fresh, kind, aboutOf(card, number)), messages, { purpose: 'to-staff' }, now),
  );
}
