/**
 * One linear model for all classes at once (multinomial logistic regression), trained by exact dual coordinate ascent
 * (after Yu, Huang & Lin 2011). It has the shape of the one-against-all classifier and may stand in for it: where classes have few
 * examples it tells them apart better. The same data always gives the same weights.
 */
import type { SparseVector } from '../local/features.ts';
import type { LinearClassifier } from '../local/linear-classifier.ts';

export interface SoftmaxOptions {
  /** How much an example counts against simple weights; larger follows the examples more closely. */
  readonly cost: number;
  readonly maxEpochs: number;
  /** Stop when no probability of any example moves by more than this. */
  readonly tolerance: number;
}

export const SOFTMAX_TRAINING: SoftmaxOptions = { cost: 20, maxEpochs: 8, tolerance: 0.005 };

/** A probability that moves by less has found its place, more or less. */
const SETTLED = 0.02;
const NEWTON_STEPS = 12;
const FARTHEST_STEP = 1.5;
const CLOSE_ENOUGH = 0.02;

/**
 * @param labels class number of each vector, 0 up to `classes - 1`
 * @param size length of the vectors
 * @returns scores are logarithms of probabilities, but for a constant
 */
export function trainSoftmaxClassifier(
  vectors: readonly SparseVector[],
  labels: readonly number[],
  classes: number,
  size: number,
  { cost, maxEpochs, tolerance }: SoftmaxOptions = SOFTMAX_TRAINING,
): LinearClassifier {
  // Row by place in the vector, so that one example touches whole rows; the last row is the bias.
  const weights = new Float64Array((size + 1) * classes);
  const parts = new Float64Array(vectors.length * classes);
  const lengths = Float64Array.from(vectors, ({ values }) => values.reduce((sum, value) => sum + value * value, 1));
  const order = Int32Array.from(vectors, (_, at) => at);
  const margins = new Float64Array(classes);
  const moves = new Float64Array(classes);
  const solve = createSolver(classes, cost);
  const settled = new Uint8Array(vectors.length);
  for (let epoch = 0; epoch < maxEpochs; epoch++) {
    shuffle(order, epoch + 1);
    let largestMove = 0;
    for (const at of order) {
      // What has hardly moved is looked at again every other time only: most of the work would be for nothing.
      if (settled[at] === 1) {
        settled[at] = 0;
        continue;
      }
      const vector = vectors[at] as SparseVector;
      readMargins(vector, weights, margins);
      const part = parts.subarray(at * classes, (at + 1) * classes);
      const move = solve(margins, part, labels[at] as number, lengths[at] as number, moves);
      if (move < SETTLED && epoch > 0) settled[at] = 1;
      largestMove = Math.max(largestMove, move);
      addMoves(vector, moves, weights);
    }
    if (largestMove < tolerance) break;
  }
  return softmaxClassifierOf(weights, classes);
}

/** @param weights as a trained classifier has them */
export function softmaxClassifierOf(weights: Float64Array, classes: number): LinearClassifier {
  return {
    weights,
    scores(vector) {
      const scores = new Float64Array(classes);
      readMargins(vector, weights, scores);
      return scores;
    },
  };
}

type Solver = (margins: Float64Array, part: Float64Array, label: number, length: number, moves: Float64Array) => number;

/**
 * What one example wants while all others stay as they are: the margins z with which `cost * (label - softmax(z))` is
 * its part in the weights. Found by Newton's method, whose matrix is a diagonal less one product. The solver changes
 * `part` in place, writes the change to `moves`, and returns the largest change of a probability.
 */
function createSolver(classes: number, cost: number): Solver {
  const z = new Float64Array(classes);
  const shares = new Float64Array(classes);
  const steps = new Float64Array(classes);

  function takeStep(margins: Float64Array, part: Float64Array, label: number, stiffness: number): number {
    softmax(z, shares);
    let [top, bottom, largest] = [0, 1, 0];
    for (let k = 0; k < classes; k++) {
      const share = shares[k] as number;
      const curve = stiffness + cost * share;
      const error = share - (k === label ? 1 : 0);
      const step =
        (((z[k] as number) - (margins[k] as number)) * stiffness + (part[k] as number) + cost * error) / curve;
      steps[k] = step;
      top += share * step;
      bottom -= (cost * share * share) / curve;
    }
    for (let k = 0; k < classes; k++) {
      const share = shares[k] as number;
      const step = (steps[k] as number) + ((cost * share) / (stiffness + cost * share)) * (top / bottom);
      steps[k] = step;
      largest = Math.max(largest, Math.abs(step));
    }
    // A full step would overshoot where the curve is flat.
    const reach = Math.min(1, FARTHEST_STEP / largest);
    for (let k = 0; k < classes; k++) z[k] = (z[k] as number) - reach * (steps[k] as number);
    return largest;
  }

  return (margins, part, label, length, moves) => {
    z.set(margins);
    for (let step = 0; step < NEWTON_STEPS; step++) {
      if (takeStep(margins, part, label, 1 / length) < CLOSE_ENOUGH) break;
    }
    softmax(z, shares);
    let largest = 0;
    for (let k = 0; k < classes; k++) {
      const next = cost * ((k === label ? 1 : 0) - (shares[k] as number));
      moves[k] = next - (part[k] as number);
      part[k] = next;
      largest = Math.max(largest, Math.abs(moves[k] as number) / cost);
    }
    return largest;
  };
}

function softmax(scores: Float64Array, shares: Float64Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > highest) highest = score;
  let sum = 0;
  for (let k = 0; k < scores.length; k++) {
    const share = Math.exp((scores[k] as number) - highest);
    shares[k] = share;
    sum += share;
  }
  for (let k = 0; k < scores.length; k++) shares[k] = (shares[k] as number) / sum;
}

function readMargins({ indices, values }: SparseVector, weights: Float64Array, margins: Float64Array): void {
  const classes = margins.length;
  margins.set(weights.subarray(weights.length - classes));
  for (let i = 0; i < indices.length; i++) {
    const value = values[i] as number;
    const row = (indices[i] as number) * classes;
    for (let k = 0; k < classes; k++) margins[k] = (margins[k] as number) + value * (weights[row + k] as number);
  }
}

function addMoves({ indices, values }: SparseVector, moves: Float64Array, weights: Float64Array): void {
  const classes = moves.length;
  const bias = weights.length - classes;
  for (let k = 0; k < classes; k++) weights[bias + k] = (weights[bias + k] as number) + (moves[k] as number);
  for (let i = 0; i < indices.length; i++) {
    const value = values[i] as number;
    const row = (indices[i] as number) * classes;
    for (let k = 0; k < classes; k++) weights[row + k] = (weights[row + k] as number) + value * (moves[k] as number);
  }
}

/** Always the same orders, from a linear congruential generator: training must not depend on chance. */
function shuffle(order: Int32Array, seed: number): void {
  let state = (seed * 2654435761) >>> 0;
  for (let i = order.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    const held = order[i] as number;
    order[i] = order[j] as number;
    order[j] = held;
  }
}
