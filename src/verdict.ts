/**
 * What a click of staff does to a conversation. Pure. The state machine of an approval lives here and nowhere else: no
 * model is in the path, and whatever does not fit changes nothing.
 */
import { type AgendaItem, item, type Task } from './domain/agenda.ts';
import type { Approval, ApprovalState, StaffMember, Verdict } from './domain/approval.ts';
import type { Business } from './domain/business.ts';
import { append, type Conversation, leftToStaff, withAgenda, withoutAgenda } from './domain/conversation.ts';
import type { Capabilities, Choice, ClearedMessage } from './domain/message.ts';
import { readDraftText } from './draft-text.ts';
import { refresh } from './effects/ask-staff.ts';
import { windowClosed } from './effects/send.ts';
import { followUpItems } from './plan.ts';
import { clearedByPerson, clearedSentence, staffTextFault } from './review.ts';
import { sends } from './sends.ts';

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

/** A verdict on the approval as the person saw it: `version` is the one on their card. */
export function judge(
  conversation: Conversation,
  approval: Approval,
  version: number,
  verdict: Verdict,
  by: StaffMember,
  context: VerdictContext,
): Judged {
  const { state } = approval;
  const late = state.kind === 'lapsed' && verdict.kind === 'take-over';
  if (state.kind !== 'pending' && !late) return { kind: 'already' };
  if (approval.version !== version) return { kind: 'changed' };
  const at = context.now;
  switch (verdict.kind) {
    case 'approve':
      if (!approval.draft) return { kind: 'refused', why: 'There is no draft to approve: write an answer instead.' };
      return answer(
        conversation,
        approval,
        { kind: 'approved', by, at, text: approval.draft.text },
        approval.draft.choices,
        context,
      );
    case 'edit': {
      const words = readDraftText(verdict.text, approval.draft);
      const fault = staffTextFault(words.text);
      if (fault) return { kind: 'refused', why: fault };
      return answer(conversation, approval, { kind: 'edited', by, at, text: words.text }, words.choices, context);
    }
    case 'reject': {
      if (verdict.reason.trim() === '') return { kind: 'refused', why: 'Say why, for the record.' };
      const messages = clearedSentence(context.business, 'rejected', context.capabilities);
      return done(
        decided(conversation, approval, { kind: 'rejected', by, at, reason: verdict.reason.trim() }, messages, context),
      );
    }
    case 'take-over':
      return done(takenOver(conversation, approval, by, context));
  }
}

/** Sends what the person approved: the very words of the card, or their own. */
function answer(
  conversation: Conversation,
  approval: Approval,
  state: Extract<ApprovalState, { kind: 'approved' | 'edited' }>,
  choices: readonly Choice[],
  context: VerdictContext,
): Judged {
  if (windowClosed(conversation, context.capabilities, context.now)) {
    return { kind: 'refused', why: 'The reply window of this customer has closed; it opens again when they write.' };
  }
  const messages = clearedByPerson({ text: state.text, choices }, context.capabilities);
  const next = decided(conversation, approval, state, messages, context);
  // A nudge counts from when the customer really got the quote, not from when it was drafted.
  const late = context.now - approval.askedAt;
  const followUps = approval.followUps.map((followUp) =>
    followUp.cancelIf === 'customer-writes' ? { ...followUp, dueAt: followUp.dueAt + late } : followUp,
  );
  return done(withAgenda(next, ...followUpItems(followUps)));
}

function decided(
  conversation: Conversation,
  approval: Approval,
  state: Extract<ApprovalState, { by: StaffMember }>,
  messages: readonly ClearedMessage[],
  { now }: VerdictContext,
): Conversation {
  const closed = withoutAgenda(conversation, ({ task }) => isWaitingFor(task, approval.id));
  const noted = append(
    { ...closed, approval: { ...approval, state } },
    { kind: 'note', at: now, text: noteOf(approval, state) },
  );
  const about = {
    turnId: approval.turnId,
    approvalId: approval.id,
    speaker: { kind: 'bot', approvedBy: state.by.name },
  } as const;
  const items = sends(`${approval.id}.v${approval.version}`, messages, about, now);
  return withAgenda(noted, ...items, refresh(approval.id, state.kind, now));
}

