/** A piece of text that claims something checkable, with what would prove it and what it proves. */

export interface Token {
  /** Span in the text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** Proven when of every list at least one key is given by a proof. */
  readonly needs: readonly (readonly string[])[];
  /** Keys it gives when it stands in a proof. */
  readonly gives: readonly string[];
}

export type Claim = Pick<Token, 'needs' | 'gives'>;

/** Stands for what was read already; no recogniser matches it. */
export const HIDDEN = '\u0000';

/** A claim with one spelling-independent key. */
export function claim(...anyOf: readonly string[]): Claim {
  return { needs: [anyOf], gives: anyOf };
}

export interface ScanContext {
  readonly timeZone: string;
  readonly locale: string;
  /** ISO 3166-1 alpha-2, from the locale. */
  readonly country: string;
  /** Whether 3/4 is the 3rd of April. */
  readonly dayFirst: boolean;
  /** What "today" is reckoned from (ms since 1970). */
  readonly now?: number | undefined;
}

/**
 * Reads tokens of one kind; `pattern` must be global. `read` returns undefined when the match is something else after
 * all, so that later recognisers still see it.
 */
export interface Recogniser {
  readonly pattern: RegExp;
  read(match: RegExpMatchArray, context: ScanContext): Claim | undefined;
}
