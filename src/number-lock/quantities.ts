/** Durations, quantities with a unit, and bare numbers of two digits or more. */
import { DIGITS, NUMBER, numberIn, WORDED } from './numbers.ts';
import { HOUR_OR_SPAN } from './spoken/spoken-words.ts';
import { type Claim, claim, HIDDEN, type Recogniser } from './token.ts';

/** Durations that can be told in another unit share a base: 60 minutes are an hour, 14 days two weeks. */
const SPANS: readonly (readonly [RegExp, string, number])[] = [
  [/^(?:s|secs?|seconds?)$/u, 'second', 1],
  [/^(?:m|mins?|minutes?)$/u, 'second', 60],
  [/^(?:h|hrs?|hours?)$/u, 'second', 3600],
  [/^(?:working|business|week) ?days?$/u, 'working-day', 1],
  [/^(?:calendar )?(?:d|days?|nights?)$/u, 'day', 1],
  [/^(?:w|wks?|weeks?)$/u, 'day', 7],
  [/^(?:mths?|months?)$/u, 'month', 1],
  [/^(?:y|yrs?|years?)$/u, 'month', 12],
];
const UNITS: readonly (readonly [RegExp, string, number])[] = [
  [/^(?:km|kilomet(?:re|er)s?)$/u, 'm', 1000],
  [/^(?:m|met(?:re|er)s?)$/u, 'm', 1],
  [/^(?:cm|centimet(?:re|er)s?)$/u, 'm', 0.01],
  [/^(?:mm|millimet(?:re|er)s?)$/u, 'm', 0.001],
  [/^(?:miles?|mi)$/u, 'mile', 1],
  [/^(?:"|″|''|inch(?:es)?|in)$/u, 'inch', 1],
  [/^(?:ft|feet|foot)$/u, 'foot', 1],
  [/^(?:kg|kilos?|kilograms?)$/u, 'g', 1000],
  [/^(?:g|grams?)$/u, 'g', 1],
  [/^(?:l|lit(?:re|er)s?)$/u, 'l', 1],
  [/^(?:gallons?|gal)$/u, 'gallon', 1],
  [/^(?:pints?)$/u, 'pint', 1],
  [/^(?:oz|ounces?)$/u, 'ounce', 1],
  [/^(?:lbs?)$/u, 'lb', 1],
  [/^(?:acres?)$/u, 'acre', 1],
  [/^(?:m²|m2|sqm|square met(?:re|er)s?)$/u, 'm2', 1],
  [/^(?:yards?|yds?)$/u, 'yard', 1],
  [/^(?:ml|millilit(?:re|er)s?)$/u, 'l', 0.001],
  [/^(?:kwh)$/u, 'wh', 1000],
  [/^(?:wh)$/u, 'wh', 1],
  [/^(?:kw)$/u, 'w', 1000],
  [/^(?:w|watts?)$/u, 'w', 1],
  [/^(?:v|volts?)$/u, 'v', 1],
  [/^(?:bar)$/u, 'bar', 1],
  [/^(?:psi)$/u, 'psi', 1],
  [/^(?:mph)$/u, 'mph', 1],
  [/^(?:km\/h|kph|kmh)$/u, 'kmh', 1],
  [/^(?:°c|degrees?|°)$/u, 'degree', 1],
  [/^(?:nm)$/u, 'nm', 1],
  [/^(?:gb|mb)$/u, 'bytes', 1],
];
const SPAN = `(?:(?:working|business|calendar)[ -])?(?:secs?|seconds?|mins?|minutes?|hrs?|hours?|h|weekdays?|days?|nights?|wks?|weeks?|mths?|months?|yrs?|years?)`;
const UNIT = String.raw`(?:km/h|kph|kmh|mph|gallons?|gal|pints?|oz|ounces?|lbs?|acres?|m²|m2|sqm|square met(?:re|er)s?|yards?|yds?|kwh|wh|kw|watts?|w|volts?|v|bar|psi|nm|km|kilomet(?:re|er)s?|cm|centimet(?:re|er)s?|mm|millimet(?:re|er)s?|met(?:re|er)s?|m|miles?|inch(?:es)?|in(?=[.,;)]|$)|feet|foot|ft|kg|kilos?|kilograms?|grams?|g|lit(?:re|er)s?|ml|l|gb|mb|degrees?)(?![\p{L}\d])|"|″|°c?`;
const RANGE = String.raw`(?:\s?-\s?(?=[\d€£$¥₹])|\s?(?:to|or|until)\s?(?=[\p{L}\d€£$¥₹])|\sand\s(?=[\d€£$¥₹]))`;
const START = String.raw`(?<![\p{L}\d.,/:-])`;

function keyOf(table: typeof SPANS, kind: string, value: number, unit: string): string | undefined {
  const found = table.find(([pattern]) => pattern.test(unit.toLowerCase().replace(/[ -]+/gu, ' ').trim()));
  return found && `${kind}:${found[1]}:${Math.round(value * found[2] * 1000) / 1000}`;
}

/** Both numbers of a range carry the unit; in a proof they also stand for the bare number. */
function measured(
  table: typeof SPANS,
  kind: string,
  written: readonly (string | undefined)[],
  unit = '',
): Claim | undefined {
  const needs: string[][] = [];
  const gives: string[] = [];
  for (const one of written) {
    if (one === undefined) continue;
    const value = numberIn(one);
    const key = value === undefined ? undefined : keyOf(table, kind, value, unit);
    if (key === undefined) return undefined;
    needs.push([key]);
    gives.push(key, `number:${value}`);
  }
  return { needs, gives };
}

/** "one moment", "two seconds": nobody means the number. */
const idioms: Recogniser = {
  pattern:
    /(?<![\p{L}\d])(?:(?:one|1|a|two|2|a few|just a|another) (?:moment|minute|min|sec|second|tick)s?\b(?! (?:walk|away|drive|on foot))|24\/7|24-7|the (?:one|two|three) of|one (?:of|or two|another|more|by one)|a hundred (?:times|percent sure)|a thousand (?:thanks|times)|(?:hundred|thousand)s of)/giu,
  read: ([word = '']) => (/^24/u.test(word) ? claim('always-open') : { needs: [], gives: gives(word) }),
};

function gives(word: string): readonly string[] {
  const minutes = /^(?:one|1|a|just a) min/iu.test(word) ? 1 : /^(?:two|2) min/iu.test(word) ? 2 : undefined;
  return minutes === undefined ? [] : [`span:second:${minutes * 60}`];
}

/** "half an hour", "an hour and a half", "two and a half hours", "1 h 30". */
const halves: Recogniser = {
  pattern: new RegExp(
    `${START}(?:half(?: an?|-)? ?(hour|day)|(?:(an?|${NUMBER}) (hours?|days?|weeks?|months?|years?) and a half)|(${NUMBER}) and a half (hours?|days?|weeks?|months?|years?)|(\\d+)\\s?h(?:ours?)?\\s?(?:and\\s)?(\\d{1,2})(?:\\s?m(?:in(?:utes?)?)?)?|three quarters of an (hour)|(?:a )?quarter of an (hour))(?![\\p{L}\\d])`,
    'giu',
  ),
  read: ([, half, whole, wholeUnit, before, beforeUnit, hours, minutes, threeQuarters, quarter]) => {
    if (half !== undefined) return measured(SPANS, 'span', ['0.5'], half);
    if (threeQuarters !== undefined) return measured(SPANS, 'span', ['0.75'], threeQuarters);
    if (quarter !== undefined) return measured(SPANS, 'span', ['0.25'], quarter);
    if (hours !== undefined) return hoursAndMinutes(Number(hours), Number(minutes));
    const value = /^an?$/iu.test(whole ?? '') ? 1 : numberIn(whole ?? before ?? '');
    return value === undefined ? undefined : measured(SPANS, 'span', [String(value + 0.5)], wholeUnit ?? beforeUnit);
  },
};

/** "2 h 30" lasts, "17h30" is a time of day; a proof of either will do. */
function hoursAndMinutes(hours: number, minutes: number): Claim {
  const clock = `time:${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
  return claim(`span:second:${hours * 3600 + minutes * 60}`, ...(hours < 24 && minutes < 60 ? [clock] : []));
}

/** "2 h" of a language that writes times and spans alike. */
const hourOrSpan: Recogniser = {
  pattern: new RegExp(`${START}(\\d{1,2})${HOUR_OR_SPAN}`, 'gu'),
  read: ([, hour]) => {
    const at = Number(hour);
    const clock = (value: number) => `time:${String(value % 24).padStart(2, '0')}:00`;
    return claim(`span:second:${at * 3600}`, clock(at), ...(at < 12 ? [clock(at + 12)] : []));
  },
};

/** "30 minutes", "three to five working days", "90-minute", "24h". */
const spans: Recogniser = {
  pattern: new RegExp(`${START}(?:(${NUMBER})${RANGE})?(${NUMBER})(?:\\s|-)?(${SPAN})(?![\\p{L}\\d])`, 'giu'),
  read: ([, from, until, unit]) => measured(SPANS, 'span', [from, until], unit),
};

/** "takes an hour", "within a week": said as a number, where a rate ("a day") is none. */
const single: Recogniser = {
  pattern:
    /(?<![\p{L}\d])(?:(?:takes?|took|in|within|about|after|lasts?|for|around|roughly) an? (hour|week|month|year|day)\b(?! or two)|(?:the|your|our) first (hour)\b)/giu,
  read: ([, unit, first]) => measured(SPANS, 'span', ['1'], unit ?? first),
};

/** "€28 an hour", "a month costs €89": a rate proves its span and needs no proof of its own. */
const rates: Recogniser = {
  pattern: /(?<![\p{L}\d])(?:an?|per|one|each) (hour|day|week|month|year)(?![\p{L}\d])/giu,
  read: ([whole = '', unit]) => {
    const span = measured(SPANS, 'span', ['1'], unit);
    return span && (/^one/iu.test(whole) ? span : { needs: [], gives: span.gives });
  },
};

const units: Recogniser = {
  pattern: new RegExp(`${START}(?:(${NUMBER})${RANGE})?(${NUMBER})(?:\\s|-)?(${UNIT})`, 'giu'),
  read: ([, from, until, unit]) => measured(UNITS, 'unit', [from, until], unit),
};

/** "2k", "1.5k", "two dozen": shorthand for a large number. */
const shorthand: Recogniser = {
  pattern: new RegExp(`(?<![\\p{L}\\d])(?:(${DIGITS})\\s?k|(?:(${NUMBER}) |a )?(dozen)s?)(?![\\p{L}\\d])`, 'giu'),
  read: ([, thousands, dozens, dozen]) => {
    const value = numberIn(thousands ?? dozens ?? '1');
    return value === undefined ? undefined : claim(`number:${value * (dozen === undefined ? 1000 : 12)}`);
  },
};

/** A small number before one of these, or after a word such as "option", counts nothing of the shop's. */
const EVERYDAY_AFTER =
  /^(?:[.)](?:\s|$)|\s(?:of|or|and|more|other|different|open|free|quick|short|simple|small|main|easy|possible|nearest|next|things?|ways?|options?|questions?|choices?|possibilities|bookings?|times|people|sides|steps?|dates|answers?|messages?|words|free times)\b)/iu;
const EVERYDAY_BEFORE =
  /(?:^|\n|\b(?:option|step|question|number|no\.?|nr\.?|page|point|part|line|room|size|the|us|you|all|last|next|first|one|two|three|four|five|six|seven|eight|nine) )$/iu;

/** "Men's cuts are 28 euros, women's 55.": what stands alone after a price may be the next one. */
const pricedBefore = (input: string, at: number) =>
  (/[^.!?\n]*$/u.exec(input.slice(Math.max(0, at - 80), at))?.[0] ?? '').includes(HIDDEN);
const ALONE_AFTER = /^(?:\s*$|[.,;!?)](?:\s|$)|\s(?:and|or|with|for)\b)/iu;
const CURRENCIES = ['EUR', 'GBP', 'USD', 'CHF'];

/** What is left over: two and more. "One" is mostly no number, nor is what is counted in every conversation. */
const bare: Recogniser = {
  pattern: new RegExp(`(?<![\\p{L}\\d])(?:(${DIGITS})(?:st|nd|rd|th)?|(${WORDED})(?![\\p{L}\\d]))`, 'giu'),
  read: (match) => {
    const [whole, digits, words] = match;
    const value = numberIn(digits ?? words ?? '');
    if (value === undefined) return undefined;
    const key = `number:${value}`;
    const [input, at] = [match.input ?? '', match.index ?? 0];
    if (value >= 10 || !Number.isInteger(value)) {
      const listed = pricedBefore(input, at) && ALONE_AFTER.test(input.slice(at + whole.length));
      const prices = listed ? CURRENCIES.map((code) => `money:${code}:${Math.round(value * 100)}`) : [];
      return { needs: [[key, ...prices]], gives: [key] };
    }
    const after = input.slice(at + whole.length, at + whole.length + 24);
    const everyday = EVERYDAY_AFTER.test(after) || EVERYDAY_BEFORE.test(input.slice(Math.max(0, at - 12), at));
    return value < 2 || everyday || !/^[\s-]\p{L}/u.test(after) ? { needs: [], gives: [key] } : claim(key);
  },
};

export const IDIOMS: readonly Recogniser[] = [idioms];
export const HOURS_OR_SPANS: readonly Recogniser[] = [hourOrSpan];
export const HALVES: readonly Recogniser[] = [halves];
export const MEASURES: readonly Recogniser[] = [single, rates, spans, units];
export const BARE: readonly Recogniser[] = [shorthand, bare];
