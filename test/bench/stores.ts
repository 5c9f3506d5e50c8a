/**
 * `npm run bench -- stores`: what a message costs in each store, and whether it costs more with a hundred times the
 * conversations or behind a long one. The sizes take turns, and growth is the median of turns that lie side by side:
 * from one minute to the next the machine changes more than the store does.
 */
import type { Store } from '../../src/ports.ts';
import { installedServers } from '../servers/mongo-server.ts';
import { type FilledStores, fillMongo, fillSqlite, TAIL_ENTRIES } from './filled-stores.ts';
import { type Measured, measured, median, quantile } from './measured.ts';
import { type Customers, lengthen, STEPS, type Step, visited, wholeWay } from './store-visits.ts';

/** Entries behind the tail. */
const LENGTHS = [10, 10_000] as const;

/** A slow server is measured in less: `BENCH_SIZES=1000,5000 BENCH_IN_FLIGHT=16 BENCH_ROUNDS=3 BENCH_ONLY=mongodb`. */
const numbersIn = (name: string, usual: readonly number[]) => process.env[name]?.split(',').map(Number) ?? usual;
const SIZES = numbersIn('BENCH_SIZES', [1_000, 100_000]);
const IN_FLIGHT = numbersIn('BENCH_IN_FLIGHT', [1, 16, 64]);
const [ROUNDS = 11] = numbersIn('BENCH_ROUNDS', []);
const [MESSAGES = 200] = numbersIn('BENCH_MESSAGES', []);
const ONLY = process.env['BENCH_ONLY'];

const print = (line: string) => process.stdout.write(`${line}\n`);

export async function benchStores(): Promise<void> {
  print(`${MESSAGES} messages a round, ${ROUNDS} rounds; conversations of ${TAIL_ENTRIES} entries`);
  print('growth: median of the rounds (and their middle half), wall time and processor time of client and server');
  if (ONLY !== 'mongodb') await bench(() => fillSqlite(SIZES));
  if (ONLY === 'sqlite') return;
  const named = process.env['MONGODB_URI'];
  if (named || installedServers().includes('secantus')) await bench(() => fillMongo(SIZES, named));
  else print('MongoDB: no server here; name one in MONGODB_URI or run test/servers/install secantus');
}

async function bench(filled: () => Promise<FilledStores>): Promise<void> {
  const started = performance.now();
  const subject = await filled();
  print(`\n${subject.name}, filled in ${((performance.now() - started) / 1_000).toFixed(0)} s`);
  try {
    print(
      row(
        '',
        'in flight',
        SIZES.map((size) => `${size}: ops/s, p50, p99 ms, x floor`),
        'growth wall',
        'processor',
      ),
    );
    for (const inFlight of IN_FLIGHT) await growthWithSize(subject, inFlight, 'busy');
    print('the same, when nobody has written for so long that nothing of theirs is in memory:');
    await growthWithSize(subject, 16, 'cold');
    if (subject.lease) print(`claim is left out: ${subject.lease.why}`);
    await growthWithLength(subject);
  } finally {
    await subject.close();
  }
}

async function growthWithSize(subject: FilledStores, inFlight: number, customers: Customers): Promise<void> {
  const floors: Measured[] = [];
  const visits = new Map(SIZES.map((size) => [size, [] as Partial<Record<Step, Measured>>[]]));
  for (let round = -1; round < ROUNDS; round++) {
    const floor = await measured(inFlight, MESSAGES, subject.floor, subject.serverPid);
    if (round >= 0) floors.push(floor);
    for (const size of round % 2 ? SIZES : SIZES.toReversed()) {
      const took = await visited(subject, size, inFlight, MESSAGES, inFlight * 100 + round, customers);
      if (round >= 0) visits.get(size)?.push(took); // the first round warms caches and compiles
    }
  }
  const floorMs = median(floors.map(({ ms }) => ms));
  print(row('floor', `${inFlight}`, [numbers(floors), ''], '', ''));
  const rowOf = (name: string, pick: (visit: Partial<Record<Step, Measured>>) => Measured | undefined) => {
    const [small = [], large = []] = SIZES.map((size) =>
      (visits.get(size) ?? []).flatMap((visit) => pick(visit) ?? []),
    );
    if (small.length === 0) return;
    const both = [numbers(small, floorMs), numbers(large, floorMs)];
    print(row(name, `${inFlight}`, both, growth(small, large, 'ms'), growth(small, large, 'cpuMs')));
  };
  for (const step of STEPS) rowOf(step, (visit) => visit[step]);
  rowOf('message', ({ receive, claim, save }) => sum([receive, claim, save]));
}

/** The way of one message through the store again and again, in a conversation of each length. */
async function growthWithLength(subject: FilledStores): Promise<void> {
  const [size = 0] = SIZES;
  const store = subject.stores.get(size) as Store;
  const taken = new Map(LENGTHS.map((length) => [length, [] as Measured[]]));
  await lengthen(store, 'long', LENGTHS[1]);
  for (let round = -1; round < ROUNDS; round++) {
    await lengthen(store, `short${round}`, LENGTHS[0]);
    for (const length of round % 2 ? LENGTHS : LENGTHS.toReversed()) {
      const id = length === LENGTHS[0] ? `short${round}` : 'long';
      const way = (n: number) => wholeWay(subject, size, id, `${id}.${round}.${n}`);
      const took = await measured(1, MESSAGES, way, subject.serverPid);
      if (round >= 0) taken.get(length)?.push(took);
    }
  }
  const [short = [], long = []] = LENGTHS.map((length) => taken.get(length));
  print('receive, lease, save, archive and release of one message after the other, in one conversation');
  print(`  with ${LENGTHS[0]} entries behind it: ${numbers(short)}`);
  print(`  with ${LENGTHS[1]} entries behind it: ${numbers(long)}`);
  print(`  growth wall ${growth(short, long, 'ms')}, processor ${growth(short, long, 'cpuMs')}`);
}

function sum(parts: readonly (Measured | undefined)[]): Measured {
  const there = parts.filter((part) => part !== undefined);
  const of = (what: 'ms' | 'cpuMs') => there.reduce((total, part) => total + part[what], 0);
  return { ms: of('ms'), cpuMs: of('cpuMs'), latencies: [] };
}

/** Calls a second, p50, p99, and how many bare writes one is worth. */
function numbers(taken: readonly Measured[], floorMs?: number): string {
  const ms = median(taken.map((each) => each.ms));
  const latencies = taken.flatMap((each) => each.latencies);
  const percentiles = latencies.length === 0 ? [] : [0.5, 0.99].map((share) => quantile(latencies, share).toFixed(2));
  const floors = floorMs === undefined ? [] : [`x${(ms / floorMs).toFixed(1)}`];
  return [(1_000 / ms).toFixed(0), ...percentiles, ...floors].join(', ');
}

/** Median of the rounds' own growth, and their middle half: how far it can be believed. */
function growth(before: readonly Measured[], after: readonly Measured[], what: 'ms' | 'cpuMs'): string {
  const ratios = before.map((each, at) => (after[at]?.[what] ?? Number.NaN) / each[what]);
  const percent = (share: number) => ((quantile(ratios, share) - 1) * 100).toFixed(0);
  return `${percent(0.5)} % (${percent(0.25)} to ${percent(0.75)})`;
}

function row(name: string, inFlight: string, sizes: readonly string[], wall: string, cpu: string): string {
  return [name.padEnd(7), inFlight.padStart(9), ...sizes.map((cell) => cell.padEnd(36)), wall.padEnd(18), cpu].join(
    ' | ',
  );
}
