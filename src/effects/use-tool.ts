/** Runs a writing tool for the conversation's own customer; its answer opens the next turn. */
import { commit } from '../commit.ts';
import { type AgendaItem, item as agendaItem, type Task } from '../domain/agenda.ts';
import { append, type Conversation, rescheduled, withAgenda, withoutAgenda } from '../domain/conversation.ts';
import type { Json } from '../domain/json.ts';
import type { Clock, Lease, Store } from '../ports.ts';
import type { ToolBox } from '../tools/tool.ts';

export function createUseTool({ store, tools, clock }: { store: Store; tools: ToolBox; clock: Clock }) {
  return async function useTool(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    const { call } = item.task as Extract<Task, { kind: 'call-tool' }>;
    const result = await tools.run(call, {
      customerId: conversation.customerId,
      conversationId: conversation.id,
      ...(conversation.displayName ? { displayName: conversation.displayName } : {}),
      taskId: item.id,
      now: clock.now(),
    });
    await commit(store, conversation.id, (fresh) => answered(fresh, item, true, result, clock.now()), { lease });
  };
}

/** Records what the tool answered and makes the turn due at once. Pure. */
export function answered(fresh: Conversation, item: AgendaItem, ok: boolean, result: Json, now: number): Conversation {
  if (!fresh.agenda.some(({ id }) => id === item.id)) return fresh;
  const { call } = item.task as Extract<Task, { kind: 'call-tool' }>;
  const done = append(
    withoutAgenda(fresh, ({ id }) => id === item.id),
    {
      kind: 'tool-answered',
      at: now,
      taskId: item.id,
      tool: call.tool,
      ok,
      result,
    },
  );
  const turn = done.agenda.find(({ task }) => task.kind === 'take-turn');
  if (turn) return rescheduled(done, { ...turn, dueAt: Math.min(turn.dueAt, now) });
  return withAgenda(done, agendaItem('turn', { kind: 'take-turn' }, now));
}
