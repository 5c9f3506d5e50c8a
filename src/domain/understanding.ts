/** What a language implementation reads out of a customer's words. */
import type { Source } from './knowledge.ts';

export interface Classification {
  /** Best first; confidences are calibrated probabilities. */
  readonly ranked: readonly { readonly intent: string; readonly confidence: number }[];
}

export interface ExtractiveAnswer {
  readonly text: string;
  readonly sources: readonly Source[];
  readonly confidence: number;
}

/** A day and time as far as the words tell, in the business's time zone. */
export interface Moment {
  /** ISO date `YYYY-MM-DD`. */
  readonly date?: string;
  /** Last date of a range such as "next week"; with `date` as its first. */
  readonly untilDate?: string;
  /** When the day is no wish but the bound of one; `until` and `from` include it. */
  readonly bound?: 'before' | 'until' | 'from' | 'after';
  /** The day was said by a bare "Thursday" or "the 30th": which one may depend on what was talked of before. */
  readonly bare?: 'weekday' | 'day-of-month';
  /** `HH:MM`, 24 hours. */
  readonly time?: string;
  /** Other reading of an ambiguous "at 6" that opening hours could not settle. */
  readonly otherTime?: string;
  /** From and until, for "morning" or "after 3". */
  readonly from?: string;
  readonly until?: string;
  /** The words it was read from. */
  readonly words: string;
}

/** `phone` in E.164. */
export interface Extractions extends Readonly<Record<'name' | 'phone', string>> {
  readonly moment: Moment;
  readonly count: number;
  /** Days are those of the calendar: "two nights" are not 48 hours. */
  readonly duration: { readonly minutes: number } | { readonly days: number };
}

export interface ExtractionContext {
  /** Reference time, ms since 1970. */
  readonly now: number;
  /** The question just asked, so that a bare "Ana" or "3" can be read as its answer. */
  readonly asked: boolean;
}
