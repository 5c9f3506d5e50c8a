/** Where messages ended: ours with their delivery, the customer's with an outcome. Pure. */
import type { Conversation, Delivery, ShopSaid } from './domain/conversation.ts';

const DELIVERY_RANK = { sending: 0, sent: 1, delivered: 2, read: 3, failed: 4 } as const;

/** Records what became of a message; never goes back from "read" to "sent", and a failure is final. */
export function delivered(
  conversation: Conversation,
  matches: (entry: ShopSaid) => boolean,
  delivery: Delivery,
): Conversation {
  let changed = false;
  const entries = conversation.entries.map((entry) => {
    if ((entry.kind !== 'bot-said' && entry.kind !== 'staff-said') || !matches(entry)) return entry;
    if (DELIVERY_RANK[delivery.state] <= DELIVERY_RANK[entry.delivery.state]) return entry;
    changed = true;
    return { ...entry, delivery };
  });
  return changed ? { ...conversation, entries } : conversation;
}

/** The reply of a turn did not go out because staff deal with it now: that is where its messages ended. */
export function leftToStaff(conversation: Conversation, turnIds: readonly string[]): Conversation {
  if (turnIds.length === 0) return conversation;
  const entries = conversation.entries.map((entry) =>
    entry.kind === 'customer-said' && entry.outcome?.kind === 'decided' && turnIds.includes(entry.outcome.turnId)
      ? { ...entry, outcome: { kind: 'with-staff', turnId: entry.outcome.turnId } as const }
      : entry,
  );
  return { ...conversation, entries };
}
