/**
 * Where every inbound message enters. It is durable, with its turn scheduled, before `message` resolves: a channel
 * acknowledges to its platform only after that.
 */
import { commit } from './commit.ts';
import type { Customers } from './customers.ts';
import { item } from './domain/agenda.ts';
import type { Business } from './domain/business.ts';
import {
  append,
  type Conversation,
  conversationOf,
  newConversation,
  rescheduled,
  withAgenda,
  withoutAgenda,
} from './domain/conversation.ts';
import type { Alias, DeliveryReceipt, InboundMessage } from './domain/message.ts';
import { delivered } from './endings.ts';
import { conversationIdOf, dedupeIdOf } from './identity.ts';
import type { Clock, Intake, Store } from './ports.ts';
import { recalled } from './verdict.ts';
import { turnDueAt } from './waits.ts';

export interface InboxDeps {
  readonly store: Store;
  readonly customers: Customers;
  readonly business: Business;
  readonly clock: Clock;
  /** Called after something became due or visible, with the conversation's id. */
  readonly changed: (conversationId: string) => void;
  readonly count?: (channel: string, result: 'new' | 'duplicate') => void;
}

export function createInbox(deps: InboxDeps): Intake {
  const { store, customers, clock } = deps;
  return {
    async message(message) {
      const now = clock.now();
      const id = conversationIdOf(message.address);
      const known = await store.load(id);
      const aliases = unknownAliases(message.aliases, known?.aliases ?? []);
      const customerId =
        known && aliases.length === 0
          ? known.customerId
          : await customers.identify(message.address, message.aliases, now);
      const result = await store.receive({
        dedupeId: dedupeIdOf(message),
        conversationId: id,
        at: now,
        create: () => newConversation({ id, address: message.address, customerId }, now),
        append: (conversation) => arrived({ ...conversation, customerId }, message, now, deps.business),
      });
      deps.count?.(message.address.channel, result);
      if (result === 'new') deps.changed(id);
      return result;
    },

    async receipt(_channel, _account, receipt) {
      if (receipt.sendId === undefined) return; // not ours, or sent before we gave ids: nothing hangs on it
      const id = conversationOf(receipt.sendId);
      await commit(store, id, (conversation) => receipted(conversation, receipt, clock.now()));
      deps.changed(id);
    },
  };
}

/** Appends the message, opens the reply window, cancels what a reply cancels and schedules the turn. Pure. */
export function arrived(before: Conversation, message: InboundMessage, now: number, business: Business): Conversation {
  const isEvent = message.content.kind === 'event';
  let conversation: Conversation = {
    ...(isEvent ? before : (recalled(before, business, now) ?? before)),
    ...(message.displayName ? { displayName: message.displayName } : {}),
    aliases: [...before.aliases, ...unknownAliases(message.aliases, before.aliases)],
    // An event is nothing the customer wrote: it opens no window and answers nothing.
    ...(isEvent ? {} : { lastInboundAt: Math.max(before.lastInboundAt, Math.min(message.sentAt, now)) }),
  };
  conversation = append(conversation, {
    kind: 'customer-said',
    at: now,
    externalId: message.externalId,
    content: message.content,
    sentAt: message.sentAt,
    ...(message.quotedId ? { quotedId: message.quotedId } : {}),
  });
  conversation = withoutAgenda(
    conversation,
    ({ task, startedAt }) =>
      !isEvent && task.kind === 'follow-up' && task.followUp.cancelIf === 'customer-writes' && startedAt === undefined,
  );
  const firstUnread = conversation.entries.find(
    (entry) => entry.kind === 'customer-said' && entry.outcome === undefined,
  );
  const dueAt = turnDueAt(message.content, now, firstUnread?.at ?? now, business);
  const turn = conversation.agenda.find(({ task }) => task.kind === 'take-turn');
  // A turn that is due at once (a tap, STOP) stays due at once, whatever is typed after it.
  if (turn) return rescheduled(conversation, { ...turn, dueAt: turn.dueAt <= now ? turn.dueAt : dueAt });
  return withAgenda(conversation, item('turn', { kind: 'take-turn' }, dueAt));
}

/** What the platform says about a message of ours; a send whose outcome was unknown is settled by it. Pure. */
export function receipted(conversation: Conversation, receipt: DeliveryReceipt, now: number): Conversation {
  const { sendId, externalId, at } = receipt;
  const failed = receipt.state === 'failed';
  let next = delivered(
    conversation,
    (entry) => entry.sendId === sendId,
    receipt.state === 'failed'
      ? { state: 'failed', failure: receipt.failure ?? 'undeliverable', at }
      : { state: receipt.state, externalId, at },
  );
  const said = next.entries.find((entry) => 'sendId' in entry && entry.sendId === sendId);
  next = withoutAgenda(next, (pending) => pending.id === sendId && pending.startedAt !== undefined);
  if (next === conversation || !said || !('sendId' in said)) return next;
  if (said.approvalId) {
    next = withAgenda(
      next,
      item(`${said.approvalId}.card.${receipt.state}`, { kind: 'refresh-card', approvalId: said.approvalId }, now),
    );
  }
  if (!failed) return next;
  const text = `A message to ${next.displayName ?? 'a customer'} was not delivered (${receipt.failure ?? 'no reason given'}).`;
  return withAgenda(next, item(`${sendId}.failed`, { kind: 'tell-staff', text, urgency: 'high' }, now));
}

function unknownAliases(aliases: readonly Alias[], known: readonly Alias[]): readonly Alias[] {
  return aliases.filter((alias) => !known.some((other) => other.kind === alias.kind && other.value === alias.value));
}
