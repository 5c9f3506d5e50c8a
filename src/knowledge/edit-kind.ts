/** What kind of change a person made to a draft: a fact, a policy, the tone or a typo. Pure, and no model is asked. */

import { editDistance } from '../nearest-word.ts';
import { claimsIn } from '../number-lock.ts';
import { plainText } from './terms.ts';

export type EditKind = 'fact' | 'policy' | 'tone' | 'typo' | 'none';

export interface Edit {
  readonly kind: EditKind;
  /** Claims that only the new words make, such as `money:EUR:4900`. */
  readonly added: readonly string[];
  /** Claims that only the old words made. */
  readonly removed: readonly string[];
}

/** Words with which a rule is laid down. */
const RULE =
  /\b(?:must|may|only|never|always|not allowed|allowed|have to|need to|required|please (?:bring|call|ring|note)|no longer|any more|except|unless|policy|we (?:do not|don't|cannot|can't|no longer)|refund\w*|exchange\w*|cancel\w*|deposit|in advance|up front|ask (?:a|the) \p{L}+)\b/giu;
/** A word changed by so few letters is a slip of the keyboard. */
const SLIP = 2;
const NEGATIONS = /\b(?:no|not|never|cannot|nothing|none|without)\b/gu;

export function editOf(before: string, after: string): Edit {
  const [old, now] = [claimsIn(before), claimsIn(after)].map((claims) => new Set(claims));
  const added = [...(now ?? [])].filter((claim) => !old?.has(claim));
  const removed = [...(old ?? [])].filter((claim) => !now?.has(claim));
  const kind = kindOf(before, after, added.length + removed.length > 0);
  return { kind, added, removed };
}

function kindOf(before: string, after: string, claimsDiffer: boolean): EditKind {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (before.trim() === after.trim()) return 'none';
  if (claimsDiffer) return 'fact';
  const count = (words: readonly string[]) => (words.join(' ').match(NEGATIONS) ?? []).length;
  if (old.length === now.length && count(old) === count(now)) {
    const changed = old.flatMap((word, at) => (word === now[at] ? [] : [editDistance(word, now[at] ?? '')]));
    if (changed.every((distance) => distance <= SLIP) && changed.length <= Math.max(2, old.length / 5)) return 'typo';
  }
  const rules = (text: string) => (text.toLowerCase().match(RULE) ?? []).toSorted().join('|');
  if (rules(before) !== rules(after) || count(old) !== count(now)) return 'policy';
  return 'tone';
}

function wordsOf(text: string): readonly string[] {
  return plainText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
