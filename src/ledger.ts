/** The proof that nobody was left behind: where every message of a day ended. Reads only. */
import { Temporal } from 'temporal-polyfill';
import type { Conversation, CustomerSaid, Entry, ShopSaid } from './domain/conversation.ts';
import type { Store } from './ports.ts';

export type Ending = 'answered' | 'with-staff' | 'silent' | 'in-work' | 'not-delivered';

export interface LedgerLine {
  readonly id: string;
  readonly conversationId: string;
  readonly n: number;
  readonly at: number;
  readonly ending: Ending;
  /** Why we were silent, or what failed. */
  readonly why?: string;
}

export interface Ledger {
  readonly day: string;
  readonly timeZone: string;
  readonly received: number;
  readonly endings: Readonly<Record<Ending, number>>;
  readonly messages: readonly LedgerLine[];
}

const PAGE = 500;

/** The ledger of one local day `YYYY-MM-DD`; a RangeError for anything that is no date. */
export async function ledgerOf(
  day: string,
  timeZone: string,
  store: Pick<Store, 'received' | 'load' | 'archived'>,
): Promise<Ledger> {
  const date = Temporal.PlainDate.from(day, { overflow: 'reject' });
  const from = date.toZonedDateTime(timeZone).epochMilliseconds;
  const to = date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  const endings: Record<Ending, number> = { answered: 0, 'with-staff': 0, silent: 0, 'in-work': 0, 'not-delivered': 0 };
  const messages: LedgerLine[] = [];
  const conversations = new Map<string, Promise<Conversation | undefined>>();
  for (let after: string | undefined; ; ) {
    const page = await store.received(from, to, after, PAGE);
    for (const { dedupeId, conversationId, n, at } of page) {
      if (!conversations.has(conversationId)) conversations.set(conversationId, store.load(conversationId));
      const conversation = await conversations.get(conversationId);
      const entries = conversation ? await entriesFrom(conversation, n, store) : [];
      const line = { id: dedupeId, conversationId, n, at, ...endingOf(entries, n) };
      endings[line.ending]++;
      messages.push(line);
    }
    after = page.at(-1)?.dedupeId;
    if (page.length < PAGE) break;
  }
  return { day, timeZone, received: messages.length, endings, messages };
}

async function entriesFrom(
  conversation: Conversation,
  n: number,
  store: Pick<Store, 'archived'>,
): Promise<readonly Entry[]> {
  const tailStart = conversation.entries[0]?.n ?? conversation.lastN + 1;
  if (n >= tailStart) return conversation.entries;
  return [...(await store.archived(conversation.id, n - 1, PAGE)), ...conversation.entries];
}

/** Where one message ended, read from what is recorded. Pure. */
export function endingOf(entries: readonly Entry[], n: number): { ending: Ending; why?: string } {
  const said = entries.find((entry): entry is CustomerSaid => entry.n === n && entry.kind === 'customer-said');
  const outcome = said?.outcome;
  if (!outcome) return { ending: 'in-work' };
  if (outcome.kind === 'silent') return { ending: 'silent', why: outcome.why };
  if (outcome.kind === 'with-staff') return { ending: 'with-staff' };
  const replies = entries.filter(
    (entry): entry is ShopSaid => (entry.kind === 'bot-said' || entry.kind === 'staff-said') && entry.n > n,
  );
  const own = replies.filter(({ turnId }) => turnId === outcome.turnId);
  const answers = own.length > 0 ? own : replies.slice(0, 1); // a tool's turn is answered by the turn after it
  if (answers.length === 0) return { ending: 'in-work' };
  const lost = answers.find(({ delivery }) => delivery.state === 'failed');
  if (lost?.delivery.state === 'failed' && lost.delivery.failure === 'withheld') return { ending: 'with-staff' };
  if (lost) return { ending: 'not-delivered', why: lost.delivery.state === 'failed' ? lost.delivery.failure : '' };
  return answers.every(({ delivery }) => delivery.state !== 'sending') ? { ending: 'answered' } : { ending: 'in-work' };
}
