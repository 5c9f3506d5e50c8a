/** Unguessable addresses of calendar files: whoever has one may read that one, and nothing follows from it about others. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { isFailure } from '../domain/failure.ts';
import type { Clock, Store } from '../ports.ts';

export interface FeedKeys {
  /** About 128 bits, URL-safe, the same for ever. */
  keyOf(kind: 'booking' | 'staff', id: string): Promise<string>;
  fits(kind: 'booking' | 'staff', id: string, key: string): Promise<boolean>;
}

const SECRET = 'feed-secret';
const KEY_LENGTH = 22;

/** The shop's secret is made once, by whichever process is first. */
export function createFeedKeys({
  store,
  clock,
}: {
  store: Pick<Store, 'getRecord' | 'putRecord'>;
  clock: Pick<Clock, 'now'>;
}): FeedKeys {
  let known: string | undefined;

  async function secret(): Promise<string> {
    for (;;) {
      known ??= (await store.getRecord('outreach', SECRET))?.body as string | undefined;
      if (known !== undefined) return known;
      const body = randomBytes(32).toString('base64url');
      try {
        await store.putRecord('outreach', { id: SECRET, version: 0, at: clock.now(), body });
      } catch (error) {
        if (!isFailure(error, 'overtaken')) throw error;
      }
    }
  }

  async function keyOf(kind: string, id: string): Promise<string> {
    const mac = createHmac('sha256', await secret()).update(`${kind}:${id}`);
    return mac.digest('base64url').slice(0, KEY_LENGTH);
  }

  return {
    keyOf,
    async fits(kind, id, key) {
      const expected = Buffer.from(await keyOf(kind, id));
      const given = Buffer.from(key);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
