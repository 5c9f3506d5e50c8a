/** Puts a follow-up on the agenda of somebody's conversation; the same one twice stays one. */
import { commit } from '../commit.ts';
import { item } from '../domain/agenda.ts';
import { withAgenda } from '../domain/conversation.ts';
import type { FollowUp } from '../domain/decision.ts';
import type { Store } from '../ports.ts';

export function createTellLater(store: Pick<Store, 'load' | 'save'>) {
  return async function tellLater(conversationId: string, followUp: FollowUp): Promise<void> {
    const turnId = `${conversationId}.${followUp.id}`;
    await commit(store, conversationId, (conversation) => {
      const said = conversation.entries.some((entry) => 'turnId' in entry && entry.turnId === turnId);
      const known = conversation.agenda.some(({ id }) => id === followUp.id);
      if (said || known) return conversation;
      return withAgenda(conversation, item(followUp.id, { kind: 'follow-up', followUp }, followUp.dueAt));
    });
  };
}
