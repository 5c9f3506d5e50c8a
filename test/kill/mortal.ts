/**
 * A process that dies at a chosen write, within this one: from then on it can neither read nor write nor tell anybody
 * anything. What it had stored by then is what the next one finds.
 */
import { Failure } from '../../src/domain/failure.ts';
import type { Store } from '../../src/ports.ts';

export interface Death {
  readonly moment: 'before' | 'after';
  /** Of its writes, counted from 1. */
  readonly write: number;
}

export interface Mortal {
  readonly store: Store;
  /** Writes so far. */
  readonly writes: number;
  readonly dead: boolean;
  /** The same act of the outside world, for the living only. */
  outside<A extends unknown[], T>(act: (...args: A) => Promise<T>): (...args: A) => Promise<T>;
}

const WRITES: ReadonlySet<keyof Store> = new Set([
  'receive',
  'save',
  'claim',
  'release',
  'archive',
  'putRecord',
  'audit',
]);

/** `death` absent: it lives for ever. `real` stays open when the mortal closes its own. */
export function mortal(real: Store, death?: Death): Mortal {
  let writes = 0;
  let dead = false;

  function alive(): void {
    if (dead) throw new Failure('store-unavailable', 'this process is dead');
  }

  function die(moment: Death['moment']): void {
    if (death?.moment !== moment || death.write !== writes) return;
    dead = true;
    alive();
  }

  const wrapped = Object.entries(real).map(([name, method]) => {
    const counts = WRITES.has(name as keyof Store);
    const call = async (...args: unknown[]) => {
      alive();
      if (counts) {
        writes++;
        die('before');
      }
      const result = await (method as (...all: unknown[]) => Promise<unknown>)(...args);
      alive(); // another of its calls may have been the last
      if (counts) die('after');
      return result;
    };
    return [name, call];
  });
  return {
    store: { ...(Object.fromEntries(wrapped) as unknown as Store), close: async () => {} },
    get writes() {
      return writes;
    },
    get dead() {
      return dead;
    },
    outside:
      (act) =>
      async (...args) => {
        alive();
        return act(...args);
      },
  };
}
