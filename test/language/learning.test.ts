/** The learning parts by themselves: vectors, classifier, calibration, spelling. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calibrationError, fitSharpness, softmax } from '../../src/language/local/calibration.ts';
import { createConceptFinder } from '../../src/language/local/concepts.ts';
import { trainLinearClassifier } from '../../src/language/local/linear-classifier.ts';
import { fitLogistic, predict } from '../../src/language/local/logistic.ts';
import { segmentsOf } from '../../src/language/local/segments.ts';
import { createSpeller, vocabularyOf } from '../../src/language/local/spelling.ts';
import { fitTfIdf, termsOf } from '../../src/language/local/tf-idf.ts';
import { sameWord, words } from '../../src/language/local/tokens.ts';
import { editDistance } from '../../src/nearest-word.ts';

const finder = createConceptFinder();
const cut = (text: string) => termsOf(words(text), finder);

describe('vectors', () => {
  it('have length 1 whatever is said, and 0 when nothing known is said', () => {
    const encoder = fitTfIdf(['how much is a cut', 'where are you', 'can I pay by card'].map(cut));
    const length = (text: string) =>
      Math.sqrt(encoder.encode(cut(text)).values.reduce((sum, value) => sum + value * value, 0));
    expect(length('how much is a cut')).toBeCloseTo(1, 5);
    expect(length('how much')).toBeCloseTo(1, 5);
    expect(length('жжж')).toBe(0);
  });

  it('are the same for any number: which one it is says nothing about the wish', () => {
    expect(cut('book me at 10')).toEqual(cut('book me at 9'));
  });
});

describe('the classifier', () => {
  it('puts every example on its own side when they can be told apart', () => {
    const texts = [
      'how much is it',
      'what does it cost',
      'price please',
      'where are you',
      'your address',
      'how do I find you',
    ];
    const labels = [0, 0, 0, 1, 1, 1];
    const encoder = fitTfIdf(texts.map(cut));
    const vectors = texts.map((text) => encoder.encode(cut(text)));
    const classifier = trainLinearClassifier(vectors, labels, 2, encoder.size);
    for (const [at, vector] of vectors.entries()) {
      const [price = 0, place = 0] = classifier.scores(vector);
      expect(price > place).toBe(labels[at] === 0);
    }
  });
});

describe('calibration', () => {
  it('turns scores into probabilities that add up to 1', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 9 }),
        fc.double({ min: 0.5, max: 30, noNaN: true }),
        (scores, sharpness) => {
          const sum = softmax(scores, sharpness).reduce((total, share) => total + share, 0);
          expect(sum).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  it('is sharper when the held-out predictions are right than when they are wrong half of the time', () => {
    const right = Array.from({ length: 40 }, (_, at) => ({ scores: at % 2 ? [1, 0] : [0, 1], label: at % 2 ? 0 : 1 }));
    const doubtful = right.map((entry, at) => (at % 4 < 2 ? entry : { ...entry, label: 1 - entry.label }));
    expect(fitSharpness(right)).toBeGreaterThan(fitSharpness(doubtful) * 3);
  });

  it('measures how far confidence is from truth', () => {
    expect(
      calibrationError([
        { confidence: 0.95, correct: true },
        { confidence: 0.95, correct: false },
      ]),
    ).toBeCloseTo(0.45, 5);
    expect(calibrationError([])).toBe(0);
  });

  it('finds the weights of a logistic curve, and keeps to what it knew without samples', () => {
    expect(fitLogistic([], [1, -2], 1)).toEqual([1, -2]);
    const samples = [-3, -2, -1, 1, 2, 3].map((x) => ({ features: [x], positive: x > 0, weight: 5 }));
    const weights = fitLogistic(samples, [0, 0], 0.1);
    expect(predict(weights, [2])).toBeGreaterThan(0.95);
    expect(predict(weights, [-2])).toBeLessThan(0.05);
  });

  it('converges also from a start that is far off, where a full step would overshoot', () => {
    const samples = [-3, -2, -1, 1, 2, 3].map((x) => ({ features: [x], positive: x > 0, weight: 50 }));
    const weights = fitLogistic(samples, [-40, 25], 0.01);
    expect(predict(weights, [2])).toBeGreaterThan(0.9);
    expect(predict(weights, [-2])).toBeLessThan(0.1);
  });
});

describe('spelling', () => {
  const speller = createSpeller(vocabularyOf(['book an appointment for a haircut', 'brakes']), new Set(['poem']));

  it.each([
    ['apointment', 'appointment'],
    ['appiontment', 'appointment'],
    ['hiarcut', 'haircut'],
    ['braks', 'brakes'],
  ])('"%s" is taken for "%s"', (typed, meant) => {
    expect(speller.correct(typed)).toBe(meant);
  });

  it.each([['book'], ['bake'], ['look'], ['poem'], ['xyz'], ['bok'], ['elephant'], ['1234']])(
    '"%s" stays what it is',
    (word) => {
      expect(speller.correct(word)).toBeUndefined();
    },
  );

  it('counts a swap of neighbours as one slip', () => {
    expect(editDistance('haircut', 'hiarcut', 2)).toBe(1);
    expect(editDistance('haircut', 'beard', 2)).toBe(3);
  });
});

describe('words and parts', () => {
  it.each([
    ['tyre', 'tyres', true],
    ['book', 'booking', true],
    ['service', 'servicing', true],
    ['cut', 'cuts', true],
    ['cat', 'category', false],
    ['colour', 'column', false],
  ])('"%s" and "%s": forms of one word is %s', (a, b, same) => {
    expect(sameWord(a, b)).toBe(same);
  });

  it.each([
    ['hi there! do you take cash? thanks', ['do you take cash?']],
    ['Hello', ['Hello']],
    ['thanks a million!', ['thanks a million!']],
    ['I am coming at 10.30. Is that ok?', ['I am coming at 10.30.', 'Is that ok?']],
    ['one\ntwo words here\nthree', ['two words here']],
  ])('%j has the parts %j', (text, parts) => {
    expect(segmentsOf(text)).toEqual(parts);
  });
});
