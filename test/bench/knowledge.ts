/** Ten thousand passages: how long the index takes and others wait for it, how long a question takes, and what it keeps in memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Passage } from '../../src/domain/knowledge.ts';
import { inPieces } from '../../src/knowledge/in-pieces.ts';
import { buildPassageIndex } from '../../src/knowledge/passage-index.ts';
import { encodePassages } from '../../src/knowledge/passage-meaning.ts';
import { createTerms } from '../../src/knowledge/terms.ts';
import { createEncoder } from '../../src/language/encoder/encoder.ts';
import { quantile } from './measured.ts';

const PASSAGES = 10_000;
const QUESTIONS = 400;
/** Passages whose texts the encoder is given: what it takes for all is reckoned from them. */
const SAMPLE = 200;
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
  const known = await heldUp(() => encodePassages(passages, { encode: vectorsOf }));
  const meaning = known.result;
  line(`with the arithmetic of their meaning +${(megabytes() - before).toFixed(0)} MB; ${waited(known)}`);

  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-knowledge-bench-'));
  const found = await createEncoder({ cacheDir: folder }, { log: console });
  const encoder = 'absent' in found ? undefined : found;
  if ('absent' in found) line(`no encoder: ${found.absent}`);
  const sample = passages.slice(0, SAMPLE).flatMap(({ heading, questions, text }) => [heading, ...questions, text]);
  for (const turn of ['encoded', 'read from disk'] as const) {
    if (!encoder) break;
    const encoded = await heldUp(() => encoder.encode(sample, { keep: true }));
    const perSecond = sample.length / (encoded.tookMs / 1000);
    const whole = (PASSAGES * (sample.length / SAMPLE)) / perSecond;
    line(
      `${turn}: ${perSecond.toFixed(0)} texts a second, for all passages ${whole.toFixed(0)} s in the background; ${waited(encoded)}`,
    );
  }
  for (const name of ['words', 'words and meaning', 'words, meaning and the encoder'] as const) {
    if (name.endsWith('encoder') && !encoder) continue;
    const took: number[] = [];
    for (let n = 0; n < QUESTIONS; n++) {
      const { questions } = passageOf((n * 7_919) % PASSAGES);
      const question =
        n % 4 === 0 ? `how long doess a ${pick(THINGS, n)} repiar take in ${pick(PLACES, n)} ${n}` : pick(questions, n);
      const [made = new Float32Array()] = await vectorsOf([question]);
      const at = performance.now();
      const [vector = made] = name.endsWith('encoder') ? ((await encoder?.encode([question])) ?? []) : [];
      index.search(question, 5, undefined, name === 'words' ? undefined : { vector, passages: meaning });
      took.push(performance.now() - at);
    }
    line(
      `retrieve by ${name}: p50 ${quantile(took, 0.5).toFixed(1)} ms, p95 ${quantile(took, 0.95).toFixed(1)} ms, at most ${quantile(took, 1).toFixed(1)} ms`,
    );
  }
  await encoder?.stop();
  rmSync(folder, { recursive: true });
}
