/**
 * What was said in long conversations, in a few lines that are kept: written in batches between the turns of customers,
 * never while one waits. Whoever needs a summary takes the kept one with what was said since.
 */
import type { Conversation, Entry } from '../domain/conversation.ts';
import { isFailure } from '../domain/failure.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Clock, Store, StoredRecord } from '../ports.ts';

export interface SummariesDeps {
  readonly store: Pick<Store, 'load' | 'getRecord' | 'putRecord'>;
  readonly clock: Clock;
  /** Whether a customer waits. */
  readonly busy: () => boolean;
  /** Lines for what is known and what was said since; undefined when nobody can write them now. */
  readonly write: (before: string, since: readonly Entry[], conversation: Conversation) => Promise<string | undefined>;
  readonly failed: (error: unknown) => void;
}

export interface Summary {
  readonly text: string;
  /** Number of the newest entry that is in it. */
  readonly upTo: number;
}

/** How long conversations are gathered before the batch is written, and between its tries while customers wait. */
const GATHER_MS = 30_000;
const AGAIN_MS = 2_000;
/** Fewer messages of the customer than this need no summary, or no new one. */
const LEAST_MESSAGES = 4;
const MOST_WAITING = 1_000;

export type Summaries = ReturnType<typeof createSummaries>;

export function createSummaries({ store, clock, busy, write, failed }: SummariesDeps) {
  const waiting = new Set<string>();
  let cancel: (() => void) | undefined;
  let stopped = false;

  async function recordOf(conversationId: string): Promise<StoredRecord | undefined> {
    return store.getRecord('summary', conversationId);
  }

  function arm(ms: number): void {
    if (stopped || cancel) return;
    cancel = clock.at(clock.now() + ms, () => {
      cancel = undefined;
      void batch();
    });
  }

  /** One after the other; a customer who writes goes first. */
  async function batch(): Promise<void> {
    for (const id of waiting) {
      if (stopped) return;
      if (busy()) return arm(AGAIN_MS);
      waiting.delete(id);
      try {
        await renew(id);
      } catch (error) {
        if (!isFailure(error, 'overtaken')) failed(error); // another process has just done it
      }
    }
  }

  async function renew(id: string): Promise<void> {
    const conversation = await store.load(id);
    if (!conversation) return;
    const record = await recordOf(id);
    const known = summaryIn(record);
    const since = conversation.entries.filter(({ n }) => n > (known?.upTo ?? 0));
    if (messagesIn(since) < LEAST_MESSAGES) return;
    const text = await write(known?.text ?? '', since, conversation);
    if (text === undefined) return;
    await store.putRecord('summary', {
      id,
      version: record?.version ?? 0,
      key: conversation.customerId,
      at: clock.now(),
      body: { text, upTo: conversation.lastN },
    });
  }

  return {
    /** A turn was taken; whether a new summary is needed is found out later. */
    heard({ id, entries }: Pick<Conversation, 'id' | 'entries'>): void {
      if (messagesIn(entries) < LEAST_MESSAGES || waiting.size >= MOST_WAITING) return;
      waiting.add(id);
      arm(GATHER_MS);
    },

    async of(conversationId: string): Promise<Summary | undefined> {
      return summaryIn(await recordOf(conversationId));
    },

    stop(): void {
      stopped = true;
      cancel?.();
      waiting.clear();
    },
  };
}

function summaryIn(record: StoredRecord | undefined): Summary | undefined {
  const { text, upTo } = (record?.body ?? {}) as JsonObject;
  return typeof text === 'string' && typeof upTo === 'number' ? { text, upTo } : undefined;
}

function messagesIn(entries: readonly Entry[]): number {
  return entries.filter(({ kind }) => kind === 'customer-said').length;
}
