/**
 * A person speaks instead of the bot, and hands back again. Pure. The bot is silent from the very write of taking over,
 * also about replies that were due already.
 */
import { isManager, neededFor } from './approval-rules.ts';
import { refresh } from './cards.ts';
import { decided, type Judged, type VerdictContext, WINDOW_CLOSED } from './decided.ts';
import { type AgendaItem, item } from './domain/agenda.ts';
import type { Approval, StaffMember } from './domain/approval.ts';
import { append, type Conversation, type Entry, withAgenda, withoutAgenda } from './domain/conversation.ts';
import { describeContent } from './domain/message.ts';
import { windowClosed } from './effects/send.ts';
import { leftToStaff } from './endings.ts';
import { openPromises } from './promises/open-promises.ts';
import { clearedByPerson, staffTextFault } from './review.ts';
import { sends } from './sends.ts';

export function takenOver(
  conversation: Conversation,
  approval: Approval,
  by: StaffMember,
  context: VerdictContext,
): Conversation {
  // What was approved for later is the person's now: they may have something else to say.
  const fresh = withoutAgenda(conversation, ({ task }) => task.kind === 'send-later');
  const next = decided(fresh, approval, { kind: 'taken-over', by, at: context.now }, context);
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
  const fault = staffTextFault(text) ?? ruleAgainst(text, approval, by, context);
  if (fault) return { kind: 'refused', why: fault };
  if (windowClosed(conversation, context.capabilities, context.now)) return { kind: 'refused', why: WINDOW_CLOSED };
  if (justSaid(conversation, text.trim(), by, context.now)) return { kind: 'already' };
  const messages = clearedByPerson({ text: text.trim(), choices: [] }, context.capabilities);
  const speaker = { kind: 'staff', staffId: by.id, name: by.name } as const;
  const prefix = `${approval.id}.r${conversation.version}`;
  const next = withAgenda(conversation, ...sends(prefix, messages, { approvalId: approval.id, speaker }, context.now));
  return { kind: 'done', conversation: next };
}

/** The rules hold for what a person writes too: taking over is no way around them. */
function ruleAgainst(
  text: string,
  approval: Approval,
  by: StaffMember,
  { business }: VerdictContext,
): string | undefined {
  const needed = neededFor([text], approval, business);
  if (needed === 'manager' && !isManager(by, business)) return 'Your rules give this to a manager. Nothing was sent.';
  return needed === 'two-people' ? 'Your rules ask for two people for this, so nobody can send it alone.' : undefined;
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

/** The bot answers again; `why` says who or what ended the stretch. */
export function handedBack(conversation: Conversation, by: StaffMember, why: string, now: number): Conversation {
  if (conversation.owner.kind !== 'staff') return conversation;
  const stretch = inBrief(conversation.entries, conversation.owner.since);
  const back = withoutAgenda({ ...conversation, owner: { kind: 'bot' } }, ({ task }) => task.kind === 'hand-back');
  const noted = append(back, { kind: 'note', at: now, text: `Handed back to the bot ${why}.${stretch}` });
  const { approval } = noted;
  if (approval?.state.kind !== 'taken-over') return noted;
  return withAgenda(
    { ...noted, approval: { ...approval, version: approval.version + 1, state: { kind: 'handed-back', by, at: now } } },
    refresh(approval.id, `handed-back.${now}`, now),
  );
}

export function handBack(conversation: Conversation, by: StaffMember, { now }: VerdictContext): Judged {
  if (conversation.owner.kind !== 'staff') return { kind: 'already' };
  const [open] = openPromises(conversation);
  if (open)
    return {
      kind: 'refused',
      why: `There is an open promise: ${open.about}. Write to the customer, or mark it as kept in the console.`,
    };
  return { kind: 'done', conversation: handedBack(conversation, by, `by ${by.name}`, now) };
}

const SHOWN_LINES = 6;
const SHOWN_LENGTH = 160;

/** What was said while staff had the conversation, for whoever reads on: the bot and the next person. */
function inBrief(entries: readonly Entry[], since: number): string {
  const lines = entries.flatMap((entry) => {
    if (entry.at < since) return [];
    if (entry.kind === 'customer-said') return [`Customer: ${cut(describeContent(entry.content))}`];
    if (entry.kind !== 'staff-said') return [];
    return [`${entry.speaker.kind === 'staff' ? entry.speaker.name : 'Staff'}: ${cut(entry.message.text)}`];
  });
  return lines.length === 0 ? '' : ` In between: ${lines.slice(-SHOWN_LINES).join(' / ')}`;
}

function cut(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return line.length <= SHOWN_LENGTH ? line : `${line.slice(0, SHOWN_LENGTH).trimEnd()}…`;
}

function isUnsentReply({ task, startedAt }: AgendaItem): boolean {
  if (task.kind !== 'send' || task.purpose === 'consent' || task.purpose === 'to-staff') return false;
  return task.speaker.kind === 'bot' && startedAt === undefined;
}
