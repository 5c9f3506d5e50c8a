/**
 * "From €110" is not "up to €110": the side on which a price or a percentage is open. Only a contradiction is unproven;
 * a proof that names the plain price stands for either side. Thresholds ("over €60") are no bounds of a price.
 */
import type { Claim } from './token.ts';

const LOWER =
  /(?<!\p{L})(?:from(?: only| just)?|start(?:s|ing)? (?:at|from)|at (?:the )?least|(?:no|not) less than|a? ?minimum(?: of| is)?|min\.?|upwards of|ab|mindestens|desde|al menos|como minimo|minimo|a partir de|des|au moins|a partire da|almeno|pelo menos|no minimo)\s*$/iu;
const UPPER =
  /(?<!\p{L})(?:up to|at (?:the )?most|(?:no|not|never) more than|a? ?maximum(?: of| is)?|max\.?|bis(?: zu)?|hochstens|maximal|hasta|como maximo|maximo|jusqu'a|au plus|maximum|fino a|al massimo|massimo|ate|no maximo)\s*$/iu;
const LOWER_AFTER = /^\s?(?:or more|and up(?:wards)?|upwards|at (?:the )?least|minimum|mindestens|minimo|au moins)\b/iu;
const UPPER_AFTER = /^\s?(?:or less|at (?:the )?most|maximum|max\b|tops\b|hochstens|maximal|maximo|au plus|massimo)/iu;
const WORDS_BEFORE = 24;
const WORDS_AFTER = 14;

export const BOUND = 'bound:';

/** The claim of a price or percentage with its side; any other claim as it is. */
export function withBound(claimed: Claim, match: RegExpMatchArray): Claim {
  const [first = '', last] = claimed.needs.map(([key = '']) => key);
  if (!/^(?:money|percent):/u.test(first) || claimed.needs.some(({ length }) => length !== 1)) return claimed;
  const gives = (key: string, side: string) => `${BOUND}${key}:${side}`;
  if (last !== undefined && last !== first)
    return { ...claimed, gives: [...claimed.gives, gives(first, 'lower'), gives(last, 'upper')] };
  const side = sideOf(match);
  if (!side) return { ...claimed, gives: [...claimed.gives, gives(first, 'exact')] };
  return {
    needs: [...claimed.needs, [gives(first, side), gives(first, 'exact')]],
    gives: [...claimed.gives, gives(first, side)],
  };
}

function sideOf(match: RegExpMatchArray): 'lower' | 'upper' | undefined {
  const [input, at] = [match.input ?? '', match.index ?? 0];
  const before = folded(input.slice(Math.max(0, at - WORDS_BEFORE), at));
  const end = at + match[0].length;
  const after = folded(input.slice(end, end + WORDS_AFTER));
  if (LOWER.test(before) || LOWER_AFTER.test(after)) return 'lower';
  return UPPER.test(before) || UPPER_AFTER.test(after) ? 'upper' : undefined;
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}+/gu, '');
}
