/**
 * From a reading of the model to two numbers: how the intents share the probability, and how sure we may be that the
 * text can be answered at all and the best intent is right. Both are fitted on readings of examples the model had not
 * seen and on sentences that are nobody's business.
 */
import { fitSharpness, softmax } from './calibration.ts';
import type { Reading } from './intent-model.ts';
import { fitLogistic, logit, predict, type Sample } from './logistic.ts';

export interface Confidence {
  /** How the intents share the probability if it is one of them; adds up to 1. */
  shares(reading: Reading): Float64Array;
  /** Probability that the text is answerable and its best intent right. */
  sure(reading: Reading): number;
  readonly fitted: FittedConfidence;
}

/** All that was learned, to be kept and taken up again. */
export interface FittedConfidence {
  readonly sharpness: number;
  readonly weights: readonly number[];
}

/**
 * Where the fit starts and what it stays near when a business has few examples: fitted once over several businesses.
 * Order as in `featuresOf`, bias last.
 */
const PRIOR = {
  words: [0.2, 1.3, 0.9, 2.2, 2.5, 1.3, -0.8, -3],
  meaning: [0.25, 1.2, 0.5, 0.6, -0.3, 5, 2, 2, 0, -6.5],
} as const satisfies Record<string, readonly number[]>;
const PRIOR_STIFFNESS = 4;
/** What the sentences that are nobody's business weigh together, in shares of the examples. */
const OFF_TOPIC_WEIGHT = 1;
/**
 * What examples read as strangers weigh together, in shares of the examples: near the trade, most questions are ours
 * after all. By words alone they look so much like ours that more than a little would make everything doubtful.
 */
const UNSEEN_WEIGHT = { words: 0.2, meaning: 0.35 } as const;

/** What examples that the business itself has called out of scope weigh together, in shares of its other examples. */
const STRANGERS_WEIGHT = 0.5;

/** Readings that the confidence learns from. */
export interface Evidence {
  /** Of examples, by a model that knows their intent but not them. */
  readonly heldOut: readonly { readonly reading: Reading; readonly label: number }[];
  /** Of sentences that are nobody's business. */
  readonly offTopic: readonly Reading[];
  /** Of examples, by a model that does not know their intent. */
  readonly unseen: readonly Reading[];
  /** Of examples that the business has called out of scope. */
  readonly strangers: readonly Reading[];
}

export function fitConfidence({ heldOut, offTopic, unseen, strangers }: Evidence): Confidence {
  const sharpness = fitSharpness(heldOut.map(({ reading, label }) => ({ scores: reading.scores, label })));
  const by = [...heldOut.map(({ reading }) => reading), ...offTopic][0]?.meaning ? 'meaning' : 'words';
  const features = (reading: Reading) => featuresOf(reading, softmax(reading.scores, sharpness));
  const against = (readings: readonly Reading[], together: number): Sample[] => {
    const weight = (together * heldOut.length) / Math.max(1, readings.length);
    return readings.map((reading) => ({ features: features(reading), positive: false, weight }));
  };
  const samples: Sample[] = [
    ...heldOut.map(({ reading, label }) => ({
      features: features(reading),
      positive: reading.label === label,
      weight: 1,
    })),
    ...against(offTopic, OFF_TOPIC_WEIGHT),
    ...against(unseen, UNSEEN_WEIGHT[by]),
    ...against(strangers, STRANGERS_WEIGHT),
  ];
  return confidenceOf({ sharpness, weights: fitLogistic(samples, PRIOR[by], PRIOR_STIFFNESS) });
}

export function confidenceOf(fitted: FittedConfidence): Confidence {
  const { sharpness, weights } = fitted;
  return {
    fitted,
    shares: (reading) => softmax(reading.scores, sharpness),
    sure: (reading) => predict(weights, featuresOf(reading, softmax(reading.scores, sharpness))),
  };
}

function featuresOf(reading: Reading, shares: Float64Array): readonly number[] {
  const [first = 0, second = 0] = shares.toSorted((a, b) => b - a);
  const share = Math.min(Math.max(logit(first), -3), 5);
  const { meaning } = reading;
  if (meaning) {
    const { nearest, lead, centroid, agreement } = meaning;
    const strange = Math.min(reading.strange, 4);
    return [share, first - second, reading.nearest, reading.known, strange, nearest, lead, centroid, agreement];
  }
  return [
    share,
    first - second,
    Math.min(Math.max(reading.scores[reading.label] ?? -1, -1), 1),
    reading.centroid,
    reading.nearest,
    reading.known,
    Math.min(reading.strange, 4),
  ];
}
