/** What is asked of a store while it is measured, so that it looks the same before and after. */
import type { Lease, Store } from '../../src/ports.ts';
import { archiveOverflow } from '../../src/tail.ts';
import {
  arrival,
  atRest,
  type Claimed,
  clock,
  type FilledStores,
  KILOBYTE,
  LEASE_MS,
  TAIL_ENTRIES,
  withWords,
} from './filled-stores.ts';
import { type Measured, measured } from './measured.ts';

/** `look`: a claim while nothing is due, as every process asks all day. */
export const STEPS = ['receive', 'claim', 'save', 'look'] as const;
export type Step = (typeof STEPS)[number];
/**
 * `busy`: the same thousand customers write again and again, as on a busy day. `cold`: everybody writes for the first
 * time in a long while, so nothing of theirs is in memory.
 */
export type Customers = 'busy' | 'cold';
const BUSY = 1_000;
/** Has no factor in common with any size, so that one visit meets no conversation twice and they lie all over the store. */
const STRIDE = 7_919;

/** A message for each of `count` conversations, and back to rest. `visit` numbers the visits of one store. */
export async function visited(
  { stores, serverPid, lease }: FilledStores,
  size: number,
  inFlight: number,
  count: number,
  visit: number,
  customers: Customers,
): Promise<Partial<Record<Step, Measured>>> {
  const store = stores.get(size) as Store;
  const first = visit * count;
  const turnOf = (n: number) => (customers === 'busy' ? (first + n) % BUSY : first + n);
  const idOf = (n: number) => `c${(turnOf(n) * STRIDE) % size}`;
  const timed = (run: (n: number) => Promise<unknown>) => measured(inFlight, count, run, serverPid);
  const receive = await timed(async (n) => {
    const result = await store.receive(arrival(idOf(n), `bench.${customers}.${first + n}`));
    if (result !== 'new') throw new Error(`expected a new message, got a ${result}`);
  });
  const claimed: Claimed[] = [];
  const claim = await timed(async (n) => {
    claimed.push(await (lease ? lease.take(size, idOf(n)) : claimOne(store)));
  });
  const answered = claimed.map((each) => atRestAgain(each.conversation));
  const save = await timed((n) => store.save(at(answered, n), claimed[n]?.lease));
  await timed((n) => store.release(at(claimed, n).lease));
  const look = await timed(async () => {
    if (await store.claim(clock.now(), 'bench', LEASE_MS)) throw new Error('expected nothing to be due');
  });
  return { receive, save, look, ...(lease ? {} : { claim }) };
}

function at<T>(list: readonly T[], n: number): T {
  return list[n] as T;
}

async function claimOne(store: Store): Promise<Claimed> {
  const claimed = await store.claim(clock.now(), 'bench', LEASE_MS);
  if (!claimed) throw new Error('expected a conversation to be due, got none');
  return claimed;
}

/** Read, answered, and no longer than it was: else stores that are visited more often would hold more than others. */
function atRestAgain(conversation: Claimed['conversation']): Claimed['conversation'] {
  const next = withWords(conversation, `${conversation.id}.answer`);
  return { ...next, entries: next.entries.slice(-TAIL_ENTRIES), readUpTo: next.lastN, agenda: [] };
}

/** A new conversation with so many entries behind its tail. */
export async function lengthen(store: Store, id: string, behind: number): Promise<void> {
  await store.save({ ...atRest(id, behind + TAIL_ENTRIES), version: 0 });
  const entries = Array.from(
    { length: behind },
    (_, i) => ({ kind: 'note', n: i + 1, at: i, text: KILOBYTE }) as const,
  );
  for (let from = 0; from < behind; from += 500) await store.archive(id, entries.slice(from, from + 500));
}

/** The store's part of one message from its arrival to rest; the tail goes to the archive as the agenda sends it. */
export async function wholeWay({ stores, lease: past }: FilledStores, size: number, id: string, externalId: string) {
  const store = stores.get(size) as Store;
  await store.receive(arrival(id, externalId));
  const { conversation, lease }: { conversation: Claimed['conversation']; lease: Lease } = await (past
    ? past.take(size, id)
    : claimOne(store));
  const outcome = { kind: 'decided', turnId: `${id}.turn` } as const;
  const entries = conversation.entries.map((entry) => (entry.kind === 'customer-said' ? { ...entry, outcome } : entry));
  const saved = await store.save({ ...conversation, entries, readUpTo: conversation.lastN, agenda: [] }, lease);
  await archiveOverflow(saved, TAIL_ENTRIES, { store, lease });
  await store.release(lease);
}
