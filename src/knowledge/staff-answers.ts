/**
 * What staff have told customers who asked a question that no document answers, wherever they wrote it: the desk, the
 * console or the shop's own phone. Read from the conversations themselves; customers' data is taken out.
 */
import type { Conversation, Entry, ShopSaid } from '../domain/conversation.ts';
import { describeContent } from '../domain/message.ts';
import type { Store } from '../ports.ts';
import { type MaskContext, maskPersonal, namesToMask, withoutGreeting } from './mask-personal.ts';

/** Where a question was asked: the conversation, and the newest entry its turn had read. */
export interface AskedIn {
  readonly conversationId: string;
  readonly n: number;
  /** ms since 1970. */
  readonly at: number;
}

export interface StaffAnswer {
  readonly by: string;
  /** ms since 1970. */
  readonly at: number;
  readonly text: string;
}

/** Later words are about something else. */
const ANSWERED_WITHIN_MS = 7 * 86_400_000;
const MOST_ENTRIES = 60;
const MOST_AUDITS = 200;
/** Verdicts that send a person's answer; a rejection sends a sentence of ours. */
const ANSWERS: readonly string[] = ['approve: done', 'edit: done'];

/** The newest first, at most one a place; places whose conversation is gone give none. */
export async function staffAnswers(
  { question, askedIn = [] }: { readonly question: string; readonly askedIn?: readonly AskedIn[] | undefined },
  { store, mask }: { readonly store: Pick<Store, 'load' | 'archived' | 'audits'>; readonly mask: MaskContext },
): Promise<readonly StaffAnswer[]> {
  const found: StaffAnswer[] = [];
  for (const place of askedIn) {
    const conversation = await store.load(place.conversationId);
    if (!conversation) continue;
    const said = answeredAfter(place, await entriesAfter(place.n, conversation, store), await sentByVerdict());
    const last = said.at(-1);
    if (!last) continue;
    const names = namesToMask(conversation.displayName, question);
    const words = said.map(({ message }) => withoutGreeting(maskPersonal(message.text, { ...mask, names })));
    found.push({ by: nameOf(last), at: last.at, text: words.join('\n').trim() });

    async function sentByVerdict(): Promise<ReadonlySet<string>> {
      const lines = await store.audits({ conversationId: place.conversationId, limit: MOST_AUDITS });
      return new Set(
        lines.flatMap(({ what, detail }) => {
          const id = (detail as { approvalId?: unknown } | undefined)?.approvalId;
          return ANSWERS.includes(what) && typeof id === 'string' ? [id] : [];
        }),
      );
    }
  }
  return found.toSorted((a, b) => b.at - a.at);
}

async function entriesAfter(
  n: number,
  { id, entries }: Conversation,
  store: Pick<Store, 'archived'>,
): Promise<readonly Entry[]> {
  const first = entries[0]?.n ?? Number.POSITIVE_INFINITY;
  const older = first > n + 1 ? await store.archived(id, n, MOST_ENTRIES) : [];
  return [...older.filter((entry) => entry.n < first), ...entries.filter((entry) => entry.n > n)];
}

/** People's own words from the question on, until the bot speaks again or the customer asks the next thing. */
function answeredAfter(place: AskedIn, entries: readonly Entry[], verdicts: ReadonlySet<string>): readonly ShopSaid[] {
  const said: ShopSaid[] = [];
  for (const entry of entries) {
    if (entry.at > place.at + ANSWERED_WITHIN_MS) break;
    if (entry.kind === 'customer-said') {
      if (said.length > 0 && describeContent(entry.content).includes('?')) break;
    } else if (entry.kind === 'bot-said' || entry.kind === 'staff-said') {
      if (isPersons(entry, verdicts)) said.push(entry);
      else if (said.length > 0) break;
    }
  }
  return said;
}

function isPersons({ speaker, message, delivery, approvalId = '' }: ShopSaid, verdicts: ReadonlySet<string>): boolean {
  if (message.kind !== 'text' || delivery.state === 'failed') return false;
  return speaker.kind === 'staff' || (speaker.approvedBy !== undefined && verdicts.has(approvalId));
}

function nameOf({ speaker }: ShopSaid): string {
  return speaker.kind === 'staff' ? speaker.name : (speaker.approvedBy ?? 'Staff');
}
