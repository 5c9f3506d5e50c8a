/**
 * From evidence to one number: the probability that a passage answers the question. Pure. Weights are fitted, not
 * guessed; see test/knowledge/fit-score.ts for how.
 */

export interface Evidence {
  /** Share of the question's terms, by rarity, that the passage holds. */
  readonly coverage: number;
  /** Share of the question's terms, by rarity, that no passage holds. */
  readonly unknown: number;
  /** Rarity of the rarest term asked for that other passages hold and this one lacks: "rent scooters" is not "repair scooters". */
  readonly lacking: number;
  /** Share of the question's known terms, each counting alike, that this passage lacks. */
  readonly elsewhere: number;
  /** Likeness to the nearest question listed for the passage, by terms. */
  readonly dice: number;
  /** Rarity of the rarest term of that nearest question which was not asked for: "cars" is not "racks for cars". */
  readonly missed: number;
  /** Share of what all listed questions of the passage are about that was asked for: "insurance" is not "rental insurance". */
  readonly topic: number;
  /** Likeness to the nearest question by letters. */
  readonly letters: number;
  /** Full-text score, normalised by what the question could reach. */
  readonly bm25: number;
  /** Lead over the next passage; only the first has one. */
  readonly margin: number;
}

export type Weights = Readonly<Record<keyof Evidence | 'bias', number>>;

export const WEIGHTS: Weights = {
  bias: -5.81,
  coverage: 1.72,
  unknown: -0.64,
  lacking: -0.86,
  elsewhere: -0.35,
  dice: 2.07,
  missed: -1.22,
  topic: 1.09,
  letters: 0.92,
  bm25: 2.13,
  margin: 2.82,
};

export function scoreOf(evidence: Evidence, weights: Weights = WEIGHTS): number {
  let sum = weights.bias;
  for (const name of Object.keys(evidence) as (keyof Evidence)[]) sum += weights[name] * evidence[name];
  return 1 / (1 + Math.exp(-sum));
}
