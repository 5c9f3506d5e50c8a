/** The classifier that learns all classes at once, on its own and with words and meaning joined. */
import { describe, expect, it } from '@jest/globals';
import { joinSentences } from '../../../src/language/encoder/joined-features.ts';
import { SOFTMAX_TRAINING, trainSoftmaxClassifier } from '../../../src/language/encoder/softmax-classifier.ts';
import type { SparseVector } from '../../../src/language/local/features.ts';

const vector = (...values: number[]): SparseVector => ({
  indices: Int32Array.from(values, (_, at) => at),
  values: Float32Array.from(values),
});

/** Three clouds in the plane; the third lies between the others, where one-against-all has no line for it. */
const points: readonly (readonly [number, number, number])[] = [-1, 0, 1].flatMap((x, label) =>
  Array.from({ length: 30 }, (_, at) => [x + 0.3 * Math.sin(at), 0.3 * Math.cos(7 * at), label] as const),
);
const vectors = points.map(([x, y]) => vector(x, y));
const labels = points.map(([, , label]) => label);

const best = (scores: Float64Array) => scores.indexOf(Math.max(...scores));
const exact = { ...SOFTMAX_TRAINING, maxEpochs: 2_000, tolerance: 1e-6 };

describe('a classifier of all classes at once', () => {
  it('finds a class between two others', () => {
    const classifier = trainSoftmaxClassifier(vectors, labels, 3, 2);
    expect(vectors.map((point) => best(classifier.scores(point)))).toEqual(labels);
  });

  it('ends where no example would have it otherwise: the weights are the sum of what is still wrong', () => {
    const { cost } = exact;
    const classifier = trainSoftmaxClassifier(vectors, labels, 3, 2, exact);
    const bias = classifier.scores(vector(0, 0));
    const across = classifier.scores(vector(1, 0)).map((score, at) => score - (bias[at] ?? 0));
    const wanted = [0, 0, 0];
    for (const [at, point] of vectors.entries()) {
      const powers = classifier.scores(point).map(Math.exp);
      const sum = powers.reduce((total, power) => total + power, 0);
      for (let k = 0; k < 3; k++) {
        const error = (labels[at] === k ? 1 : 0) - (powers[k] ?? 0) / sum;
        wanted[k] = (wanted[k] ?? 0) + cost * error * (point.values[0] ?? 0);
      }
    }
    for (const [at, weight] of across.entries()) expect(weight).toBeCloseTo(wanted[at] ?? Number.NaN, 2);
  });

  it('learns the same every time', () => {
    const [one, two] = [0, 1].map(() => trainSoftmaxClassifier(vectors, labels, 3, 2).scores(vector(0.3, 0.1)));
    expect(one).toEqual(two);
  });

  it('has an answer for a single class and for no examples at all', () => {
    expect(trainSoftmaxClassifier([vector(1, 1)], [0], 1, 2).scores(vector(0, 1))).toHaveLength(1);
    expect(trainSoftmaxClassifier([], [], 2, 2).scores(vector(0, 1))).toEqual(Float64Array.of(0, 0));
  });
});

describe('words and meaning in one vector', () => {
  const words = { size: 3, encode: (said: SparseVector) => said };
  const features = joinSentences(words, 2);

  it('stand one behind the other, meaning counting more', () => {
    const joined = features.encode({ lexical: vector(1), sentence: Float32Array.of(0.6, 0.8) });
    expect(features.size).toBe(5);
    expect([...joined.indices]).toEqual([0, 3, 4]);
    expect(joined.values).toEqual(Float32Array.of(1, 1.2, 1.6));
  });
});
