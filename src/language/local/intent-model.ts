/**
 * What is learned from example sentences, and what it says about a text: decision values per intent and the evidence
 * that there is anything to be sure about. It knows no confidence; that is calibrated on predictions it makes here for
 * examples it has not seen.
 */

import { trainJoinedClassifier } from '../encoder/joined-classifier.ts';
import { joinSentences } from '../encoder/joined-features.ts';
import { softmaxClassifierOf } from '../encoder/softmax-classifier.ts';
import { addTo, dot, type Encoder, type SparseVector } from './features.ts';
import { type LinearClassifier, linearClassifierOf, trainLinearClassifier } from './linear-classifier.ts';
import { fitMeaning, type MeaningReading } from './meaning.ts';
import { fitTfIdf, type Terms } from './tf-idf.ts';
import { isFunctionWord, stem } from './tokens.ts';

/** A text as the model reads it: its words, and what it means when there is an encoder. All of one model or none. */
export interface Cut {
  readonly terms: Terms;
  /** Of length 1. */
  readonly sentence?: Float32Array;
}

export interface Example extends Cut {
  readonly label: number;
}

/** What the model sees in one text; `label` is where its best decision value points. */
export interface Reading {
  readonly scores: Float64Array;
  readonly label: number;
  /** Cosine to the mean of that intent's examples, and to the nearest one of them. */
  readonly centroid: number;
  readonly nearest: number;
  /** Share of the words that stand in any example, words that carry the subject counting more. */
  readonly known: number;
  /** How many words that carry the subject stand in no example. */
  readonly strange: number;
  /** The same by sentence vectors; only where the model has them. */
  readonly meaning?: MeaningReading;
}

export interface IntentModel {
  read(cut: Cut): Reading;
  /** What took long to learn: with the same examples it need not be learned again. */
  readonly weights: Float64Array;
}

/** How much a function word counts in the share of known words, against 1 for a word that carries the subject. */
const FUNCTION_WORD_SHARE = 0.2;

export interface Fit {
  readonly classes: number;
  /** Of a large lesson; the same for the models that leave some of it out, so that their scores compare. */
  readonly many: boolean;
}

/** @param known weights of a model of the very same examples */
export function fitIntentModel(examples: readonly Example[], fit: Fit, known?: Float64Array): IntentModel {
  const { classes } = fit;
  const encoder = fitTfIdf(examples.map((example) => example.terms));
  const vectors = examples.map((example) => encoder.encode(example.terms));
  const labels = examples.map((example) => example.label);
  const { classify, weights } = trainOn(examples, encoder, vectors, labels, fit, known);
  const centroids = centroidsOf(vectors, labels, classes, encoder.size);
  const meaning = fitMeaning(
    examples.flatMap(({ sentence, label }) => (sentence ? [{ sentence, label }] : [])),
    classes,
  );
  const knownWords = new Set(
    examples.flatMap(({ terms }) => [...terms.word.keys()].flatMap((word) => [word, stem(word)])),
  );
  const query = new Float64Array(encoder.size);

  return {
    weights,
    read({ terms, sentence }) {
      const vector = encoder.encode(terms);
      const scores = classify({ terms, ...(sentence ? { sentence } : {}) }, vector);
      const label = indexOfHighest(scores);
      addTo(query, vector, 1);
      let nearest = 0;
      vectors.forEach((example, at) => {
        if (labels[at] === label) nearest = Math.max(nearest, dot(example, query));
      });
      for (const at of vector.indices) query[at] = 0;
      return {
        scores,
        label,
        centroid: dot(vector, centroids[label] as Float64Array),
        nearest,
        ...familiarity(terms, knownWords),
        ...(sentence ? { meaning: meaning.read(sentence, label) } : {}),
      };
    },
  };
}

/** Words alone are told apart best one intent against all others. */
function trainOn(
  examples: readonly Example[],
  encoder: Encoder<Terms>,
  vectors: readonly SparseVector[],
  labels: readonly number[],
  { classes, many }: Fit,
  known: Float64Array | undefined,
): { classify(cut: Cut, vector: SparseVector): Float64Array; weights: Float64Array } {
  const size = examples[0]?.sentence?.length;
  if (size === undefined) {
    const { scores, weights }: LinearClassifier = known
      ? linearClassifierOf(known, classes)
      : trainLinearClassifier(vectors, labels, classes, encoder.size);
    return { weights, classify: (_, vector) => scores(vector) };
  }
  const nowhere = new Float32Array(size);
  const joined = joinSentences(encoder, size);
  const joinedOf = ({ terms, sentence = nowhere }: Cut) => joined.encode({ lexical: terms, sentence });
  const { scores, weights } = known
    ? softmaxClassifierOf(known, classes)
    : trainJoinedClassifier(examples.map(joinedOf), labels, classes, joined.size, many);
  return { weights, classify: (cut) => scores(joinedOf(cut)) };
}

/** How examples are left out: in so many parts, of which so many get their turn. */
export interface LeaveOut {
  readonly parts: number;
  readonly turns: number;
}

/** Reads examples with a model that has not seen them; the parts hold a like share of each intent. */
export function readHeldOut(
  examples: readonly Example[],
  fit: Fit,
  { parts, turns }: LeaveOut,
): readonly { readonly reading: Reading; readonly label: number }[] {
  const seen = new Array<number>(fit.classes).fill(0);
  const part = examples.map(({ label }) => {
    const nth = seen[label] as number;
    seen[label] = nth + 1;
    return nth % parts;
  });
  return Array.from({ length: turns }, (_, turn) => {
    const model = fitIntentModel(
      examples.filter((__, at) => part[at] !== turn),
      fit,
    );
    const asked = examples.filter((__, at) => part[at] === turn);
    return asked.map((example) => ({ reading: model.read(example), label: example.label }));
  }).flat();
}

/**
 * Reads examples with a model that knows nothing of their intent: what questions near the trade but outside of it look
 * like. Whole intents are left out together.
 */
export function readUnseen(examples: readonly Example[], fit: Fit, { parts, turns }: LeaveOut): readonly Reading[] {
  return Array.from({ length: turns }, (_, turn) => {
    const model = fitIntentModel(
      examples.filter(({ label }) => label % parts !== turn),
      fit,
    );
    return examples.filter(({ label }) => label % parts === turn).map((example) => model.read(example));
  }).flat();
}

function centroidsOf(
  vectors: readonly SparseVector[],
  labels: readonly number[],
  classes: number,
  size: number,
): Float64Array[] {
  const centroids = Array.from({ length: classes }, () => new Float64Array(size));
  vectors.forEach((vector, at) => {
    addTo(centroids[labels[at] as number] as Float64Array, vector, 1);
  });
  for (const centroid of centroids) {
    const length = Math.sqrt(centroid.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let i = 0; i < centroid.length; i++) centroid[i] = (centroid[i] as number) / length;
  }
  return centroids;
}

function familiarity(terms: Terms, knownWords: ReadonlySet<string>): Pick<Reading, 'known' | 'strange'> {
  let all = 0;
  let known = 0;
  let strange = 0;
  for (const word of terms.word.keys()) {
    if (word.includes(' ')) continue;
    const plain = isFunctionWord(word) || word === '0';
    const weight = plain ? FUNCTION_WORD_SHARE : 1;
    all += weight;
    if (knownWords.has(word) || knownWords.has(stem(word))) known += weight;
    else if (!plain) strange++;
  }
  return { known: all === 0 ? 0 : known / all, strange };
}

export function indexOfHighest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}
