/** The process dies by SIGKILL, fifty times, between any two writes: nothing is lost and nobody is answered twice. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createFakeGraph, type FakeGraph } from '../fakes/fake-graph.ts';
import { createMetaDriver, type MetaDriver } from '../fakes/meta-driver.ts';
import { randomFrom } from './load.ts';

const ROUNDS = 50;
const OPERATIONS = [
  'store.receive',
  'store.claim',
  'store.putRecord',
  'store.save',
  'store.release',
  'channel.send',
] as const;
const CUSTOMERS = ['15550000001', '15550000002', '15550000003'];

let folder: string;
let port: number;
let graph: FakeGraph;
let meta: MetaDriver;
let undelivered = 0;
let child: ChildProcess | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-kill-'));
  port = await freePort();
  graph = await createFakeGraph();
  const webhookUrl = `http://127.0.0.1:${port}/webhooks/whatsapp`;
  meta = createMetaDriver({ graph, webhookUrl, appSecret: 'secret', autoStatuses: true, retryMs: 40 });
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await meta.close();
  await graph.close();
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}

async function startChild(killAt?: { operation: string; moment: string; call: number }): Promise<ChildProcess> {
  const plan = { port, path: join(folder, 'shop.sqlite'), apiUrl: graph.url, ...(killAt ? { killAt } : {}) };
  const started = fork(new URL('./child.ts', import.meta.url).pathname, [JSON.stringify(plan)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await Promise.race([once(started, 'message'), once(started, 'exit')]);
  return started;
}

/** Delivered again until it is acknowledged, as Meta does. */
async function says(waId: string, token: string): Promise<void> {
  undelivered++;
  await meta.says({ waId, name: 'Ana' }, `ping ${token}`, { id: `wamid.${token}`, untilTaken: true });
  undelivered--;
}

/** The time guards against hanging only. */
async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 240_000;
  while (!holds() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20)); // another process works
}

it('after fifty crashes every acknowledged message has exactly one answer', async () => {
  const seed = Date.now() % 100_000;
  const random = randomFrom(seed);
  const asked: string[] = [];
  const deaths: Record<string, number> = {};
  let read = 0;
  const heard = new Map<string, number>();
  const answers = (token: string) => {
    for (; read < graph.sends.length; read++)
      for (const line of graph.sends[read]?.text.split('\n') ?? []) heard.set(line, (heard.get(line) ?? 0) + 1);
    return heard.get(`pong ${token}`) ?? 0;
  };
  const allAnswered = () => undelivered === 0 && asked.every((token) => answers(token) > 0);
  for (let round = 0; round < ROUNDS; round++) {
    const operation = OPERATIONS[Math.floor(random() * OPERATIONS.length)] ?? 'store.save';
    const killAt = { operation, moment: random() < 0.5 ? 'before' : 'after', call: 1 + Math.floor(random() * 3) };
    child = await startChild(killAt);
    const living = child;
    const isDead = () => living.exitCode !== null || living.signalCode !== null;
    const dead = isDead() ? Promise.resolve() : once(living, 'exit');
    for (const [index, from] of CUSTOMERS.entries()) {
      const token = `r${round}c${index}`;
      asked.push(token);
      void says(from, token);
      if (random() < 0.2) void says(from, token); // delivered twice
    }
    await until(() => isDead() || allAnswered()); // once all is answered it does not come to its death any more
    const how = isDead() ? operation : 'idle';
    deaths[how] = (deaths[how] ?? 0) + 1;
    living.kill('SIGKILL');
    await dead;
  }
  child = await startChild();
  await until(allAnswered);

  const context = `seed ${seed}, deaths ${JSON.stringify(deaths)}`;
  expect({ context, lost: asked.filter((token) => answers(token) === 0) }).toEqual({ context, lost: [] });
  expect({ context, twice: asked.filter((token) => answers(token) > 1) }).toEqual({ context, twice: [] });
  const crashes = ROUNDS - (deaths['idle'] ?? 0);
  expect(crashes).toBeGreaterThan(ROUNDS / 4); // the rest was killed before it came to what it should die in
}, 600_000);
