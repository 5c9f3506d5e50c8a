/** The terms that passages hold, by number: how rare each is, and which one a misspelt word means. */
import { editDistance } from '../nearest-word.ts';

export interface Vocabulary {
  /** Of a term that a passage holds, made when it is new. */
  take(term: string): number;
  /** Undefined where no passage holds it. */
  numberOf(term: string): number | undefined;
  termOf(number: number): string;
  /** Says that one more passage holds these, each named once. */
  count(terms: Iterable<number>): void;
  /** Passages that hold it. */
  passagesWith(term: number): number;
  /** The known term that a misspelt one means; itself when it is known, undefined when nothing is near. */
  meant(term: string): number | undefined;
}

/** Misspelt words whose meaning is remembered. */
const REMEMBERED = 1_000;

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  const terms: string[] = [];
  const letters: number[] = [];
  const passages: number[] = [];
  /** In the order they came, by their first letter: that one is hardly ever mistyped. */
  const initials = new Map<string | undefined, number[]>();
  const remembered = new Map<string, number | undefined>();

  function nearest(term: string): number | undefined {
    const most = term.length >= 8 ? 2 : 1;
    const own = lettersOf(term);
    return initials.get(term[0])?.find((number) => {
      const known = terms[number] as string;
      if (Math.abs(known.length - term.length) > most) return false;
      const theirs = letters[number] as number;
      // Every letter that only one of them has takes an edit of its own.
      if (bitsOf(own & ~theirs) > most || bitsOf(theirs & ~own) > most) return false;
      return editDistance(known, term, most) <= most;
    });
  }

  return {
    take(term) {
      const known = numbers.get(term);
      if (known !== undefined) return known;
      const number = terms.length;
      numbers.set(term, number);
      terms.push(term);
      letters.push(lettersOf(term));
      passages.push(0);
      const alike = initials.get(term[0]);
      if (alike) alike.push(number);
      else initials.set(term[0], [number]);
      return number;
    },
    numberOf: (term) => numbers.get(term),
    termOf: (number) => terms[number] as string,
    count(held) {
      for (const term of held) passages[term] = (passages[term] as number) + 1;
    },
    passagesWith: (term) => passages[term] ?? 0,
    meant(term) {
      const known = numbers.get(term);
      if (known !== undefined) return known;
      if (term.length < 5 || /\d/u.test(term)) return undefined;
      if (!remembered.has(term)) {
        if (remembered.size >= REMEMBERED) remembered.clear();
        remembered.set(term, nearest(term));
      }
      return remembered.get(term);
    },
  };
}

/** One bit for each letter; some letters share theirs. */
function lettersOf(term: string): number {
  let bits = 0;
  for (let at = 0; at < term.length; at++) bits |= 1 << (term.charCodeAt(at) & 31);
  return bits;
}

function bitsOf(bits: number): number {
  let rest = bits;
  let count = 0;
  for (; rest !== 0; count++) rest &= rest - 1;
  return count;
}
