/**
 * The real program while its shared store is away: killed and started again, or unreachable with every socket open.
 * OUTAGE_SECONDS=60 makes the second one as long as that and prints what it measured.
 */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createFakeGraph, type FakeGraph } from '../fakes/fake-graph.ts';
import { createMetaDriver, type MetaDriver } from '../fakes/meta-driver.ts';
import { type BlackHole, createBlackHole } from '../servers/black-hole.ts';
import { installedServers, type MongoServer, startMongoServer } from '../servers/mongo-server.ts';
import { eventually } from '../support/eventually.ts';
import { address, run, type Started, setUp, tearDown } from './program.ts';

const NAMED_SECONDS = process.env['OUTAGE_SECONDS'];
const HOLE_SECONDS = Number(NAMED_SECONDS ?? 12);
const DEAD_SECONDS = 6;
/** A webhook's sender has stopped listening by then. */
const TOO_LATE_MS = 10_000;
/** The shop's own, as config/business.yaml has it. */
const ZONE = { timeZone: 'Europe/Dublin' };
/** Between two messages of the traffic, each from a customer of its own. */
const BETWEEN_MS = 150;
/** Messages that must have been seen before, in and after an outage: it lasts until they are, however slow the machine. */
const ENOUGH = 12;
/** Messages under way at once at most: a slow machine is given fewer, not a backlog. */
const AT_ONCE = 20;

/** A server that acknowledges `journal: true` must have it on disk when it is killed; this one does so when told. */
const SYNCED = ['--sync-on-commit'];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)); // other processes work meanwhile
const withServer = installedServers().includes('secantus') ? describe : describe.skip;

interface Said {
  readonly token: string;
  readonly id: string;
  readonly status: number;
  readonly at: number;
  readonly ms: number;
}

interface Asked {
  readonly path: string;
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

let graph: FakeGraph;
let meta: MetaDriver;
let server: MongoServer | undefined;
let hole: BlackHole | undefined;

beforeEach(async () => {
  setUp();
  graph = await createFakeGraph();
});

afterEach(async () => {
  tearDown();
  await meta?.close();
  await graph.close();
  await hole?.close();
  await server?.stop();
  server = undefined;
  hole = undefined;
});

/** Without `directConnection` the driver would ask the server for its own address and go round the hole. */
function throughHole(to: MongoServer, { port }: BlackHole): string {
  return `${to.uri().replace(String(to.port), String(port))}?directConnection=true`;
}

async function open(mongodbUri: string): Promise<{ shop: Started; base: string }> {
  const shop = run({
    MONGODB_URI: mongodbUri,
    WHATSAPP_ACCESS_TOKEN: graph.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: graph.phoneNumberId,
    WHATSAPP_APP_SECRET: 'secret',
    WHATSAPP_VERIFY_TOKEN: 'verify',
    WHATSAPP_API_URL: graph.url,
  });
  const base = await address(shop);
  const webhookUrl = `${base}/webhooks/whatsapp`;
  meta = createMetaDriver({ graph, webhookUrl, appSecret: 'secret', autoStatuses: true, retryMs: 500 });
  return { shop, base };
}

/** Customer `n` says "ping n"; the same `n` is the same message. */
async function say(n: number, untilTaken = false): Promise<Said> {
  const [token, id, at] = [`t${n}`, `wamid.t${n}`, Date.now()];
  const customer = { waId: String(15_550_000_000 + n) };
  const { status } = await meta.says(customer, `ping ${token}`, { id, untilTaken });
  return { token, id, status, at, ms: Date.now() - at };
}

async function ask(base: string, path: string, init: RequestInit = {}): Promise<Asked> {
  const at = Date.now();
  const response = await fetch(base + path, init);
  return { path, status: response.status, body: await response.text(), ms: Date.now() - at };
}

const webChat = (base: string, text: string) =>
  ask(base, '/api/chat/messages', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ conversation: 'a-page-during-an-outage', text }),
  });

const pongs = (token: string) => graph.sends.filter(({ text }) => text === `pong ${token}`);
const answered = async (said: readonly Said[]) =>
  eventually(() => (said.every(({ token }) => pongs(token).length > 0) ? true : undefined), 90_000);

