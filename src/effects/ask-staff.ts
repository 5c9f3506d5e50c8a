/**
 * Everything that goes to the staff desk: cards, reminders, lapses, lines for staff. The customer hears "I have asked
 * the team" only after the card is really there.
 */
import { cardOf } from '../cards.ts';
import { commit } from '../commit.ts';
import { type AgendaItem, item as agendaItem, type Task } from '../domain/agenda.ts';
import type { Approval } from '../domain/approval.ts';
import type { Business } from '../domain/business.ts';
import { append, type Conversation, rescheduled, withAgenda, withoutAgenda } from '../domain/conversation.ts';
import { isFailure } from '../domain/failure.ts';
import type { Capabilities } from '../domain/message.ts';
import type { Clock, Lease, StaffDesk, Store } from '../ports.ts';
import { clearedSentence } from '../review.ts';
import { sends } from '../sends.ts';

export interface StaffEffectDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly desk: StaffDesk;
  readonly business: Business;
  readonly capabilitiesOf: (conversation: Conversation) => Capabilities;
}

type AskStaff = Extract<Task, { kind: 'ask-staff' }>;

const BACKOFF_MS = 2_000;
const MAX_BACKOFF_MS = 5 * 60_000;
/** After so many failed tries the customer is told that the team cannot be reached yet. */
const TRIES_BEFORE_TELLING = 4;

export function createStaffEffects(deps: StaffEffectDeps) {
  const { store, clock, desk } = deps;
  const draw = (conversation: Conversation, approval: Approval) =>
    cardOf(conversation, approval, deps.business, deps.capabilitiesOf(conversation));

  /** Posts or redraws the card, then says what was to be said after it. */
  async function askStaff(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    const task = item.task as AskStaff;
    const approval = conversation.approval;
    const save = (change: (fresh: Conversation) => Conversation) => commit(store, conversation.id, change, { lease });
    if (approval?.id !== task.approvalId) {
      await save((fresh) => withoutAgenda(fresh, ({ id }) => id === item.id));
      return;
    }
    try {
      let ref = approval.card;
      if (!ref && item.startedAt !== undefined) ref = await desk.find(approval.id, item.startedAt); // we may have posted it
      if (!ref) await save((fresh) => rescheduled(fresh, { ...item, startedAt: item.startedAt ?? clock.now() }));
      const shown = await desk.show(draw(conversation, approval), ref);
      await save((fresh) => asked(fresh, item, shown, deps.business, clock.now()));
    } catch (error) {
      if (!isFailure(error) || error.code === 'lease-lost' || error.code === 'store-unavailable') throw error;
      await save((fresh) => askLater(fresh, item, error.retryAfterMs ?? 0));
    }
  }

  function askLater(fresh: Conversation, item: AgendaItem, retryAfterMs: number): Conversation {
    const task = item.task as AskStaff;
    const attempts = item.attempts + 1;
    const now = clock.now();
    const dueAt = now + Math.max(retryAfterMs, Math.min(BACKOFF_MS * 2 ** (attempts - 1), MAX_BACKOFF_MS));
    const startedAt = fresh.agenda.find(({ id }) => id === item.id)?.startedAt;
    const later = rescheduled(fresh, { ...item, attempts, dueAt, ...(startedAt !== undefined ? { startedAt } : {}) });
    if (attempts !== TRIES_BEFORE_TELLING || task.sayAfter.length === 0) return later;
    const honest = clearedSentence(deps.business, 'teamUnreachable', deps.capabilitiesOf(fresh));
    return withAgenda(later, ...sends(`${item.id}.unreachable`, honest, { turnId: task.turnId }, now));
  }

  async function refreshCard(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    const { approval } = conversation;
    const task = item.task as Extract<Task, { kind: 'refresh-card' }>;
    const shown =
      approval?.id === task.approvalId && approval.card
        ? await desk.show(draw(conversation, approval), approval.card)
        : undefined;
    await commit(
      store,
      conversation.id,
      (fresh) => {
        const done = withoutAgenda(fresh, ({ id }) => id === item.id);
        const moved =
          shown !== undefined && fresh.approval?.id === task.approvalId && fresh.approval.card?.id !== shown.id;
        return moved ? { ...done, approval: { ...fresh.approval, card: shown } } : done; // a deleted card was posted anew
      },
      { lease },
    );
  }

  /** One line for staff; a repeated line after a crash is accepted, a lost one is not. */
  async function tell(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    const line = lineOf(item.task, conversation);
    if (line) await desk.tell(line, conversation.approval?.card);
    await commit(store, conversation.id, (fresh) => withoutAgenda(fresh, ({ id }) => id === item.id), { lease });
  }

  async function lapse(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    await commit(store, conversation.id, (fresh) => lapsed(fresh, item, deps, clock.now()), { lease });
  }

  async function handBackIdle(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    await commit(store, conversation.id, (fresh) => handedBackIfIdle(fresh, item, deps.business, clock.now()), {
      lease,
    });
  }

  return { askStaff, refreshCard, tell, lapse, handBackIdle };
}

