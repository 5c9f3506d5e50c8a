/**
 * Everything that goes to the staff desk: cards, reminders, lapses, lines for staff. The customer hears "I have asked
 * the team" only after the card is really there.
 */
import { type AlikeFinder, leaderOf } from '../alike.ts';
import { cardOf, refresh } from '../cards.ts';
import { commit } from '../commit.ts';
import type { AgendaItem, Task } from '../domain/agenda.ts';
import type { Approval } from '../domain/approval.ts';
import type { Business, EscalationStep } from '../domain/business.ts';
import { type Conversation, conversationOf, rescheduled, withAgenda, withoutAgenda } from '../domain/conversation.ts';
import { isFailure } from '../domain/failure.ts';
import type { Capabilities } from '../domain/message.ts';
import { claimedUntil, escalationItems } from '../escalation.ts';
import type { Clock, Lease, StaffDesk, StaffLine, Store } from '../ports.ts';
import { clearedSentence } from '../review.ts';
import { sends } from '../sends.ts';
import type { AskOnPhone } from '../staff-phone/ask-on-phone.ts';
import type { RelayToPhone } from '../staff-phone/relay-to-phone.ts';
import { MINUTE_MS } from '../time.ts';
import { businessFor } from '../tongues/business-for.ts';
import { called } from '../verdict.ts';
import { handedBackIfIdle } from './hand-back-idle.ts';

export interface StaffEffectDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly desk: StaffDesk;
  readonly business: Business;
  readonly capabilitiesOf: (conversation: Conversation) => Capabilities;
  readonly alikeOf: AlikeFinder;
  readonly askOnPhone: AskOnPhone;
  readonly relayToPhone: RelayToPhone;
}

type AskStaff = Extract<Task, { kind: 'ask-staff' }>;

const BACKOFF_MS = 2_000;
const MAX_BACKOFF_MS = 5 * 60_000;
/** After so many failed tries the customer is told that the team cannot be reached yet. */
const TRIES_BEFORE_TELLING = 4;

