/**
 * What a click of staff does to a conversation. Pure. The state machine of an approval lives here and nowhere else: no
 * model is in the path, and whatever does not fit changes nothing.
 */
import { digestOf, isManager, neededFor } from './approval-rules.ts';
import { refresh } from './cards.ts';
import { answeredInPart, decided, type Judged, stillOpen, type VerdictContext, WINDOW_CLOSED } from './decided.ts';
import { item } from './domain/agenda.ts';
import type { Approval, StaffMember, Verdict } from './domain/approval.ts';
import type { Business } from './domain/business.ts';
import { append, type Conversation, withAgenda, withoutAgenda } from './domain/conversation.ts';
import type { Utterance } from './domain/decision.ts';
import type { ClearedMessage } from './domain/message.ts';
import { readDraftText } from './draft-text.ts';
import { windowClosed } from './effects/send.ts';
import { escalationItems } from './escalation.ts';
import { insideWindow } from './follow-ups/good-time.ts';
import { lateActs } from './late-acts.ts';
import { nextOpening } from './opening-hours.ts';
import { followUpItems } from './plan.ts';
import { clearedByPerson, clearedSentence, clearedTemplate, staffTextFault } from './review.ts';
import { sends } from './sends.ts';
import { takenOver } from './take-over.ts';
import { templateValues } from './template-values.ts';
import { businessFor } from './tongues/business-for.ts';

/** What a person looked at when they clicked. */
export interface Seen {
  readonly version: number;
  readonly digest?: string;
}

const MANAGER_NEEDED = 'Your rules give this one to a manager. Nothing was sent.';
const OPEN_QUESTION = 'The draft leaves a question open: send it now, and the card stays for the rest.';
const SECOND_PERSON = 'Your rules ask for two people: somebody else has to approve this too.';

/** A verdict on the approval as the person saw it. */
export function judge(
  conversation: Conversation,
  approval: Approval,
  seen: Seen,
  verdict: Verdict,
  by: StaffMember,
  context: VerdictContext,
): Judged {
  const { state, draft } = approval;
  const late = lateActs(conversation, approval).some((act) => act === verdict.kind);
  if (state.kind !== 'pending' && !late) return { kind: 'already' };
  if (approval.version !== seen.version) return { kind: 'changed' };
  if (seen.digest !== undefined && seen.digest !== digestOf(draft)) return { kind: 'changed' };
  switch (verdict.kind) {
    case 'approve':
      if (!draft) return { kind: 'refused', why: 'There is no draft to approve: write an answer instead.' };
      return answer(
        conversation,
        approval,
        { kind: 'approved', say: draft, later: verdict.later === true },
        by,
        context,
      );
    case 'edit': {
      const say = readDraftText(verdict.text, draft);
      const fault = staffTextFault(say.text);
      if (fault) return { kind: 'refused', why: fault };
      return answer(conversation, approval, { kind: 'edited', say, later: verdict.later === true }, by, context);
    }
    case 'template': {
      const template = context.business.templates.find(({ id }) => id === verdict.templateId);
      if (!template) return { kind: 'refused', why: 'There is no such template any more.' };
      const message = clearedTemplate(template, templateValues(conversation, context.business));
      const approved = { kind: 'approved', by, at: context.now, text: message.text } as const;
      return done(sentNow(decided(conversation, approval, approved, context), approval, [message], by, context.now));
    }
    case 'reject': {
      if (verdict.reason.trim() === '') return { kind: 'refused', why: 'Say why, for the record.' };
      const rejected = { kind: 'rejected', by, at: context.now, reason: verdict.reason.trim() } as const;
      const messages = clearedSentence(businessFor(context.business, conversation), 'rejected', context.capabilities);
      const closed = called(decided(conversation, approval, rejected, context), approval, 'otherwise', context.now);
      return done(sentNow(closed, approval, messages, by, context.now));
    }
    case 'settle':
      if (!approval.answered) return { kind: 'refused', why: 'The customer has not been answered yet.' };
      return done(
        append(decided(conversation, approval, approval.answered.state, context), {
          kind: 'note',
          at: context.now,
          text: `Nothing left to answer, says ${by.name}.`,
        }),
      );
    case 'take-over':
      return done(takenOver(conversation, approval, by, context));
  }
}

interface Answer {
  readonly kind: 'approved' | 'edited';
  readonly say: Pick<Utterance, 'text' | 'choices'>;
  readonly later: boolean;
}

