/**
 * The staff desk of a shop that has no other. A card needs no posting here, because the page draws it from the record;
 * what staff are only told is kept as a notice.
 */
import { randomUUID } from 'node:crypto';
import { conversationOf } from '../domain/conversation.ts';
import type { Clock, StaffDesk, Store } from '../ports.ts';

export function createConsoleDesk({ store, clock }: { store: Store; clock: Clock }): StaffDesk {
  return {
    name: 'console',
    show: async (card, ref) => ref ?? { desk: 'console', place: 'console', id: card.approvalId },
    find: async () => undefined, // showing it again costs nothing and changes nothing
    async tell({ text, quote, urgency }, ref) {
      const about = ref?.desk === 'console' ? { approvalId: ref.id, conversationId: conversationOf(ref.id) } : {};
      const body = { text, urgency, ...(quote ? { quote } : {}), ...about };
      await store.putRecord('notice', { id: randomUUID(), version: 0, at: clock.now(), body });
    },
  };
}
