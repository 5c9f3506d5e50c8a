/**
 * Corrects typos towards the words a business itself uses, and towards nothing else: a word that is common English, or
 * that other subjects use, stays what it is, so that an off-topic question is never bent into a known one.
 */
import { editDistance } from '../../nearest-word.ts';
import { isCommonWord } from './common-words.ts';
import { words } from './tokens.ts';

export interface Speller {
  /** The word the writer probably meant, or undefined when the word is known, common, short or like nothing known. */
  correct(word: string): string | undefined;
  knows(word: string): boolean;
}

const SHORTEST = 4;
/** Letters from which on two slips are forgiven. */
const LONG = 8;

/**
 * @param vocabulary folded words with how often the business uses each
 * @param others folded words that mean something else and must not be corrected
 */
export function createSpeller(vocabulary: ReadonlyMap<string, number>, others: ReadonlySet<string>): Speller {
  const targets = [...vocabulary.keys()].filter((word) => word.length >= SHORTEST && /^\p{L}+$/u.test(word));
  const knows = (word: string) => vocabulary.has(word);
  return {
    knows,
    correct(word) {
      if (word.length < SHORTEST || word.length > 30 || knows(word) || others.has(word) || isCommonWord(word))
        return undefined;
      if (!/^\p{L}+$/u.test(word)) return undefined;
      const limit = word.length >= LONG ? 2 : 1;
      let best: string | undefined;
      let bestDistance = limit + 1;
      for (const target of targets) {
        if (Math.abs(target.length - word.length) > limit || !sameStart(word, target)) continue;
        if (word.length === SHORTEST && target.length === SHORTEST && !sameLetters(word, target)) continue;
        const distance = editDistance(word, target, limit);
        const better = distance < bestDistance || (distance === bestDistance && uses(target) > uses(best));
        if (distance <= limit && better) {
          best = target;
          bestDistance = distance;
        }
      }
      return best;
    },
  };

  function uses(word: string | undefined): number {
    return word === undefined ? 0 : (vocabulary.get(word) ?? 0);
  }
}

/** Counts the words of texts. */
export function vocabularyOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of words(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Another letter makes another word of a short one: "Sean" is not "slán", "Dean" is no "deal". */
function sameLetters(a: string, b: string): boolean {
  return [...a].sort().join('') === [...b].sort().join('');
}

/** People rarely miss the first letter; when they do they swap it with the second. */
function sameStart(a: string, b: string): boolean {
  return a[0] === b[0] || (a[0] === b[1] && a[1] === b[0]);
}