/** Sends what the person approved: the very words of the card, or their own. */
function answer(
  conversation: Conversation,
  approval: Approval,
  { kind, say, later }: Answer,
  by: StaffMember,
  context: VerdictContext,
): Judged {
  const { business, capabilities, now } = context;
  const open = stillOpen(approval, { kind, text: say.text });
  if (later && open.length > 0) return { kind: 'refused', why: OPEN_QUESTION };
  const close = (shown: Approval, state: Parameters<typeof answeredInPart>[2]) =>
    open.length > 0
      ? answeredInPart(conversation, shown, state, open, context)
      : decided(conversation, shown, state, context);
  const sendAt = later ? nextOpening(now, business) : undefined;
  if (windowClosed(conversation, capabilities, sendAt ?? now)) {
    const why = sendAt === undefined ? WINDOW_CLOSED : 'The reply window closes before the shop opens: send it now.';
    return { kind: 'refused', why };
  }
  const needed = neededFor([say.text, approval.draft?.text ?? ''], approval, business);
  if (needed === 'manager' && !isManager(by, business)) return { kind: 'refused', why: MANAGER_NEEDED };
  if (needed === 'two-people' && (kind === 'edited' || !approval.firstApproval))
    return done(approvedByOne(conversation, approval, say, by, now));
  if (needed === 'two-people' && approval.firstApproval?.by.id === by.id)
    return { kind: 'refused', why: SECOND_PERSON };

  if (approval.act && kind === 'approved') {
    // Its own result is what the customer hears: a yes to a time that is gone would be no good news.
    const yes = { kind, by, at: now, text: say.text } as const;
    return done(called(close(approval, yes), approval, 'call', now));
  }
  const messages = clearedByPerson(say, capabilities);
  const state = { kind, by, at: now, text: say.text, ...(sendAt === undefined ? {} : { sendAt }) };
  // What waits for the morning can still be taken over, but not by a button from before.
  const shown = sendAt === undefined ? approval : { ...approval, version: approval.version + 1 };
  const next = called(close(shown, state), approval, 'otherwise', now);
  // A nudge counts from when the customer really gets the quote, not from when it was drafted.
  const late = (sendAt ?? now) - approval.askedAt;
  const followUps = insideWindow(
    approval.followUps.map((followUp) =>
      followUp.cancelIf === 'customer-writes' ? { ...followUp, dueAt: followUp.dueAt + late } : followUp,
    ),
    conversation,
    context,
  );
  if (sendAt === undefined)
    return done(withAgenda(sentNow(next, approval, messages, by, now), ...followUpItems(followUps)));
  const task = {
    kind: 'send-later',
    approvalId: approval.id,
    turnId: approval.turnId,
    messages,
    approvedBy: by.name,
    followUps,
  } as const;
  return done(withAgenda(next, item(`${shown.id}.v${shown.version}.later`, task, sendAt)));
}

/** The first of two people: the words they approved are the draft from now on, and another person must approve those. */
function approvedByOne(
  conversation: Conversation,
  approval: Approval,
  say: Pick<Utterance, 'text' | 'choices'>,
  by: StaffMember,
  now: number,
): Conversation {
  const version = approval.version + 1;
  const draft = { sources: [], ...approval.draft, ...say };
  const first = { ...approval, version, draft, firstApproval: { by: { id: by.id, name: by.name }, at: now } };
  const noted = append(
    { ...conversation, approval: first },
    { kind: 'note', at: now, text: `Approved by ${by.name}, the first of two.` },
  );
  return withAgenda(noted, refresh(approval.id, `v${version}`, now));
}

/** Sets going what the approval was about, or gives back what was kept for it. */
export function called(
  conversation: Conversation,
  { id, act, turnId, version }: Approval,
  which: 'call' | 'otherwise',
  now: number,
): Conversation {
  if (!act) return conversation;
  const task = { kind: 'call-tool', call: act[which], turnId } as const;
  return withAgenda(conversation, item(`${id}.v${version}.${which}`, task, now));
}

function sentNow(
  conversation: Conversation,
  approval: Approval,
  messages: readonly ClearedMessage[],
  by: StaffMember,
  now: number,
): Conversation {
  const about = {
    turnId: approval.turnId,
    approvalId: approval.id,
    speaker: { kind: 'bot', approvedBy: by.name },
  } as const;
  return withAgenda(conversation, ...sends(`${approval.id}.v${approval.version}`, messages, about, now));
}

/** "I am on it": reminders wait, and everybody sees who looks. Whoever clicks last has it. */
export function claimed(
  conversation: Conversation,
  approval: Approval,
  by: StaffMember,
  { business, now }: VerdictContext,
): Judged {
  if (approval.state.kind !== 'pending') return { kind: 'already' };
  const until = now + business.approvals.claimMinutes * 60_000;
  const claim = { by: { id: by.id, name: by.name }, until };
  const next = { ...conversation, approval: { ...approval, claim } };
  return done(
    withAgenda(next, refresh(approval.id, `claim.${now}`, now), refresh(approval.id, `unclaim.${until}`, until)),
  );
}

/**
 * The customer wrote before an approved reply was sent: it waits for staff again, with the new words. Undefined when
 * nothing was waiting.
 */
export function recalled(conversation: Conversation, business: Business, now: number): Conversation | undefined {
  const { approval } = conversation;
  const isLater = (id: string) => id === `${approval?.id}.v${approval?.version}.later`;
  if (!approval || !conversation.agenda.some(({ id }) => isLater(id))) return undefined;
  const open = { ...approval, version: approval.version + 1, state: { kind: 'pending' } } as const;
  const noted = append(
    { ...withoutAgenda(conversation, ({ id }) => isLater(id)), approval: open },
    { kind: 'note', at: now, text: 'Taken back before it was sent: the customer wrote again.' },
  );
  return withAgenda(noted, refresh(approval.id, `v${open.version}`, now), ...escalationItems(open, now, business));
}

function done(conversation: Conversation): Judged {
  return { kind: 'done', conversation };
}
