/**
 * Opens an approval, or brings the open one up to date when the customer wrote again. Pure. The version rises with
 * every change of draft or words, so that a button of an older card is dead.
 */
import { item } from './domain/agenda.ts';
import type { Approval } from './domain/approval.ts';
import type { Business } from './domain/business.ts';
import { type Conversation, withAgenda } from './domain/conversation.ts';
import type { ApprovalReason, FollowUp, HandOffReason, Turn, Urgency, Utterance } from './domain/decision.ts';
import { type Capabilities, describeContent } from './domain/message.ts';
import { cleared, configured } from './review.ts';

export interface Escalation {
  readonly reason: HandOffReason;
  readonly summary: string;
  readonly urgency: Urgency;
  readonly why?: readonly ApprovalReason[];
  readonly draft?: Utterance;
  readonly followUps?: readonly FollowUp[];
  readonly act?: NonNullable<Approval['act']>;
  /** Said once staff have really been notified; has passed review. */
  readonly sayAfter?: Utterance;
}

export function escalate(
  conversation: Conversation,
  turn: Pick<Turn, 'id' | 'readUpTo'>,
  escalation: Escalation,
  context: { readonly business: Business; readonly capabilities: Capabilities; readonly now: number },
): Conversation {
  const words = wordsOfTurn(conversation, turn.id);
  const open = conversation.approval?.state.kind === 'pending' ? conversation.approval : undefined;
  const approval = open
    ? reopened(open, turn, escalation, words)
    : opened(conversation, turn, escalation, words, context.now);
  const added = configured(context.business, 'addedForTeam');
  const sayAfter = open && escalation.sayAfter && !escalation.act ? added : escalation.sayAfter;
  const task = {
    kind: 'ask-staff',
    approvalId: approval.id,
    sayAfter: sayAfter ? cleared(sayAfter, { kind: 'allow' }, context.capabilities) : [],
    turnId: turn.id,
  } as const;
  return withAgenda(
    { ...conversation, approval, approvalCount: open ? conversation.approvalCount : conversation.approvalCount + 1 },
    item(`${approval.id}.card.v${approval.version}`, task, context.now),
  );
}

function actOf({ act }: Escalation): Pick<Approval, 'act'> {
  return act ? { act: { call: act.call, otherwise: act.otherwise, heldUntil: act.heldUntil } } : {};
}

function opened(
  conversation: Conversation,
  turn: Pick<Turn, 'id' | 'readUpTo'>,
  escalation: Escalation,
  words: readonly string[],
  now: number,
): Approval {
  return {
    id: `${conversation.id}.a${conversation.approvalCount + 1}`,
    version: 1,
    turnId: turn.id,
    reason: escalation.reason,
    why: escalation.why ?? [],
    summary: escalation.summary,
    urgency: escalation.urgency,
    ...(escalation.draft ? { draft: escalation.draft } : {}),
    ...actOf(escalation),
    followUps: escalation.followUps ?? [],
    customerWords: words,
    seenUpTo: turn.readUpTo,
    askedAt: now,
    state: { kind: 'pending' },
  };
}

/** A person the customer asked for, or is angry with, is not forgotten because a smaller question came after. */
const LASTING: readonly HandOffReason[] = ['customer-asked', 'complaint'];

function reopened(
  open: Approval,
  turn: Pick<Turn, 'id' | 'readUpTo'>,
  escalation: Escalation,
  words: readonly string[],
): Approval {
  const { previousDraft: _older, firstApproval: _ofTheOldDraft, act, ...kept } = open;
  const changed = escalation.draft && open.draft && escalation.draft.text !== open.draft.text;
  return {
    ...kept,
    version: open.version + 1,
    turnId: turn.id,
    reason: LASTING.includes(open.reason) ? open.reason : escalation.reason,
    why: escalation.draft ? (escalation.why ?? []) : open.why,
    summary: escalation.summary || open.summary,
    urgency: open.urgency === 'high' ? 'high' : escalation.urgency,
    ...(escalation.draft ? { draft: escalation.draft } : {}),
    ...(escalation.draft ? actOf(escalation) : act ? { act } : {}),
    ...(changed && open.draft ? { previousDraft: open.draft } : {}),
    followUps: escalation.draft ? (escalation.followUps ?? []) : open.followUps,
    customerWords: [...open.customerWords, ...words],
    newWords: (open.newWords ?? 0) + words.length,
    seenUpTo: turn.readUpTo,
  };
}

/** The words one turn has dealt with, as staff read them. */
function wordsOfTurn(conversation: Conversation, turnId: string): readonly string[] {
  return conversation.entries.flatMap((entry) =>
    entry.kind === 'customer-said' && entry.outcome?.turnId === turnId ? [describeContent(entry.content)] : [],
  );
}
