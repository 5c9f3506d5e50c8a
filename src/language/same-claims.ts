/**
 * Whether words of a model in another language than the documents' say what the documents say: their days, times,
 * prices and numbers are read in that language and compared. In the shop's own language review does this by itself.
 */
import type { Business } from '../domain/business.ts';
import type { Source } from '../domain/knowledge.ts';
import { unprovenTokens } from '../number-lock.ts';
import { businessFacts } from '../proofs.ts';
import { tongueOf } from '../tongues/list.ts';
import { createToEnglish } from '../tongues/to-english.ts';

export interface ClaimCheck {
  /** What of an answer neither its sources nor the question prove; undefined when nothing. */
  unproven(answer: string, sources: readonly Source[], question: string): string | undefined;
  /** What one text says and the other does not; undefined when they say the same. */
  differ(text: string, other: string): string | undefined;
}

/** `business`: in the language of the customers. `now`: what "today" is reckoned from, ms since 1970. */
export function createClaimCheck(business: Business, now: () => number): ClaimCheck {
  const tongue = tongueOf(business.locale);
  const toEnglish = tongue && createToEnglish(tongue);
  const inEnglish = (text: string) => toEnglish?.(text).text ?? text;
  const lost = (text: string, proofs: readonly string[]) =>
    unprovenTokens(text, proofs, { timeZone: business.timeZone, locale: 'en-IE', now: now() });
  const named = (what: string, tokens: readonly string[]) =>
    tokens.length === 0 ? undefined : `${what}: ${tokens.slice(0, 5).join(', ')}`;

  return {
    unproven(answer, sources, question) {
      if (!toEnglish) return undefined; // review looks at it, and staff get to see what is unproven
      const proofs = [...sources.map(({ text }) => text), ...businessFacts(business), question];
      return named('answer: no passage says', lost(inEnglish(answer), [...proofs, ...proofs.map(inEnglish)]));
    },
    differ(text, other) {
      const [said, told] = [`${text}\n${inEnglish(text)}`, inEnglish(other)];
      return (
        named('text: it must not say', lost(told, [said])) ?? named('text: it must say', lost(text, [told, other]))
      );
    },
  };
}
