/** Applies a pure change to a conversation by compare-and-set, again and again until it holds. */
import type { Conversation } from './domain/conversation.ts';
import { isFailure } from './domain/failure.ts';
import type { Lease, Store } from './ports.ts';

/** More collisions than this in a row are a bug, not load. */
const MAX_TRIES = 100;

/**
 * Loads, changes and saves until nobody came in between. `change` may run several times and may return the same
 * value to say that there is nothing to do. Returns what is stored now; undefined when there is no such conversation.
 * With a lease, throws Failure `lease-lost` once another worker has it.
 */
export async function commit(
  store: Pick<Store, 'load' | 'save'>,
  conversationId: string,
  change: (conversation: Conversation) => Conversation,
  options: { lease?: Lease; from?: Conversation } = {},
): Promise<Conversation | undefined> {
  let current = options.from ?? (await store.load(conversationId));
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (!current) return undefined;
    const next = change(current);
    if (next === current) return current;
    try {
      return await store.save(next, options.lease);
    } catch (error) {
      if (!isFailure(error, 'overtaken')) throw error;
      current = await store.load(conversationId);
    }
  }
  throw new Error(`conversation ${conversationId}: ${MAX_TRIES} saves in a row were overtaken`);
}
