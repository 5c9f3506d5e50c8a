/**
 * Customers who write to several processes while those die: everything is delivered until it is taken, and one in
 * twenty messages again. Resolves only when nothing is on its way any more.
 */
import type { FakeGraph } from '../fakes/fake-graph.ts';
import type { MetaDriver } from '../fakes/meta-driver.ts';
import type { Processes } from './processes.ts';

export interface LoadSize {
  readonly conversations: number;
  /** In each, one or two processes die. */
  readonly rounds: number;
}

export interface Load {
  /** What each customer asked, in order. */
  readonly asked: ReadonlyMap<string, readonly string[]>;
  readonly redelivered: number;
  readonly deaths: number;
  /** Until the last answer came. */
  readonly tookMs: number;
}

const IN_FLIGHT = 24;
/** Nothing answered for so long means that the rest is lost. A server that is slow for its load may be given longer. */
const STANDSTILL_MS = Number(process.env['FRONTDESK_TEST_PATIENCE_S'] ?? 120) * 1_000;

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)); // other processes work meanwhile

/** A small generator, so that a failing run can be repeated. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

export async function bearLoad(
  { conversations, rounds }: LoadSize,
  {
    processes,
    graph,
    meta,
    random,
  }: { processes: Processes; graph: FakeGraph; meta: MetaDriver; random: () => number },
): Promise<Load> {
  const startedAt = Date.now();
  const asked = new Map<string, string[]>();
  const soon: Promise<unknown>[] = [];
  const atTheEnd: (() => Promise<unknown>)[] = [];
  let begun = 0;
  let redelivered = 0;
  let deaths = 0;

  async function converse(): Promise<void> {
    const number = ++begun;
    const waId = `1555${String(number).padStart(7, '0')}`;
    const questions: string[] = [];
    asked.set(waId, questions);
    const burst = random() < 0.3 ? 2 + Math.floor(random() * 4) : 1;
    for (let m = 0; m < burst; m++) {
      const token = `c${number}m${m}`;
      questions.push(token);
      const say = () => meta.says({ waId, name: 'Ana' }, `ping ${token}`, { id: `wamid.${token}`, untilTaken: true });
      const again = random() < 0.05 ? (['beside', 'soon', 'at-the-end'] as const)[Math.floor(random() * 3)] : undefined;
      if (again) redelivered++;
      if (again === 'beside') soon.push(say()); // to another process at the same time
      await say();
      if (again === 'soon') soon.push(pause(random() * 2_000).then(say));
      if (again === 'at-the-end') atTheEnd.push(say); // long after it was answered
    }
  }

  for (let round = 1; round <= rounds; round++) {
    const until = Math.floor((conversations * round) / rounds);
    const load = Array.from({ length: IN_FLIGHT }, async () => {
      while (begun < until) await converse();
    });
    const chosen = [random(), ...(random() < 0.3 ? [random()] : [])].map((x) => Math.floor(x * processes.count));
    const dying = [...new Set(chosen)].map(async (which) => {
      await pause(random() * 400);
      await processes.killAndRestart(which);
      deaths++;
    });
    await Promise.all([...load, ...dying]);
  }
  await Promise.all(soon);
  await allAnswered([...asked.values()].flat(), graph);
  const tookMs = Date.now() - startedAt;
  await Promise.all(atTheEnd.map((say) => say()));
  await meta.settled();
  return { asked, redelivered, deaths, tookMs };
}

/** Waits as long as answers keep coming; whoever called sees what is missing. */
async function allAnswered(tokens: readonly string[], graph: FakeGraph): Promise<void> {
  const given = new Set<string>();
  let read = 0;
  for (let progressAt = Date.now(); Date.now() < progressAt + STANDSTILL_MS; await pause(100)) {
    for (; read < graph.sends.length; read++) {
      for (const line of graph.sends[read]?.text.split('\n') ?? []) given.add(line);
      progressAt = Date.now();
    }
    if (tokens.every((token) => given.has(`pong ${token}`))) return;
  }
}
