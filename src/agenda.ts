/**
 * The one loop that carries out what is due: claims a conversation, does its due items one after the other, lets go.
 * Whatever fails stays on the agenda with a later time; a crash is repaired by the next claim.
 */
import { commit } from './commit.ts';
import { type AgendaItem, nextDue } from './domain/agenda.ts';
import { type Conversation, rescheduled } from './domain/conversation.ts';
import { isFailure } from './domain/failure.ts';
import { keepLease } from './keep-lease.ts';
import type { Clock, Lease, Store } from './ports.ts';
import { archiveOverflow } from './tail.ts';

/** Carries out one item and saves what came of it. Throws `Failure` or a plain error: the loop deals with both. */
export type Effect = (conversation: Conversation, item: AgendaItem, lease: Lease) => Promise<void>;

export interface AgendaDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** Name of this worker, unique among processes. */
  readonly owner: string;
  readonly carryOut: Effect;
  /** What becomes of an item whose effect keeps failing for a reason nobody foresaw. */
  readonly giveUp: (conversation: Conversation, item: AgendaItem, error: unknown) => Conversation;
  readonly tailEntries: number;
  readonly leaseMs?: number;
  readonly onError: (error: unknown, conversationId: string | undefined, item: AgendaItem | undefined) => void;
}

export interface Agenda {
  /** Carries out everything that is due now; resolves when nothing is due any more. */
  runDue(): Promise<void>;
  start(): void;
  /** Lets work in hand finish, then resolves. */
  stop(): Promise<void>;
  /** A hint that something became due. */
  wake(): void;
}

/** Conversations worked on at the same time by one process. */
const CONCURRENCY = 32;
/** After a crash its conversations wait this long for another worker; running work renews its lease well before. */
const LEASE_MS = 15_000;
/** How often to look without any hint: other processes write too. Polling is the contract, hints only cut latency. */
const POLL_MS = 2_000;
/** First wait after an unforeseen error; doubles up to five minutes. */
const RETRY_MS = 1_000;
const MAX_RETRY_MS = 300_000;
const MAX_ATTEMPTS = 6;

export function createAgenda(deps: AgendaDeps): Agenda {
  const { store, clock, leaseMs = LEASE_MS } = deps;
  const running = new Set<Promise<void>>();
  let started = false;
  let pumping: Promise<void> | undefined;
  let again = false;
  let cancelTimer = () => {};

  /** One claimer at a time; each claimed conversation is worked on beside the others. */
  async function pump(): Promise<void> {
    do {
      again = false;
      while (running.size < CONCURRENCY) {
        const claimed = await store.claim(clock.now(), deps.owner, leaseMs);
        if (!claimed) break;
        const work = attend(claimed.conversation, claimed.lease).finally(() => {
          running.delete(work);
          wake();
        });
        running.add(work);
      }
    } while (again);
  }

  function wake(): void {
    if (!started) return;
    again = true;
    pumping ??= pump()
      .catch((error: unknown) => deps.onError(error, undefined, undefined))
      .then(sleep)
      .catch((error: unknown) => {
        deps.onError(error, undefined, undefined);
        if (started) cancelTimer = clock.at(clock.now() + POLL_MS, wake); // the store is away: look again soon
      })
      .finally(() => {
        pumping = undefined;
        if (again && running.size < CONCURRENCY) wake();
      });
  }

  async function sleep(): Promise<void> {
    cancelTimer();
    if (!started || running.size >= CONCURRENCY) return; // a finishing conversation wakes us
    const now = clock.now();
    const next = (await store.nextWakeAt()) ?? Number.POSITIVE_INFINITY;
    if (started) cancelTimer = clock.at(Math.min(Math.max(next, now + 1), now + POLL_MS), wake);
  }

  /** Does everything due in one conversation, then trims its tail and lets go. */
  async function attend(conversation: Conversation, lease: Lease): Promise<void> {
    const letGo = keepLease(lease, leaseMs, { store, clock, onError: deps.onError });
    try {
      let current: Conversation | undefined = conversation;
      while (current) {
        const item = nextDue(current.agenda, clock.now());
        if (!item) break;
        await carryOutSafely(current, item, lease);
        current = await store.load(conversation.id);
      }
      if (current) await archiveOverflow(current, deps.tailEntries, { store, lease });
      await store.release(lease);
    } catch (error) {
      // The lease runs out by itself and the next claim starts from what is stored.
      // Not released: what cannot even be put off would otherwise be claimed again at once, for ever.
      if (!isFailure(error, 'lease-lost')) deps.onError(error, conversation.id, undefined);
    } finally {
      letGo();
    }
  }

  async function carryOutSafely(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    try {
      await deps.carryOut(conversation, item, lease);
    } catch (error) {
      if (isFailure(error, 'lease-lost') || isFailure(error, 'store-unavailable')) throw error;
      if (isFailure(error, 'overtaken')) return; // decided on an old state; it is still due
      deps.onError(error, conversation.id, item);
      const attempts = item.attempts + 1;
      const asked = isFailure(error) ? (error.retryAfterMs ?? 0) : 0;
      const dueAt = clock.now() + Math.max(asked, Math.min(RETRY_MS * 2 ** attempts, MAX_RETRY_MS));
      await commit(
        store,
        conversation.id,
        (fresh) => {
          const still = fresh.agenda.find(({ id }) => id === item.id);
          if (!still) return fresh;
          return attempts >= MAX_ATTEMPTS
            ? deps.giveUp(fresh, still, error)
            : rescheduled(fresh, { ...still, attempts, dueAt });
        },
        { lease },
      );
    }
  }

  return {
    async runDue() {
      for (;;) {
        const claimed = await store.claim(clock.now(), deps.owner, leaseMs);
        if (!claimed) return;
        await attend(claimed.conversation, claimed.lease);
      }
    },
    start() {
      started = true;
      wake();
    },
    async stop() {
      started = false;
      again = false;
      cancelTimer();
      await pumping;
      cancelTimer();
      await Promise.all(running);
    },
    wake,
  };
}
