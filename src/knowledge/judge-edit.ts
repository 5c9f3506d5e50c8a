/** Whether an answer says what a colleague has corrected. Pure. */
import { claimsIn } from '../number-lock.ts';
import type { EditCase } from './proposals.ts';

export type Judged = 'right' | 'wrong' | 'team';

/** Share of a rule's words that an answer must hold. */
const RULE_SAID = 0.6;

/** `team`: no sure answer, so that people are asked. A fact is judged by its claims, a rule by its words as well. */
export function judgeEdit(
  { mustClaim, mustNotClaim, mustSay = '' }: Omit<EditCase, 'id' | 'question' | 'said' | 'kind'>,
  answer: string | undefined,
): Judged {
  if (answer === undefined) return 'team';
  const claims = claimsIn(answer);
  if (mustNotClaim.some((claim) => claims.includes(claim))) return 'wrong';
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const [rule, said] = [words(mustSay), new Set(words(answer))];
  const kept = rule.length === 0 || rule.filter((word) => said.has(word)).length >= RULE_SAID * rule.length;
  return kept && mustClaim.every((claim) => claims.includes(claim)) ? 'right' : 'wrong';
}
