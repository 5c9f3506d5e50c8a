/**
 * What has to be known of a tongue: a language that customers write, as a code such as `es` (`Language` is who
 * understands it). One file a tongue; its dates are told by rewriting them into the English that the date rules read,
 * so that every tongue can say what English can. All patterns are over folded text: small letters, no accents.
 */

/** A piece of folded text and the English for it. `{WD}`, `{MON}`, `{NTH}`, `{N}`, `{CLOCK}` stand for what the tongue says of them. */
export type TongueRule = readonly [pattern: string, english: string];

export interface Clock {
  /** Groups: h, m (figures), plus, minus and before (minutes, figures or a word), halb (half of the hour before), half. */
  readonly pattern: string;
  /** Words for minutes, such as a quarter. */
  readonly minutes: Readonly<Record<string, number>>;
  /** Words for the half of the day; `night` is after noon until midnight. */
  readonly halves: Readonly<Record<string, 'am' | 'pm' | 'night'>>;
}

/** The small words of a booking as sources of patterns over `normalised` text (accents stay); whole messages but the last six. */
export interface SmallWordPatterns {
  readonly tail: string;
  readonly lead: string;
  readonly yes: string;
  readonly no: string;
  readonly quit: string;
  readonly cancelYes: string;
  readonly keep: string;
  readonly change: string;
  /** First, second, third, last. */
  readonly ordinals: readonly [string, string, string, string];
  readonly soonest: string;
  readonly later: string;
  readonly earlier: string;
  /** How a question for information begins. */
  readonly information: string;
  /** What makes it a question for a free time after all. */
  readonly availability: string;
}

export interface NameWords {
  /** Sources of patterns with `NAME` for the name, each an introduction that needs no capital letter. */
  readonly sure: readonly string[];
  /** Introductions that count only before a capital letter. */
  readonly likely: readonly string[];
  /** Words that end a name or show that there is none. */
  readonly ends: string;
  readonly notNames: string;
  readonly opening: string;
  readonly courtesy: string;
}

/** By what a tongue is known. */
export interface TongueSigns {
  readonly code: string;
  /** Its name for itself. */
  readonly name: string;
  /** Everyday words that tell it from others. */
  readonly tells: string;
  /** Signs and letters that hardly any other has, as a class of a pattern. */
  readonly marks?: string;
  /** Whole messages that tell it without any other word, such as greetings. */
  readonly greetings: readonly string[];
  /** Source of a pattern: the customer asks to be spoken to in it. */
  readonly wished: string;
}

export interface Tongue extends TongueSigns {
  readonly weekdays: readonly string[];
  readonly months: readonly string[];
  /** First to fourth and last, as they stand before a weekday; those of `numbers` are figures by then. */
  readonly nth: readonly string[];
  /** Numbers in words, folded, and their figures, perhaps with a word of theirs ("la una"). */
  readonly numbers: Readonly<Record<string, number | string>>;
  readonly clock: Clock;
  /** In order of precedence. */
  readonly rules: readonly TongueRule[];
  /** Single words, `folded: english`. */
  readonly words: Readonly<Record<string, string>>;
  readonly small: SmallWordPatterns;
  readonly names: NameWords;
  /** Sentences of other subjects, with bars between: what is hardly any business's trade. */
  readonly offTopic: string;
}
