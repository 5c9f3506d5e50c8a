/**
 * What a business's example sentences teach, and how they and every later message are cut: the same way, wherever the
 * learning happens.
 */
import { writtenOut } from '../../chat-shorthand.ts';
import type { Intent } from '../../domain/business.ts';
import { talkOf } from '../../tongues/talk/list.ts';
import type { Tongue } from '../../tongues/tongue.ts';
import { conceptWords, createConceptFinder } from './concepts.ts';
import { OFF_TOPIC } from './off-topic.ts';
import { isQuestion, segmentsOf } from './segments.ts';
import { createSpeller, vocabularyOf } from './spelling.ts';
import { type Terms, termsOf } from './tf-idf.ts';
import { folded, words } from './tokens.ts';

/** The intent whose examples are none of this business's: never proposed, it teaches what not to be sure of. */
export const OUT_OF_SCOPE = 'oos';

export interface Lesson {
  /** The intents that have examples; an example's label is the intent's place here. */
  readonly taught: readonly Intent[];
  readonly examples: readonly { readonly text: string; readonly label: number }[];
  cut(text: string): Terms;
  /** The text as the encoder reads it best: without shorthand, the business's own words spelt right. */
  spelled(text: string): string;
  /** Whether a part of a message asks or requests something, by its form. */
  asks(part: string): boolean;
  /** Every text that learning by meaning needs the sentence of: examples, strangers, off-topic sentences. */
  sentences(): readonly string[];
  /** What this business has called out of scope, however near to its trade. */
  readonly strangers: readonly string[];
  /** Sentences of other subjects, any of which may be this business's trade after all. */
  readonly offTopic: readonly string[];
}

/** Of a long message only so many characters are read once more as a whole. */
const LONGEST_WHOLE = 800;

/**
 * @param services names and other words for what the business does
 * @param tongue that of the examples, when it is not English
 */
export function prepareLesson(intents: readonly Intent[], services: readonly string[], tongue?: Tongue): Lesson {
  const taught = intents.filter(({ id, examples }) => id !== OUT_OF_SCOPE && examples.length > 0);
  const strangers = intents.find(({ id }) => id === OUT_OF_SCOPE)?.examples ?? [];
  const examples = taught.flatMap((intent, label) => intent.examples.map((text) => ({ text, label })));
  const finder = createConceptFinder(services);
  const talk = talkOf(tongue?.code);
  const offTopic = tongue ? tongue.offTopic.split('|').map((sentence) => sentence.trim()) : OFF_TOPIC;
  // What is common in a tongue is never bent into a word of the trade.
  const common = tongue ? [tongue.tells, ...Object.keys(tongue.words), ...Object.keys(tongue.numbers)] : [];
  const speller = createSpeller(
    vocabularyOf([...examples.map(({ text }) => text), ...services, ...(tongue ? [] : conceptWords())]),
    new Set([...strangers, ...offTopic, ...common].flatMap((sentence) => words(sentence))),
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
    asks: (part) => isQuestion(part, talk),
    sentences: () => [...examples.map(({ text }) => text), ...strangers, ...offTopic].map(spelled),
    strangers,
    offTopic,
  };
}

/** What is read of a message: its parts one by one, and all of them once more together, last, when there are several. */
export function partsOf(text: string, tongue?: Tongue): readonly string[] {
  const segments = segmentsOf(text, talkOf(tongue?.code));
  return segments.length > 1 ? [...segments, segments.join(' ').slice(0, LONGEST_WHOLE)] : segments;
}
