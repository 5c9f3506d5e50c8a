/** What is answered by now to a question whose answer a colleague has corrected, and whether it says so. */
import type { RankedPassage } from '../domain/knowledge.ts';
import { claimsIn } from '../number-lock.ts';
import type { ExtractiveAnswer } from '../ports.ts';
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

export interface AskingDeps {
  readonly search: (question: string, limit: number) => Promise<readonly RankedPassage[]>;
  readonly answer: (
    question: string,
    passages: readonly RankedPassage[],
  ) => ExtractiveAnswer | undefined | Promise<ExtractiveAnswer | undefined>;
  /** Confidence (0..1) from which an answer is given without a person. */
  readonly sureFrom: number;
}

const PASSAGES = 5;

/** The answer that a customer would get without a person; undefined when people are asked. */
export async function sureAnswer(
  question: string,
  { search, answer, sureFrom }: AskingDeps,
): Promise<string | undefined> {
  const found = await answer(question, await search(question, PASSAGES));
  return found && found.confidence >= sureFrom ? found.text : undefined;
}
