/** Recall and false alarms of the number lock on replies of twenty small businesses: true, altered and invented. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readDocuments } from '../../src/knowledge/documents.ts';
import { passagesOf } from '../../src/knowledge/passages.ts';
import { unprovenTokens } from '../../src/number-lock.ts';

interface Reply {
  readonly id: string;
  readonly locale: string;
  readonly kind: 'true' | 'altered' | 'invented';
  /** What sort of claim was altered or invented. */
  readonly token?: string;
  /** The piece that staff must see marked. */
  readonly marked?: string;
  readonly reply: string;
  readonly proofs: readonly string[];
}

const replies = readFileSync(new URL('./replies.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Reply);
const NOW = Date.parse('2026-11-23T10:00:00Z');

function held({ reply, proofs, locale }: Reply): readonly string[] {
  return unprovenTokens(reply, proofs, { locale, timeZone: 'Europe/Dublin', now: NOW });
}

describe('the number lock on the replies of twenty businesses', () => {
  const wrong = replies.filter(({ kind }) => kind !== 'true');
  const right = replies.filter(({ kind }) => kind === 'true');

  it('is measured on at least 300 replies, true, altered and invented', () => {
    expect(replies.length).toBeGreaterThanOrEqual(300);
    expect(new Set(replies.map(({ kind }) => kind))).toEqual(new Set(['true', 'altered', 'invented']));
    expect(right.length).toBeGreaterThan(100);
    expect(wrong.length).toBeGreaterThan(150);
  });

  it('lets no altered or invented claim pass, and marks it for staff', () => {
    const missed = wrong.flatMap((each) => {
      const tokens = held(each);
      const marked = tokens.some((token) => token.includes(each.marked ?? '') || each.marked?.includes(token));
      return marked ? [] : [`${each.id} ${each.token}: ${each.reply} (marked: ${tokens.join(', ') || 'nothing'})`];
    });
    expect(missed).toEqual([]);
  });

  it('holds back at most 3 % of the true replies', () => {
    const stopped = right.flatMap((each) => held(each).map((token) => `${each.id}: ${each.reply} [${token}]`));
    expect({ stopped, share: stopped.length / right.length > 0.03 }).toEqual({ stopped, share: false });
  });

  it('never holds back an approved passage in its own words', async () => {
    const { documents } = await readDocuments('knowledge');
    const passages = documents.flatMap((document) => passagesOf(document).passages);
    expect(passages.length).toBeGreaterThan(40);
    expect(passages.flatMap(({ text }) => unprovenTokens(text, [text]))).toEqual([]);
  });

  it('knows which weekday today is, and what the shop said of it', () => {
    const hours = ['Open Monday to Friday 9:30 to 18:00. On Sunday we are closed.'];
    const on = (day: string) => ({ now: Date.parse(`${day}T10:00:00Z`) });
    expect(unprovenTokens('Yes, we are open today.', hours, on('2026-11-23'))).toEqual([]);
    expect(unprovenTokens('Yes, we are open today.', hours, on('2026-11-22'))).toEqual(['today']);
    expect(unprovenTokens('No, we are closed tomorrow.', hours, on('2026-11-21'))).toEqual([]);
    expect(unprovenTokens('We are open on Sunday.', ['Are you open on Sunday?'])).toEqual(['Sunday']);
  });
});
