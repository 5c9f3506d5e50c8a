/**
 * Somebody of the shop answers on the platform itself, past the bot and past the desk, such as the owner from the
 * phone. The conversation is theirs from the very write that records their words, and comes back like any other.
 */
import { commit } from './commit.ts';
import type { Customers } from './customers.ts';
import type { VerdictContext } from './decided.ts';
import { item } from './domain/agenda.ts';
import type { StaffMember } from './domain/approval.ts';
import type { Business } from './domain/business.ts';
import { append, type Conversation, newConversation, withAgenda } from './domain/conversation.ts';
import { isFailure } from './domain/failure.ts';
import { type Capabilities, describeContent, type InboundMessage } from './domain/message.ts';
import { escalate } from './escalate.ts';
import { conversationIdOf } from './identity.ts';
import type { Clock, Store } from './ports.ts';
import { takenOver } from './take-over.ts';

export interface OutsideDeps {
  readonly store: Store;
  readonly customers: Customers;
  readonly business: Business;
  readonly clock: Clock;
  readonly capabilitiesOf: (conversation: Conversation) => Capabilities;
  readonly changed: (conversationId: string) => void;
}

/** Who it was, nobody knows: the platform shows the shop's own number only. */
const SOMEBODY: StaffMember = { id: 'outside', name: 'Somebody on the shop’s phone' };
const ON_THE_PHONE = 'Somebody is answering on the shop’s own phone. The bot stays silent until it is handed back.';

/**
 * Resolves when it is durable; what was told before, or came from us, changes nothing. `message` is what the shop
 * wrote, with the customer's address.
 */
export function createOutsideReplies(deps: OutsideDeps): (message: InboundMessage) => Promise<void> {
  const { store, clock, business } = deps;
  return async (message) => {
    const id = conversationIdOf(message.address);
    for (;;) {
      const known = await store.load(id);
      if (known) {
        const context = { business, capabilities: deps.capabilitiesOf(known), now: clock.now() };
        await commit(store, id, (fresh) => saidOutside(fresh, message, context), { from: known });
        break;
      }
      const now = clock.now();
      const customerId = await deps.customers.identify(message.address, message.aliases, now);
      const empty = newConversation({ id, address: message.address, customerId }, now);
      try {
        await store.save(saidOutside(empty, message, { business, capabilities: deps.capabilitiesOf(empty), now }));
        break;
      } catch (error) {
        if (!isFailure(error, 'overtaken')) throw error; // the customer wrote in this very moment
      }
    }
    deps.changed(id);
  };
}

/** Records what the shop wrote and takes the conversation over; unchanged when the words are ours or known. Pure. */
export function saidOutside(
  conversation: Conversation,
  message: InboundMessage,
  context: VerdictContext,
): Conversation {
  if (isKnown(conversation, message)) return conversation;
  return append(inTheirHands(conversation, context), {
    kind: 'staff-said',
    at: context.now,
    sendId: `${conversation.id}.o-${message.externalId}`,
    speaker: { kind: 'staff', staffId: SOMEBODY.id, name: SOMEBODY.name },
    message: { kind: 'text', text: describeContent(message.content), choices: [] },
    delivery: { state: 'sent', externalId: message.externalId, at: message.sentAt },
  });
}

/** Sent by us, heard before, or ours and still being recorded. */
function isKnown({ entries }: Conversation, { externalId, content }: InboundMessage): boolean {
  const words = describeContent(content).trim();
  return entries.some((entry) => {
    if (entry.kind !== 'bot-said' && entry.kind !== 'staff-said') return false;
    const { delivery, message } = entry;
    if (delivery.state === 'sending') return words.startsWith(message.text.trim()); // a menu stands under the text
    return delivery.state !== 'failed' && delivery.externalId === externalId;
  });
}

function inTheirHands(conversation: Conversation, context: VerdictContext): Conversation {
  if (conversation.owner.kind === 'staff') return conversation;
  const { now, business } = context;
  if (conversation.lastInboundAt === 0) {
    // Nobody who has written to the shop: their chat is no business of the desk, the bot only keeps out of it.
    const idleAt = now + business.approvals.handBackAfterIdleMinutes * 60_000;
    return withAgenda(
      { ...conversation, owner: { kind: 'staff', staffId: SOMEBODY.id, name: SOMEBODY.name, since: now } },
      item(`${conversation.id}.o${now}.idle`, { kind: 'hand-back', staffId: SOMEBODY.id }, idleAt),
    );
  }
  const open = conversation.approval?.state.kind === 'pending' ? conversation : withCard(conversation, context);
  return open.approval ? takenOver(open, open.approval, SOMEBODY, context) : open;
}

/** A card with the way back, for staff who were not there. */
function withCard(conversation: Conversation, context: VerdictContext): Conversation {
  const turn = { id: `${conversation.id}.o${conversation.version}`, readUpTo: conversation.lastN };
  return escalate(conversation, turn, { reason: 'needs-approval', summary: ON_THE_PHONE, urgency: 'normal' }, context);
}
