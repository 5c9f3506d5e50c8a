/**
 * What the lock has to know of a language to read its claims as English ones: names of days and months, how a clock is
 * told, what a span and a rate are called. All patterns are over folded text: small letters, no accents.
 */

export type Groups = Readonly<Record<string, string | undefined>>;

/**
 * A piece of folded text and the English for it: `<WD>`, `<MON>` and group names stand for what was found. A function may
 * answer undefined: it is something else.
 */
export type SpokenRule = readonly [pattern: string, english: string | ((groups: Groups) => string | undefined)];

export interface SpokenWords {
  /** From Sunday. */
  readonly weekdays: readonly string[];
  /** Short ones from Sunday, which count only in "Mo-Fr". */
  readonly shortWeekdays: readonly string[];
  readonly months: readonly string[];
  /** Sources of patterns for small words. */
  readonly and: string;
  readonly or: string;
  readonly to: string;
  /** What may stand between weekday, day and month. */
  readonly article: string;
  readonly of: string;
  /** Before a month that stands alone. */
  readonly inMonth: string;
  /** Words of the day's halves, right after a time. */
  readonly am: string;
  readonly pm: string;
  /** Words before a bare hour that make it a time of day, and those that make it a span. */
  readonly clockBefore: string;
  readonly spanBefore: string;
  /** After what a bare day of the month is meant. */
  readonly dayBefore: string;
  readonly rules: readonly SpokenRule[];
  /** Single words, folded. */
  readonly words: Readonly<Record<string, string>>;
  /** Counted in every conversation and no fact of the shop's: "two options". */
  readonly everyday: string;
  /** Number words that are more often something else: read only before a unit or after a word of the clock. */
  readonly rarely: string;
  /** After a large number: "mille grazie". */
  readonly thanks: string;
}

/** `9:05`, with what was said of the half of the day. Undefined for what is no time. */
export function clock(hour: number, minute: number, half?: 'am' | 'pm'): string | undefined {
  if (hour > 24 || minute > 59) return undefined;
  const whole = ((hour * 60 + minute + 24 * 60) % (24 * 60)) / 60;
  const written = `${Math.floor(whole)}:${String(((minute % 60) + 60) % 60).padStart(2, '0')}`;
  return half === undefined || hour > 12 || hour === 0 ? written : `${written} ${half}`;
}

/** Minutes before or after an hour that is said: `quarter(6, -15)` is 5:45. */
export function around(hour: number, minutes: number, half?: 'am' | 'pm'): string | undefined {
  if (hour < 1 || hour > 24) return undefined;
  if (minutes >= 0) return clock(hour, minutes, half);
  return clock(hour === 1 ? 12 : hour - 1, 60 + minutes, half);
}

/** Follows an hour of which the words leave open whether it is a time of day or a span; no recogniser of English reads it. */
export const HOUR_OR_SPAN = '\u231a';
