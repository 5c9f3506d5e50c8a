/**
 * Opens an approval, or brings the open one up to date when the customer wrote again. Pure. The version rises with
 * every change of draft or words, so that a button of an older card is dead.
 */
import { isQuestion } from './agents/booking/words.ts';
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
  /** What the draft is about. */
  readonly intent?: string;
  /** What the draft leaves open. */
  readonly unanswered?: readonly string[];
  /** The part of what was said that goes to staff; absent: all of it. */
  readonly words?: readonly string[];
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
  const words = escalation.words ?? wordsOfTurn(conversation, turn.id);
  const tongue = conversation.tongue ?? 'en';
  const open = conversation.approval?.state.kind === 'pending' ? conversation.approval : undefined;
  const approval = open
    ? reopened(open, turn, escalation, words, tongue)
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

/** The draft of this turn with what it is for; nothing of an older one is touched when there is none. */
function draftOf(
  { draft, intent, act }: Escalation,
  words: readonly string[],
): Pick<Approval, 'draft' | 'draftFor' | 'act'> {
  if (!draft) return {};
  return {
    draft,
    draftFor: { words, ...(intent === undefined ? {} : { intent }) },
    ...(act ? { act: { call: act.call, otherwise: act.otherwise, heldUntil: act.heldUntil } } : {}),
  };
}

/**
 * What the draft on the card leaves open. A new draft answers its own words only: an older question without a draft
 * stays open, and so does one whose draft about something else it replaces.
 */
function leftOpen(
  { draft, draftFor, unanswered = [] }: Approval,
  escalation: Escalation,
  words: readonly string[],
  tongue: string,
): readonly string[] {
  if (escalation.draft) {
    const replaced = draft && draftFor && draftFor.intent !== escalation.intent ? draftFor.words : [];
    return [...unanswered, ...replaced, ...(escalation.unanswered ?? [])];
  }
  if (!draft || !PLAIN.includes(escalation.reason)) return [...unanswered, ...words];
  // What only adds to the request ("it is for three bikes") is no question of its own.
  return [...unanswered, ...words.filter((said) => isQuestion(said, tongue))];
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
    ...draftOf(escalation, words),
    unanswered: escalation.draft ? (escalation.unanswered ?? []) : words,
    followUps: escalation.followUps ?? [],
    customerWords: words,
    seenUpTo: turn.readUpTo,
    askedAt: now,
    state: { kind: 'pending' },
  };
}

/** Words that were not understood, or that nothing answers: they may belong to what waits already. */
const PLAIN: readonly HandOffReason[] = ['no-answer', 'unclear'];

/** A person the customer asked for, or is angry with, is not forgotten because a smaller question came after. */
const LASTING: readonly HandOffReason[] = ['customer-asked', 'complaint'];

function reopened(
  open: Approval,
  turn: Pick<Turn, 'id' | 'readUpTo'>,
  escalation: Escalation,
  words: readonly string[],
  tongue: string,
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
    ...(act && !escalation.draft ? { act } : {}),
    ...draftOf(escalation, words),
    unanswered: leftOpen(open, escalation, words, tongue),
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
