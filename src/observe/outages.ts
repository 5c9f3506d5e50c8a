/**
 * Says once that the store went away and once that it is back, however many calls fail in between. It changes nothing
 * in what the calls do.
 */
import { isFailure } from '../domain/failure.ts';
import type { Clock, Store } from '../ports.ts';
import type { Log } from './log.ts';

export interface OutageDeps {
  readonly clock: Clock;
  readonly log: Log;
}

/** The same store, watched. Closing it at the end is no outage, and hints are not calls. */
export function withOutagesTold(store: Store, { clock, log }: OutageDeps): Store {
  let awaySince: number | undefined;
  let calls = 0;
  /** Calls begun up to here say nothing about the store now: they may have had their answer before it went away. */
  let stale = 0;

  const watched =
    (method: (...args: unknown[]) => Promise<unknown>) =>
    async (...args: unknown[]) => {
      const call = ++calls;
      try {
        const result = await method(...args);
        if (awaySince !== undefined && call > stale) {
          log.warn({ seconds: Math.round((clock.now() - awaySince) / 1000) }, 'the store answers again');
          awaySince = undefined;
        }
        return result;
      } catch (error) {
        if (isFailure(error, 'store-unavailable')) {
          if (awaySince === undefined)
            log.error({ err: error }, 'the store does not answer: messages are refused and work waits until it does');
          awaySince ??= clock.now();
          stale = calls;
        }
        throw error;
      }
    };

  const { watch, close, ...methods } = store;
  const entries = Object.entries(methods).map(([name, method]) => [
    name,
    watched(method as (...args: unknown[]) => Promise<unknown>),
  ]);
  return { ...Object.fromEntries(entries), ...(watch ? { watch } : {}), close } as Store;
}
