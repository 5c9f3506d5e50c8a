/** A few numbers for staff's first look: whether we send, how much is open, and how today went. Reads only. */

import { ledgerOf } from './ledger.ts';
import type { Status } from './overview.ts';
import { pausedIn } from './pause.ts';
import type { Clock, Store } from './ports.ts';
import { MOST } from './queue.ts';
import { localDate } from './time.ts';

export async function statsOf(store: Store, clock: Clock, timeZone: string): Promise<Status> {
  const day = localDate(clock.now(), timeZone);
  const now = clock.now();
  const [paused, pending, withStaff, ledger, nextWakeAt = now] = await Promise.all([
    pausedIn(store),
    store.list({ approval: 'pending', limit: MOST }),
    store.list({ owner: 'staff', limit: MOST }),
    ledgerOf(day, timeZone, store),
    store.nextWakeAt(),
  ]);
  const askedAt = pending.conversations.flatMap(({ approval }) => (approval ? [approval.askedAt] : []));
  return {
    day,
    approvalsWaiting: pending.conversations.length,
    withStaff: withStaff.conversations.length,
    received: ledger.received,
    endings: ledger.endings,
    lagMs: Math.max(0, now - nextWakeAt),
    ...(askedAt.length > 0 ? { oldestAskedAt: Math.min(...askedAt) } : {}),
    ...(paused ? { paused } : {}),
  };
}
