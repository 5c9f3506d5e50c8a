/**
 * Number lock: every price, date, time, percentage, quantity, phone number, address, link and reference of a text must be
 * found in what proves it. Pure. When in doubt a token counts as unproven: then staff see the text first.
 */
import { BOUND } from './number-lock/bounds.ts';
import { scan } from './number-lock/scan.ts';

export interface LockContext {
  /** IANA zone in which instants of proofs are read; UTC when absent. */
  readonly timeZone?: string;
  /** BCP 47; decides between 24/11 and 11/24 and which country a phone number belongs to. `en-IE` when absent. */
  readonly locale?: string;
  /** What "today" is reckoned from (ms since 1970); absent: only a proof that says "today" proves it. */
  readonly now?: number;
}

/** The keys of everything checkable in `text`, such as `percent:20` and, in cents, `money:EUR:4500`. */
export function claimsIn(text: string, context: LockContext = {}): readonly string[] {
  return given(text, context).filter((key) => !key.startsWith(BOUND));
}

function given(text: string, context: LockContext): readonly string[] {
  return scan(text, context).flatMap(({ gives }) => gives);
}

/**
 * The pieces of `text` that no proof holds, as they stand in it, in order, each once. Spellings do not matter: `45€`
 * is proven by "EUR 45.00", "5 pm" by "17:00", "Nov 24th" by "2026-11-24". A token counts as proven only when its
 * whole claim is: a date with another year, weekday or month is unproven.
 */
export function unprovenTokens(text: string, proofs: readonly string[], context: LockContext = {}): string[] {
  const proven = new Set<string>();
  let unproven = scan(text, context).filter(({ needs }) => needs.length > 0);
  // Scanning is the dear part, and the first proofs, the cited sources, mostly suffice.
  for (const proof of proofs) {
    if (unproven.length === 0) break;
    for (const key of given(proof, context)) proven.add(key);
    unproven = unproven.filter(({ needs }) => needs.some((anyOf) => !anyOf.some((key) => proven.has(key))));
  }
  return [
    ...new Set(
      unproven.map(({ start, end }) =>
        text
          .slice(start, end)
          .replace(/[\s.,;:!?]+$/u, '')
          .trimStart(),
      ),
    ),
  ];
}