/** The bot is silent from this write on, also about replies that were due already. */
function takenOver(
  conversation: Conversation,
  approval: Approval,
  by: StaffMember,
  context: VerdictContext,
): Conversation {
  const next = decided(conversation, approval, { kind: 'taken-over', by, at: context.now }, [], context);
  const due = next.agenda.flatMap((pending) => (isUnsentReply(pending) ? [pending] : []));
  const turnIds = due.flatMap(({ task }) => (task.kind === 'send' && task.turnId ? [task.turnId] : []));
  const silent = leftToStaff(withoutAgenda(next, isUnsentReply), turnIds);
  const { flow: _paused, ...rest } = silent;
  const idleAt = context.now + context.business.approvals.handBackAfterIdleMinutes * 60_000;
  return withAgenda(
    { ...rest, owner: { kind: 'staff', staffId: by.id, name: by.name, since: context.now } },
    item(`${approval.id}.idle`, { kind: 'hand-back', staffId: by.id }, idleAt),
  );
}

/** The same words by the same person within this time are a double click. */
const DOUBLE_CLICK_MS = 15_000;

/** Words a person writes to the customer while they have the conversation. */
export function staffReply(
  conversation: Conversation,
  approval: Approval,
  text: string,
  by: StaffMember,
  context: VerdictContext,
): Judged {
  if (conversation.owner.kind !== 'staff') return { kind: 'already' };
  const fault = staffTextFault(text);
  if (fault) return { kind: 'refused', why: fault };
  if (windowClosed(conversation, context.capabilities, context.now)) {
    return { kind: 'refused', why: 'The reply window of this customer has closed; it opens again when they write.' };
  }
  if (justSaid(conversation, text.trim(), by, context.now)) return { kind: 'already' };
  const messages = clearedByPerson({ text: text.trim(), choices: [] }, context.capabilities);
  const speaker = { kind: 'staff', staffId: by.id, name: by.name } as const;
  const prefix = `${approval.id}.r${conversation.version}`;
  return done(withAgenda(conversation, ...sends(prefix, messages, { approvalId: approval.id, speaker }, context.now)));
}

function justSaid(conversation: Conversation, text: string, by: StaffMember, now: number): boolean {
  const waiting = conversation.agenda.some(
    ({ task }) =>
      task.kind === 'send' &&
      task.speaker.kind === 'staff' &&
      task.speaker.staffId === by.id &&
      task.message.text === text,
  );
  return (
    waiting ||
    conversation.entries.some(
      (entry) => entry.kind === 'staff-said' && entry.message.text === text && entry.at > now - DOUBLE_CLICK_MS,
    )
  );
}

/** The bot answers again; what was said in between stays in the transcript. */
export function handBack(
  conversation: Conversation,
  approval: Approval,
  by: StaffMember,
  { now }: VerdictContext,
): Judged {
  if (conversation.owner.kind !== 'staff') return { kind: 'already' };
  const back = withoutAgenda({ ...conversation, owner: { kind: 'bot' } }, ({ task }) => task.kind === 'hand-back');
  const noted = append(back, { kind: 'note', at: now, text: `Handed back to the bot by ${by.name}.` });
  const state = { kind: 'handed-back', by, at: now } as const;
  return done(
    withAgenda(
      { ...noted, approval: { ...approval, version: approval.version + 1, state } },
      refresh(approval.id, 'handed-back', now),
    ),
  );
}

function isUnsentReply({ task, startedAt }: AgendaItem): boolean {
  return task.kind === 'send' && task.speaker.kind === 'bot' && task.purpose !== 'consent' && startedAt === undefined;
}

function isWaitingFor(task: Task, approvalId: string): boolean {
  return (task.kind === 'remind-staff' || task.kind === 'lapse-approval') && task.approvalId === approvalId;
}

function noteOf({ id }: Approval, state: Extract<ApprovalState, { by: StaffMember }>): string {
  const reason = state.kind === 'rejected' ? `: ${state.reason}` : '';
  return `${id.split('.')[1]} ${state.kind} by ${state.by.name}${reason}`;
}

function done(conversation: Conversation): Judged {
  return { kind: 'done', conversation };
}
