/**
 * One process per account: whoever holds this record in the store drives the browser. It also keeps until when we were
 * listening, so that the next process knows what it has missed.
 */
import { isFailure } from '../../src/domain/failure.ts';
import type { Json } from '../../src/domain/json.ts';
import type { Clock, Store } from '../../src/ports.ts';
import { isDead, type Whereabouts } from './this-machine.ts';

export interface Held {
  readonly owner: string;
  readonly until: number;
  /** Where the owner runs: one that has died on our own machine need not be waited for. */
  readonly at?: Whereabouts;
  /** The number that was linked last. */
  readonly account?: string;
  /** Until when customers were heard, ms since 1970. */
  readonly heardUntil?: number;
}

export interface AccountLease {
  /** Takes or renews the lease; false: another process has it. Throws Failure `store-unavailable`. */
  hold(heard?: { readonly account: string; readonly heardUntil: number }): Promise<boolean>;
  /** What the record says of the time before. */
  last(): Promise<Pick<Held, 'account' | 'heardUntil'> | undefined>;
  /** Lets another process take it at once. */
  release(): Promise<void>;
}

const ID = 'whatsapp-web';

export function createAccountLease(
  { owner, leaseMs, here }: { owner: string; leaseMs: number; here?: Whereabouts | undefined },
  { store, clock }: { store: Pick<Store, 'getRecord' | 'putRecord'>; clock: Clock },
): AccountLease {
  async function read() {
    const record = await store.getRecord('lock', ID);
    return { version: record?.version ?? 0, held: record?.body as unknown as Held | undefined };
  }

  async function write(held: Held, version: number): Promise<boolean> {
    try {
      await store.putRecord('lock', { id: ID, version, at: clock.now(), body: held as unknown as Json });
      return true;
    } catch (error) {
      if (!isFailure(error, 'overtaken')) throw error;
      return false; // somebody else was first
    }
  }

  return {
    async hold(heard) {
      const { version, held } = await read();
      const now = clock.now();
      if (held && held.owner !== owner && held.until > now && !(held.at && isDead(held.at, here))) return false;
      const { at: _theirs, ...before } = held ?? {};
      return write({ ...before, ...heard, owner, until: now + leaseMs, ...(here ? { at: here } : {}) }, version);
    },
    async last() {
      const { held } = await read();
      if (!held) return undefined;
      const { account, heardUntil } = held;
      return { ...(account === undefined ? {} : { account }), ...(heardUntil === undefined ? {} : { heardUntil }) };
    },
    async release() {
      const { version, held } = await read();
      if (held?.owner === owner) await write({ ...held, until: clock.now() }, version);
    },
  };
}
