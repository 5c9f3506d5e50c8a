/** Which promises of a conversation are open. Pure. They stand on its agenda under kinds of their own. */
import type { Task } from '../domain/agenda.ts';
import type { Conversation, ShopSaid } from '../domain/conversation.ts';
import type { FollowUp } from '../domain/decision.ts';

export const PROMISE = 'promise';
export const NUDGE = 'promise-nudge';

/** Nothing the customer says takes a promise back, not even STOP: it is what we owe, not what we send. */
export function isPromise(task: Task): boolean {
  return task.kind === 'follow-up' && (task.followUp.kind === PROMISE || task.followUp.kind === NUDGE);
}

/** Promises that nobody has kept yet. */
export function openPromises(conversation: Conversation): readonly FollowUp[] {
  return conversation.agenda.flatMap(({ task }) =>
    task.kind === 'follow-up' && task.followUp.kind === PROMISE && !answeredSince(conversation, task.followUp)
      ? [task.followUp]
      : [],
  );
}

/** What a person has said to the customer since counts as keeping it. */
export function answeredSince({ entries }: Conversation, { id }: FollowUp): boolean {
  const n = Number(id.split(':')[1]);
  return entries.some(
    (entry) => entry.n > n && 'speaker' in entry && byPerson(entry) && entry.delivery.state !== 'failed',
  );
}

function byPerson({ speaker }: ShopSaid): boolean {
  return speaker.kind === 'staff' || speaker.approvedBy !== undefined;
}
