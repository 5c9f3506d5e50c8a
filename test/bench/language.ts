/**
 * What understanding costs on this machine without any model: start, milliseconds a message, the longest pause of the
 * main thread, memory. Each message is a new one, so that nothing is remembered from the one before.
 */
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
const megabytes = () => process.memoryUsage().rss / 1e6;
const say = (line: string) => void process.stdout.write(`${line}\n`);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function benchLanguage(): Promise<void> {
  const loaded = loadBusiness('config');
  if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
  const { business } = loaded;
  const cacheDir = mkdtempSync(join(tmpdir(), 'frontdesk-language-bench-'));
  const services = serviceWords(business);
  const before = megabytes();

  say('language | start ms | classify p50 | p95 | answer p50 | p95 | longest pause ms | memory MB');
  await measured('words only', async () => ({ stop: async () => {} }));
  for (const name of ['first start', 'later start']) {
    await measured(name, async () => {
      const log = { warn: (about: object) => say(JSON.stringify(about)) };
      const understanding = await createUnderstanding({ cacheDir, intents: business.intents, services }, { log });
      while (understanding.state() === 'words only while it learns') await pause(20);
      if (!understanding.sentences) say(understanding.line);
      return understanding;
    });
  }
  rmSync(cacheDir, { recursive: true });

  async function measured(
    name: string,
    prepare: () => Promise<Partial<Awaited<ReturnType<typeof createUnderstanding>>>>,
  ): Promise<void> {
    const startedAt = performance.now();
    const understanding = await prepare();
    const language = createLocalLanguage({ intents: business.intents, business }, understanding.learned);
    const knowledge = await createKnowledge(
      { dir: 'knowledge', business },
      { clock: createManualClock(), sentences: understanding.sentences },
    );
    await knowledge.settled();
    const start = performance.now() - startedAt;
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
    const numbers = [
      start.toFixed(0).padStart(8),
      ...[classify, answer].flatMap((took) => [median(took).toFixed(1), quantile(took, 0.95).toFixed(1)]),
      (loop.max / 1e6).toFixed(1),
      `+${(megabytes() - before).toFixed(0)}`,
    ];
    say(`${name.padEnd(11)} | ${numbers.join(' | ')}`);
    await understanding.stop?.();
  }
}
