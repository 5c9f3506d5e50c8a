/**
 * "Before Friday", "by the weekend", "not before Tuesday", "Friday at the latest": the words around a day that make it a
 * bound. Over normalised text, into which every tongue has been put; a tongue's own words for this stand in its file.
 */
import type { Moment } from '../../../domain/understanding.ts';
import { patternOf } from '../patterns.ts';
import { ASKS } from './clock-times.ts';

export type Bound = NonNullable<Moment['bound']>;

interface Words {
  readonly bound: Bound;
  /** Not in a question: "have you nothing before Friday?" */
  readonly unasked?: true;
  readonly front: RegExp;
}

const LINK = '(?:(?:the|about|around|on|maybe|at the latest) )*$';
const front = (words: string) => new RegExp(`(?<!\\p{L})(?:${words}),? ${LINK}`, 'u');
/** "I am away until Friday": what is wished comes after it. */
const AWAY =
  "\\b(?:away|off|gone|busy|abroad|travelling|holidays?|vacation|out of town|tied up|unavailable|not (?:free|here|available|around)|can't|cannot|won't)\\b[^.!?,]{0,30}? ";

/** In order of precedence. "Come by Friday" is a visit on Friday. */
const FRONT: readonly Words[] = [
  {
    bound: 'from',
    front: front(
      `not before|(?:no|not) (?:earlier|sooner) than|not (?:until|till)|starting(?: from)?|as (?:of|from)|${AWAY}(?:until|till)`,
    ),
  },
  {
    bound: 'from',
    unasked: true,
    front: front("(?:not|can't|cannot|won't|unable to)(?: (?:zzz|do|come|make it|manage)){1,2} before"),
  },
  { bound: 'before', front: front('before|prior to|ahead of|earlier than|sooner than') },
  {
    bound: 'until',
    front: front(
      '(?<!\\b(?:come|drop|stop|swing|pass|call|pop) )by|(?:no|not) later than|not after|until|till|up to|in time for|between now and|(?:at the )?latest|at most',
    ),
  },
  { bound: 'after', front: front('after|later than') },
];
/** "From Friday on"; "from Friday" alone is as often the day that is to be left. */
const FROM = patternOf(`(?<!\\p{L})from ${LINK}`, 'u');
const ONWARDS = /^ (?:on(?! (?:the )?\d)|onwards?)\b/u;
const FREE_FROM = /(?:^\W*|\b(?:any (?:day|time)|free|available|back) )from $/u;
const RANGE = / (?:to|until|till|through|and) |-/u;
const AT_THE_LATEST = /^,? (?:at the latest|latest|or (?:before|earlier|sooner))\b/u;
const OR_LATER = /^,? (?:or (?:later|after)|and after|earliest|at the earliest)\b/u;
/** "Before Tuesday I can't": the other side of it is meant. */
const REFUSED =
  /^,?(?: (?:i|we|i'm|am|is|would be|zzz)){0,3} (?:not|can't|cannot|won't|isn't|doesn't|impossible|no good|away|busy)\b/u;
const OTHER_SIDE: Readonly<Record<Bound, Bound>> = { before: 'from', until: 'from', from: 'before', after: 'until' };

export interface FoundBound {
  readonly bound: Bound;
  /** Where the words for it begin and end, the day's own included. */
  readonly start: number;
  readonly end: number;
}

/** What the words around the day from `start` to `end` make of it; undefined when it is the day itself. */
export function boundOf(text: string, { start, end }: { start: number; end: number }): FoundBound | undefined {
  const before = text.slice(0, start);
  const behind = text.slice(end);
  for (const { bound, front, unasked } of FRONT) {
    const match = unasked && ASKS.test(behind) ? null : front.exec(before);
    if (!match) continue;
    // "Before the end of the month" leaves out no day of it.
    const all = bound === 'before' && /^(?:the )?end of/u.test(text.slice(start, end));
    const said = all ? 'until' : bound;
    return { bound: REFUSED.test(behind) ? OTHER_SIDE[said] : said, start: match.index, end };
  }
  const from = FROM.exec(before);
  const onwards = ONWARDS.exec(behind);
  const range = RANGE.test(text.slice(start, end));
  if (from && (onwards || (FREE_FROM.test(before) && !range))) {
    const bound = REFUSED.test(behind) ? 'before' : 'from';
    return { bound, start: from.index, end: end + (onwards?.[0].length ?? 0) };
  }
  const later = OR_LATER.exec(behind) ?? onwards;
  if (later) return { bound: 'from', start, end: end + later[0].length };
  const latest = AT_THE_LATEST.exec(behind);
  return latest ? { bound: 'until', start, end: end + latest[0].length } : undefined;
}
