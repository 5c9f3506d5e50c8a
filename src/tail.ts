/** Keeps a conversation as small as its recent tail. Pure. */
import type { Conversation, Entry } from './domain/conversation.ts';

/** Keeps the newest `keep` entries, and never cuts what is unread; the rest goes to the archive. */
export function trimmed(
  conversation: Conversation,
  keep: number,
): { conversation: Conversation; overflow: readonly Entry[] } {
  const oldestUnread = conversation.entries.findIndex(
    (entry) => entry.n > conversation.readUpTo || (entry.kind === 'customer-said' && entry.outcome === undefined),
  );
  const cut = Math.min(conversation.entries.length - keep, oldestUnread < 0 ? Number.POSITIVE_INFINITY : oldestUnread);
  if (cut <= 0) return { conversation, overflow: [] };
  return {
    conversation: { ...conversation, entries: conversation.entries.slice(cut) },
    overflow: conversation.entries.slice(0, cut),
  };
}
