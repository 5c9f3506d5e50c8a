/** Whether two answers to one question say the same, as far as that can be told without a model. Pure. */
import type { Business } from '../domain/business.ts';
import { claimsIn } from '../number-lock.ts';
import type { Answered } from './model-tasks.ts';

/** They rest on a common passage, and of no kind of fact (a price, a time) does each name only others. */
export function agree(one: Answered, other: Answered, business: Pick<Business, 'locale' | 'timeZone'>): boolean {
  if (!one.answerable || !other.answerable) return false;
  const cited = new Set(one.citations.map(({ passage }) => passage));
  if (!other.citations.some(({ passage }) => cited.has(passage))) return false;
  const [mine, theirs] = [one.answer, other.answer].map((text) => byKind(claimsIn(text, business)));
  for (const [kind, claims] of mine ?? []) {
    const others = theirs?.get(kind);
    if (others && ![...others].some((claim) => claims.has(claim))) return false;
  }
  return true;
}

function byKind(claims: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const kinds = new Map<string, Set<string>>();
  for (const claim of claims) {
    const kind = claim.split(':', 1)[0] ?? claim;
    kinds.set(kind, (kinds.get(kind) ?? new Set()).add(claim));
  }
  return kinds;
}
