/**
 * What becomes of a due item while sending is paused: it stays on the agenda with the moment it was due, and nothing of
 * it is forgotten: neither that a try of unknown outcome was started, nor how often it failed. Resuming puts the items
 * back to that moment; the far look after it is for a process that died while it did so.
 */
import type { Effect } from '../agenda.ts';
import { commit } from '../commit.ts';
import { type AgendaItem, item as agendaItem } from '../domain/agenda.ts';
import { type Conversation, rescheduled, withAgenda } from '../domain/conversation.ts';
import { isFailure } from '../domain/failure.ts';
import type { Channel, Clock, Lease, Store } from '../ports.ts';
import type { Effects } from './carry-out.ts';

/** So long after a resume that nobody finished, what waits is looked at again. */
const LOOK_AGAIN_MS = 5 * 60_000;
/** Key of the records that name the conversations in which something waits. */
const HELD = 'held';
/** Conversations let go at a time. */
const BATCH = 32;

export interface HoldDeps {
  readonly store: Pick<Store, 'load' | 'save' | 'getRecord' | 'putRecord' | 'listRecords'>;
  readonly clock: Clock;
  /** Whether staff have stopped all sending, asked anew each time. */
  readonly isPaused: () => Promise<boolean>;
}

/** Undefined: sending is on. Otherwise the item was put off. */
export type HoldBack = (conversation: Conversation, item: AgendaItem, lease: Lease) => Promise<'held' | undefined>;

export function createHoldBack({ store, clock, isPaused }: HoldDeps): HoldBack {
  return async ({ id }, item, lease) => {
    if (!(await isPaused())) return undefined;
    await mark(store, id, HELD, clock.now());
    await commit(store, id, (fresh) => heldBack(fresh, item.id, clock.now()), { lease });
    // Resumed in between: whoever resumed may have looked before this was written.
    if (!(await isPaused())) await commit(store, id, letGo, { lease });
    return 'held';
  };
}

/**
 * The effects, of which those that become messages happen only while sending is on: all their checks are made when they
 * really happen. A send looks for itself, later than this could.
 */
export function withPause(effects: Effects, holdBack: HoldBack): Effects {
  const unlessPaused =
    (effect: Effect): Effect =>
    async (conversation, item, lease) => {
      if (await holdBack(conversation, item, lease)) return;
      await effect(conversation, item, lease);
    };
  return {
    ...effects,
    'send-later': unlessPaused(effects['send-later']),
    'follow-up': unlessPaused(effects['follow-up']),
  };
}

/** Puts all that waited back to when it was due, so that each conversation goes on in its order. Safe to repeat. */
export async function letAllGo({ store, clock }: Pick<HoldDeps, 'store' | 'clock'>): Promise<void> {
  for (;;) {
    const waiting = await store.listRecords('switch', { key: HELD, limit: BATCH });
    if (waiting.length === 0) return;
    await Promise.all(
      waiting.map(async ({ id }) => {
        await commit(store, id, letGo);
        await mark(store, id, undefined, clock.now());
      }),
    );
  }
}

/** Puts the item off without counting it as a try. Pure. */
function heldBack(fresh: Conversation, itemId: string, now: number): Conversation {
  const current = fresh.agenda.find(({ id }) => id === itemId);
  if (!current) return fresh;
  const { heldFrom = current.dueAt, task } = current;
  const held = rescheduled(fresh, { ...current, heldFrom, dueAt: now + LOOK_AGAIN_MS });
  if (current.heldFrom !== undefined || !('approvalId' in task) || task.approvalId === undefined) return held;
  const { approvalId } = task; // the card says that the words wait
  return withAgenda(held, agendaItem(`${itemId}.held`, { kind: 'refresh-card', approvalId }, now));
}

/** Pure. */
function letGo(fresh: Conversation): Conversation {
  if (!fresh.agenda.some(({ heldFrom }) => heldFrom !== undefined)) return fresh;
  const agenda = fresh.agenda.map(({ heldFrom, ...item }) =>
    heldFrom === undefined ? item : { ...item, dueAt: heldFrom },
  );
  return { ...fresh, agenda };
}

/** Lists the conversation among those with something held, or takes it off the list. */
async function mark(store: HoldDeps['store'], id: string, key: string | undefined, at: number): Promise<void> {
  for (;;) {
    const record = await store.getRecord('switch', id);
    if (record?.key === key) return;
    const keyed = key === undefined ? {} : { key };
    try {
      await store.putRecord('switch', { id, version: record?.version ?? 0, ...keyed, at, body: null });
      return;
    } catch (error) {
      if (!isFailure(error, 'overtaken')) throw error;
    }
  }
}

/** The channel without the sign that we are writing, which would be a lie while nothing leaves. */
export function typingUnlessPaused(channel: Channel | undefined, isPaused: () => Promise<boolean>) {
  const showTyping = channel?.showTyping?.bind(channel);
  if (!channel || !showTyping) return channel;
  return {
    ...channel,
    async showTyping(...shown: Parameters<typeof showTyping>) {
      if (!(await isPaused())) await showTyping(...shown);
    },
  };
}
