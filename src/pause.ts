/**
 * The one switch that stops all sending: a single record, looked at in the moment before each send and changed by
 * compare-and-set. Everything else goes on: messages are stored, decided about, and shown to staff.
 */
import type { Card, StaffMember } from './domain/approval.ts';
import { conversationOf } from './domain/conversation.ts';
import { isFailure } from './domain/failure.ts';
import type { Json } from './domain/json.ts';
import type { Paused, Switched } from './overview.ts';
import type { Clock, Store } from './ports.ts';

/** Id of the record; its body is a `Paused`, or null while sending is on. No conversation has such an id. */
const SENDING = 'sending';

/** Who paused sending; undefined while it is on. One read by id, never remembered: another process may have switched. */
export async function pausedIn(store: Pick<Store, 'getRecord'>): Promise<Paused | undefined> {
  const record = await store.getRecord('switch', SENDING);
  return (record?.body as unknown as Paused | null | undefined) ?? undefined;
}

/** For /readyz. A pause is a choice of staff, not a fault: messages are still taken in. */
export async function sendingState(store: Pick<Store, 'getRecord' | 'ping'>): Promise<{ ok: true; detail: string }> {
  await store.ping(); // says sooner than a read that the store is away: whoever asks how we are will not wait long
  const paused = await pausedIn(store);
  if (!paused) return { ok: true, detail: 'on' };
  return { ok: true, detail: `paused by ${paused.by} since ${new Date(paused.since).toISOString()}` };
}

type Records = Pick<Store, 'getRecord' | 'putRecord' | 'audit'>;

/**
 * Pauses or resumes; of two people at once one is first, and the other hears what holds. What is between its last look
 * at the record and the platform at this moment (one write away from it) still leaves: a pause takes nothing back.
 */
export async function switchSending(
  to: 'paused' | 'on',
  by: StaffMember,
  why: string | undefined,
  { store, clock }: { readonly store: Records; readonly clock: Clock },
): Promise<Switched> {
  for (;;) {
    const record = await store.getRecord('switch', SENDING);
    const before = (record?.body as unknown as Paused | null | undefined) ?? undefined;
    if ((before !== undefined) === (to === 'paused')) return { kind: 'already', ...(before ? { paused: before } : {}) };
    const now = clock.now();
    const paused: Paused | undefined =
      to === 'paused' ? { by: by.name, since: now, ...(why === undefined ? {} : { why }) } : undefined;
    const body = (paused ?? null) as Json;
    try {
      await store.putRecord('switch', { id: SENDING, version: record?.version ?? 0, at: now, body });
    } catch (error) {
      if (!isFailure(error, 'overtaken')) throw error;
      continue; // somebody was first: look again at what they made of it
    }
    await store.audit({
      at: now,
      who: `${by.name} (${by.id})`,
      what: to === 'paused' ? 'pause: done' : 'resume: done',
      detail: why === undefined ? {} : { why },
    });
    return { kind: 'done', ...(paused ? { paused } : {}) };
  }
}

/** Adds to a card whose words wait for the switch that sending is paused; any other card stays as it is. */
export function createPauseNote(store: Pick<Store, 'getRecord' | 'load'>): (card: Card) => Promise<Card> {
  return async (card) => {
    const paused = await pausedIn(store);
    if (!paused) return card;
    const conversation = await store.load(conversationOf(card.approvalId));
    const waits = conversation?.agenda.some(
      ({ task }) => (task.kind === 'send' || task.kind === 'send-later') && task.approvalId === card.approvalId,
    );
    const line = { text: `Sending is paused by ${paused.by}; this waits`, at: paused.since };
    return waits ? { ...card, history: [...card.history, line] } : card;
  };
}
