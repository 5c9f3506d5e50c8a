/**
 * `npx node test/bench/encoder.ts`: what a message costs in the sentence encoder, from the asker's side, thread and
 * queue included. Nothing may be remembered from one message to the next, so each is asked once.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createEncoder } from '../../src/language/encoder/encoder.ts';

const ROUNDS = 300;
/** Words of one token each; opening and closing mark are added. */
const WORDS =
  'my order is late and the blue one you sent was not new so can i get money back or another by friday'.split(' ');
const folder = mkdtempSync(join(tmpdir(), 'frontdesk-encoder-bench-'));
const megabytes = () => process.memoryUsage().rss / 1e6;

const before = megabytes();
const started = performance.now();
const encoder = await createEncoder({ cacheDir: folder }, { log: console });
if ('absent' in encoder) throw new Error(encoder.absent);
process.stdout.write(
  `start ${(performance.now() - started).toFixed(0)} ms, +${(megabytes() - before).toFixed(0)} MB\n`,
);

/** A text of so many tokens that nobody asked before. */
function textOf(tokens: number, round: number): string {
  const words = Array.from({ length: tokens - 2 }, (_, at) => WORDS[(at * 7 + round) % WORDS.length]);
  for (let at = 0, rest = round; at < words.length && rest > 0; at++, rest = Math.floor(rest / WORDS.length)) {
    words[at] = WORDS[rest % WORDS.length];
  }
  return words.join(' ');
}

const share = (sorted: readonly number[], part: number) =>
  (sorted[Math.floor(part * (sorted.length - 1))] ?? 0).toFixed(1);

const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
process.stdout.write('tokens | first ms | p50 ms | p95 ms\n');
for (const tokens of [5, 12, 40, 128]) {
  const took: number[] = [];
  for (let round = 1; round <= (tokens > 100 ? ROUNDS / 10 : ROUNDS); round++) {
    const at = performance.now();
    await encoder.encode([textOf(tokens, round)]);
    took.push(performance.now() - at);
  }
  const [first = 0] = took;
  took.sort((a, b) => a - b);
  process.stdout.write(
    `${String(tokens).padStart(6)} | ${first.toFixed(1).padStart(8)} | ${share(took, 0.5).padStart(6)} | ${share(took, 0.95).padStart(6)}\n`,
  );
}
const corpus = Array.from({ length: 600 }, (_, at) => textOf(12, at + 10_000));
for (const name of ['new', 'kept']) {
  const at = performance.now();
  await encoder.encode(corpus, { keep: true });
  const ms = performance.now() - at;
  process.stdout.write(`${corpus.length} examples of 12 tokens, ${name}: ${ms.toFixed(0)} ms\n`);
}
loop.disable();
process.stdout.write(
  `main thread: longest pause ${(loop.max / 1e6).toFixed(1)} ms, p99 ${(loop.percentile(99) / 1e6).toFixed(1)} ms\n`,
);
process.stdout.write(`memory: +${(megabytes() - before).toFixed(0)} MB\n`);
await encoder.stop();
rmSync(folder, { recursive: true });
