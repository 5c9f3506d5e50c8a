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

function repliesIn(file: string): readonly Reply[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Reply);
}

const replies = repliesIn('./replies.jsonl');
const spoken = repliesIn('./spoken-replies.jsonl');
/** Ten other trades. Unseen, before anything was mended for them: 101 of 109 stopped, 9 of 84 true ones held back. */
const fresh = repliesIn('./fresh-replies.jsonl');
const NOW = Date.parse('2026-11-23T10:00:00Z');

function held({ reply, proofs, locale }: Reply): readonly string[] {
  return unprovenTokens(reply, proofs, { locale, timeZone: 'Europe/Dublin', now: NOW });
}

function missedIn(wrong: readonly Reply[]): readonly string[] {
  return wrong.flatMap((each) => {
    const tokens = held(each);
    const marked = tokens.some((token) => token.includes(each.marked ?? '') || each.marked?.includes(token));
    return marked ? [] : [`${each.id} ${each.token}: ${each.reply} (marked: ${tokens.join(', ') || 'nothing'})`];
  });
}

function stoppedIn(right: readonly Reply[]): readonly string[] {
  return right.filter((each) => held(each).length > 0).map((each) => `${each.id}: ${each.reply} [${held(each)}]`);
}

/** The numbers themselves, for whoever runs it. */
function print(name: string, wrong: readonly Reply[], right: readonly Reply[]): void {
  const [missed, stopped] = [missedIn(wrong).length, stoppedIn(right).length];
  process.stdout.write(
    `number lock, ${name}: ${wrong.length - missed} of ${wrong.length} altered or invented stopped, ${stopped} of ${right.length} true held back (${((100 * stopped) / right.length).toFixed(1)} %)\n`,
  );
}

describe.each(['de', 'es', 'fr', 'it', 'pt'])('the number lock on replies in %s', (code) => {
  const own = spoken.filter(({ locale }) => locale.startsWith(code));
  const [wrong, right] = [own.filter(({ kind }) => kind !== 'true'), own.filter(({ kind }) => kind === 'true')];

  it('lets no altered or invented claim pass', () => {
    print(code, wrong, right);
    expect(wrong.length).toBeGreaterThanOrEqual(15);
    expect(missedIn(wrong)).toEqual([]);
  });

  it('holds no true reply back', () => {
    expect(right.length).toBeGreaterThanOrEqual(12);
    expect(stoppedIn(right)).toEqual([]);
  });
});

describe('the number lock on replies of ten other trades', () => {
  const [wrong, right] = [fresh.filter(({ kind }) => kind !== 'true'), fresh.filter(({ kind }) => kind === 'true')];

  it('lets no altered or invented claim pass', () => {
    print('other trades', wrong, right);
    expect(wrong.length).toBeGreaterThan(100);
    expect(missedIn(wrong)).toEqual([]);
  });

  it('holds back at most 3 % of the true replies', () => {
    const stopped = stoppedIn(right);
    expect({ stopped, share: stopped.length / right.length > 0.03 }).toEqual({ stopped, share: false });
  });

  it('tells "from" and "up to" apart, and leaves thresholds and plain prices alone', () => {
    const bounded = (reply: string, proof: string) => unprovenTokens(reply, [proof]);
    expect(bounded('It is up to €110.', 'It costs from €110.')).toEqual(['€110']);
    expect(bounded('Ab 80 € geht es los.', 'It costs up to €80.')).toEqual(['80 €']);
    expect(bounded('At least 10% off.', 'Up to 10% off.')).toEqual(['10%']);
    expect(bounded('It is at most €110.', 'It costs €110.')).toEqual([]);
    expect(bounded('Below €60 it is €6.50.', 'Free from €60, else €6.50.')).toEqual([]);
  });

  it('checks a multiplication by itself', () => {
    expect(unprovenTokens('That is 2 x 45 = 90 euros.', ['It costs €45.'])).toEqual([]);
    expect(unprovenTokens('That is 2 x 45 = 80 euros.', ['It costs €45 or €80.'])).not.toEqual([]);
    expect(unprovenTokens('That is 2 x 55 = 110 euros.', ['It costs €45.'])).not.toEqual([]);
  });
});

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
    print('English', wrong, right);
    expect(missedIn(wrong)).toEqual([]);
  });

  it('holds back at most 3 % of the true replies', () => {
    const stopped = stoppedIn(right);
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
