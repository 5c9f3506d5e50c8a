/**
 * What staff may still do when an approval is not pending any more. Pure. Only what changes nothing that a customer has
 * read: taking over later, and sending what never left in another way.
 */
import type { Approval } from './domain/approval.ts';
import type { Conversation } from './domain/conversation.ts';

export type LateAct = 'take-over' | 'template';

export function lateActs(conversation: Conversation, { id, state, unsent }: Approval): readonly LateAct[] {
  switch (state.kind) {
    case 'pending':
    case 'taken-over':
      return [];
    case 'lapsed':
    case 'handed-back':
      return ['take-over'];
    default: {
      const later = conversation.agenda.some(({ task }) => task.kind === 'send-later' && task.approvalId === id);
      if (later) return ['take-over'];
      const failed = conversation.entries.some(
        (entry) => 'sendId' in entry && entry.approvalId === id && entry.delivery.state === 'failed',
      );
      return failed || unsent !== undefined ? ['template', 'take-over'] : [];
    }
  }
}
