/** How alike two short questions are, by shared meaning-bearing terms and by shared letters. Pure, 0..1. */

/** Weighted Dice coefficient of two sets of terms: rare terms that only one side has pull it down. */
export function termDice(a: readonly string[], b: ReadonlySet<string>, weigh: (term: string) => number): number {
  let shared = 0;
  let total = 0;
  for (const term of a) {
    const weight = weigh(term);
    total += weight;
    if (b.has(term)) shared += weight;
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
