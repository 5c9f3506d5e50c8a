/** Which effect carries out which task. A new kind of task is added to the union in domain/agenda.ts and here. */
import type { Effect } from '../agenda.ts';
import type { Task } from '../domain/agenda.ts';

export type Effects = Readonly<Record<Task['kind'], Effect>>;

export function createCarryOut(effects: Effects): Effect {
  return (conversation, item, lease) => effects[item.task.kind](conversation, item, lease);
}
