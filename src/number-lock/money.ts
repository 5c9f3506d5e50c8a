/** Prices, in whatever way the currency is written, and percentages. */
import { DIGITS, NUMBER, numberIn } from './numbers.ts';
import { type Claim, claim, type Recogniser } from './token.ts';

const CURRENCIES: readonly (readonly [code: string, pattern: RegExp])[] = [
  ['EUR', /^(?:€|eur|euros?|quid)$/u],
  ['GBP', /^(?:£|gbp|pounds?(?: sterling)?|sterling)$/u],
  ['USD', /^(?:\$|usd|us\$|dollars?|bucks)$/u],
  ['CHF', /^(?:chf|francs?)$/u],
  ['PLN', /^(?:pln|zł|zloty|złoty)$/u],
  ['SEK', /^(?:sek|kronor)$/u],
  ['DKK', /^(?:dkk|kroner)$/u],
  ['NOK', /^nok$/u],
  ['CZK', /^(?:czk|kč)$/u],
  ['JPY', /^(?:¥|jpy|yen)$/u],
  ['INR', /^(?:₹|inr|rupees?)$/u],
  ['BRL', /^(?:r\$|brl|reais|real)$/u],
];
const SIGN = String.raw`(?:us\$|r\$|[€£$¥₹]|\b(?:eur|gbp|usd|chf|pln|sek|dkk|nok|czk|jpy|inr|brl)\b)`;
const NAME = String.raw`(?:[€£$¥₹]|(?:eur|gbp|usd|chf|pln|sek|dkk|nok|czk|jpy|inr|brl|euros?|quid|pounds?(?: sterling)?|sterling|dollars?|bucks|francs?|zł|zloty|złoty|kronor|kroner|kč|yen|rupees?|reais)(?![\p{L}\d]))`;
const RANGE = String.raw`(?:\s?-\s?(?=[\d€£$¥₹])|\s?(?:to|or|until)\s?(?=[\p{L}\d€£$¥₹])|\sand\s(?=[\d€£$¥₹]))`;

function codeOf(sign: string): string {
  return CURRENCIES.find(([, pattern]) => pattern.test(sign.toLowerCase().trim()))?.[0] ?? sign.toUpperCase();
}

function amounts(
  sign: string | undefined,
  written: readonly (string | undefined)[],
  cents?: string,
): Claim | undefined {
  const code = codeOf(sign ?? '');
  const values = written.filter((one) => one !== undefined).map(numberIn);
  if (values.length === 0 || values.includes(undefined)) return undefined;
  const keys = values.map((value, at) =>
    moneyKey(code, (value ?? 0) + (cents && at === values.length - 1 ? Number(cents) / 100 : 0)),
  );
  return { needs: keys.map((key) => [key]), gives: keys };
}

function moneyKey(code: string, value: number): string {
  return `money:${code}:${Math.round(value * 100)}`;
}

/** "€45", "EUR 45.00", "€45-60", "€45 to €60". */
const signFirst: Recogniser = {
  pattern: new RegExp(
    `(${SIGN})\\s?(${DIGITS})(?:${RANGE}(?:${SIGN}\\s?(${DIGITS})(?![\\d:%])|(${DIGITS})(?![\\d:%]|\\s?(?:%|[a-z]{3,}))))?`,
    'giu',
  ),
  read: (match) => amounts(match[1], [match[2], match[3] ?? match[4]]),
};

/** "45€", "45 euros", "forty-five euro", "45 to 60 euros", "2 euro 50". */
const signLast: Recogniser = {
  pattern: new RegExp(
    `(?<![\\p{L}\\d])(?:(${NUMBER})${RANGE})?(${NUMBER})\\s?-?(${NAME})(?:\\s(?:and\\s)?(\\d{2})(?:\\s?cents?)?\\b(?![.,:]\\d))?`,
    'giu',
  ),
  read: (match) => amounts(match[3], [match[1], match[2]], match[4]),
};

/** "€2k", "2k euros", "€1.5k". */
const thousands: Recogniser = {
  pattern: new RegExp(
    `(?:(${SIGN})\\s?(${DIGITS})\\s?k(?![\\p{L}\\d])|(?<![\\p{L}\\d])(${DIGITS})\\s?k\\s?(${NAME}))`,
    'giu',
  ),
  read: ([, before, first, second, after]) =>
    amounts(before ?? after, [String((numberIn(first ?? second ?? '') ?? Number.NaN) * 1000)]),
};

/** "half price", "half off". */
const half: Recogniser = {
  pattern: /(?<![\p{L}\d])half[ -](?:the )?(?:price|off)\b/giu,
  read: () => claim('percent:50'),
};

/** "50 cent", "80c". */
const cents: Recogniser = {
  pattern: new RegExp(`(?<![\\p{L}\\d])(${NUMBER})\\s?(?:cents?|c)(?![\\p{L}\\d])`, 'giu'),
  read: (match) => {
    const value = numberIn(match[1] ?? '');
    if (value === undefined) return undefined;
    return claim(...['EUR', 'USD'].map((code) => moneyKey(code, value / 100)));
  },
};

/** "10%", "10 per cent", "ten percent", "10-15%". */
const percent: Recogniser = {
  pattern: new RegExp(
    `(?<![\\p{L}\\d])(?:(${NUMBER})${RANGE})?(${NUMBER})\\s?-?(?:%|per ?cent\\b|percentage points\\b)`,
    'giu',
  ),
  read: (match) => {
    const values = [match[1], match[2]].filter((one) => one !== undefined).map(numberIn);
    const keys = values.map((value) => `percent:${value}`);
    return { needs: keys.map((key) => [key]), gives: keys };
  },
};

export const MONEY: readonly Recogniser[] = [thousands, half, signFirst, signLast, cents, percent];
