/**
 * Which intent a message has: trained from a business's own example sentences when it starts, by words alone or by words
 * and meaning. Both ways read a message the same way and say how sure they may be.
 */
import type { Intent } from '../../domain/business.ts';
import type { Classification } from '../../ports.ts';
import type { Tongue } from '../../tongues/tongue.ts';
import { partsOf, prepareLesson } from './intent-lesson.ts';
import { learnIntents } from './intent-ranker.ts';

export interface IntentClassifier {
  classify(text: string): Promise<Classification>;
}

/** Sentence vectors, one for each text; `keep` those that are asked for again at the next start. */
export interface Sentences {
  encode(texts: readonly string[], options?: { readonly keep?: boolean }): Promise<readonly Float32Array[]>;
}

/**
 * Trains by words alone, at once: some 30 ms per intent with 25 examples.
 * @param intents those without examples are never proposed
 * @param services names and other words for what the business does
 * @param tongue that of the examples, when it is not English
 */
export function trainIntentClassifier(
  intents: readonly Intent[],
  services: readonly string[],
  tongue?: Tongue,
): IntentClassifier {
  const ranker = learnIntents(prepareLesson(intents, services, tongue));
  return { classify: (text) => ranker.rank(partsOf(text, tongue)) };
}

/**
 * The same by words and meaning, on this very thread, which it blocks for seconds: see learning-thread.ts for how a
 * running program does it. Throws `Failure` when the encoder does; so does `classify`.
 */
export async function trainIntentClassifierWith(
  sentences: Sentences,
  intents: readonly Intent[],
  services: readonly string[],
): Promise<IntentClassifier> {
  const lesson = prepareLesson(intents, services);
  const ranker = learnIntents(lesson, await sentences.encode(lesson.sentences(), { keep: true }));
  return {
    async classify(text) {
      const parts = partsOf(text);
      return ranker.rank(parts, await sentences.encode(parts.map(lesson.spelled)));
    },
  };
}
