/**
 * Ten thousand passages: how long a question takes and for how much of it everybody else waits, how long the index takes,
 * and what it keeps in memory. On one core: `taskset -c 0 npm run bench -- knowledge`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Passage } from '../../src/domain/knowledge.ts';
import { searchWithDoubt } from '../../src/knowledge/doubt.ts';
import { inPieces } from '../../src/knowledge/in-pieces.ts';
import { buildPassageIndex } from '../../src/knowledge/passage-index.ts';
import { encodePassages } from '../../src/knowledge/passage-meaning.ts';
import { createTerms } from '../../src/knowledge/terms.ts';
import { createEncoder } from '../../src/language/encoder/encoder.ts';
import { quantile } from './measured.ts';

const PASSAGES = 10_000;
const QUESTIONS = 400;
/**
 * Every so manieth passage is given to the encoder, and questions are about these: what it takes for all is reckoned from
 * them. The others get directions that mean nothing, which costs a search as much.
 */
const SAMPLED = 50;
/** What a question may take (p95, ms, on one core). */
const TARGET = { retrieveMs: 20 } as const;
const THINGS =
  'brake chain wheel saddle pedal basket helmet light lock bell pump tyre tube frame fork grip rack trailer battery charger motor display cable gear shifter spoke rim hub stand bottle'.split(
    ' ',
  );
const VERBS =
  'repair replace adjust clean check order deliver collect rent return test measure fit paint store ship build tune true wax'.split(
    ' ',
  );
const PLACES =
  'Galway Cork Dublin Limerick Sligo Ennis Athlone Tralee Clifden Westport Kilkenny Waterford Wexford Malta Berlin Paris'.split(
    ' ',
  );
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** No two alike, as in a shop with a long list of things it does. */
function passageOf(n: number): Passage {
  const [thing, other] = [pick(THINGS, n), pick(THINGS, Math.floor(n / 7) + 3)];
  const [verb, place] = [pick(VERBS, Math.floor(n / 31)), pick(PLACES, Math.floor(n / 600))];
  const name = `${thing} model ${n}`;
  return {
    id: `bench#${n}`,
    documentTitle: `All about the ${thing}`,
    heading: `Do you ${verb} the ${name} in ${place}?`,
    questions: [
      `How much is it to ${verb} a ${name}?`,
      `${verb} ${thing} with ${other} ${place} price?`,
      `When can you ${verb} my ${name}?`,
    ],
    text: `Yes, we ${verb} the ${name} with its ${other} in ${place}. It costs €${10 + (n % 190)} and takes ${1 + (n % 9)} days.`,
    approvedBy: 'bench',
    approvedOn: '2026-11-02',
    audience: 'customer',
  };
}

