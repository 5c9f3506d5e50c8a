/** A few numbers for staff's first look: whether we send, how much is open, and how today went. Reads only. */

import { ledgerOf } from './ledger.ts';
import type { QueueState } from './observe/metrics.ts';
import type { Status } from './overview.ts';
import { pausedIn } from './pause.ts';
import type { Clock, Store } from './ports.ts';
import { MOST } from './queue.ts';
import { localDate } from './time.ts';

export async function statsOf(store: Store, clock: Clock, timeZone: string): Promise<Status> {
  const day = localDate(clock.now(), timeZone);
  const [queue, withStaff, ledger] = await Promise.all([
    queueOf(store, clock),
    store.list({ owner: 'staff', limit: MOST }),
    ledgerOf(day, timeZone, store),
  ]);
  return {
    day,
    ...queue,
    withStaff: withStaff.conversations.length,
    received: ledger.received,
    endings: ledger.endings,
  };
}

/** What waits at this moment; its cost does not grow with history. `approvalsWaiting` is counted up to `MOST`. */
export async function queueOf(store: Store, clock: Clock): Promise<QueueState & Pick<Status, 'paused'>> {
  const now = clock.now();
  const [paused, pending, nextWakeAt = now] = await Promise.all([
    pausedIn(store),
    store.list({ approval: 'pending', limit: MOST }),
    store.nextWakeAt(),
  ]);
  const askedAt = pending.conversations.flatMap(({ approval }) => (approval ? [approval.askedAt] : []));
  return {
    approvalsWaiting: pending.conversations.length,
    lagMs: Math.max(0, now - nextWakeAt),
    ...(askedAt.length > 0 ? { oldestAskedAt: Math.min(...askedAt) } : {}),
    ...(paused ? { paused } : {}),
  };
}
