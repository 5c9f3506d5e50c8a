/** STOP and START: recorded for the customer on all channels first, confirmed once after. */
import { commit } from '../commit.ts';
import type { Customers } from '../customers.ts';
import type { AgendaItem, Task } from '../domain/agenda.ts';
import { type Conversation, withAgenda, withoutAgenda } from '../domain/conversation.ts';
import type { Clock, Lease, Store } from '../ports.ts';
import { isPromise } from '../promises/open-promises.ts';
import { sends } from '../sends.ts';

export function createRecordConsent({ store, customers, clock }: { store: Store; customers: Customers; clock: Clock }) {
  return async function recordConsent(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    const task = item.task as Extract<Task, { kind: 'record-consent' }>;
    await customers.setConsent(conversation.customerId, {
      proactive: task.proactive,
      ...(task.only ? { only: task.only } : {}),
      changedAt: clock.now(),
      proof: { conversationId: conversation.id, n: task.n, words: task.words },
    });
    // The customer's record keeps the latest proof only; all of them stay here.
    await store.audit({
      at: clock.now(),
      who: conversation.customerId,
      what: `${task.proactive ? 'allowed' : 'refused'} ${task.only ?? 'messages unasked'}`,
      conversationId: conversation.id,
      detail: { n: task.n, words: task.words },
    });
    await commit(store, conversation.id, (fresh) => confirmed(fresh, item, task, clock.now()), { lease });
  };
}

function confirmed(
  fresh: Conversation,
  item: AgendaItem,
  task: Extract<Task, { kind: 'record-consent' }>,
  now: number,
): Conversation {
  if (!fresh.agenda.some(({ id }) => id === item.id)) return fresh;
  const done = withoutAgenda(
    fresh,
    (other) =>
      other.id === item.id ||
      (!task.proactive &&
        !task.only &&
        ((other.task.kind === 'follow-up' && !isPromise(other.task)) || isProactiveSend(other))),
  );
  return withAgenda(done, ...sends(item.id, task.sayAfter, { purpose: 'consent', turnId: task.turnId }, now));
}

function isProactiveSend({ task, startedAt }: AgendaItem): boolean {
  return task.kind === 'send' && task.purpose === 'proactive' && startedAt === undefined;
}