/** Directions spread over the sphere: what the arithmetic costs does not depend on what they mean. */
async function vectorsOf(texts: readonly string[]): Promise<readonly Float32Array[]> {
  return inPieces(texts, (text) => {
    let seed = [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
    const vector = Float32Array.from({ length: 384 }, () => {
      seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
      return seed / 2 ** 31 - 1;
    });
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
}

const megabytes = () => {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1e6;
};

/** How long others had to wait while `work` went on, ms: the longest and all but the longest hundredth. */
async function heldUp<T>(work: () => Promise<T>): Promise<{ result: T; tookMs: number; most: number; p99: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const started = performance.now();
  const result = await work();
  const tookMs = performance.now() - started;
  delay.disable();
  // What it measures includes its own period of a millisecond.
  return { result, tookMs, most: delay.max / 1e6 - 1, p99: delay.percentile(99) / 1e6 - 1 };
}

const line = (text: string) => void process.stdout.write(`${text}\n`);

/** One question in four is misspelt, about a place and a number that the passage does not hold. */
function questionOf({ heading, questions }: Passage, n: number): string {
  const misspelt = `how long doess a ${pick(THINGS, n)} repiar take in ${pick(PLACES, n)} ${n}`;
  return n % 4 === 0 ? misspelt : n % 4 === 1 ? `${heading.slice(0, -1)} by the ${1 + (n % 28)}th` : pick(questions, n);
}

function verdictOf(p95: number): string {
  return ` <- p95 ${p95.toFixed(1)} ms, target ${TARGET.retrieveMs} ms: ${p95 < TARGET.retrieveMs ? 'met' : 'MISSED'}`;
}

export async function benchKnowledge(): Promise<void> {
  const before = megabytes();
  const passages = Array.from({ length: PASSAGES }, (_, n) => passageOf(n));
  const terms = createTerms('en-IE');
  const built = await heldUp(() => buildPassageIndex(passages, terms));
  const index = built.result;
  const waited = ({ most, p99 }: { most: number; p99: number }) =>
    `others waited ${p99.toFixed(1)} ms at p99, ${most.toFixed(1)} ms at most`;
  line(
    `${PASSAGES} passages indexed by words in ${(built.tookMs / 1000).toFixed(1)} s, +${(megabytes() - before).toFixed(0)} MB; ${waited(built)}`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-knowledge-bench-'));
  const found = await createEncoder({ cacheDir: folder }, { log: console });
  const encoder = 'absent' in found ? undefined : found;
  if ('absent' in found) line(`no encoder: ${found.absent}`);
  const sample = passages.filter((_, n) => n % SAMPLED === 0);
  const texts = sample.flatMap(({ heading, questions, text }) => [heading, ...questions, `${heading} ${text}`]);
  for (const turn of ['encoded', 'read from disk'] as const) {
    if (!encoder) break;
    const encoded = await heldUp(() => encoder.encode(texts, { keep: true }));
    const perSecond = texts.length / (encoded.tookMs / 1000);
    const whole = (SAMPLED * texts.length) / perSecond;
    line(
      `${turn}: ${perSecond.toFixed(0)} texts a second, for all passages ${whole.toFixed(0)} s in the background; ${waited(encoded)}`,
    );
  }
  const encodedSample = new Map(
    encoder && (await encoder.encode(texts, { keep: true })).map((vector, at) => [texts[at], vector]),
  );
  const known = megabytes();
  const meant = await heldUp(() =>
    encodePassages(passages, {
      encode: async (all) => {
        const rest = await vectorsOf(all);
        return all.map((text, at) => encodedSample.get(text) ?? (rest[at] as Float32Array));
      },
    }),
  );
  const meaning = meant.result;
  line(`their meaning +${(megabytes() - known).toFixed(0)} MB; ${waited(meant)}`);

  line(
    `\nretrieve, ${QUESTIONS} questions | p50 ms | p95 ms | most ms | processor ms | main thread at once, p95 ms | most ms`,
  );
  const encode = encoder ? (asked: readonly string[]) => encoder.encode(asked) : vectorsOf;
  for (const name of ['by words', 'by words and meaning', 'with the encoder', 'and second thoughts'] as const) {
    const encodes = name === 'with the encoder' || name === 'and second thoughts';
    if (encodes && !encoder) continue;
    const took: number[] = [];
    const atOnce: number[] = [];
    let processorMs = 0;
    for (let n = 0; n < QUESTIONS; n++) {
      // Nothing may be remembered from one turn to the next.
      const greeting = name === 'and second thoughts' ? 'hello, ' : '';
      const question = greeting + questionOf(sample[(n * 61) % sample.length] as Passage, n);
      const [made = new Float32Array()] = encodes ? [] : await vectorsOf([question]);
      const processor = process.cpuUsage();
      const started = performance.now();
      const [vector = made] = encodes ? await encode([question]) : [];
      const asked = name === 'by words' ? undefined : { vector, passages: meaning, sentences: { encode } };
      const searched = performance.now();
      if (name === 'and second thoughts')
        await searchWithDoubt(index, question, { limit: 5, eligible: () => true }, asked);
      else {
        index.search(question, 5, undefined, asked);
        atOnce.push(performance.now() - searched);
      }
      took.push(performance.now() - started);
      const { user, system } = process.cpuUsage(processor);
      processorMs += (user + system) / 1_000;
    }
    const [p50, p95, most] = [0.5, 0.95, 1].map((share) => quantile(took, share).toFixed(1).padStart(6));
    const alone = [0.95, 1].map((share) => (atOnce.length > 0 ? quantile(atOnce, share).toFixed(1) : '-'));
    const within = name === 'with the encoder' ? verdictOf(quantile(took, 0.95)) : '';
    line(
      `${name.padEnd(23)} | ${p50} | ${p95} | ${most} | ${(processorMs / QUESTIONS).toFixed(1)} | ${alone.join(' | ')}${within}`,
    );
  }
  await encoder?.stop();
  rmSync(folder, { recursive: true });
}
