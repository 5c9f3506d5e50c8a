/** Keeps a conversation as small as its recent tail: older entries go to the archive first, and then from the document. */
import { commit } from './commit.ts';
import type { Conversation, Entry } from './domain/conversation.ts';
import type { Lease, Store } from './ports.ts';

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

/** Does so once the tail has grown to twice `keep` entries: now and then, not with every message. */
export async function archiveOverflow(
  conversation: Conversation,
  keep: number,
  { store, lease }: { store: Pick<Store, 'archive' | 'load' | 'save'>; lease: Lease },
): Promise<void> {
  if (conversation.entries.length <= keep * 2) return;
  const { overflow } = trimmed(conversation, keep);
  await store.archive(conversation.id, overflow);
  const archivedUpTo = overflow.at(-1)?.n ?? 0;
  await commit(
    store,
    conversation.id,
    (fresh) => ({ ...fresh, entries: fresh.entries.filter((entry) => entry.n > archivedUpTo) }),
    { lease, from: conversation },
  );
}
