/**
 * `npm run bench -- stores`: what a message costs in each store, and whether it costs more with a hundred times the
 * conversations or behind a long one. The sizes take turns and growth is the median of turns that lie side by side:
 * the machine changes its speed between them more than the store does.
 */
import type { Lease, Store } from '../../src/ports.ts';
import { archiveOverflow } from '../../src/tail.ts';
import { installedServers } from '../servers/mongo-server.ts';
import {
  arrival,
  atRest,
  clock,
  type FilledStores,
  fillMongo,
  fillSqlite,
  KILOBYTE,
  TAIL_ENTRIES,
  withWords,
} from './filled-stores.ts';
import { type Measured, measured, median, quantile } from './measured.ts';

const SIZES = [1_000, 100_000] as const;
/** Entries behind the tail. */
const LENGTHS = [10, 10_000] as const;
const IN_FLIGHT = [1, 16, 64] as const;
const STEPS = ['receive', 'claim', 'save'] as const;
const ROUNDS = 9;
const MESSAGES = 200;
const LEASE_MS = 600_000;
/** Has no factor in common with any size, so that one round meets no conversation twice. */
const STRIDE = 7_919;

type Step = (typeof STEPS)[number];
type Claimed = NonNullable<Awaited<ReturnType<Store['claim']>>>;
const print = (line: string) => process.stdout.write(`${line}\n`);

export async function benchStores(): Promise<void> {
  print(`${MESSAGES} messages a round, ${ROUNDS} rounds; conversations of ${TAIL_ENTRIES} entries`);
  await bench(() => fillSqlite(SIZES));
  const named = process.env['MONGODB_URI'];
  if (named || installedServers().includes('secantus')) await bench(() => fillMongo(SIZES, named));
  else print('MongoDB: no server here; name one in MONGODB_URI or run test/servers/install secantus');
}

async function bench(filled: () => Promise<FilledStores>): Promise<void> {
  const started = performance.now();
  const subject = await filled();
  print(`\n${subject.name}, filled in ${((performance.now() - started) / 1_000).toFixed(0)} s`);
  try {
    await growthWithSize(subject);
    await growthWithLength(subject);
  } finally {
    await subject.close();
  }
}

async function growthWithSize(subject: FilledStores): Promise<void> {
  const small = `${SIZES[0]} conversations`;
  const large = `${SIZES[1]} conversations`;
  print(row(['operation', 'in flight', `${small}: ops/s, p50, p99 ms, x floor`, large, 'growth wall', 'processor']));
  for (const inFlight of IN_FLIGHT) {
    const rounds: { floor: Measured; sizes: Map<number, Record<Step, Measured>> }[] = [];
    for (let round = -1; round < ROUNDS; round++) {
      const floor = await measured(inFlight, MESSAGES, subject.floor, subject.serverPid);
      const sizes = new Map<number, Record<Step, Measured>>();
      for (const size of round % 2 ? SIZES : SIZES.toReversed())
        sizes.set(size, await visit(subject, size, inFlight, (inFlight * ROUNDS + round) * MESSAGES));
      if (round >= 0) rounds.push({ floor, sizes }); // the first one warms caches and compiles
    }
    const floor = median(rounds.map((round) => round.floor.ms));
    print(row(['floor', `${inFlight}`, numbers(rounds.map((round) => round.floor)), '', '', '']));
    for (const step of STEPS) {
      const of = (size: number) => rounds.map(({ sizes }) => sizes.get(size)?.[step] as Measured);
      const [before, after] = [of(SIZES[0]), of(SIZES[1])];
      print(
        row([
          step,
          `${inFlight}`,
          numbers(before, floor),
          numbers(after, floor),
          growth(before, after, 'ms'),
          growth(before, after, 'cpuMs'),
        ]),
      );
    }
  }
}

/** A message for each of as many conversations as there are messages, and back to rest. */
async function visit(
  { stores, serverPid }: FilledStores,
  size: number,
  inFlight: number,
  seed: number,
): Promise<Record<Step, Measured>> {
  const store = stores.get(size) as Store;
  const idOf = (n: number) => `c${((seed + n) * STRIDE) % size}`;
  const claimed: Claimed[] = [];
  const receive = await measured(
    inFlight,
    MESSAGES,
    async (n) => {
      const result = await store.receive(arrival(idOf(n), `${inFlight}.${seed + n}`));
      if (result !== 'new') throw new Error(`expected a new message, got a ${result}`);
    },
    serverPid,
  );
  const claim = await measured(
    inFlight,
    MESSAGES,
    async () => {
      claimed.push(await claimOne(store));
    },
    serverPid,
  );
  const answered = claimed.map(({ conversation, lease }) => ({ next: atRestAgain(conversation), lease }));
  const save = await measured(
    inFlight,
    MESSAGES,
    async (n) => {
      const { next, lease } = answered[n] as (typeof answered)[number];
      await store.save(next, lease);
    },
    serverPid,
  );
  await measured(inFlight, MESSAGES, async (n) => store.release(claimed[n]?.lease as Lease));
  return { receive, claim, save };
}