export function createStaffEffects(deps: StaffEffectDeps) {
  const { store, clock, desk } = deps;
  const { business } = deps;

  async function draw(conversation: Conversation, approval: Approval) {
    const { alike } = await deps.alikeOf(conversation, approval);
    return cardOf(conversation, approval, {
      business,
      capabilities: deps.capabilitiesOf(conversation),
      now: clock.now(),
      alike,
    });
  }

  /** The card under which this one belongs: the oldest of those that wait for the same answer. */
  async function leaderFor(conversation: Conversation, approval: Approval): Promise<Approval | undefined> {
    const { waiting } = await deps.alikeOf(conversation, approval);
    return leaderOf(approval, waiting);
  }

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
      const leader = ref ? undefined : await leaderFor(conversation, approval);
      const shown = await desk.show(await draw(conversation, approval), ref, leader?.card);
      await save((fresh) => asked(fresh, item, shown, business, clock.now()));
      if (leader) await redrawLeader(leader, approval.id);
    } catch (error) {
      if (!isFailure(error) || error.code === 'lease-lost' || error.code === 'store-unavailable') throw error;
      await save((fresh) => askLater(fresh, item, error.retryAfterMs ?? 0));
    }
  }

  /** Its card counts one more who waits. A hint: it is drawn anew at its next change anyway. */
  async function redrawLeader({ id }: Approval, because: string): Promise<void> {
    const redrawn = (fresh: Conversation) =>
      fresh.approval?.id === id ? withAgenda(fresh, refresh(id, `alike.${because}`, clock.now())) : fresh;
    await commit(store, conversationOf(id), redrawn);
  }

  function askLater(fresh: Conversation, item: AgendaItem, retryAfterMs: number): Conversation {
    const task = item.task as AskStaff;
    const attempts = item.attempts + 1;
    const now = clock.now();
    const dueAt = now + Math.max(retryAfterMs, Math.min(BACKOFF_MS * 2 ** (attempts - 1), MAX_BACKOFF_MS));
    const startedAt = fresh.agenda.find(({ id }) => id === item.id)?.startedAt;
    const later = rescheduled(fresh, { ...item, attempts, dueAt, ...(startedAt !== undefined ? { startedAt } : {}) });
    if (attempts !== TRIES_BEFORE_TELLING) return later;
    // The clock runs without the desk too: people can be asked on their phones, and the customer is told in the end.
    const { approval } = later;
    const pending = approval?.id === task.approvalId && approval.state.kind === 'pending';
    const waiting = pending ? withAgenda(later, ...escalationItems(approval, now, business)) : later;
    if (task.sayAfter.length === 0) return waiting;
    const honest = clearedSentence(businessFor(business, fresh), 'teamUnreachable', deps.capabilitiesOf(fresh));
    return withAgenda(waiting, ...sends(`${item.id}.unreachable`, honest, { turnId: task.turnId }, now));
  }

  async function refreshCard(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    const { approval } = conversation;
    const task = item.task as Extract<Task, { kind: 'refresh-card' }>;
    const shown =
      approval?.id === task.approvalId && approval.card
        ? await desk.show(await draw(conversation, approval), approval.card)
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
    const line = lineOf(item.task);
    if (item.task.kind === 'relay-to-staff') await deps.relayToPhone(conversation, item.task.words);
    if (line) await desk.tell(line, conversation.approval?.card);
    await commit(store, conversation.id, (fresh) => withoutAgenda(fresh, ({ id }) => id === item.id), { lease });
  }

  /** One step of the escalation, unless somebody decided or is on it. */
  async function remind(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    const task = item.task as Extract<Task, { kind: 'remind-staff' }>;
    const { approval } = conversation;
    const step = business.approvals.escalation[task.step];
    const wanted = approval?.id === task.approvalId && approval.state.kind === 'pending' && step;
    const busyUntil = wanted && claimedUntil(approval, clock.now());
    if (wanted && !busyUntil) await takeStep(conversation, approval, step);
    await commit(
      store,
      conversation.id,
      (fresh) =>
        busyUntil
          ? rescheduled(fresh, { ...item, dueAt: busyUntil })
          : withoutAgenda(fresh, ({ id }) => id === item.id),
      { lease },
    );
  }

  async function takeStep(conversation: Conversation, approval: Approval, step: EscalationStep): Promise<void> {
    const line = reminder(step);
    if (line) return await desk.tell(line, approval.card);
    const { text, all } = await deps.askOnPhone(await draw(conversation, approval), step);
    try {
      await desk.tell({ text, urgency: all ? 'normal' : 'high' }, approval.card);
    } catch (error) {
      if (!all || !isFailure(error)) throw error; // they were asked; the desk being away is why there are phones
    }
  }

  async function lapse(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    await commit(store, conversation.id, (fresh) => lapsed(fresh, item, deps, clock.now()), { lease });
  }

  async function handBackIdle(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    await commit(store, conversation.id, (fresh) => handedBackIfIdle(fresh, item, deps.business, clock.now()), {
      lease,
    });
  }

  return { askStaff, refreshCard, tell, remind, lapse, handBackIdle };
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
  return withAgenda(spoken, ...escalationItems(approval, now, business), ...countdown(approval, now));
}

/** The card is drawn again while the time that is held runs out. */
function countdown({ id, act }: Approval, now: number): readonly AgendaItem[] {
  if (!act) return [];
  const left = act.heldUntil - now;
  return [now + left / 2, act.heldUntil - 10 * MINUTE_MS, act.heldUntil]
    .filter((at) => at > now)
    .map((at) => refresh(id, `held.${Math.round(at)}`, Math.round(at)));
}

/** What the staff desk does at this step; undefined: people are asked on their phones. */
function reminder({ how, who }: EscalationStep): StaffLine | undefined {
  const line = { text: 'This customer is still waiting for an answer.', urgency: 'high' } as const;
  switch (how) {
    case 'thread':
      return line;
    case 'mention':
      return { ...line, mention: who };
    case 'direct-message':
      return { ...line, direct: who };
    default:
      return undefined;
  }
}

function lineOf(task: Task): StaffLine | undefined {
  switch (task.kind) {
    case 'tell-staff':
      return { text: task.text, urgency: task.urgency };
    case 'relay-to-staff':
      return { text: 'The customer wrote:', quote: task.words, urgency: 'normal' };
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
  const busyUntil = claimedUntil(approval, now);
  if (busyUntil) return rescheduled(fresh, { ...item, dueAt: busyUntil });
  const text = approval.act && approval.act.heldUntil > 0 ? 'booking.requestLapsed' : 'lapsed';
  const honest = clearedSentence(businessFor(deps.business, fresh), text, deps.capabilitiesOf(fresh));
  const released = called(done, approval, 'otherwise', now);
  return withAgenda(
    { ...released, approval: { ...approval, version: approval.version + 1, state: { kind: 'lapsed', at: now } } },
    ...sends(`${approval.id}.v${approval.version}.lapsed`, honest, { turnId: approval.turnId }, now),
    refresh(approval.id, 'lapsed', now),
  );
}
