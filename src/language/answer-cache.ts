/**
 * Answers of models to questions that were asked before, word for word or nearly so. An answer is kept under the
 * version of the knowledge, the language and the day, and is only given again where the passages it cites are found
 * again: changed knowledge finds nothing. Questions that say something about one customer are neither kept nor looked up.
 */
import type { Passage, RankedPassage } from '../domain/knowledge.ts';
import { createTerms } from '../knowledge/terms.ts';
import type { ExtractiveAnswer } from '../ports.ts';

export interface AnswerCacheDeps {
  /** Vectors of length one; absent: only the same words count as the same question. */
  readonly encode?: (texts: readonly string[]) => Promise<readonly Float32Array[]>;
  /** Of the whole knowledge: whatever changes in it changes this. */
  readonly version?: () => string;
  readonly looked?: (result: Looked) => void;
}

export type Looked = 'same' | 'alike' | 'none';

/** Under what an answer is kept. */
export interface Shelf {
  /** Code of the language. */
  readonly tongue: string;
  /** The local date, for an answer may lean on it. */
  readonly day: string;
  /** What the business itself says, so that a word such as a product's name tells nothing about a customer. */
  readonly words: ReadonlySet<string>;
}

interface Kept {
  readonly question: string;
  readonly words: string;
  readonly vector: Float32Array | undefined;
  readonly answer: ExtractiveAnswer;
}

const MOST_SHELVES = 20;
const MOST_ON_SHELF = 400;
/** Cosine from which two questions of the same content words are the same, and from which one may say more. */
const ALIKE = 0.85;
const ALIKE_WITH_MORE = 0.93;
/** The encoder reads this language only. */
const ENCODED = 'en';

export type AnswerCache = ReturnType<typeof createAnswerCache>;

export function createAnswerCache({ encode, version = () => '', looked }: AnswerCacheDeps) {
  const shelves = new Map<string, readonly Kept[]>();
  const counts = { same: 0, alike: 0, none: 0 };
  const keyOf = ({ tongue, day }: Shelf, passages: readonly RankedPassage[]) => {
    const internal = passages.some(({ passage }) => passage.audience === 'internal');
    return [tongue, day, internal ? 'internal' : 'customer', version()].join('\0');
  };

  return {
    async find(
      question: string,
      passages: readonly RankedPassage[],
      shelf: Shelf,
    ): Promise<(ExtractiveAnswer & { readonly looked: Looked }) | undefined> {
      if (!isAnybodys(question, passages, shelf)) return undefined;
      const kept = (shelves.get(keyOf(shelf, passages)) ?? []).filter(({ answer }) => stillFound(answer, passages));
      const words = plain(question);
      const same = kept.find((one) => one.words === words);
      const alike = same ? undefined : await nearest(question, kept, shelf);
      const result: Looked = same ? 'same' : alike ? 'alike' : 'none';
      counts[result]++;
      looked?.(result);
      const found = (same ?? alike)?.answer;
      return found && { ...found, looked: result };
    },

    async keep(
      question: string,
      passages: readonly RankedPassage[],
      shelf: Shelf,
      answer: ExtractiveAnswer,
    ): Promise<void> {
      if (!isAnybodys(question, passages, shelf)) return;
      const key = keyOf(shelf, passages);
      const vector = shelf.tongue === ENCODED ? (await encode?.([question]))?.[0] : undefined;
      const kept = [{ question, words: plain(question), vector, answer }, ...(shelves.get(key) ?? [])].slice(
        0,
        MOST_ON_SHELF,
      );
      shelves.delete(key); // the newest stand last
      shelves.set(key, kept);
      const [oldest] = shelves.keys();
      if (shelves.size > MOST_SHELVES && oldest !== undefined) shelves.delete(oldest);
    },

    /** Of this process since its start; `rate`: share of looks that found an answer. */
    looks() {
      const all = counts.same + counts.alike + counts.none;
      return { ...counts, rate: all === 0 ? 0 : (counts.same + counts.alike) / all };
    },
  };

  async function nearest(question: string, kept: readonly Kept[], { tongue }: Shelf): Promise<Kept | undefined> {
    if (!encode || tongue !== ENCODED || kept.length === 0) return undefined;
    const [vector] = await encode([question]);
    if (!vector) return undefined;
    const near = kept
      .map((one) => ({ one, near: one.vector ? cosine(vector, one.vector) : 0 }))
      .filter(({ one, near: found }) => found >= nearEnough(question, one.question));
    return near.toSorted((a, b) => b.near - a.near)[0]?.one;
  }
}

const versions = new WeakMap<readonly Passage[], string>();
let loads = 0;

/** Another one for every set of passages that was read; within one process only. */
export function knowledgeVersion(passages: readonly Passage[]): string {
  const known = versions.get(passages) ?? `${++loads}`;
  versions.set(passages, known);
  return known;
}

/** Whatever the answer cites is among the passages, word for word. */
function stillFound({ sources }: ExtractiveAnswer, passages: readonly RankedPassage[]): boolean {
  return sources.every(({ id, text }) => passages.some(({ passage }) => passage.id === id && passage.text === text));
}

/** Vectors hardly feel a "not": with and without one is never the same question. */
const NEGATION = /\b(?:not|no|never|without|\w+n['’]?t|except|cannot)\b/iu;

/** What is asked for, in terms that put "what does it cost" and "how much is it" in one. */
const terms = createTerms('en');

/** How near the vectors must be, by what each question says that the other does not; Infinity: these are two questions. */
function nearEnough(question: string, other: string): number {
  if (NEGATION.test(question) !== NEGATION.test(other)) return Number.POSITIVE_INFINITY;
  const [mine, theirs] = [terms.content(question), terms.content(other)];
  const extra = [
    mine.filter((term) => !theirs.includes(term)).length,
    theirs.filter((term) => !mine.includes(term)).length,
  ];
  if (Math.min(...extra) > 0) return Number.POSITIVE_INFINITY; // "front" for "rear", "Saturday" for "Sunday"
  return Math.max(...extra) === 0 ? ALIKE : ALIKE_WITH_MORE;
}

/**
 * Says nothing about one customer: no number or address in it that the passages do not have, and no name that the
 * business does not use itself.
 */
function isAnybodys(question: string, passages: readonly RankedPassage[], { words }: Shelf): boolean {
  const approved = wordsIn(
    passages.map(({ passage }) => `${passage.heading} ${passage.text} ${passage.questions.join(' ')}`).join(' '),
  );
  const figures = question.match(/\S*[\d@]\S*/gu) ?? [];
  const names = question.match(/(?<=\S\s+)(?!I['’])\p{Lu}[\p{L}'’-]+/gu) ?? [];
  return (
    figures.every((figure) => [...wordsIn(figure)].every((word) => approved.has(word))) &&
    names.every((name) => [...wordsIn(name)].every((word) => approved.has(word) || words.has(word)))
  );
}

/** The words of a text as they are compared here, each once. */
export function wordsIn(text: string): ReadonlySet<string> {
  return new Set(plain(text).split(' '));
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
