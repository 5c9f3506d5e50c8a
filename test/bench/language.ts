/**
 * What understanding costs on this machine without any model: start, milliseconds a message, the longest pause of the
 * main thread, memory. Each message is a new one, so that nothing is remembered from the one before, and each start a
 * process of its own: what one has left behind is no memory of the next.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { loadBusiness } from '../../src/business-config.ts';
import { createKnowledge } from '../../src/knowledge/knowledge.ts';
import { createLocalLanguage, serviceWords } from '../../src/language/local-language.ts';
import { createUnderstanding } from '../../src/language/understanding.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { median, quantile } from './measured.ts';

const MESSAGES = 200;
const STARTS = ['words only', 'first start', 'later start'] as const;
/** For understanding, beside Node, the program and the passages. */
const TARGET = { messageMs: 15, memoryMb: 200 } as const;
const say = (line: string) => void process.stdout.write(`${line}\n`);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What stays: garbage is taken out first. */
async function megabytes(): Promise<number> {
  for (let times = 0; times < 3; times++) {
    globalThis.gc?.();
    await pause(200);
  }
  return process.memoryUsage().rss / 1e6;
}

export async function benchLanguage(): Promise<void> {
  const cacheDir = mkdtempSync(join(tmpdir(), 'frontdesk-language-bench-'));
  say(
    'language    | start ms | classify p50 | p95 | answer p50 | p95 | longest pause ms | MB: program | understanding | passages',
  );
  for (const name of STARTS) {
    const flags = ['--disable-warning=ExperimentalWarning', '--expose-gc'];
    execFileSync(process.execPath, [...flags, import.meta.filename, name, cacheDir], { stdio: 'inherit' });
  }
  say(`target: ${TARGET.messageMs} ms a message, ${TARGET.memoryMb} MB for understanding`);
  rmSync(cacheDir, { recursive: true });
}

async function measured(name: string, cacheDir: string): Promise<void> {
  const loaded = loadBusiness('config');
  if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
  const { business } = loaded;
  const program = await megabytes();
  const log = { warn: (about: object) => say(JSON.stringify(about)) };

  let startedAt = performance.now();
  let understanding: Partial<Awaited<ReturnType<typeof createUnderstanding>>> = {};
  if (name !== 'words only') {
    const services = serviceWords(business);
    const created = await createUnderstanding({ cacheDir, intents: business.intents, services }, { log });
    while (created.state() === 'words only while it learns') await pause(20);
    if (!created.sentences) say(created.line);
    understanding = created;
  }
  const language = createLocalLanguage({ intents: business.intents, business }, understanding.learned);
  let start = performance.now() - startedAt;
  const understood = await megabytes();
  startedAt = performance.now();
  const knowledge = await createKnowledge(
    { dir: 'knowledge', business },
    { clock: createManualClock(), sentences: understanding.sentences },
  );
  await knowledge.settled();
  start += performance.now() - startedAt;
  await pause(500); // what was compiled and collected at the start is no pause of serving
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const classify: number[] = [];
  const answer: number[] = [];
  for (let n = 0; n < MESSAGES; n++) {
    const text = `what does it cost to have ${n + 2} wheels looked at by Friday?`;
    let at = performance.now();
    await language.classify(text);
    classify.push(performance.now() - at);
    at = performance.now();
    await language.answer(text, await knowledge.search(`${text} thanks`, 5));
    answer.push(performance.now() - at);
  }
  loop.disable();
  const longest = loop.max / 1e6;
  const all = await megabytes();
  const numbers = [
    start.toFixed(0).padStart(8),
    ...[classify, answer].flatMap((took) => [median(took).toFixed(1), quantile(took, 0.95).toFixed(1)]),
    longest.toFixed(1),
    program.toFixed(0),
    `+${(understood - program).toFixed(0)}`,
    `+${(all - understood).toFixed(0)}`,
  ];
  say(`${name.padEnd(11)} | ${numbers.join(' | ')}`);
  await understanding.stop?.();
}

const [name, cacheDir] = process.argv.slice(2);
if (import.meta.main && name !== undefined && cacheDir !== undefined) await measured(name, cacheDir);
