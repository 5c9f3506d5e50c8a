import { describe, expect, it } from '@jest/globals';
import { trainJoinedClassifier } from '../../../src/language/encoder/joined-classifier.ts';
import { trainSoftmaxClassifier } from '../../../src/language/encoder/softmax-classifier.ts';
import { trainLinearClassifier } from '../../../src/language/local/linear-classifier.ts';

/** Three classes, told apart by which of the first three places is largest; the fourth is noise. */
const LABELS = Array.from({ length: 60 }, (_, at) => at % 3);
const VECTORS = LABELS.map((label, at) => ({
  indices: Int32Array.of(0, 1, 2, 3),
  values: Float32Array.from([0, 1, 2, 3], (place) => (place === label ? 1 : ((at * 7 + place * 3) % 5) / 10)),
}));
const ONE_TRAINING = { cost: 1, maxEpochs: 4, tolerance: 0.2 };

describe('what learns from words joined with meaning', () => {
  it('of many examples is the sum of both ways of learning', () => {
    const joined = trainJoinedClassifier(VECTORS, LABELS, 3, 4, true);
    const together = trainSoftmaxClassifier(VECTORS, LABELS, 3, 4);
    const alone = trainLinearClassifier(VECTORS, LABELS, 3, 4, ONE_TRAINING);
    for (const vector of VECTORS.slice(0, 6)) {
      const [a, b] = [together.scores(vector), alone.scores(vector)];
      joined.scores(vector).forEach((score, label) => {
        expect(score).toBeCloseTo((a[label] as number) + (b[label] as number), 9);
      });
    }
  });

  it('of few examples learns all classes at once alone', () => {
    const joined = trainJoinedClassifier(VECTORS, LABELS, 3, 4, false);
    expect(joined.weights).toEqual(trainSoftmaxClassifier(VECTORS, LABELS, 3, 4).weights);
  });
});
