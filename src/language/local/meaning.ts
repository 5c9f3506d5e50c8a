/**
 * How near a text lies to the examples by meaning: the evidence that a question is this business's at all. Strangers use
 * the same words ("cancel my subscription"), so nearness by words alone does not tell.
 */

export interface MeaningReading {
  /** Mean cosine to the few nearest examples of the intent. */
  readonly nearest: number;
  /** How much nearer they are than the nearest example of another intent. */
  readonly lead: number;
  /** Cosine to the mean of the intent's examples. */
  readonly centroid: number;
  /** Share of the nearest examples, whatever their intent, that are of this one; nearer ones count more. */
  readonly agreement: number;
}

export interface Meaning {
  read(sentence: Float32Array, label: number): MeaningReading;
}

const FEW = 2;
const NEIGHBOURS = 8;
/** How fast a neighbour's word fades with its distance. */
const SHARPNESS = 12;
/** Of large sets only so many examples of an intent are compared: work per message stays below a millisecond or two. */
const MOST_PER_INTENT = 60;

/** @param examples sentence vectors of length 1 */
export function fitMeaning(
  examples: readonly { readonly sentence: Float32Array; readonly label: number }[],
  classes: number,
): Meaning {
  const size = examples[0]?.sentence.length ?? 0;
  const centroids = Array.from({ length: classes }, () => new Float32Array(size));
  const counts = new Array<number>(classes).fill(0);
  const labels: number[] = [];
  // One after the other in memory: reading them is nearly all of the work.
  const kept = new Float32Array(size * Math.min(examples.length, classes * MOST_PER_INTENT));
  for (const { sentence, label } of examples) {
    const centroid = centroids[label] as Float32Array;
    for (let i = 0; i < size; i++) centroid[i] = (centroid[i] as number) + (sentence[i] as number);
    const nth = counts[label] as number;
    counts[label] = nth + 1;
    if (nth >= MOST_PER_INTENT) continue;
    kept.set(sentence, labels.length * size);
    labels.push(label);
  }
  for (const centroid of centroids) {
    const length = Math.sqrt(product(centroid, 0, centroid)) || 1;
    for (let i = 0; i < size; i++) centroid[i] = (centroid[i] as number) / length;
  }
  const cosines = new Float32Array(labels.length);

  return {
    read(sentence, label) {
      const own: number[] = [];
      let other = -1;
      for (let at = 0; at < labels.length; at++) {
        const cosine = product(kept, at * size, sentence);
        cosines[at] = cosine;
        if (labels[at] === label) own.push(cosine);
        else other = Math.max(other, cosine);
      }
      own.sort((a, b) => b - a);
      const few = own.slice(0, FEW);
      const nearest = few.reduce((sum, cosine) => sum + cosine, 0) / Math.max(1, few.length);
      return {
        nearest,
        lead: (own[0] ?? 0) - other,
        centroid: product(centroids[label] as Float32Array, 0, sentence),
        agreement: agreementOf(cosines, (at) => labels[at] === label),
      };
    },
  };
}

function agreementOf(cosines: Float32Array, isOwn: (at: number) => boolean): number {
  const nearest: number[] = [];
  for (let at = 0; at < cosines.length; at++) {
    const cosine = cosines[at] as number;
    if (nearest.length === NEIGHBOURS && cosine <= (cosines[nearest.at(-1) as number] as number)) continue;
    let place = nearest.length;
    while (place > 0 && (cosines[nearest[place - 1] as number] as number) < cosine) place--;
    nearest.splice(place, 0, at);
    if (nearest.length > NEIGHBOURS) nearest.pop();
  }
  const highest = cosines[nearest[0] ?? 0] ?? 0;
  let all = 0;
  let own = 0;
  for (const at of nearest) {
    const weight = Math.exp(SHARPNESS * ((cosines[at] as number) - highest));
    all += weight;
    if (isOwn(at)) own += weight;
  }
  return all === 0 ? 0 : own / all;
}

/** Four sums at a time, because each addition waits for the one before. */
function product(vectors: Float32Array, start: number, sentence: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < sentence.length; i += 4) {
    const at = start + i;
    a += (vectors[at] as number) * (sentence[i] as number);
    b += (vectors[at + 1] as number) * (sentence[i + 1] as number);
    c += (vectors[at + 2] as number) * (sentence[i + 2] as number);
    d += (vectors[at + 3] as number) * (sentence[i + 3] as number);
  }
  for (; i < sentence.length; i++) a += (vectors[start + i] as number) * (sentence[i] as number);
  return a + b + c + d;
}
