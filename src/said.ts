/** Looking back at what was said in a conversation's tail. Pure. */
import type { Conversation, ShopSaid } from './domain/conversation.ts';
import { textOf } from './domain/message.ts';

/** The shop's latest message, which a customer's "2" or "yes" answers. */
export function lastSaid(conversation: Conversation): ShopSaid | undefined {
  return conversation.entries.findLast(
    (entry): entry is ShopSaid => entry.kind === 'bot-said' || entry.kind === 'staff-said',
  );
}

/** The customer's words that our latest message was about, such as those before "which did you mean?". */
export function saidBefore(conversation: Conversation): string | undefined {
  const asked = lastSaid(conversation);
  const before = conversation.entries.findLast(
    (entry) => entry.kind === 'customer-said' && entry.n < (asked?.n ?? 0) && textOf(entry.content) !== '',
  );
  return before?.kind === 'customer-said' ? textOf(before.content) : undefined;
}

/** Everything the customer wrote that is still in the tail: the words that may prove a token of ours. */
export function customerWords(conversation: Conversation): string {
  return conversation.entries
    .filter((entry) => entry.kind === 'customer-said')
    .map((entry) => textOf(entry.content))
    .join('\n');
}

/** Staff have a question of this customer before them. */
export function waitsForTeam({ approval }: Conversation): boolean {
  return approval?.state.kind === 'pending';
}
