/**
 * Sends one message. The write before the call records it as "sending" and checks once more that the bot may speak;
 * the write after it records the outcome. What lies between a crash and that second write is reconciled with the
 * platform before anything is sent again.
 */
import { commit } from '../commit.ts';
import { type AgendaItem, item as agendaItem, type Task } from '../domain/agenda.ts';
import { append, type Conversation, rescheduled, withAgenda, withoutAgenda } from '../domain/conversation.ts';
import { type Failure, isFailure } from '../domain/failure.ts';
import type { Capabilities } from '../domain/message.ts';
import { delivered, leftToStaff } from '../endings.ts';
import type { Channel, Clock, Lease, Store } from '../ports.ts';
import type { HoldBack } from './held-back.ts';

export interface SendDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly channelOf: (conversation: Conversation) => Channel;
  /** Whether the customer accepts messages we send unasked. */
  readonly acceptsProactive: (customerId: string) => Promise<boolean>;
  /** Staff may have stopped all sending: asked in the moment before each send. */
  readonly holdBack: HoldBack;
  readonly isPaused: () => Promise<boolean>;
  readonly sent?: (channel: string, result: string) => void;
}

type SendItem = AgendaItem & { readonly task: Extract<Task, { kind: 'send' }> };

/** After so many failed tries (about two hours of back-off) staff are told instead. */
const MAX_TRIES = 12;
const BACKOFF_MS = 2_000;
const MAX_BACKOFF_MS = 15 * 60_000;
/** How long to leave a platform alone that refused our credentials; the owner has to act. */
const SLOW_MS = 5 * 60_000;

export function createSend(deps: SendDeps) {
  const { store, clock } = deps;
  const upSince = clock.now();

  return async function send(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    const sending = item as SendItem;
    const channel = deps.channelOf(conversation);
    const save = (change: (fresh: Conversation) => Conversation, from?: Conversation) =>
      commit(store, conversation.id, change, { lease, ...(from ? { from } : {}) });

    if (item.startedAt !== undefined && !(await mayTryAgain(conversation, sending, channel, save))) return;
    if (sending.task.purpose === 'proactive' && !(await deps.acceptsProactive(conversation.customerId))) {
      await save((fresh) => withheld(fresh, sending, 'the customer does not want messages unasked', clock.now()));
      return;
    }
    // Before the write that begins it: what has not begun was certainly not sent.
    const forStaff = isForStaff(sending, channel);
    if (!forStaff && (await deps.holdBack(conversation, item, lease))) return;
    // From what was read last: when it is no longer so, the write is refused and begins again with what is.
    const begun = await save((fresh) => begin(fresh, sending, channel.capabilities, clock.now()), conversation);
    if (begun?.agenda.find(({ id }) => id === item.id)?.startedAt === undefined) return;
    try {
      const mayLeave = async () => forStaff || !(await deps.isPaused());
      const { externalId } = await channel.send(conversation.address, sending.task.message, item.id, mayLeave);
      await save((fresh) => sentOff(fresh, sending, externalId, clock.now()), begun);
      deps.sent?.(channel.name, 'sent');
    } catch (error) {
      if (!isFailure(error) || error.code === 'lease-lost' || error.code === 'store-unavailable') throw error;
      deps.sent?.(channel.name, error.code);
      await save((fresh) => failed(fresh, sending, error, channel.capabilities, clock.now()));
    }
  };

  /** The outcome of an earlier try is unknown: true once it is certain enough that it did not leave. */
  async function mayTryAgain(
    conversation: Conversation,
    item: SendItem,
    channel: Channel,
    save: (change: (fresh: Conversation) => Conversation) => Promise<unknown>,
  ): Promise<boolean> {
    const { reconciliation, receiptWaitMs = 0 } = channel.capabilities;
    const startedAt = item.startedAt ?? 0;
    if (reconciliation === 'recorded') {
      await save((fresh) => sentOff(fresh, item, undefined, clock.now()));
      return false;
    }
    if (reconciliation === 'receipt') {
      // While we were down no receipt could reach us: the platform delivers it again once we are up.
      const waitUntil = Math.max(startedAt, upSince) + receiptWaitMs;
      if (clock.now() < waitUntil) {
        await save((fresh) => rescheduled(fresh, { ...item, dueAt: waitUntil }));
        return false;
      }
    } else {
      const found = await channel.lookUp?.(conversation.address, item.id, startedAt, item.task.message);
      if (found !== undefined && found !== 'not-sent') {
        await save((fresh) => sentOff(fresh, item, found.externalId, clock.now()));
        return false;
      }
    }
    const how =
      reconciliation === 'receipt' ? `no receipt within ${receiptWaitMs / 1000} s` : 'the platform does not know it';
    await save((fresh) => {
      if (!fresh.agenda.some(({ id }) => id === item.id)) return fresh; // a receipt came while we looked
      const { startedAt: _unknown, ...unstarted } = item;
      return append(rescheduled(fresh, unstarted), {
        kind: 'note',
        at: clock.now(),
        text: `Reconciled ${item.id}: ${how}; sending again.`,
      });
    });
    return true;
  }
}

