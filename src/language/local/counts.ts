/**
 * How many: "three", "a couple", "2 bikes", "for 12 people". Dates, times, prices, sizes and durations are numbers too,
 * and are taken out first.
 */
import { explicitTimes } from './moments/clock-times.ts';
import { MONTHS, WEEKDAYS } from './moments/day-names.ts';
import { withoutPhones } from './moments/decoys.ts';
import { inDigits } from './moments/normalised-text.ts';
import { patternOf } from './patterns.ts';

const MONTH = MONTHS.join('|');
/** Numbers that count nothing asked for. */
const OTHER_NUMBERS: readonly RegExp[] = [
  /[€$£¥]\s?\d[\d.,]*|\b\d[\d.,]*\s?(?:[€$£¥%]|(?:euros?|eur|usd|gbp|quid|dollars?|bucks|pounds?|cents?|percent)\b)/gu,
  /\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b(?! (?:people|bikes|of us))/gu,
  patternOf(
    `\\b\\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${MONTH})\\b(?: \\d{4})?|\\b(?:${MONTH}) (?:the )?\\d{1,2}(?:st|nd|rd|th)?\\b`,
    'gu',
  ),
  patternOf(`\\b(?:${WEEKDAYS.join('|')}),? (?:the )?\\d{1,2}\\b(?! (?:people|bikes|of us))`, 'gu'),
  /\b\d+(?:st|nd|rd|th)\b/gu,
  /\b(?:at|around|before|after|by|until|till|from|past|between) \d{1,2}(?:[:.]\d\d)?(?: ?(?:-|to|and|till|until) ?\d{1,2})?\b(?! (?:people|persons?|bikes|guests|kids|of us|adults|items|pieces))/gu,
  /\b(?:in|within|for|next|last|takes?) (?:a |the next )?\d+ (?:minutes|hours?|days?|nights?|weeks?|months?|years?|fortnights?)\b|\b\d+ ?-? ?(?:minutes|hours?|days?|nights?|weeks?|months?|years?|inch(?:es)?|in\b|cm|mm|km|kg|miles?|gears?|speed)\b/gu,
  /\b\d+\s?[x×]\s?\d+\w*|\b[a-z]{1,5}-?(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{3,}\b|\b(?:19|20)\d\d\b|#\d+/gu,
  /\b(?:no|one|this|that|the|which|any|each|every|another|last|next|first) (?:1|one)\b|\b1 (?:more )?(?:moment|thing|question|day|time|second|of my)\b/gu,
];
const COUNTED =
  /(?<![\d.,-])(?<count>\d{1,4})(?![\d.,]\d|\d)(?: (?:more|new|electric|big|small|city|mountain|standard|extra|other|different|adult|hotel|company|rental|road|kids|cargo))* (?<noun>\p{L}{3,})/gu;
const NOT_COUNTED =
  /^(?:and|or|please|pls|thanks|would|will|is|are|was|for|from|with|but|the|that|this|when|then|now|maybe|probably|each|per|times?|past|oclock|works?|suits?|sharp|if|could|can|not|instead|today|tomorrow|tonight|on|in|at|to)$/u;
const NAMED =
  /\b(?:party|group|table|team|fleet|family|class|total|set|pack) of (?:about |around |maybe )?(?<count>\d{1,4})\b|\b(?<count2>\d{1,4}) (?:of (?:us|them|those|these)|people|persons?|pax|ppl)\b|\bthere(?:'s| is| are|'re| will be|'ll be) (?:about |around |maybe )?(?<count3>\d{1,4})\b|\bwe(?: a|')re (?:about |around )?(?<count4>\d{1,4})\b|\b(?:for|need|want|have|got|bring|bringing|rent|hire|buy|order|about|around|roughly|approximately) (?<count5>\d{1,4})\b(?! ?(?:am|pm|o'clock|%))/u;

/** @param asked a number was just asked for, so that any number left is the answer */
export function readCount(text: string, asked: boolean): number | undefined {
  let rest = collective(inDigits(text));
  const alone = /^[\s.,!~]*(?<count>\d{1,4})[\s.,!]*$/u.exec(rest)?.groups?.count;
  if (alone !== undefined) return sensible(Number(alone));
  // "2 or 3", "10-12": there must be room for all of them.
  const range = /^\W*\d{1,4} ?(?:-|to|or) ?(?<most>\d{1,4})\W*$/u.exec(rest)?.groups?.most;
  if (asked && range !== undefined) return sensible(Number(range));
  if (asked && /\b(?:just|only) (?:me|myself|the 1)\b|^\W*(?:me|myself|just 1)\W*$/u.test(rest)) return 1;
  const between = /\bbetween \d{1,4} and (?<most>\d{1,4})\b/u.exec(rest)?.groups?.most;
  if (asked && between !== undefined) return sensible(Number(between));
  rest = withoutPhones(withSpeaker(rest));
  for (const pattern of OTHER_NUMBERS) rest = rest.replace(pattern, (match) => ' '.repeat(match.length));
  for (const { start, end } of explicitTimes(rest))
    rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  const people = personsIn(rest);
  if (people !== undefined) return sensible(people);
  const named = NAMED.exec(rest)?.groups;
  const direct = named && (named.count ?? named.count2 ?? named.count3 ?? named.count4 ?? named.count5);
  if (direct !== undefined) return sensible(Number(direct));
  for (const match of rest.matchAll(COUNTED)) {
    if (!NOT_COUNTED.test(match.groups?.noun ?? '')) return sensible(Number(match.groups?.count));
  }
  if (!asked) return undefined;
  const numbers = [...rest.matchAll(/(?<![\d.,])\d{1,4}(?![\d.,]\d|\d)/gu)].map(([figures]) => Number(figures));
  return numbers.length > 0 ? sensible(Math.max(...numbers)) : undefined;
}

const KIN =
  '(?:wife|husband|partner|girlfriend|boyfriend|fiance|fiancee|friend|mate|mum|mam|mom|dad|sister|brother|son|daughter|colleague|flatmate|other half|kid|child|baby)';
const SPEAKER = '(?:me|myself|i)';
const PERSON = '(?:adults?|grown-?ups?|kids?|child|children|babies|baby|toddlers?|teenagers?|infants?|seniors?)';

/** "Me and my wife" are two, "me and three mates" four. */
function withSpeaker(text: string): string {
  return text
    .replace(new RegExp(`\\b${SPEAKER} (?:and|plus|\\+|&|with) (?:my |a |1 )${KIN}\\b(?! and|,)`, 'gu'), '2 people')
    .replace(new RegExp(`\\bmy ${KIN} and (?:me|myself|i)\\b`, 'gu'), '2 people')
    .replace(
      new RegExp(
        `\\b${SPEAKER} (?:and|plus|\\+|&|with) (?:my )?(\\d{1,2}) (?:${KIN}s?|mates|people|others|guests|adults|children|more)\\b`,
        'gu',
      ),
      (_, others: string) => `${Number(others) + 1} people`,
    );
}

/** "2 adults and 3 kids", "5 of us plus a baby": all of them together; undefined when only one kind is named. */
function personsIn(text: string): number | undefined {
  const more = new RegExp(
    `\\b(\\d{1,3}) (?:of us|people|adults)? ?(?:plus|and|\\+) (an?|\\d{1,2}) ${PERSON}\\b`,
    'u',
  ).exec(text);
  const kinds = [...text.matchAll(new RegExp(`\\b(\\d{1,3}|an?) ${PERSON}\\b`, 'gu'))].map(([, count = '']) =>
    figure(count),
  );
  if (kinds.length > 1) return kinds.reduce((sum, count) => sum + count, 0);
  return more ? Number(more[1]) + figure(more[2] ?? '') : undefined;
}

function figure(words: string): number {
  return /^an?$/u.test(words) ? 1 : Number(words);
}

/** Words for a number that are no numerals. */
function collective(text: string): string {
  return text
    .replace(/\bhalf a dozen\b/gu, '6')
    .replace(/\b(\d+) dozen\b/gu, (_, dozens: string) => String(Number(dozens) * 12))
    .replace(/\ba dozen\b/gu, '12')
    .replace(/\b(?:a|1) couple(?: of)?(?= |$|\W)/gu, '2')
    .replace(/\b(\d+) (?:married )?couples\b/gu, (_, couples: string) => `${Number(couples) * 2} people`)
    .replace(/\ba pair(?: of)?\b|\b(?:the |us )?both(?: of us)?\b/gu, '2')
    .replace(/\b(?:a )?hundred\b/gu, '100');
}

function sensible(count: number): number | undefined {
  return Number.isInteger(count) && count > 0 ? count : undefined;
}
