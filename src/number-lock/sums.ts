/**
 * What can be checked by itself: "2 x €45 = €90" is right or wrong whatever else is known; the €45 must be proven. And
 * figures that a tool's answer names by their unit: `"minutes": 45`.
 */
import { DIGITS, numberIn } from './numbers.ts';
import { type Claim, claim, type Recogniser } from './token.ts';

const SIGN = String.raw`(?:€|£|\$|(?:eur|gbp|usd|chf)\s)`;
const NAME = String.raw`\s?(?:€|£|(?:euros?|eur|gbp|pounds?|dollars?|usd|chf|francs?)(?![\p{L}\d]))`;
const CODES: readonly (readonly [string, RegExp])[] = [
  ['EUR', /€|eur/iu],
  ['GBP', /£|gbp|pound/iu],
  ['USD', /\$|usd|dollar/iu],
  ['CHF', /chf|franc/iu],
];

/** How often is only doubted when it is more than people say in passing. */
const COUNTED = 10;

/** "2 x 45 = 90 euros", "6 × €42.50 = €255", "€45 x 2 = €90". */
const product: Recogniser = {
  pattern: new RegExp(
    `(?<![\\p{L}\\d.,])(${SIGN}?)(${DIGITS})(${NAME})?\\s?[x×*]\\s?(${SIGN}?)(${DIGITS})(${NAME})?\\s?(?:=|is|are|comes to|makes)\\s?(${SIGN}?)(${DIGITS})(${NAME})?`,
    'giu',
  ),
  read: ([, sign1, one = '', name1, sign2, two = '', name2, sign3, total = '', name3]) => {
    const code = CODES.find(([, pattern]) =>
      [sign1, name1, sign2, name2, sign3, name3].some((mark) => mark && pattern.test(mark)),
    )?.[0];
    const [a, b, sum] = [one, two, total].map(numberIn);
    if (code === undefined || a === undefined || b === undefined || sum === undefined) return undefined;
    // Which of the two is the price is said by its sign, else by its place.
    const price = sign1 || name1 ? a : b;
    if (Math.abs(a * b - sum) > 0.005) return { needs: [['sum:right']], gives: [] };
    const [key, result] = [price, sum].map((value) => `money:${code}:${Math.round(value * 100)}`) as [string, string];
    const times = price === a ? b : a;
    return { needs: [[key], ...(times >= COUNTED ? [[`number:${times}`]] : [])], gives: [key, result] };
  },
};

const SPANS: Readonly<Record<string, readonly [string, number]>> = {
  minute: ['second', 60],
  hour: ['second', 3600],
  day: ['day', 1],
  night: ['day', 1],
  week: ['day', 7],
  month: ['month', 1],
  year: ['month', 12],
};

const field: Recogniser = {
  pattern: /"(?:\w*?)(minute|hour|day|night|week|month|year)s"\s?:\s?"?(\d+(?:\.\d+)?)"?(?![\w.-])/giu,
  read: ([, unit = '', written = '']): Claim | undefined => {
    const span = SPANS[unit.toLowerCase()];
    return span && claim(`span:${span[0]}:${Number(written) * span[1]}`, `number:${Number(written)}`);
  },
};

export const SUMS: readonly Recogniser[] = [field, product];
