/** How the customer's words reach staff who already have a card of this conversation. Pure. */
import { item } from './domain/agenda.ts';
import { type Conversation, withAgenda } from './domain/conversation.ts';
import type { Turn } from './domain/decision.ts';
import { describeContent } from './domain/message.ts';

/** While an older question waits for staff, the card must show the newest words, and its old buttons must die. */
export function stillWaiting(conversation: Conversation, turn: Turn, now: number): Conversation {
  const { approval } = conversation;
  if (approval?.state.kind !== 'pending') return conversation;
  const words = wordsOf(conversation, approval.seenUpTo, turn.readUpTo);
  if (words.length === 0) return conversation;
  const version = approval.version + 1;
  const { firstApproval: _beforeTheseWords, ...open } = approval;
  return withAgenda(
    {
      ...conversation,
      approval: {
        ...open,
        version,
        customerWords: [...approval.customerWords, ...words],
        newWords: (approval.newWords ?? 0) + words.length,
        seenUpTo: turn.readUpTo,
      },
    },
    item(`${approval.id}.card.v${version}`, { kind: 'refresh-card', approvalId: approval.id }, now),
  );
}

/** What the customer says while staff are in charge goes to them, in the card's thread. */
export function relayed(conversation: Conversation, turn: Turn, now: number): Conversation {
  if (conversation.owner.kind !== 'staff' || !conversation.approval) return conversation;
  const { approval } = conversation;
  const words = wordsOf(conversation, approval.seenUpTo, turn.readUpTo);
  if (words.length === 0) return conversation;
  const task = { kind: 'relay-to-staff', approvalId: approval.id, words: words.join('\n') } as const;
  return withAgenda(
    {
      ...conversation,
      approval: { ...approval, seenUpTo: turn.readUpTo, customerWords: [...approval.customerWords, ...words] },
    },
    item(`${turn.id}.relay`, task, now),
  );
}

/** The customer's own entries in `(after, upTo]`, as staff read them. */
function wordsOf(conversation: Conversation, after: number, upTo: number): readonly string[] {
  return conversation.entries
    .filter((entry) => entry.kind === 'customer-said' && entry.n > after && entry.n <= upTo)
    .map((entry) => (entry.kind === 'customer-said' ? describeContent(entry.content) : ''));
}
