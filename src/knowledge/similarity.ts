/** How alike two short questions are, by shared meaning-bearing terms and by shared letters. Pure, 0..1. */

/** Weighted Dice coefficient of two sets of terms: rare terms that only one side has pull it down. */
export function termDice<T>(a: readonly T[], b: readonly T[], weigh: (term: T) => number): number {
  let shared = 0;
  let total = 0;
  for (const term of a) {
    const weight = weigh(term);
    total += weight;
    if (b.includes(term)) shared += weight;
  }
  for (const term of b) total += weigh(term);
  return total === 0 ? 0 : (2 * shared) / total;
}

/** Three-letter pieces of a text, word ends included. */
export function gramsOf(plain: string): ReadonlySet<string> {
  const padded = ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at++) grams.add(padded.slice(at, at + 3));
  return grams;
}

export function gramDice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}

/** `gramDice` with many texts whose pieces are kept as numbers. */
export interface Grams {
  /** @returns the number of the text */
  keep(plain: string): number;
  /** How alike the texts are to this one, by number. The answer is good until the next call. */
  likeness(plain: string): (text: number) => number;
}

export function createGrams(): Grams {
  const numbers = new Map<string, number>();
  /** Of all texts, one after the other. */
  let pieces = new Uint32Array(1_024);
  const ends: number[] = [];
  let asked = new Uint8Array(0);
  let marked: readonly number[] = [];
  return {
    keep(plain) {
      let end = ends.at(-1) ?? 0;
      for (const gram of gramsOf(plain)) {
        const number = numbers.get(gram) ?? numbers.size;
        numbers.set(gram, number);
        if (end === pieces.length) {
          const longer = new Uint32Array(2 * end);
          longer.set(pieces);
          pieces = longer;
        }
        pieces[end++] = number;
      }
      return ends.push(end) - 1;
    },
    likeness(plain) {
      const grams = gramsOf(plain);
      if (asked.length < numbers.size) asked = new Uint8Array(numbers.size);
      for (const number of marked) asked[number] = 0;
      marked = [...grams].map((gram) => numbers.get(gram)).filter((number) => number !== undefined);
      for (const number of marked) asked[number] = 1;
      return (text) => {
        const [from, until] = [ends[text - 1] ?? 0, ends[text] as number];
        let shared = 0;
        for (let at = from; at < until; at++) shared += asked[pieces[at] as number] as number;
        const all = grams.size + until - from;
        return all === 0 ? 0 : (2 * shared) / all;
      };
    },
  };
}
