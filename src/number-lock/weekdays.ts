/**
 * Weekdays without a date, and "today": when the words say that the shop is open or closed then, a proof must say so too.
 * A day that is only mentioned needs a proof that mentions it; a customer's question proves the mention, never the answer.
 */
import { clauseAt, type State } from './clause.ts';
import type { Claim, Recogniser, ScanContext } from './token.ts';

const NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const NAME = String.raw`(?:sun|mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?)(?:days?)?\b`;
/** "sun" and "sat" are words of their own: short forms count with a capital letter only. */
const SHORT = /^(?:sun|mon|wed|sat|fri|thu)$/u;
const EVERY = [0, 1, 2, 3, 4, 5, 6];

function dayOf(written: string): number {
  return NAMES.indexOf(written.toLowerCase().slice(0, 3));
}

function daysClaim(days: readonly number[], match: RegExpMatchArray): Claim {
  const { state, asked } = clauseAt(match);
  const mentioned = days.map((day) => `weekday:${day}`);
  if (asked) return { needs: mentioned.map((key) => [key]), gives: mentioned };
  const told = state === 'closed' ? ':closed' : ':open';
  return {
    needs: mentioned.map((key) => [state === 'mentioned' ? key : `${key}${told}`]),
    gives: [...mentioned, ...mentioned.map((key) => `${key}${told}`)],
  };
}

/** "Monday", "on Sundays", "Mon-Fri", "Tuesday to Saturday". */
const named: Recogniser = {
  pattern: new RegExp(`(?<![\\p{L}\\d])(${NAME})(?:\\s?(?:-|to|through|until|till)\\s?(${NAME}))?`, 'giu'),
  read: (match) => {
    const [, from = '', until] = match;
    const before = (match.input ?? '').slice(Math.max(0, (match.index ?? 0) - 24), match.index);
    if (until === undefined && SHORT.test(from)) return undefined;
    if (/\b(?:happy|see you|until|have a (?:nice|good|great|lovely)|enjoy your) (?:on )?$/iu.test(before) && !until)
      return { needs: [], gives: [] };
    const first = dayOf(from);
    const last = until === undefined ? first : dayOf(until);
    const span = EVERY.map((step) => (first + step) % 7);
    return daysClaim(span.slice(0, span.indexOf(last) + 1), match);
  },
};

const groups: Recogniser = {
  pattern: /(?<![\p{L}\d])(?<!\d[\s-])(weekdays|weekends?|every ?day|daily|(?:seven|7) days a week|all week)\b/giu,
  read: (match) => {
    const word = match[1]?.toLowerCase() ?? '';
    if (word === 'weekdays') return daysClaim([1, 2, 3, 4, 5], match);
    if (word.startsWith('weekend')) return daysClaim([6, 0], match);
    if (clauseAt(match).state === 'mentioned') return undefined; // "brush it every day" is about no opening
    return daysClaim(EVERY, match);
  },
};

/** Words with which "today" is a promise rather than a greeting. */
const PROMISE =
  /\b(?:ready|open|closed|shut|deliver\p{L}*|arriv\p{L}*|available|in stock|offer|sale|ends?|starts?|by)\b/iu;

/** "open today", "ready tomorrow": proven by the same words, or by what is known of that very day. */
const relative: Recogniser = {
  pattern: /(?<![\p{L}\d])(today|tonight|this (?:morning|afternoon|evening)|tomorrow)\b/giu,
  read: (match, context) => {
    const { state, asked, text } = clauseAt(match);
    const word = match[1]?.toLowerCase() === 'tomorrow' ? 'tomorrow' : 'today';
    if (asked || !PROMISE.test(text)) return { needs: [], gives: asked ? [] : [`relative:${word}`] };
    return { needs: [[`relative:${word}`, ...keysOf(word, state, context)]], gives: [`relative:${word}`] };
  },
};

function keysOf(word: 'today' | 'tomorrow', state: State, { now, timeZone }: ScanContext): readonly string[] {
  if (now === undefined) return [];
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const [year = 0, month = 1, day = 1] = parts.format(now).split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day + (word === 'tomorrow' ? 1 : 0)));
  const dated = `date:${date.getUTCFullYear()}-${date.getUTCMonth() + 1}-${date.getUTCDate()}`;
  if (state === 'mentioned') return [dated];
  return [dated, `weekday:${date.getUTCDay()}:${state}`];
}

export const WEEKDAYS: readonly Recogniser[] = [named, groups];
export const RELATIVE_DAYS: readonly Recogniser[] = [relative];
