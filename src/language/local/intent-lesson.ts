/**
 * What a business's example sentences teach, and how they and every later message are cut: the same way, wherever the
 * learning happens.
 */
import { writtenOut } from '../../chat-shorthand.ts';
import type { Intent } from '../../domain/business.ts';
import { conceptWords, createConceptFinder } from './concepts.ts';
import { OFF_TOPIC } from './off-topic.ts';
import { segmentsOf } from './segments.ts';
import { createSpeller, vocabularyOf } from './spelling.ts';
import { type Terms, termsOf } from './tf-idf.ts';
import { folded, words } from './tokens.ts';

export interface Lesson {
  /** The intents that have examples; an example's label is the intent's place here. */
  readonly taught: readonly Intent[];
  readonly examples: readonly { readonly text: string; readonly label: number }[];
  cut(text: string): Terms;
  /** The text as the encoder reads it best: without shorthand, the business's own words spelt right. */
  spelled(text: string): string;
  /** Every text that learning by meaning needs the sentence of: the examples, then the off-topic sentences. */
  sentences(): readonly string[];
}

/** Of a long message only so many characters are read once more as a whole. */
const LONGEST_WHOLE = 800;

/** @param services names and other words for what the business does */
export function prepareLesson(intents: readonly Intent[], services: readonly string[]): Lesson {
  const taught = intents.filter((intent) => intent.examples.length > 0);
  const examples = taught.flatMap((intent, label) => intent.examples.map((text) => ({ text, label })));
  const finder = createConceptFinder(services);
  const speller = createSpeller(
    vocabularyOf([...examples.map(({ text }) => text), ...services, ...conceptWords()]),
    new Set(OFF_TOPIC.flatMap((sentence) => words(sentence))),
  );
  const spelled = (text: string) =>
    writtenOut(text).replace(/[\p{L}\p{M}]+/gu, (word) => speller.correct(folded(word)) ?? word);
  return {
    taught,
    examples,
    cut: (text) =>
      termsOf(
        words(text).map((word) => speller.correct(word) ?? word),
        finder,
      ),
    spelled,
    sentences: () => [...examples.map(({ text }) => text), ...OFF_TOPIC].map(spelled),
  };
}

/** What is read of a message: its parts one by one, and all of them once more together, last, when there are several. */
export function partsOf(text: string): readonly string[] {
  const segments = segmentsOf(text);
  return segments.length > 1 ? [...segments, segments.join(' ').slice(0, LONGEST_WHOLE)] : segments;
}