/** Customers go on writing through an outage, and so does everybody who asks how the program is. */
async function liveThrough(
  { shop, base }: { shop: Started; base: string },
  outage: { seconds: number; begin: () => Promise<void> | void; end: () => Promise<void> | void },
) {
  const traffic: Promise<Said>[] = [];
  const over: Said[] = [];
  const asked: Asked[] = [];
  let [writing, away] = [true, true];
  const write = async () => {
    while (writing) {
      if (traffic.length - over.length < AT_ONCE) {
        const one = say(traffic.length + 1);
        traffic.push(one);
        void one.then((said) => over.push(said));
      }
      await pause(BETWEEN_MS);
    }
  };
  const enough = (counted: () => readonly unknown[]) =>
    eventually(() => (counted().length >= ENOUGH ? true : undefined), 90_000);
  const watch = async (one: () => Promise<Asked>) => {
    while (away) {
      const answer = await one();
      if (away) asked.push(answer);
      await pause(500);
    }
  };
  const written = write();
  let [wentAt, endedAt, backAt] = [0, 0, 0];
  try {
    await enough(() => over.filter(({ status }) => status === 200));
    await outage.begin();
    wentAt = Date.now();
    const curious = [() => ask(base, '/readyz'), () => ask(base, '/healthz'), () => webChat(base, 'ping page')];
    const watched = Promise.all(curious.map(watch));
    await pause(outage.seconds * 1_000);
    await enough(() => writtenDuring(over, wentAt));
    away = false;
    endedAt = Date.now();
    await outage.end();
    backAt = Date.now();
    await enough(() => over.filter(({ at, status }) => at > backAt && status === 200));
    await watched;
  } finally {
    [writing, away] = [false, false];
    await written;
  }
  const said = await Promise.all(traffic);
  const refused = said.filter(({ status }) => status !== 200);
  await Promise.all(refused.map(({ token }) => say(Number(token.slice(1)), true)));
  await answered(said);
  const after = graph.sends.map(({ at }) => at - backAt).filter((ms) => ms >= 0);
  await eventually(async () => ((await ask(base, '/readyz')).status === 200 ? true : undefined));
  await meta.settled();
  return {
    shop,
    base,
    said,
    refused,
    asked,
    wentAt,
    endedAt,
    backAt,
    answeredAfterMs: [Math.min(...after), Math.max(...after)],
  };
}

/** Written after the store had gone, and over before it came back. */
function writtenDuring(said: readonly Said[], wentAt: number, endedAt = Date.now()): readonly Said[] {
  return said.filter(({ at, ms }) => at >= wentAt && at + ms < endedAt);
}

/** What a customer, Meta and an operator may rely on, whatever the outage was. */
async function expectNothingLost(seen: Awaited<ReturnType<typeof liveThrough>>): Promise<void> {
  const { shop, base, said, refused, asked, wentAt, endedAt } = seen;
  const meanwhile = writtenDuring(said, wentAt, endedAt);
  expect(meanwhile.length).toBeGreaterThanOrEqual(ENOUGH);
  expect(meanwhile.filter(({ status, ms }) => status !== 503 || ms > TOO_LATE_MS)).toEqual([]);
  expect(refused.filter(({ status }) => status !== 503)).toEqual([]);

  const to = (path: string) => asked.filter((one) => one.path === path);
  expect(to('/readyz').length).toBeGreaterThan(0);
  for (const { status, body, ms } of to('/readyz')) {
    expect({ status, body: JSON.parse(body) }).toMatchObject({
      status: 503,
      body: { parts: { store: { ok: false } } },
    });
    expect(ms).toBeLessThan(TOO_LATE_MS);
  }
  for (const { status } of to('/healthz')) expect(status).toBe(200);
  for (const { status, body, ms } of to('/api/chat/messages')) {
    expect({ status, body }).toMatchObject({ status: 503, body: expect.stringContaining('please try again') });
    expect(ms).toBeLessThan(TOO_LATE_MS);
  }

  const days = new Set([wentAt, Date.now()].map((at) => new Intl.DateTimeFormat('sv', ZONE).format(at)));
  const endings = async () => {
    const ledgers = await Promise.all([...days].map((day) => ask(base, `/api/ledger?day=${day}`)));
    const ended = ledgers.flatMap(({ body }) => JSON.parse(body).messages as { id: string; ending: string }[]);
    return new Map(ended.map(({ id, ending }) => [id.split(':').at(-1), ending]));
  };
  await eventually(async () => ([...(await endings()).values()].includes('in-work') ? undefined : true));
  const ended = await endings();
  expect(said.map(({ id }) => ended.get(id)).filter((ending) => ending !== 'answered')).toEqual([]);
  expect(shop.child.exitCode).toBeNull();
  shop.child.kill('SIGTERM');
  expect(await shop.exit()).toBe(0);
  expect(said.map(({ token }) => ({ token, times: pongs(token).length })).filter(({ times }) => times !== 1)).toEqual(
    [],
  );
  expect(graph.refusals).toEqual([]);
}

