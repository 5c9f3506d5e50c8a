/** Logistic regression over a handful of numbers, fitted by Newton's method towards a prior, so that few examples suffice. */

export interface Sample {
  readonly features: readonly number[];
  readonly positive: boolean;
  readonly weight: number;
}

export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

export function logit(p: number): number {
  const safe = Math.min(Math.max(p, 1e-6), 1 - 1e-6);
  return Math.log(safe / (1 - safe));
}

/** Probability of "positive"; `weights` has one number more than `features`, the bias, last. */
export function predict(weights: readonly number[], features: readonly number[]): number {
  return sigmoid(margin(weights, features));
}

function margin(weights: readonly number[], features: readonly number[]): number {
  let z = weights.at(-1) ?? 0;
  for (let i = 0; i < features.length; i++) z += (weights[i] as number) * (features[i] as number);
  return z;
}

const MAX_STEPS = 25;

/**
 * @param prior weights to stay near, bias last; also the answer when there are no samples
 * @param stiffness how strongly to stay near it, in samples
 */
export function fitLogistic(
  samples: readonly Sample[],
  prior: readonly number[],
  stiffness: number,
): readonly number[] {
  let weights: readonly number[] = prior;
  let current = loss(samples, weights, prior, stiffness);
  for (let step = 0; step < MAX_STEPS; step++) {
    const move = newtonMove(samples, weights, prior, stiffness);
    // A full Newton step may overshoot where the curve is flat: halve it until it gets better.
    let size = 1;
    let next = current;
    let candidate = weights;
    for (; size > 1e-4; size /= 2) {
      candidate = weights.map((weight, i) => weight - size * (move[i] as number));
      next = loss(samples, candidate, prior, stiffness);
      if (next < current) break;
    }
    if (!(next < current)) break;
    const gain = current - next;
    weights = candidate;
    current = next;
    if (gain < 1e-6 * Math.abs(current)) break;
  }
  return weights;
}

function loss(
  samples: readonly Sample[],
  weights: readonly number[],
  prior: readonly number[],
  stiffness: number,
): number {
  const distance = weights.reduce((sum, weight, i) => sum + (weight - (prior[i] as number)) ** 2, 0);
  return samples.reduce(
    (sum, { features, positive, weight }) => {
      const z = margin(weights, features) * (positive ? 1 : -1);
      return sum + weight * (z > 0 ? Math.log1p(Math.exp(-z)) : -z + Math.log1p(Math.exp(z)));
    },
    (stiffness / 2) * distance,
  );
}

function newtonMove(
  samples: readonly Sample[],
  weights: readonly number[],
  prior: readonly number[],
  stiffness: number,
): readonly number[] {
  const n = weights.length;
  const gradient = weights.map((weight, i) => stiffness * (weight - (prior[i] as number)));
  const hessian = weights.map((_, i) => weights.map((__, j) => (i === j ? stiffness : 0)));
  for (const { features, positive, weight } of samples) {
    const p = predict(weights, features);
    const error = weight * (p - (positive ? 1 : 0));
    const curve = weight * p * (1 - p);
    for (let i = 0; i < n; i++) {
      const x = features[i] ?? 1;
      gradient[i] = (gradient[i] as number) + error * x;
      const row = hessian[i] as number[];
      for (let j = 0; j < n; j++) row[j] = (row[j] as number) + curve * x * (features[j] ?? 1);
    }
  }
  return solved(hessian, gradient);
}

/** Solves `matrix * x = right` for a positive definite matrix by elimination. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number]);
  const n = rows.length;
  for (let i = 0; i < n; i++) {
    const pivot = rows[i] as number[];
    for (let k = i + 1; k < n; k++) {
      const row = rows[k] as number[];
      const factor = (row[i] as number) / (pivot[i] as number);
      for (let j = i; j <= n; j++) row[j] = (row[j] as number) - factor * (pivot[j] as number);
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const row = rows[i] as number[];
    let sum = row[n] as number;
    for (let j = i + 1; j < n; j++) sum -= (row[j] as number) * (x[j] as number);
    x[i] = sum / (row[i] as number);
  }
  return x;
}
