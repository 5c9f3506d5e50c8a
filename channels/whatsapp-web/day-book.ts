/**
 * What went out and came in within a day, kept in the store: limits and the health of the number must not begin anew
 * with every start. Written every few seconds, so that a crash forgets a message or two at most. Holds no words.
 */
import { isFailure } from '../../src/domain/failure.ts';
import type { Json } from '../../src/domain/json.ts';
import type { Clock, Store } from '../../src/ports.ts';
import type { Log } from './log.ts';
import type { Outgoing } from './number-health.ts';

export interface Day {
  readonly outgoing: readonly Outgoing[];
  /** When customers wrote, ms since 1970, oldest first. */
  readonly receivedAt: readonly number[];
}

export interface DayBook {
  /** What was written down for this number. Throws Failure `store-unavailable`. */
  load(account: string): Promise<Day>;
  /** Never rejects; what could not be written is written the next time. */
  save(account: string, day: Day): Promise<void>;
}

const DAY_MS = 24 * 60 * 60_000;
const id = (account: string) => `whatsapp-web:${account}`;

export function createDayBook(deps: {
  readonly store: Pick<Store, 'getRecord' | 'putRecord'>;
  readonly clock: Clock;
  readonly log: Log;
}): DayBook {
  const { store, clock, log } = deps;
  let written = '';

  function lastDay({ outgoing, receivedAt }: Day): Day {
    const since = clock.now() - DAY_MS;
    return { outgoing: outgoing.filter(({ at }) => at > since), receivedAt: receivedAt.filter((at) => at > since) };
  }

  return {
    async load(account) {
      const record = await store.getRecord('spend', id(account));
      return record ? lastDay(record.body as unknown as Day) : { outgoing: [], receivedAt: [] };
    },
    async save(account, day) {
      const body = lastDay(day);
      const now = JSON.stringify(body);
      if (now === written) return;
      try {
        const version = (await store.getRecord('spend', id(account)))?.version ?? 0;
        await store.putRecord('spend', { id: id(account), version, at: clock.now(), body: body as unknown as Json });
        written = now;
      } catch (error) {
        if (!isFailure(error, 'overtaken'))
          log.debug({ err: error }, 'whatsapp-web: what was sent today could not be written down');
      }
    },
  };
}
