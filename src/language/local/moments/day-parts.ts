/** Parts of the day people name instead of a time, and what the opening hours make of "first thing" and "end of the day". */

import { patternOf } from '../patterns.ts';
import type { ClockTime } from './clock-times.ts';

export interface DayPart {
  readonly start: number;
  readonly end: number;
  /** Minutes since midnight. `open` and `close` are filled in from the opening hours. */
  readonly from: number | 'open' | 'before-close';
  readonly until: number | 'close' | 'after-open';
  /** Half of the day it tells for a time beside it. */
  readonly half: ClockTime['half'];
}

const H = 60;
const PARTS: readonly (readonly [
  pattern: string,
  from: DayPart['from'],
  until: DayPart['until'],
  half: ClockTime['half'],
])[] = [
  [
    '(?:bright and |nice and )?early (?:in the )?(?:on )?morning|early (?:doors|am)|early +morning|morning,? (?:zzz )?early',
    6 * H,
    9 * H,
    'am',
  ],
  ['(?:mid|middle of the)[ -]?morning', 9 * H, 11 * H, 'am'],
  ['late(?:r in the)? +morning', 10 * H, 12 * H, 'am'],
  ['early (?:in the )? *afternoon', 12 * H, 15 * H, 'pm'],
  ['(?:mid)[ -]?afternoon', 14 * H, 16 * H, 'pm'],
  ['late(?:r)? (?:in the )? *afternoon', 15 * H, 18 * H, 'pm'],
  ['early (?:in the )? *evening', 17 * H, 19 * H, 'pm'],
  ['late(?:r)? (?:in the )? *evening|late at night', 20 * H, 24 * H - 1, 'pm'],
  [
    '(?:1st|very 1st) thing|when (?:you|ye) open|(?:at )?opening(?: time)?|as soon as (?:you|ye) open|earliest',
    'open',
    'after-open',
    'am',
  ],
  [
    '(?:the )?end of (?:the )?day|last thing|before (?:you|ye) close|closing time|close of business',
    'before-close',
    'close',
    'pm',
  ],
  ['after lunch(?:time)?', 13 * H, 17 * H, 'pm'],
  ['before lunch(?:time)?', 'open', 12 * H, 'am'],
  ['after (?:work|school|hours)', 17 * H, 22 * H, 'pm'],
  ['before work', 'open', 9 * H, 'am'],
  ['(?:at )?lunch(?:time|[ -]break| hour)', 12 * H, 14 * H, 'told'],
  ['morning', 6 * H, 12 * H, 'am'],
  ['afternoon', 12 * H, 18 * H, 'pm'],
  ['evening', 17 * H, 22 * H, 'pm'],
  ['tonight|night', 18 * H, 24 * H - 1, 'pm'],
];
const GREETINGS = patternOf(
  /\b(?:good|top of the) (?:morning|afternoon|evening|night)\b|^(?:morning|afternoon|evening)(?=[ ,.!])(?! (?:of|on|at|is|would|works|please|if|or|\d|around|any|suits|tomorrow|slot|appointment))/gu,
);

const PATTERNS = PARTS.map(([pattern, from, until, half]) => ({
  pattern: patternOf(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, 'gu'),
  from,
  until,
  half,
}));

/** The parts of the day in order; a longer name ("late afternoon") hides the shorter one within. */
export function readDayParts(text: string): readonly DayPart[] {
  let rest = text.replace(GREETINGS, (match) => ' '.repeat(match.length));
  const found: DayPart[] = [];
  for (const { pattern, from, until, half } of PATTERNS) {
    for (const { index: start, 0: words } of rest.matchAll(pattern)) {
      const end = start + words.length;
      found.push({ start, end, from, until, half });
      rest = rest.slice(0, start) + ' '.repeat(words.length) + rest.slice(end);
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}
