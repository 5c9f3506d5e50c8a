/**
 * The words of a question that a passage does not hold in any form, each with the question as it would be without them.
 * Whether they are harmless is for others to say.
 */
import type { Terms } from './terms.ts';

export interface Stranger {
  /** The question without the words that the passage does not hold. */
  readonly without: string;
  /** It is what another passage is about. */
  readonly elsewhere: boolean;
  /** One of two things asked for at once: "helmets and wetsuits". */
  readonly joined: boolean;
}

export interface Known {
  readonly terms: Terms;
  /** The number of the known term that a misspelt one means. */
  meant(term: string): number | undefined;
  /** The rarer, the higher. */
  idf(term: number | undefined): number;
  /** What passages are about, by number. */
  readonly subjects: ReadonlySet<number>;
}

/** What so many of its questions hold is what a passage is about, perhaps among other things. */
const SUBJECT_SHARE = 0.4;
/** "How much" and "how long" are asked of everything and name nothing: the terms for them. */
const ASKED_OF_ALL = new Set(['price', 'duration', 'durat', 'frequency', 'frequenc', 'age', 'when', 'where']);
const JOINED = /\b(?:and|or)(?: for)?(?: an?| the| some| your)?$/iu;

/** @param share of a passage's questions that hold the term */
export function isSubject(term: string, share: number): boolean {
  return share >= SUBJECT_SHARE && !ASKED_OF_ALL.has(term);
}

/** The rarest word first. */
export function createStrangers({ terms, meant, idf, subjects }: Known) {
  return (question: string, held: readonly number[]): readonly Stranger[] => {
    const words = question.split(/\s+/u).map((word) => ({ word, terms: terms.content(word) }));
    return terms
      .content(question)
      .map((term) => ({ term, known: meant(term) }))
      .filter(({ known }) => known === undefined || !held.includes(known))
      .toSorted((a, b) => idf(b.known) - idf(a.known))
      .map(({ term, known }) => {
        const first = words.findIndex((word) => word.terms.includes(term));
        const rest = words.filter((word) => !word.terms.includes(term));
        return {
          without: joined(rest),
          joined: first > 0 && JOINED.test(joined(words.slice(0, first))),
          elsewhere: known !== undefined && subjects.has(known),
        };
      });
  };
}

function joined(words: readonly { readonly word: string }[]): string {
  return words.map(({ word }) => word).join(' ');
}
