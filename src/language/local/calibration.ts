/** Turns decision values into probabilities that mean what they say: one temperature, fitted on predictions held out. */

/** Probabilities of the classes at this sharpness; they add up to 1. */
export function softmax(scores: ArrayLike<number>, sharpness: number): Float64Array {
  const highest = Math.max(...Array.from(scores));
  const powers = Float64Array.from(Array.from(scores), (score) => Math.exp(sharpness * (score - highest)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

export interface HeldOut {
  readonly scores: ArrayLike<number>;
  readonly label: number;
}

const SHARPNESS = { from: 0.5, to: 30, whenUnknown: 4 } as const;

/** The sharpness (1 / temperature) under which the held-out labels are likeliest, found by golden section. */
export function fitSharpness(heldOut: readonly HeldOut[]): number {
  if (heldOut.length === 0) return SHARPNESS.whenUnknown;
  const loss = (sharpness: number) =>
    heldOut.reduce(
      (sum, { scores, label }) => sum - Math.log(Math.max(softmax(scores, sharpness)[label] ?? 0, 1e-9)),
      0,
    );
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(SHARPNESS.from);
  let high = Math.log(SHARPNESS.to);
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let leftLoss = loss(Math.exp(left));
  let rightLoss = loss(Math.exp(right));
  while (high - low > 0.05) {
    if (leftLoss < rightLoss) {
      high = right;
      right = left;
      rightLoss = leftLoss;
      left = high - golden * (high - low);
      leftLoss = loss(Math.exp(left));
    } else {
      low = left;
      left = right;
      leftLoss = rightLoss;
      right = low + golden * (high - low);
      rightLoss = loss(Math.exp(right));
    }
  }
  return Math.exp((low + high) / 2);
}

export interface Prediction {
  readonly confidence: number;
  readonly correct: boolean;
}

/** Expected calibration error over ten equal bands of confidence: 0 is perfect, 1 is always sure and always wrong. */
export function calibrationError(predictions: readonly Prediction[]): number {
  const bands = Array.from({ length: 10 }, () => ({ confidence: 0, correct: 0, count: 0 }));
  for (const { confidence, correct } of predictions) {
    const band = bands[Math.min(9, Math.floor(confidence * 10))];
    if (!band) continue;
    band.confidence += confidence;
    band.correct += correct ? 1 : 0;
    band.count++;
  }
  return (
    bands.reduce((sum, band) => sum + Math.abs(band.confidence - band.correct), 0) / Math.max(1, predictions.length)
  );
}