/** A pause is about customers: what staff are asked and answered themselves goes on. */
function isForStaff({ task }: SendItem, { capabilities }: Channel): boolean {
  return task.purpose === 'to-staff' || capabilities.audience === 'internal';
}

/** The write before the call: records the message as being sent, or withholds it. Pure. */
export function begin(fresh: Conversation, item: SendItem, capabilities: Capabilities, now: number): Conversation {
  const current = fresh.agenda.find(({ id }) => id === item.id);
  if (!current) return fresh;
  const { task } = item;
  if (task.speaker.kind === 'bot' && fresh.owner.kind === 'staff' && !['consent', 'to-staff'].includes(task.purpose)) {
    return withheld(fresh, item, 'staff took over first', now);
  }
  if (task.speaker.kind === 'staff' && fresh.owner.kind === 'bot')
    return withheld(fresh, item, 'the conversation was handed back', now);
  if (task.message.kind === 'text' && windowClosed(fresh, capabilities, now)) {
    const next = withheld(fresh, item, 'the reply window has closed', now);
    const text = `A reply to ${fresh.displayName ?? 'a customer'} could not go out: the reply window has closed.`;
    return withAgenda(next, agendaItem(`${item.id}.window`, { kind: 'tell-staff', text, urgency: 'high' }, now));
  }
  const started = rescheduled(fresh, { ...current, startedAt: now, attempts: current.attempts + 1 });
  const recorded = fresh.entries.some((entry) => 'sendId' in entry && entry.sendId === item.id);
  if (recorded) return started; // a second try of the same message is the same entry
  return append(started, {
    kind: task.speaker.kind === 'staff' ? 'staff-said' : 'bot-said',
    at: now,
    sendId: item.id,
    speaker: task.speaker,
    message: task.message,
    delivery: { state: 'sending', at: now },
    ...(task.turnId ? { turnId: task.turnId } : {}),
    ...(task.approvalId ? { approvalId: task.approvalId } : {}),
  });
}

export function windowClosed(conversation: Conversation, { replyWindowMs }: Capabilities, now: number): boolean {
  return replyWindowMs !== undefined && now >= conversation.lastInboundAt + replyWindowMs;
}

/** The write after the call. Pure. */
export function sentOff(
  fresh: Conversation,
  item: SendItem,
  externalId: string | undefined,
  now: number,
): Conversation {
  const said = delivered(fresh, ({ sendId }) => sendId === item.id, {
    state: 'sent',
    at: now,
    ...(externalId ? { externalId } : {}),
  });
  return withCardRefreshed(
    withoutAgenda(said, ({ id }) => id === item.id),
    item,
    now,
  );
}

function failed(
  fresh: Conversation,
  item: SendItem,
  failure: Failure,
  capabilities: Capabilities,
  now: number,
): Conversation {
  const current = fresh.agenda.find(({ id }) => id === item.id);
  if (!current) return fresh; // a receipt settled it while the call was failing
  if (failure.retry === 'reconcile') {
    return rescheduled(fresh, { ...current, dueAt: now + (capabilities.receiptWaitMs ?? BACKOFF_MS) });
  }
  if (failure.retry === 'never' || current.attempts >= MAX_TRIES) {
    const gone = delivered(fresh, ({ sendId }) => sendId === item.id, {
      state: 'failed',
      failure: failure.code,
      at: now,
    });
    const text = `A message to ${fresh.displayName ?? 'a customer'} could not be sent: ${failure.code}.`;
    const told = withAgenda(
      withoutAgenda(gone, ({ id }) => id === item.id),
      agendaItem(`${item.id}.failed`, { kind: 'tell-staff', text, urgency: 'high' }, now),
    );
    return withCardRefreshed(told, item, now);
  }
  const { startedAt: _certainlyNotSent, ...unstarted } = current;
  const wait =
    failure.retry === 'slowly' ? SLOW_MS : Math.min(BACKOFF_MS * 2 ** (current.attempts - 1), MAX_BACKOFF_MS);
  return rescheduled(fresh, { ...unstarted, dueAt: now + Math.max(wait, failure.retryAfterMs ?? 0) });
}

function withheld(fresh: Conversation, item: SendItem, why: string, now: number): Conversation {
  if (!fresh.agenda.some(({ id }) => id === item.id)) return fresh;
  const unsent = delivered(fresh, ({ sendId }) => sendId === item.id, {
    state: 'failed',
    failure: 'withheld',
    at: now,
  });
  const dropped = leftToStaff(
    withoutAgenda(unsent, ({ id }) => id === item.id),
    item.task.turnId ? [item.task.turnId] : [],
  );
  const { approval } = dropped;
  const decided = approval !== undefined && approval.id === item.task.approvalId;
  const marked = decided ? { ...dropped, approval: { ...approval, unsent: why } } : dropped;
  return append(withCardRefreshed(marked, item, now), {
    kind: 'note',
    at: now,
    text: `Not sent (${item.id}): ${why}.`,
  });
}

/** The card shows what became of an approved text. */
function withCardRefreshed(conversation: Conversation, { id, task }: SendItem, now: number): Conversation {
  if (!task.approvalId) return conversation;
  return withAgenda(conversation, agendaItem(`${id}.card`, { kind: 'refresh-card', approvalId: task.approvalId }, now));
}
