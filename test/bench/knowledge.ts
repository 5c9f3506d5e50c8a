/** Ten thousand passages: how long the index takes, how long a question takes in it, and what it keeps in memory. */
import type { Passage } from '../../src/domain/knowledge.ts';
import { createPassageIndex } from '../../src/knowledge/passage-index.ts';
import { encodePassages } from '../../src/knowledge/passage-meaning.ts';
import { createTerms } from '../../src/knowledge/terms.ts';
import { quantile } from './measured.ts';

const PASSAGES = 10_000;
const QUESTIONS = 400;
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
  return texts.map((text) => {
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

export async function benchKnowledge(): Promise<void> {
  const before = megabytes();
  const passages = Array.from({ length: PASSAGES }, (_, n) => passageOf(n));
  const terms = createTerms('en-IE');
  const started = performance.now();
  const index = createPassageIndex(passages, terms);
  const built = performance.now() - started;
  const words = megabytes();
  const meaning = await encodePassages(passages, { encode: vectorsOf });
  process.stdout.write(
    `${PASSAGES} passages indexed in ${(built / 1000).toFixed(1)} s, +${(words - before).toFixed(0)} MB; with vectors +${(megabytes() - before).toFixed(0)} MB\n`,
  );
  for (const [name, withMeaning] of [
    ['words', false],
    ['words and meaning', true],
  ] as const) {
    const took: number[] = [];
    for (let n = 0; n < QUESTIONS; n++) {
      const { questions } = passageOf((n * 7_919) % PASSAGES);
      const question =
        n % 4 === 0 ? `how long doess a ${pick(THINGS, n)} repiar take in ${pick(PLACES, n)}` : pick(questions, n);
      const [vector = new Float32Array()] = await vectorsOf([question]);
      const at = performance.now();
      index.search(question, 5, undefined, withMeaning ? { vector, passages: meaning } : undefined);
      took.push(performance.now() - at);
    }
    process.stdout.write(
      `retrieve by ${name}: p50 ${quantile(took, 0.5).toFixed(1)} ms, p95 ${quantile(took, 0.95).toFixed(1)} ms\n`,
    );
  }
}
