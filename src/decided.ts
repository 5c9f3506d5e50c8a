/** Closes an approval: the state, the note for the record, the card. Pure. What is sent is added by the verdict. */
import { refresh } from './cards.ts';
import type { Approval, ApprovalState, StaffMember } from './domain/approval.ts';
import type { Business } from './domain/business.ts';
import { append, type Conversation, withAgenda, withoutAgenda } from './domain/conversation.ts';
import type { Capabilities } from './domain/message.ts';
import { isWaitingFor } from './escalation.ts';
import { tellingWords } from './phrases.ts';

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

/** The words that a yes to this text leaves without an answer. What a person wrote themselves answers what it speaks of. */
export function stillOpen(
  { draft, unanswered = [] }: Approval,
  { kind, text }: { readonly kind: 'approved' | 'edited'; readonly text: string },
): readonly string[] {
  if (!draft) return [];
  return kind === 'approved' ? unanswered : unanswered.filter((question) => !speaksOf(text, question));
}

/** At least half of the telling words of the question stand in the text. */
function speaksOf(text: string, question: string): boolean {
  const said = new Set(tellingWords(text));
  const asked = [...new Set(tellingWords(question))];
  return asked.length > 0 && asked.filter((word) => said.has(word)).length >= asked.length / 2;
}

/** The draft is answered for, the card is not: it stays open, under a new version, for the words the draft had left out. */
export function answeredInPart(
  conversation: Conversation,
  approval: Approval,
  state: NonNullable<Approval['answered']>['state'],
  unanswered: readonly string[],
  { now }: VerdictContext,
): Conversation {
  const { draft: _sent, draftFor: _for, previousDraft: _older, firstApproval: _first, ...kept } = approval;
  const { act, unsent: _until, newWords: _seen, ...rest } = kept;
  const open: Approval = {
    ...rest,
    version: approval.version + 1,
    reason: approval.reason === 'needs-approval' ? 'no-answer' : approval.reason,
    why: [],
    followUps: [],
    customerWords: unanswered,
    unanswered,
    answered: { version: approval.version, state, ...(act ? { act } : {}) },
  };
  const text = `${noteOf(approval, state)}; what it leaves open still waits`;
  const noted = append({ ...conversation, approval: open }, { kind: 'note', at: now, text });
  return withAgenda(noted, refresh(approval.id, `${state.kind}.v${approval.version}`, now));
}

function noteOf({ id }: Approval, state: Extract<ApprovalState, { by: StaffMember }>): string {
  const reason = state.kind === 'rejected' ? `: ${state.reason}` : '';
  return `${id.split('.')[1]} ${state.kind} by ${state.by.name}${reason}`;
}
