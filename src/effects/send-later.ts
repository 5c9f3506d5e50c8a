/** The shop is open: what was approved for now is handed to the sends, and its follow-ups begin. */
import { commit } from '../commit.ts';
import type { AgendaItem, Task } from '../domain/agenda.ts';
import { type Conversation, withAgenda, withoutAgenda } from '../domain/conversation.ts';
import { followUpItems } from '../plan.ts';
import type { Clock, Lease, Store } from '../ports.ts';
import { sends } from '../sends.ts';

export function createSendLater({ store, clock }: { store: Pick<Store, 'load' | 'save'>; clock: Clock }) {
  return async function sendLater(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    await commit(store, conversation.id, (fresh) => handedOver(fresh, item, clock.now()), { lease });
  };
}

function handedOver(fresh: Conversation, item: AgendaItem, now: number): Conversation {
  if (!fresh.agenda.some(({ id }) => id === item.id)) return fresh; // the customer wrote: it was taken back
  const { approvalId, turnId, messages, approvedBy, followUps } = item.task as Extract<Task, { kind: 'send-later' }>;
  const about = { turnId, approvalId, speaker: { kind: 'bot', approvedBy } } as const;
  return withAgenda(
    withoutAgenda(fresh, ({ id }) => id === item.id),
    ...sends(item.id, messages, about, now),
    ...followUpItems(followUps),
  );
}
