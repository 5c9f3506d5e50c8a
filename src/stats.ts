/** A few numbers for the console's first look: how much is open, and how today went. Reads only. */
import { Temporal } from 'temporal-polyfill';
import type { JsonObject } from './domain/json.ts';
import { ledgerOf } from './ledger.ts';
import type { Clock, Store } from './ports.ts';

/** More than this many open approvals are shown as "at least". */
const MOST = 500;

export async function statsOf(store: Store, clock: Clock, timeZone: string): Promise<JsonObject> {
  const day = Temporal.Instant.fromEpochMilliseconds(clock.now()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
  const [pending, withStaff, ledger] = await Promise.all([
    store.list({ approval: 'pending', limit: MOST }),
    store.list({ owner: 'staff', limit: MOST }),
    ledgerOf(day, timeZone, store),
  ]);
  return {
    day,
    approvalsWaiting: pending.conversations.length,
    withStaff: withStaff.conversations.length,
    received: ledger.received,
    endings: ledger.endings,
  };
}