/** The card is up: remember where, speak to the customer, start the clock of reminders. Pure. */
function asked(
  fresh: Conversation,
  item: AgendaItem,
  card: NonNullable<Approval['card']>,
  business: Business,
  now: number,
): Conversation {
  const task = item.task as AskStaff;
  const { approval } = fresh;
  const done = withoutAgenda(fresh, ({ id }) => id === item.id);
  if (approval?.id !== task.approvalId) return done;
  const spoken = withAgenda(
    { ...done, approval: { ...approval, card } },
    ...sends(item.id, task.sayAfter, { turnId: task.turnId }, now),
  );
  if (approval.state.kind !== 'pending')
    return withAgenda(spoken, refresh(approval.id, `v${approval.version}.decided`, now));
  const { remindAfterMinutes, lapseAfterMinutes } = business.approvals;
  return withAgenda(
    spoken,
    agendaItem(
      `${approval.id}.remind`,
      { kind: 'remind-staff', approvalId: approval.id },
      now + remindAfterMinutes * 60_000,
    ),
    agendaItem(
      `${approval.id}.lapse`,
      { kind: 'lapse-approval', approvalId: approval.id },
      now + lapseAfterMinutes * 60_000,
    ),
  );
}

export function refresh(approvalId: string, why: string, now: number): AgendaItem {
  return agendaItem(`${approvalId}.card.${why}`, { kind: 'refresh-card', approvalId }, now);
}

function lineOf(
  task: Task,
  { approval }: Conversation,
): { text: string; quote?: string; urgency: 'normal' | 'high' } | undefined {
  switch (task.kind) {
    case 'tell-staff':
      return { text: task.text, urgency: task.urgency };
    case 'relay-to-staff':
      return { text: 'The customer wrote:', quote: task.words, urgency: 'normal' };
    case 'remind-staff':
      if (approval?.id !== task.approvalId || approval.state.kind !== 'pending') return undefined;
      return { text: 'This customer is still waiting for an answer.', urgency: 'high' };
    default:
      return undefined;
  }
}

/** Nobody decided in time: say so to the customer, keep the door open for staff. Pure. */
function lapsed(fresh: Conversation, item: AgendaItem, deps: StaffEffectDeps, now: number): Conversation {
  const { approval } = fresh;
  const done = withoutAgenda(fresh, ({ id }) => id === item.id);
  const task = item.task as Extract<Task, { kind: 'lapse-approval' }>;
  if (approval?.id !== task.approvalId || approval.state.kind !== 'pending') return done;
  const honest = clearedSentence(deps.business, 'lapsed', deps.capabilitiesOf(fresh));
  return withAgenda(
    { ...done, approval: { ...approval, version: approval.version + 1, state: { kind: 'lapsed', at: now } } },
    ...sends(`${approval.id}.lapsed`, honest, { turnId: approval.turnId }, now),
    refresh(approval.id, 'lapsed', now),
  );
}

/** Staff have been quiet for long: the bot answers again, and says so on the card. Pure. */
function handedBackIfIdle(fresh: Conversation, item: AgendaItem, business: Business, now: number): Conversation {
  if (fresh.owner.kind !== 'staff') return withoutAgenda(fresh, ({ id }) => id === item.id);
  const idleMs = business.approvals.handBackAfterIdleMinutes * 60_000;
  const lastStaffAt = fresh.entries.findLast((entry) => entry.kind === 'staff-said')?.at ?? fresh.owner.since;
  if (now < lastStaffAt + idleMs) return rescheduled(fresh, { ...item, dueAt: lastStaffAt + idleMs });
  const by = { id: fresh.owner.staffId, name: fresh.owner.name };
  const back: Conversation = { ...withoutAgenda(fresh, ({ id }) => id === item.id), owner: { kind: 'bot' } };
  const noted = append(back, { kind: 'note', at: now, text: `Handed back to the bot: ${by.name} was idle.` });
  const { approval } = noted;
  if (approval?.state.kind !== 'taken-over') return noted;
  return withAgenda(
    { ...noted, approval: { ...approval, version: approval.version + 1, state: { kind: 'handed-back', by, at: now } } },
    refresh(approval.id, 'idle', now),
  );
}
