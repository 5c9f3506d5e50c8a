/**
 * Words and meaning in one vector: the sentence's vector stands behind the lexical one. Both have a fixed length, so one
 * linear classifier weighs them against each other, and the cosine of two joined vectors is a fixed mixture of both.
 */
import type { Encoder as Features } from '../local/features.ts';

export interface JoinedText<Prepared> {
  readonly lexical: Prepared;
  /** Of length 1. */
  readonly sentence: Float32Array;
}

/**
 * Length of the sentence's part where the lexical part has length 1. Chosen on draws from the training rows of
 * BANKING77: with 10 examples an intent 1 costs 1.5 points; 2 to 3 hardly differ (test/evals/sentence-vectors.ts).
 */
export const SENTENCE_LENGTH = 2;

/** @param sentenceSize numbers in a sentence's vector */
export function joinSentences<Prepared>(
  lexical: Features<Prepared>,
  sentenceSize: number,
): Features<JoinedText<Prepared>> {
  return {
    size: lexical.size + sentenceSize,
    encode(text) {
      const words = lexical.encode(text.lexical);
      const count = words.indices.length;
      const indices = new Int32Array(count + sentenceSize);
      const values = new Float32Array(count + sentenceSize);
      indices.set(words.indices);
      values.set(words.values);
      for (let i = 0; i < sentenceSize; i++) {
        indices[count + i] = lexical.size + i;
        values[count + i] = SENTENCE_LENGTH * (text.sentence[i] as number);
      }
      return { indices, values };
    },
  };
}
