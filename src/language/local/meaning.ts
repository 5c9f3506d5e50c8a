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
  const kept: { readonly sentence: Float32Array; readonly label: number }[] = [];
  for (const example of examples) {
    const { sentence, label } = example;
    const centroid = centroids[label] as Float32Array;
    for (let i = 0; i < size; i++) centroid[i] = (centroid[i] as number) + (sentence[i] as number);
    const nth = counts[label] as number;
    counts[label] = nth + 1;
    if (nth < MOST_PER_INTENT) kept.push(example);
  }
  for (const centroid of centroids) {
    const length = Math.sqrt(product(centroid, centroid)) || 1;
    for (let i = 0; i < size; i++) centroid[i] = (centroid[i] as number) / length;
  }
  const cosines = new Float32Array(kept.length);

  return {
    read(sentence, label) {
      const own: number[] = [];
      let other = -1;
      kept.forEach((example, at) => {
        const cosine = product(example.sentence, sentence);
        cosines[at] = cosine;
        if (example.label === label) own.push(cosine);
        else other = Math.max(other, cosine);
      });
      own.sort((a, b) => b - a);
      const few = own.slice(0, FEW);
      const nearest = few.reduce((sum, cosine) => sum + cosine, 0) / Math.max(1, few.length);
      return {
        nearest,
        lead: (own[0] ?? 0) - other,
        centroid: product(centroids[label] as Float32Array, sentence),
        agreement: agreementOf(cosines, (at) => kept[at]?.label === label),
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

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
