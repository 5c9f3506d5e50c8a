/**
 * Facts that end soon: the team is asked once whether they still hold, and the answer changes the document. The record
 * names the fact and its last day, so that many processes ask one question and a new end is a new question.
 */
import type { Business } from '../domain/business.ts';
import type { Passage } from '../domain/knowledge.ts';
import { claimsIn, unprovenTokens } from '../number-lock.ts';
import type { Store } from '../ports.ts';
import { addDays, daysBetween, HOUR_MS, sayDay, startOfDay } from '../time.ts';
import type { KnowledgeDocument } from './documents.ts';
import { passagesOf } from './passages.ts';
import { createRecords, type Remembered } from './records.ts';

export interface Renewal {
  readonly file: string;
  /** Absent: the whole document ends. */
  readonly passageId?: string;
  readonly title: string;
  readonly owner: string;
  /** What is said now. */
  readonly text: string;
  /** ISO date, the last on which it is said. */
  readonly validUntil: string;
  /** "Still €45?", in words for the team. */
  readonly question: string;
  /** ISO date until which "yes" lets it hold: as long again as it has held, a month at least, a year at most. */
  readonly proposedUntil: string;
  /** `new`: the team has not been told for certain yet. */
  readonly state: 'new' | 'asked' | 'kept' | 'changed' | 'paused';
  readonly by?: string;
}

/** Days before the end at which the team is asked. */
export const ASK_DAYS = 14;
const [LEAST_DAYS, MOST_DAYS] = [30, 365];

export function createRenewals(store: Store) {
  const records = createRecords<Renewal>('renewal', store);
  return {
    get: records.get,
    /** What waits for an answer, the earliest end first. */
    async open(): Promise<readonly Remembered<Renewal>[]> {
      const waiting = (await records.list()).filter(({ body }) => body.state === 'new' || body.state === 'asked');
      return waiting.toSorted((a, b) => (a.body.validUntil < b.body.validUntil ? -1 : 1));
    },
    /** Asks about everything that ends within two weeks; `tell` is called until it has succeeded once for each. */
    async ask(
      documents: readonly KnowledgeDocument[],
      today: string,
      now: number,
      tell: (renewal: Pick<Remembered<Renewal>, 'id' | 'body'>) => Promise<void>,
    ): Promise<void> {
      for (const [id, renewal] of ending(documents, today)) {
        const known = await records.get(id);
        if (known && known.body.state !== 'new') continue;
        if (!known) await records.update(id, now, (body) => body ?? renewal);
        await tell({ id, body: known?.body ?? renewal });
        await records.update(id, now, (body) => (body?.state === 'new' ? { ...body, state: 'asked' } : undefined));
      }
    },
    /** Records the answer; undefined when somebody was faster. */
    async settle(
      id: string,
      now: number,
      state: 'kept' | 'changed' | 'paused',
      by: string,
    ): Promise<Renewal | undefined> {
      return records.update(id, now, (body) =>
        body?.state === 'new' || body?.state === 'asked' ? { ...body, state, by } : undefined,
      );
    },
  };
}

/** As a person at a desk is asked. */
export interface FactQuestion {
  readonly id: string;
  readonly question: string;
  readonly text: string;
  /** Days as people say them. */
  readonly until: string;
  readonly keptUntil: string;
  readonly owner: string;
  readonly mayChange: boolean;
}

export function factQuestion(
  { id, body }: Pick<Remembered<Renewal>, 'id' | 'body'>,
  place: Pick<Business, 'timeZone' | 'locale'>,
): FactQuestion {
  const { question, text, owner, validUntil, proposedUntil, passageId } = body;
  const day = (date: string) => sayDay(startOfDay(date, place.timeZone) + 12 * HOUR_MS, place);
  const [until, keptUntil] = [day(validUntil), day(proposedUntil)];
  return { id, question, text, owner, until, keptUntil, mayChange: passageId !== undefined };
}

/** Facts and documents whose last day is near, by the record's id. What has ended is a notice and asked no more. */
export function ending(documents: readonly KnowledgeDocument[], today: string): ReadonlyMap<string, Renewal> {
  const found = new Map<string, Renewal>();
  const soon = (date: string) => date >= today && daysBetween(today, date) <= ASK_DAYS;
  for (const document of documents) {
    const { file, title, owner, approvedOn, validUntil } = document;
    const { passages, facts } = passagesOf(document);
    const add = (
      what: string,
      until: string,
      more: Pick<Renewal, 'title' | 'owner' | 'text'> & { passageId?: string },
    ) => {
      const held = Math.min(MOST_DAYS, Math.max(LEAST_DAYS, daysBetween(approvedOn, until)));
      found.set(`renewal:${what}:${until}`, {
        file,
        ...more,
        validUntil: until,
        question: questionFor(more.title, more.text),
        proposedUntil: addDays(until, held),
        state: 'new',
      });
    };
    for (const fact of facts) {
      const passage = passages.find(({ id }) => id === fact.passageId);
      if (passage && soon(fact.validUntil))
        add(fact.passageId, fact.validUntil, { ...named(passage), owner: fact.owner, passageId: fact.passageId });
    }
    if (validUntil && soon(validUntil))
      add(file, validUntil, {
        title,
        owner,
        text: passages
          .map(({ text }) => text)
          .join('\n\n')
          .slice(0, 600),
      });
  }
  return found;
}

function named({ heading, text }: Passage): { title: string; text: string } {
  return { title: heading, text };
}

function questionFor(title: string, text: string): string {
  const tokens = unprovenTokens(text, []).filter((token) =>
    claimsIn(token).some((claim) => claim.startsWith('money:')),
  );
  return tokens.length > 0 && tokens.length <= 3
    ? `“${title}”: still ${tokens.join(', ')}?`
    : `“${title}”: does this still hold?`;
}
