/**
 * Answers of models that were asked the same before, word for word or nearly so. An answer is kept under the very
 * passages it was made from and the day: changed knowledge finds nothing. Questions that say something about one
 * customer are neither kept nor looked up.
 */
import { createHash } from 'node:crypto';
import type { RankedPassage } from '../domain/knowledge.ts';
import type { ExtractiveAnswer } from '../ports.ts';

export interface AnswerCacheDeps {
  /** Vectors of length one; absent: only the same words count as the same question. */
  readonly encode?: (texts: readonly string[]) => Promise<readonly Float32Array[]>;
  readonly looked?: (result: 'same' | 'alike' | 'none') => void;
}

interface Kept {
  readonly words: string;
  readonly vector: Float32Array | undefined;
  readonly answer: ExtractiveAnswer;
}

const MOST_GROUPS = 500;
const MOST_OF_GROUP = 20;
/** Cosine from which two questions to the same passages mean the same: high, for "open" and "close" lie near. */
const ALIKE = 0.95;

export type AnswerCache = ReturnType<typeof createAnswerCache>;

export function createAnswerCache({ encode, looked }: AnswerCacheDeps) {
  const groups = new Map<string, readonly Kept[]>();

  return {
    /** `day`: the local date, for an answer may lean on it. */
    async find(
      question: string,
      passages: readonly RankedPassage[],
      day: string,
    ): Promise<ExtractiveAnswer | undefined> {
      if (!isAnybodys(question, passages)) return undefined;
      const kept = groups.get(keyOf(passages, day)) ?? [];
      const words = plain(question);
      const same = kept.find((one) => one.words === words);
      const alike = same ? undefined : await nearest(question, kept);
      looked?.(same ? 'same' : alike ? 'alike' : 'none');
      return (same ?? alike)?.answer;
    },

    async keep(
      question: string,
      passages: readonly RankedPassage[],
      day: string,
      answer: ExtractiveAnswer,
    ): Promise<void> {
      if (!isAnybodys(question, passages)) return;
      const key = keyOf(passages, day);
      const vector = (await encode?.([question]))?.[0];
      const kept = [{ words: plain(question), vector, answer }, ...(groups.get(key) ?? [])].slice(0, MOST_OF_GROUP);
      groups.delete(key); // the newest stand last
      groups.set(key, kept);
      const [oldest] = groups.keys();
      if (groups.size > MOST_GROUPS && oldest !== undefined) groups.delete(oldest);
    },
  };

  async function nearest(question: string, kept: readonly Kept[]): Promise<Kept | undefined> {
    if (!encode || kept.length === 0) return undefined;
    const [vector] = await encode([question]);
    return kept.find((one) => vector && one.vector && cosine(vector, one.vector) >= ALIKE && sameSense(question, one));
  }
}

/** Vectors hardly feel a "not": with and without one is never the same question. */
const NEGATION = /\b(?:not|no|never|without|\w+n['’]t|except|nicht|kein\w*|ohne|ni|sin|sans|pas|non|não|sem)\b/iu;

function sameSense(question: string, { words }: Kept): boolean {
  return NEGATION.test(question) === NEGATION.test(words);
}

/** No number, address or name in it that the passages do not have: then it says nothing about one customer. */
function isAnybodys(question: string, passages: readonly RankedPassage[]): boolean {
  const known = passages
    .map(({ passage }) => `${passage.heading} ${passage.text} ${passage.questions.join(' ')}`)
    .join(' ');
  const telling = question.match(/\S*[\d@]\S*|(?<=\S\s+)\p{Lu}[\p{L}'’-]+/gu) ?? [];
  return telling.every((word) => word === 'I' || known.includes(word));
}

function keyOf(passages: readonly RankedPassage[], day: string): string {
  const hash = createHash('sha256').update(day);
  for (const { passage } of passages) hash.update(`\0${passage.id}\0${passage.text}\0${passage.audience}`);
  return hash.digest('base64');
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
