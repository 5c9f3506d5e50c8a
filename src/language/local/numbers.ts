/** Spelled numbers in English: "twenty five", "the third", "a couple of". One place, for dates and for counts. */

const UNITS: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
};
const TENS: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fourty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  twelveth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  sixteenth: 16,
  seventeenth: 17,
  eighteenth: 18,
  nineteenth: 19,
  twentieth: 20,
  thirtieth: 30,
};

export interface SpelledNumber {
  readonly value: number;
  readonly ordinal: boolean;
  /** How many words it takes. */
  readonly length: number;
}

/**
 * The number that starts at `at` in lower-case words, the longest reading. "five thirty" is two numbers (a time),
 * "thirty five" is one.
 */
export function spelledNumber(words: readonly string[], at: number): SpelledNumber | undefined {
  const word = words[at] ?? '';
  const next = words[at + 1] ?? '';
  const year = spelledYear(words, at);
  if (year) return year;
  const tens = TENS[word];
  if (tens !== undefined) {
    const unit = UNITS[next];
    if (unit !== undefined && unit > 0 && unit < 10) return { value: tens + unit, ordinal: false, length: 2 };
    const ordinal = ORDINALS[next];
    if (ordinal !== undefined && ordinal < 10) return { value: tens + ordinal, ordinal: true, length: 2 };
    return { value: tens, ordinal: false, length: 1 };
  }
  const unit = UNITS[word];
  if (unit !== undefined) return scaled(words, at, unit);
  const ordinal = ORDINALS[word];
  return ordinal === undefined ? undefined : { value: ordinal, ordinal: true, length: 1 };
}

/** "nineteen eighty six", "twenty twenty seven": no time of day is said so. */
function spelledYear(words: readonly string[], at: number): SpelledNumber | undefined {
  const century = words[at] === 'nineteen' ? 1900 : words[at] === 'twenty' ? 2000 : undefined;
  const tens = TENS[words[at + 1] ?? ''] ?? 0;
  if (century === undefined || (century === 1900 ? tens < 60 : tens !== 20)) return undefined;
  const unit = UNITS[words[at + 2] ?? ''] ?? 0;
  const more = unit > 0 && unit < 10;
  return { value: century + tens + (more ? unit : 0), ordinal: false, length: more ? 3 : 2 };
}

/** "two hundred and five", "two thousand and eighteen". */
function scaled(words: readonly string[], at: number, unit: number): SpelledNumber {
  const scale = words[at + 1] === 'hundred' ? 100 : words[at + 1] === 'thousand' ? 1000 : 1;
  if (scale === 1 || unit === 0) return { value: unit, ordinal: false, length: 1 };
  const rest = spelledNumber(words, words[at + 2] === 'and' ? at + 3 : at + 2);
  if (!rest || rest.value >= scale) return { value: unit * scale, ordinal: false, length: 2 };
  const length = 2 + (words[at + 2] === 'and' ? 1 : 0) + rest.length;
  return { value: unit * scale + rest.value, ordinal: rest.ordinal, length };
}

/** 1 -> "1st", 22 -> "22nd". */
export function ordinalOf(value: number): string {
  const last = value % 10;
  const suffix =
    value % 100 >= 11 && value % 100 <= 13 ? 'th' : last === 1 ? 'st' : last === 2 ? 'nd' : last === 3 ? 'rd' : 'th';
  return `${value}${suffix}`;
}
