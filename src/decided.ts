/** Closes an approval: the state, the note for the record, the card. Pure. What is sent is added by the verdict. */
import { refresh } from './cards.ts';
import type { Approval, ApprovalState, StaffMember } from './domain/approval.ts';
import type { Business } from './domain/business.ts';
import { append, type Conversation, withAgenda, withoutAgenda } from './domain/conversation.ts';
import type { Capabilities } from './domain/message.ts';
import { isWaitingFor } from './escalation.ts';

export interface VerdictContext {
  readonly business: Business;
  readonly capabilities: Capabilities;
  readonly now: number;
}

export type Judged =
  | { readonly kind: 'done'; readonly conversation: Conversation }
  | { readonly kind: 'already' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'refused'; readonly why: string };

export const WINDOW_CLOSED = 'The reply window of this customer has closed; it opens again when they write.';

/** Closes the approval with this state; nothing is sent yet. */
export function decided(
  conversation: Conversation,
  approval: Approval,
  state: Extract<ApprovalState, { by: StaffMember }>,
  { now }: VerdictContext,
): Conversation {
  const { claim: _over, unsent: _until, ...closing } = approval;
  const closed = withoutAgenda(conversation, ({ task }) => isWaitingFor(task, approval.id));
  const noted = append(
    { ...closed, approval: { ...closing, state } },
    { kind: 'note', at: now, text: noteOf(approval, state) },
  );
  return withAgenda(noted, refresh(approval.id, `${state.kind}.v${approval.version}`, now));
}

function noteOf({ id }: Approval, state: Extract<ApprovalState, { by: StaffMember }>): string {
  const reason = state.kind === 'rejected' ? `: ${state.reason}` : '';
  return `${id.split('.')[1]} ${state.kind} by ${state.by.name}${reason}`;
}
