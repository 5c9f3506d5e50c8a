/**
 * What is learned from example sentences, and what it says about a text: decision values per intent and the evidence
 * that there is anything to be sure about. It knows no confidence; that is calibrated on predictions it makes here for
 * examples it has not seen.
 */
import { addTo, dot, type Encoder, type SparseVector } from './features.ts';
import {
  DEFAULT_TRAINING,
  type LinearClassifier,
  type TrainingOptions,
  trainLinearClassifier,
} from './linear-classifier.ts';
import { fitTfIdf, type Terms } from './tf-idf.ts';
import { isFunctionWord, stem } from './tokens.ts';

export interface Example {
  readonly terms: Terms;
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
}

export interface IntentModel {
  read(terms: Terms): Reading;
}

/** How much a function word counts in the share of known words, against 1 for a word that carries the subject. */
const FUNCTION_WORD_SHARE = 0.2;

export function fitIntentModel(
  examples: readonly Example[],
  classes: number,
  training: TrainingOptions = DEFAULT_TRAINING,
): IntentModel {
  const encoder: Encoder<Terms> = fitTfIdf(examples.map((example) => example.terms));
  const vectors = examples.map((example) => encoder.encode(example.terms));
  const labels = examples.map((example) => example.label);
  const classifier: LinearClassifier = trainLinearClassifier(vectors, labels, classes, encoder.size, training);
  const centroids = centroidsOf(vectors, labels, classes, encoder.size);
  const knownWords = new Set(
    examples.flatMap(({ terms }) => [...terms.word.keys()].flatMap((word) => [word, stem(word)])),
  );
  const query = new Float64Array(encoder.size);

  return {
    read(terms) {
      const vector = encoder.encode(terms);
      const scores = classifier.scores(vector);
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
      };
    },
  };
}

/** Reads every example with a model that has not seen it, in `folds` parts; the parts hold a like share of each intent. */
export function readHeldOut(
  examples: readonly Example[],
  classes: number,
  folds: number,
  training: TrainingOptions = DEFAULT_TRAINING,
): readonly Reading[] {
  const seen = new Array<number>(classes).fill(0);
  const part = examples.map(({ label }) => {
    const nth = seen[label] as number;
    seen[label] = nth + 1;
    return nth % folds;
  });
  const readings = new Array<Reading>(examples.length);
  for (let fold = 0; fold < folds; fold++) {
    const model = fitIntentModel(
      examples.filter((_, at) => part[at] !== fold),
      classes,
      training,
    );
    examples.forEach((example, at) => {
      if (part[at] === fold) readings[at] = model.read(example.terms);
    });
  }
  return readings;
}

/**
 * Reads every example with a model that knows nothing of its intent: what questions near the trade but outside of it
 * look like. Whole intents are left out together, in `groups` turns.
 */
export function readUnseen(
  examples: readonly Example[],
  classes: number,
  groups: number,
  training: TrainingOptions = DEFAULT_TRAINING,
): readonly Reading[] {
  return Array.from({ length: groups }, (_, group) => {
    const model = fitIntentModel(
      examples.filter(({ label }) => label % groups !== group),
      classes,
      training,
    );
    return examples.filter(({ label }) => label % groups === group).map(({ terms }) => model.read(terms));
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
