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

/** Where the encoder is there: the same and nearness by meaning, which then also ranks. */
export interface MeaningEvidence extends Evidence {
  /** Nearness to the question by meaning. */
  readonly meaning: number;
  /** Lead over the next passage by meaning; only the first has one. */
  readonly meaningLead: number;
}

export type Weights<E = Evidence> = Readonly<Record<keyof E | 'bias', number>>;

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

/**
 * Fitted on the shipped shop and on a bank's questions. `unknown`, `lacking`, `missed`, `topic`, `margin` and the bias were
 * then set by hand to be stricter, because a wrong answer costs more than a question to the team.
 */
export const MEANING_WEIGHTS: Weights<MeaningEvidence> = {
  bias: -5.1,
  coverage: 0.96,
  unknown: -0.6,
  lacking: -1.2,
  elsewhere: -0.25,
  dice: 0,
  missed: -0.6,
  topic: 1.2,
  letters: 0,
  bm25: 0.68,
  margin: 1,
  meaning: 4.9,
  meaningLead: 3.08,
};

export function scoreOf(evidence: Evidence | MeaningEvidence, weights?: Weights | Weights<MeaningEvidence>): number {
  const weigh: Readonly<Record<string, number>> = weights ?? ('meaning' in evidence ? MEANING_WEIGHTS : WEIGHTS);
  let sum = weigh['bias'] ?? 0;
  for (const [name, value] of Object.entries(evidence)) sum += (weigh[name] ?? 0) * (value as number);
  return 1 / (1 + Math.exp(-sum));
}
