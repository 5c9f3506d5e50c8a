/**
 * What sentence vectors bring to telling intents apart: `npx node test/evals/sentence-vectors.ts FILE.jsonl
 * [--shots N] [--draws N]`. Rows as in intents.ts. Without `--draws` train rows teach and test rows ask: look at that
 * once. With it nothing touches test rows: each draw teaches N random train rows an intent and asks twenty others.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEncoder } from '../../src/language/encoder/encoder.ts';
import { type JoinedText, joinSentences } from '../../src/language/encoder/joined-features.ts';
import { trainSoftmaxClassifier } from '../../src/language/encoder/softmax-classifier.ts';
import { createConceptFinder } from '../../src/language/local/concepts.ts';
import type { Encoder as Features, SparseVector } from '../../src/language/local/features.ts';
import {
  DEFAULT_TRAINING,
  type LinearClassifier,
  trainLinearClassifier,
} from '../../src/language/local/linear-classifier.ts';
import { fitTfIdf, type Terms, termsOf } from '../../src/language/local/tf-idf.ts';
import { words } from '../../src/language/local/tokens.ts';
import { readRows } from './intent-rows.ts';

interface Row extends JoinedText<Terms> {
  readonly train: boolean;
  readonly label: number;
}

type Trained = (vectors: readonly SparseVector[], labels: readonly number[], size: number) => LinearClassifier;

const ASKED = 20;
const [file = ''] = process.argv.slice(2);
const shots = option('shots') ?? Number.POSITIVE_INFINITY;
const rows = await prepared();
const classes = Math.max(...rows.map(({ label }) => label)) + 1;

const machine =
  (cost: number): Trained =>
  (vectors, labels, size) =>
    trainLinearClassifier(vectors, labels, classes, size, { ...DEFAULT_TRAINING, cost });
const softmax: Trained = (vectors, labels, size) => trainSoftmaxClassifier(vectors, labels, classes, size);
const lexical = (taught: readonly Row[]): Features<Row> => {
  const features = fitTfIdf(taught.map((row) => row.lexical));
  return { size: features.size, encode: (row) => features.encode(row.lexical) };
};
const joined = (taught: readonly Row[]): Features<Row> =>
  joinSentences(fitTfIdf(taught.map((row) => row.lexical)), rows[0]?.sentence.length ?? 0);
const WAYS = [
  ['words, one against all', lexical, machine(DEFAULT_TRAINING.cost)],
  ['words, all at once', lexical, softmax],
  ['joined, one against all', joined, machine(1)],
  ['joined, all at once', joined, softmax],
] as const;

const draws = option('draws') ?? 0;
const sets = draws === 0 ? [official()] : Array.from({ length: draws }, (_, at) => drawn(at + 1));
for (const [name, features, train] of WAYS) {
  const startedAt = performance.now();
  const scores = sets.map(({ taught, asked }) => accuracy(features(taught), train, taught, asked));
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const seconds = (performance.now() - startedAt) / 1000 / sets.length;
  const shown = scores.map((score) => (100 * score).toFixed(1)).join(' ');
  console.log(`${name.padEnd(24)} ${(100 * mean).toFixed(2)} %  ${seconds.toFixed(1)} s  (${shown})`);
}

async function prepared(): Promise<readonly Row[]> {
  const read = readRows(file);
  const ids = [...new Set(read.filter(({ split }) => split === 'train').map(({ intent }) => intent))];
  const encoder = await createEncoder({ cacheDir: join(tmpdir(), 'frontdesk-evals') }, { log: console });
  if ('absent' in encoder) throw new Error(encoder.absent);
  const vectors = await encoder.encode(
    read.map(({ text }) => text),
    { keep: true },
  );
  await encoder.stop();
  const finder = createConceptFinder([]);
  return read.map(({ split, text, intent }, at) => ({
    train: split === 'train',
    label: ids.indexOf(intent),
    lexical: termsOf(words(text), finder),
    sentence: vectors[at] ?? new Float32Array(),
  }));
}

function accuracy(features: Features<Row>, train: Trained, taught: readonly Row[], asked: readonly Row[]): number {
  const classifier = train(
    taught.map((row) => features.encode(row)),
    taught.map(({ label }) => label),
    features.size,
  );
  const right = asked.filter((row) => {
    const scores = classifier.scores(features.encode(row));
    return scores.indexOf(Math.max(...scores)) === row.label;
  });
  return right.length / asked.length;
}

function official(): { taught: readonly Row[]; asked: readonly Row[] } {
  const taught = byIntent().flatMap((own) => own.slice(0, shots));
  return { taught, asked: rows.filter(({ train }) => !train) };
}

/** Always the same draws, from a linear congruential generator. */
function drawn(seed: number): { taught: readonly Row[]; asked: readonly Row[] } {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  const shuffled = byIntent().map((own) =>
    own
      .map((row) => [random(), row] as const)
      .sort(([a], [b]) => a - b)
      .map(([, row]) => row),
  );
  return {
    taught: shuffled.flatMap((own) => own.slice(0, Math.min(shots, own.length - ASKED))),
    asked: shuffled.flatMap((own) => own.slice(-ASKED)),
  };
}

function byIntent(): readonly (readonly Row[])[] {
  return Array.from({ length: classes }, (_, label) => rows.filter((row) => row.train && row.label === label));
}

function option(name: string): number | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
}