/**
 * A line when it begins, one when it is over and one for each request that was refused. The first call of a machine
 * out of breath after it may be late again; but never a line for each look of the agenda.
 */
function expectQuietLog({ shop }: { shop: Started }): void {
  const lines = shop.output().split('\n');
  const logged = lines.filter((line) => line.startsWith('{')).map((line) => String(JSON.parse(line).msg));
  const others = logged.filter((line) => !/it will be delivered again|request failed/.test(line));
  expect(others.slice(0, 2)).toEqual([
    expect.stringMatching(/the store does not answer/),
    expect.stringMatching(/the store answers again/),
  ]);
  expect(others.slice(2).filter((line) => !others.slice(0, 2).includes(line))).toEqual([]);
  expect(others.length).toBeLessThan(8);
  expect(shop.output()).not.toMatch(/unhandled|Warning/i);
}

function tell(
  name: string,
  { said, refused, asked, wentAt, backAt, answeredAfterMs, shop }: Awaited<ReturnType<typeof liveThrough>>,
) {
  if (!NAMED_SECONDS) return;
  const spread = (times: readonly number[]) => {
    const sorted = times.toSorted((a, b) => a - b);
    return `${sorted[0]}/${sorted[Math.floor(sorted.length / 2)]}/${sorted.at(-1)} ms (min/median/max of ${sorted.length})`;
  };
  const of = (path: string) => spread(asked.filter((one) => one.path === path).map(({ ms }) => ms));
  process.stdout.write(
    [
      `${name}, ${(backAt - wentAt) / 1000} s, ${said.length} messages, ${refused.length} refused`,
      `webhook to 503: ${spread(refused.map(({ ms }) => ms))}`,
      `readyz: ${of('/readyz')}; healthz: ${of('/healthz')}; web chat: ${of('/api/chat/messages')}`,
      `first and last answer after the end: ${answeredAfterMs.join(' and ')} ms; log lines: ${shop.output().split('\n').length}`,
      '',
    ].join('\n'),
  );
}

withServer('the shared store goes away under traffic', () => {
  it('the server is killed and started again: nothing acknowledged is lost, what was refused is answered once', async () => {
    const mongod = await startMongoServer('secantus', SYNCED);
    server = mongod;
    const seen = await liveThrough(await open(mongod.uri()), {
      seconds: DEAD_SECONDS,
      begin: () => mongod.kill(),
      end: () => mongod.restart(),
    });
    tell('killed', seen);
    await expectNothingLost(seen);
    expectQuietLog(seen);
  }, 400_000);

  it(
    'the network swallows everything: nothing acknowledged is lost, what was refused is answered once',
    async () => {
      server = await startMongoServer('secantus');
      const network = await createBlackHole(server);
      hole = network;
      const seen = await liveThrough(await open(throughHole(server, network)), {
        seconds: HOLE_SECONDS,
        begin: network.open,
        end: network.shut,
      });
      tell('black hole', seen);
      await expectNothingLost(seen);
      expectQuietLog(seen);
    },
    400_000 + HOLE_SECONDS * 1_000,
  );

  it('told to stop in the middle of it, the program stops', async () => {
    server = await startMongoServer('secantus');
    const network = await createBlackHole(server);
    hole = network;
    const { shop } = await open(throughHole(server, network));
    expect((await say(1)).status).toBe(200);
    network.open();
    expect((await say(2)).status).toBe(503);
    shop.child.kill('SIGTERM');
    expect(await shop.exit()).toBe(0);
  }, 400_000);
});
