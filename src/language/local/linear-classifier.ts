/**
 * One linear support vector machine per class against all others (squared hinge loss), trained by dual coordinate
 * descent: Hsieh et al. 2008, algorithm 1. The same data always gives the same weights.
 */
import { addTo, dot, type SparseVector, squaredLength } from './features.ts';

export interface LinearClassifier {
  /** One decision value per class; positive means "this class". */
  scores(vector: SparseVector): Float64Array;
  /** All that was learned, to be kept and taken up again. */
  readonly weights: Float64Array;
}

export interface TrainingOptions {
  /** Cost of an example on the wrong side; larger follows the examples more closely. */
  readonly cost: number;
  readonly maxEpochs: number;
  /** Stop when no example would move by more than this. */
  readonly tolerance: number;
}

export const DEFAULT_TRAINING: TrainingOptions = { cost: 2, maxEpochs: 12, tolerance: 0.2 };

/**
 * @param labels class number of each vector, 0 up to `classes - 1`
 * @param size length of the vectors
 */
export function trainLinearClassifier(
  vectors: readonly SparseVector[],
  labels: readonly number[],
  classes: number,
  size: number,
  options: TrainingOptions = DEFAULT_TRAINING,
): LinearClassifier {
  const lengths = Float64Array.from(vectors, (vector) => squaredLength(vector) + 1); // + 1: the bias
  const weights = new Float64Array(classes * (size + 1));
  for (let label = 0; label < classes; label++) {
    const { weight, bias } = trainOne(vectors, labels, label, lengths, size, options);
    weights.set(weight, label * (size + 1));
    weights[label * (size + 1) + size] = bias;
  }
  return linearClassifierOf(weights, classes);
}

/** @param weights of a class one after the other, its bias last; then the next class */
export function linearClassifierOf(weights: Float64Array, classes: number): LinearClassifier {
  const row = weights.length / classes;
  const rows = Array.from({ length: classes }, (_, label) => weights.subarray(label * row, (label + 1) * row));
  return {
    weights,
    scores: (vector) => Float64Array.from(rows, (weight) => dot(vector, weight) + (weight[row - 1] as number)),
  };
}

function trainOne(
  vectors: readonly SparseVector[],
  labels: readonly number[],
  positive: number,
  lengths: Float64Array,
  size: number,
  { cost, maxEpochs, tolerance }: TrainingOptions,
): { weight: Float64Array; bias: number } {
  const weight = new Float64Array(size);
  let bias = 0;
  const alphas = new Float64Array(vectors.length);
  const order = Int32Array.from(vectors, (_, at) => at);
  const random = sequence(positive + 1);
  const softness = 1 / (2 * cost);
  for (let epoch = 0; epoch < maxEpochs; epoch++) {
    shuffle(order, random);
    let largestMove = 0;
    for (const at of order) {
      const vector = vectors[at] as SparseVector;
      const sign = labels[at] === positive ? 1 : -1;
      const alpha = alphas[at] as number;
      const gradient = sign * (dot(vector, weight) + bias) - 1 + softness * alpha;
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
      if (projected === 0) continue;
      largestMove = Math.max(largestMove, Math.abs(projected));
      const next = Math.max(alpha - gradient / ((lengths[at] as number) + softness), 0);
      if (next === alpha) continue;
      alphas[at] = next;
      addTo(weight, vector, (next - alpha) * sign);
      bias += (next - alpha) * sign;
    }
    if (largestMove < tolerance) break;
  }
  return { weight, bias };
}

/** Numbers in [0, 1) from a linear congruential generator: training must not depend on chance. */
function sequence(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = order[i] as number;
    order[i] = order[j] as number;
    order[j] = held;
  }
}
