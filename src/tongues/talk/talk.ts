/**
 * How a tongue is talked: the words around a request, those that lean on what was said before, and those that ask for
 * something by a day. Sources of patterns over words as they are written, in any case; the dates, numbers and names of a
 * tongue are in `Tongue`.
 */
export interface Talk {
  readonly code: string;
  /** In front of what is said, once or several in a row, with whom it is said to: "hi there", "one more thing". */
  readonly greeting: string;
  /** Behind what is said: "thanks a lot". */
  readonly closing: string;
  /** Whole sentences that say nothing when another one says something. */
  readonly pleasantry: string;
  /** How a line begins that only says when, and so belongs to the one before it: "on Thursday?". */
  readonly when: string;
  /** How a sentence begins that asks or requests something. */
  readonly asks: string;
  /** How a question begins of which only the new part is said: "and tomorrow?". */
  readonly continues: string;
  /** Whole questions about something that was named before: "how much?". */
  readonly bare: string;
  /** Words for something that was named before: "are those in stock?". */
  readonly pointing: string;
  /** Words for something that is to be there, asked with any day: "deliver on Friday". */
  readonly brought: string;
  /** The same, asked with a deadline only: "ready on Friday" may as well be a wish for a visit. */
  readonly ready?: string;
  /** Whole messages that ask where an answer comes from, over small letters without accents. */
  readonly whereFrom: string;
}
