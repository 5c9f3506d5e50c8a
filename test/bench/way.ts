/**
 * `npm run bench -- way`: what a message costs on its whole way, as a ratio to the bare floor measured in the same run:
 * one flushed SQLite commit of the same bytes. Machines differ and are noisy; ratios travel, milliseconds do not.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAgents } from '../../src/agents/list.ts';
import { loadBusiness } from '../../src/business-config.ts';
import { createSystemClock } from '../../src/clock.ts';
import { createCore } from '../../src/core.ts';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { openSqlite } from '../../src/store/sqlite-writer.ts';
import { createToolBox } from '../../src/tools/tool-box.ts';
import { createMemoryChannel } from '../fakes/memory-channel.ts';
import { createMemoryDesk } from '../fakes/memory-desk.ts';
import { measured } from './measured.ts';

const MESSAGES = 1_000;
const loaded = loadBusiness('config');
if ('faults' in loaded) throw new Error('config/ has faults: npm run doctor');
const business = { ...loaded.business, waits: { ...loaded.business.waits, sentenceMs: 0, fragmentMs: 0 } };
const clock = createSystemClock();
const folder = mkdtempSync(join(tmpdir(), 'frontdesk-bench-'));

async function floor(inFlight: number): Promise<number> {
  const sqlite = openSqlite(join(folder, `floor-${inFlight}.sqlite`));
  sqlite.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, doc TEXT NOT NULL) STRICT');
  const doc = 'x'.repeat(1_000);
  const { ms } = await measured(inFlight, MESSAGES, () =>
    sqlite.write(() => sqlite.run('INSERT INTO t (doc) VALUES (?)', doc)),
  );
  sqlite.close();
  return ms;
}

async function wayOf(
  question: (n: number) => string,
  inFlight: number,
  name: string,
): Promise<{ receive: number; whole: number }> {
  const store = createSqliteStore({ path: join(folder, `${name}-${inFlight}.sqlite`), clock });
  const language = createLocalLanguage({ intents: business.intents, business });
  const knowledge = await createKnowledge({ dir: 'knowledge', business }, { clock });
  const channel = createMemoryChannel('memory');
  const tools = createToolBox([]);
  const core = createCore({
    store,
    clock,
    language,
    knowledge,
    tools,
    agents: createAgents({ business }, { language, knowledge, tools }),
    business,
    promptVersions: () => ({}),
    connections: { channels: new Map([['memory', channel.channel]]), desk: createMemoryDesk().desk },
    owner: 'bench',
  });
  const started = performance.now();
  const { ms: receive } = await measured(inFlight, MESSAGES, (n) =>
    core.intake.message({
      address: { channel: 'memory', account: 'shop', key: `${n}` },
      externalId: `${n}`,
      aliases: [],
      content: { kind: 'text', text: question(n) },
      sentAt: clock.now(),
    }),
  );
  core.agenda.start();
  while (channel.sent.length < MESSAGES) await new Promise((resolve) => setImmediate(resolve));
  const whole = (performance.now() - started) / MESSAGES;
  await core.agenda.stop();
  await store.close();
  return { receive, whole };
}

export async function benchWay(): Promise<void> {
  process.stdout.write(`${MESSAGES} messages of as many new customers each\n`);
  process.stdout.write(
    'in flight | floor ms | receive ms (x floor) | whole way ms (x floor) | knowledge answer ms (x floor)\n',
  );
  for (const inFlight of [1, 16, 64]) {
    const base = await floor(inFlight);
    const ping = await wayOf((n) => `ping ${n}`, inFlight, 'ping');
    const answer = await wayOf(() => 'What time do you close on Thursdays?', inFlight, 'answer');
    const cell = (ms: number) => `${ms.toFixed(2)} (x${(ms / base).toFixed(1)})`;
    process.stdout.write(
      `${String(inFlight).padStart(9)} | ${base.toFixed(3)} | ${cell(ping.receive)} | ${cell(ping.whole)} | ${cell(answer.whole)}\n`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
}