async function claimOne(store: Store): Promise<Claimed> {
  const claimed = await store.claim(clock.now(), 'bench', LEASE_MS);
  if (!claimed) throw new Error('expected a conversation to be due, got none');
  return claimed;
}

/** Read and answered, and as long as it was: else the sizes would be visited until they differ in more than size. */
function atRestAgain({ ...conversation }: Claimed['conversation']): Claimed['conversation'] {
  const next = withWords(conversation, `${conversation.id}.answer`);
  return { ...next, entries: next.entries.slice(-TAIL_ENTRIES), readUpTo: next.lastN, agenda: [] };
}

/** The way of one message through the store again and again, in a conversation of each length. */
async function growthWithLength({ name, stores, serverPid }: FilledStores): Promise<void> {
  const store = stores.get(SIZES[0]) as Store;
  const taken = new Map(LENGTHS.map((length) => [length, [] as Measured[]]));
  await lengthen(store, 'long', LENGTHS[1]);
  for (let round = -1; round < ROUNDS; round++) {
    await lengthen(store, `short${round}`, LENGTHS[0]);
    for (const length of round % 2 ? LENGTHS : LENGTHS.toReversed()) {
      const id = length === LENGTHS[0] ? `short${round}` : 'long';
      const took = await measured(1, MESSAGES, (n) => message(store, id, `${id}.${round}.${n}`), serverPid);
      if (round >= 0) taken.get(length)?.push(took);
    }
  }
  const [short = [], long = []] = LENGTHS.map((length) => taken.get(length));
  print(`${name}: receive, claim, save, archive and release of one message, one after the other`);
  print(`  with ${LENGTHS[0]} entries behind it: ${numbers(short)}`);
  print(`  with ${LENGTHS[1]} entries behind it: ${numbers(long)}`);
  print(`  growth wall ${growth(short, long, 'ms')}, processor ${growth(short, long, 'cpuMs')}`);
}

/** A conversation with so many entries in the archive. */
async function lengthen(store: Store, id: string, behind: number): Promise<void> {
  await store.save({ ...atRest(id, behind + TAIL_ENTRIES), version: 0 });
  const entries = Array.from(
    { length: behind },
    (_, i) => ({ kind: 'note', n: i + 1, at: i, text: KILOBYTE }) as const,
  );
  for (let from = 0; from < behind; from += 500) await store.archive(id, entries.slice(from, from + 500));
}

/** The store's part of a message; the tail goes to the archive as the agenda sends it. */
async function message(store: Store, id: string, externalId: string): Promise<void> {
  await store.receive(arrival(id, externalId));
  const { conversation, lease } = await claimOne(store);
  const entries = conversation.entries.map((entry) =>
    entry.kind === 'customer-said' ? { ...entry, outcome: { kind: 'decided', turnId: 'x' } as const } : entry,
  );
  const saved = await store.save({ ...conversation, entries, readUpTo: conversation.lastN, agenda: [] }, lease);
  await archiveOverflow(saved, TAIL_ENTRIES, { store, lease });
  await store.release(lease);
}

/** Calls a second, p50, p99 and how many bare writes one is worth. */
function numbers(taken: readonly Measured[], floorMs?: number): string {
  const ms = median(taken.map((each) => each.ms));
  const latencies = taken.flatMap((each) => each.latencies);
  const cells = [(1_000 / ms).toFixed(0), quantile(latencies, 0.5).toFixed(2), quantile(latencies, 0.99).toFixed(2)];
  return [...cells, ...(floorMs === undefined ? [] : [`x${(ms / floorMs).toFixed(1)}`])].join(', ');
}

/** Median of the rounds' own growth, and the middle half of them: how far it can be believed. */
function growth(before: readonly Measured[], after: readonly Measured[], what: 'ms' | 'cpuMs'): string {
  const ratios = before.map((each, at) => (after[at]?.[what] ?? Number.NaN) / each[what]);
  const percent = (share: number) => `${((quantile(ratios, share) - 1) * 100).toFixed(0)}`;
  return `${percent(0.5)} % (${percent(0.25)} to ${percent(0.75)})`;
}

const WIDTHS = [9, 9, 48, 32, 20, 20];
const row = (cells: readonly string[]) => cells.map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0)).join(' | ');
