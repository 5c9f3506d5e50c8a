/** Approved facts: documents cut into passages by heading. */

/** Who reads an answer; `internal`: staff of the business, never a customer. */
export type Audience = 'customer' | 'internal';

export interface Passage {
  /** `file#heading-slug`: stable across reloads, used as the source in traces. */
  readonly id: string;
  readonly documentTitle: string;
  readonly heading: string;
  readonly text: string;
  /** Further ways customers ask for this, from the document. */
  readonly questions: readonly string[];
  readonly approvedBy: string;
  /** ISO date. */
  readonly approvedOn: string;
  /** ISO date after which it may not be spoken. */
  readonly validUntil?: string;
  readonly audience: Audience;
}

/** A passage with how well it fits a question. */
export interface RankedPassage {
  readonly passage: Passage;
  /** Share of the question that the passage covers and how strongly it matches, 0..1, calibrated for abstaining. */
  readonly score: number;
}

/** What a reply rests on; shown to staff and kept in the trace. */
export interface Source {
  readonly kind: 'passage' | 'tool' | 'business' | 'customer';
  readonly id: string;
  readonly title: string;
  /** The very words that prove the reply's facts. */
  readonly text: string;
  readonly score?: number;
  /** ISO date on which it was approved. */
  readonly date?: string;
}
