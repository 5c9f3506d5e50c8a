/** Who must decide about a draft: read from the very words that would be sent. Pure. */
import { createHash } from 'node:crypto';
import type { Approval, Needed, StaffMember } from './domain/approval.ts';
import type { ApprovalRule, Business } from './domain/business.ts';
import type { Utterance } from './domain/decision.ts';
import { draftText } from './draft-text.ts';
import { claimsIn } from './number-lock.ts';

type Rules = Pick<Business, 'approvals' | 'timeZone' | 'locale' | 'currency'>;

/** `texts`: the draft, and what a person made of it; the strictest of them counts. */
export function neededFor(texts: readonly string[], approval: Pick<Approval, 'why'>, business: Rules): Needed {
  const claims = texts.flatMap((text) => claimsIn(text, business));
  const needs = business.approvals.rules
    .filter((rule) => holds(rule, claims, approval, business))
    .map((rule) => rule.needs);
  if (needs.includes('two-people')) return 'two-people';
  return needs.includes('manager') ? 'manager' : 'anyone';
}

function holds(
  rule: ApprovalRule,
  claims: readonly string[],
  { why }: Pick<Approval, 'why'>,
  { currency }: Rules,
): boolean {
  const { intent, percentAbove, amountAbove } = rule;
  if (intent !== undefined && !why.some((reason) => reason.kind === 'policy' && reason.intent === intent)) return false;
  if (percentAbove !== undefined && !(most(claims, 'percent:') > percentAbove)) return false;
  // Money keys count cents.
  return amountAbove === undefined || most(claims, `money:${currency}:`) > amountAbove * 100;
}

function most(claims: readonly string[], prefix: string): number {
  const values = claims.filter((key) => key.startsWith(prefix)).map((key) => Number(key.slice(prefix.length)));
  return Math.max(Number.NEGATIVE_INFINITY, ...values.filter(Number.isFinite));
}

export function isManager({ id, manager }: StaffMember, { approvals }: Pick<Business, 'approvals'>): boolean {
  return manager === true || approvals.managers.includes(id);
}

/** Short fingerprint of a draft as staff read it; of no draft too. */
export function digestOf(draft: Pick<Utterance, 'text' | 'choices'> | undefined): string {
  return createHash('sha256')
    .update(draft ? draftText(draft) : '')
    .digest('hex')
    .slice(0, 12);
}
