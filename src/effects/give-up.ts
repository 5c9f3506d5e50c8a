/**
 * What becomes of a task that keeps failing for a reason nobody foresaw. Nothing is lost: a turn goes to staff, a tool
 * answers "did not work", lines for staff are tried on, and whatever ends leaves a note.
 */
import { type AgendaItem, item as agendaItem } from '../domain/agenda.ts';
import type { Business } from '../domain/business.ts';
import { append, type Conversation, rescheduled, unread, withAgenda, withoutAgenda } from '../domain/conversation.ts';
import { isFailure } from '../domain/failure.ts';
import type { Capabilities } from '../domain/message.ts';
import { escalate } from '../escalate.ts';
import { configured } from '../review.ts';
import { businessFor } from '../tongues/business-for.ts';
import { answered } from './use-tool.ts';

export interface GiveUpDeps {
  readonly now: () => number;
  readonly business: Business;
  readonly capabilitiesOf: (conversation: Conversation) => Capabilities;
}

/** What may only be waiting for somebody to switch something on again is tried every five minutes for two days. */
const LONG_TRIES = 576;
const LONG_RETRY_MS = 5 * 60_000;

export function createGiveUp(deps: GiveUpDeps) {
  return function giveUp(conversation: Conversation, item: AgendaItem, error: unknown): Conversation {
    const now = deps.now();
    const what = isFailure(error) ? error.code : 'an unexpected error';
    const attempts = item.attempts + 1;
    switch (item.task.kind) {
      case 'take-turn':
        return toStaff(conversation, item, what, now);
      case 'call-tool':
        return answered(conversation, item, false, { problem: what }, now);
      case 'refresh-card':
      case 'relay-to-staff':
      case 'tell-staff':
      case 'ask-staff':
      case 'remind-staff':
      case 'record-consent':
        return attempts < LONG_TRIES ? tryOn(conversation, item, now) : dropped(conversation, item, what, now);
      case 'send': // a channel that is switched off may come back
        if (isFailure(error, 'channel-unavailable') && attempts < LONG_TRIES) return tryOn(conversation, item, now);
        return told(dropped(conversation, item, what, now), item, what, now);
      default:
        return told(dropped(conversation, item, what, now), item, what, now);
    }
  };

  function tryOn(conversation: Conversation, item: AgendaItem, now: number): Conversation {
    return rescheduled(conversation, { ...item, attempts: item.attempts + 1, dueAt: now + LONG_RETRY_MS });
  }

  function told(conversation: Conversation, item: AgendaItem, what: string, now: number): Conversation {
    const text = `A task (${item.task.kind}) failed for good: ${what}.`;
    const id = `${conversation.id}.${item.id}.gave-up`;
    return withAgenda(conversation, agendaItem(id, { kind: 'tell-staff', text, urgency: 'high' }, now));
  }

  /** The bot cannot decide: staff get the words, the customer an honest line. */
  function toStaff(conversation: Conversation, item: AgendaItem, what: string, now: number): Conversation {
    const business = businessFor(deps.business, conversation);
    const turn = { id: `${conversation.id}.t${conversation.lastN}-failed`, readUpTo: conversation.lastN };
    const outcome = { kind: 'with-staff', turnId: turn.id } as const;
    const waiting = new Set(unread(conversation).map(({ n }) => n));
    const read: Conversation = {
      ...withoutAgenda(conversation, ({ id }) => id === item.id),
      readUpTo: turn.readUpTo,
      entries: conversation.entries.map((entry) =>
        entry.kind === 'customer-said' && waiting.has(entry.n) ? { ...entry, outcome } : entry,
      ),
    };
    return escalate(
      read,
      turn,
      {
        reason: 'tool-failed',
        summary: `The bot could not decide (${what}).`,
        urgency: 'high',
        sayAfter: configured(business, 'error'),
      },
      { business, capabilities: deps.capabilitiesOf(conversation), now },
    );
  }

  function dropped(conversation: Conversation, item: AgendaItem, what: string, now: number): Conversation {
    const text = `Gave up on ${item.task.kind} (${item.id}): ${what}.`;
    return append(
      withoutAgenda(conversation, ({ id }) => id === item.id),
      { kind: 'note', at: now, text },
    );
  }
}
