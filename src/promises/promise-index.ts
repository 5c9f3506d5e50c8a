/** Where to look for open promises: written before the promise, so that none is missed; what is open the conversation says. */
import { isFailure } from '../domain/failure.ts';
import type { Store } from '../ports.ts';

const KEY = 'promise';
const LATEST = 200;
const idOf = (conversationId: string) => `promise ${conversationId}`;

/** Notes that the conversation holds a promise, or did. */
export async function notePromise(
  store: Pick<Store, 'getRecord' | 'putRecord'>,
  conversationId: string,
  at: number,
): Promise<void> {
  const id = idOf(conversationId);
  const version = (await store.getRecord('outreach', id))?.version ?? 0;
  try {
    await store.putRecord('outreach', { id, version, key: KEY, at, body: { conversationId } });
  } catch (error) {
    if (!isFailure(error, 'overtaken')) throw error; // somebody has noted it at this moment
  }
}

/** Those that made one last, newest first. */
export async function conversationsWithPromises(store: Pick<Store, 'listRecords'>): Promise<readonly string[]> {
  const records = await store.listRecords('outreach', { key: KEY, limit: LATEST });
  return records.map(({ body }) => String((body as { conversationId?: unknown }).conversationId));
}
