/** Finds every checkable token of a text. Recognisers run in order; what one has read is hidden from the next. */
import { withBound } from './bounds.ts';
import { ADDRESSES, CONTACTS, PHONES, REFERENCES } from './contacts.ts';
import { DATES } from './dates.ts';
import { FREE } from './free.ts';
import { inEnglish } from './in-english.ts';
import { MONEY } from './money.ts';
import { BARE, HALVES, HOURS_OR_SPANS, IDIOMS, MEASURES } from './quantities.ts';
import { DOTTED_DATES, SPOKEN_DATES, SPOKEN_TIMES } from './spoken-dates.ts';
import { SUMS } from './sums.ts';
import { TIMES } from './times.ts';
import { HIDDEN, type Recogniser, type ScanContext, type Token } from './token.ts';
import { RELATIVE_DAYS, WEEKDAYS } from './weekdays.ts';

/** Links before anything with dots, prices before dates ("€5.01." is no 5 January), dates before phone numbers, units before bare numbers. */
const ORDER: readonly Recogniser[] = [
  ...CONTACTS,
  ...IDIOMS,
  ...FREE,
  ...SUMS,
  ...MONEY,
  ...DOTTED_DATES,
  ...DATES,
  ...SPOKEN_DATES,
  ...WEEKDAYS,
  ...RELATIVE_DAYS,
  ...PHONES,
  ...ADDRESSES,
  ...HALVES,
  ...TIMES,
  ...SPOKEN_TIMES,
  ...HOURS_OR_SPANS,
  ...MEASURES,
  ...REFERENCES,
  ...BARE,
];

/** Longer texts are refused by review for their length; this bounds the work on proofs. */
const MAX_LENGTH = 200_000;

export function scan(
  text: string,
  { timeZone = 'UTC', locale = 'en-IE', now }: { timeZone?: string; locale?: string; now?: number },
): readonly Token[] {
  const country = new Intl.Locale(locale).maximize().region ?? 'IE';
  const context: ScanContext = {
    timeZone,
    locale,
    country,
    dayFirst: !['US', 'PH', 'FM', 'PW'].includes(country),
    now,
  };
  const english = inEnglish(plain(text.slice(0, MAX_LENGTH)), locale);
  let rest = english.text;
  const tokens: Token[] = [];
  for (const recogniser of ORDER) {
    let hidden = rest;
    for (const match of rest.matchAll(recogniser.pattern)) {
      const claimed = recogniser.read(match, context);
      if (!claimed) continue;
      const end = match.index + match[0].length;
      tokens.push({
        start: english.starts[match.index] ?? 0,
        end: english.ends[end - 1] ?? 0,
        ...withBound(claimed, match),
      });
      hidden = hidden.slice(0, match.index) + HIDDEN.repeat(match[0].length) + hidden.slice(end);
    }
    rest = hidden;
  }
  return tokens.toSorted((a, b) => a.start - b.start);
}

/** One code unit for one, so that spans fit the original: other spaces, dashes, quotes and digits become plain ones. */
function plain(text: string): string {
  return text
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]/gu, ' ')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/[\u2018\u2019\u02bc]/gu, "'")
    .replace(/[*_~`](?=[\p{L}\d€£$])|(?<=[\p{L}\d€£$%.])[*_~`]/gu, ' ')
    .replace(/[\uff10-\uff19\u0660-\u0669\u06f0-\u06f9]/gu, (digit) => String(((digit.codePointAt(0) ?? 0) % 16) % 10));
}
