/**
 * Approve once, answer many: customers who wait for the very same draft, from the very same sources. Each keeps an
 * approval of their own, so that a verdict on many is many verdicts, each as safe as one.
 */
import { digestOf } from './approval-rules.ts';
import type { Alike, Approval } from './domain/approval.ts';
import { type Business, say } from './domain/business.ts';
import type { Conversation } from './domain/conversation.ts';
import { claimsIn } from './number-lock.ts';
import type { Store } from './ports.ts';

/** The longest waiting of more than this many are not looked at; one verdict could not be read for all of them. */
const MOST = 50;

export interface Waiting {
  readonly conversation: Conversation;
  readonly approval: Approval;
}

export type AlikeFinder = (
  conversation: Conversation,
  approval: Approval,
) => Promise<{ readonly alike: readonly Alike[]; readonly waiting: readonly Waiting[] }>;

export function createAlike({ store, business }: { store: Pick<Store, 'list'>; business: Business }): AlikeFinder {
  return async (conversation, approval) => {
    if (!mayBeShared(approval)) return { alike: [], waiting: [] };
    const { conversations } = await store.list({ approval: 'pending', limit: MOST });
    const waiting = conversations.flatMap((other) =>
      other.id !== conversation.id && other.approval && isSame(approval, other.approval)
        ? [{ conversation: other, approval: other.approval }]
        : [],
    );
    const alike = waiting.map((one) => alikeTo(approval, one, business));
    return { alike: alike.toSorted((a, b) => a.approvalId.localeCompare(b.approvalId)), waiting };
  };
}

/** Whoever asked first and has a card of their own; undefined when that is `approval` itself. */
export function leaderOf(approval: Approval, waiting: readonly Waiting[]): Approval | undefined {
  return waiting
    .map((one) => one.approval)
    .filter((other) => other.card !== undefined && other.card.under === undefined && other.askedAt <= approval.askedAt)
    .toSorted((a, b) => a.askedAt - b.askedAt)[0];
}

/** Only what rests on approved facts alone: a quote or a discount is one customer's own. */
function mayBeShared({ state, draft }: Approval): boolean {
  if (state.kind !== 'pending' || !draft || draft.sources.length === 0) return false;
  return draft.sources.every(({ kind }) => kind === 'passage' || kind === 'business');
}

function isSame(one: Approval, other: Approval): boolean {
  const sources = ({ draft }: Approval) =>
    (draft?.sources ?? [])
      .map(({ id }) => id)
      .toSorted()
      .join('|');
  return mayBeShared(other) && digestOf(one.draft) === digestOf(other.draft) && sources(one) === sources(other);
}

function alikeTo(approval: Approval, { conversation, approval: other }: Waiting, business: Business): Alike {
  const claims = (words: readonly string[]) => words.flatMap((text) => claimsIn(text, business));
  const known = new Set(claims(approval.customerWords));
  return {
    approvalId: other.id,
    version: other.version,
    customerName: conversation.displayName ?? say(business, 'unknownCustomer'),
    customerWords: other.customerWords,
    exception: other.customerWords.length > 1 || claims(other.customerWords).some((claim) => !known.has(claim)),
  };
}
