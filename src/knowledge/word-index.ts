/**
 * Full text over terms, as MiniSearch ranks it (BM25+, prefixes and misspellings at a discount), for lists that are built
 * once and then only read: what a term is worth in a text never changes, so it is reckoned once and a question adds numbers
 * up. A test holds it against MiniSearch itself.
 */
import SearchableMap from 'minisearch/SearchableMap';

export interface WordIndex {
  /** Terms of a text by field, in the order of the boosts. Texts are numbered from 0 in the order they come. */
  add(fields: readonly (readonly string[])[]): void;
  /** The best texts by number with their scores, best first. */
  best(terms: readonly string[], count: number, eligible: (text: number) => boolean): ReadonlyMap<number, number>;
}

/** The defaults of MiniSearch. */
const BM25 = { k: 1.2, b: 0.7, d: 0.5 };
const PREFIX = { weight: 0.5, perLetter: 0.3 };
const FUZZY = { weight: 0.4, share: 0.2, most: 6 };
/** Shorter terms must match letter by letter. */
const SHORTEST_INEXACT = 5;

/** Texts that hold a term, and what it is worth in each. */
interface Worth {
  readonly texts: Int32Array;
  readonly scores: Float64Array;
}

/** @param boosts one for each field */
export function createWordIndex(boosts: readonly number[]): WordIndex {
  const tree = new SearchableMap<number>();
  const numberOf = new Map<string, number>();
  /** By term and field the texts that hold it. */
  const postings: number[][][] = [];
  const lengths: number[][] = boosts.map(() => []);
  const averages = boosts.map(() => 0);
  const worths = new Map<number, Worth>();
  let texts = 0;
  /** What a search adds up; all zero between searches. */
  let sums = new Float64Array(0);
  let matched = new Uint8Array(0);
  let lastTerm = new Int32Array(0);

  function worthOf(term: number): Worth {
    const known = worths.get(term);
    if (known) return known;
    const scoreOf = new Map<number, number>();
    for (const [field, holders] of (postings[term] ?? []).entries()) {
      const rarity = Math.log(1 + (texts - holders.length + 0.5) / (holders.length + 0.5));
      for (const text of holders) {
        const length = (lengths[field]?.[text] as number) / (averages[field] as number);
        const raw = rarity * (BM25.d + (BM25.k + 1) / (1 + BM25.k * (1 - BM25.b + BM25.b * length)));
        scoreOf.set(text, (scoreOf.get(text) ?? 0) + (boosts[field] as number) * raw);
      }
    }
    const worth = { texts: Int32Array.from(scoreOf.keys()), scores: Float64Array.from(scoreOf.values()) };
    worths.set(term, worth);
    return worth;
  }

  /** Terms of the index that one of the question's stands for, with the share of their worth that counts. */
  function* formsOf(term: string): Generator<readonly [number, number]> {
    const exact = numberOf.get(term);
    if (exact !== undefined) yield [exact, 1];
    if (term.length < SHORTEST_INEXACT) return;
    const longer = new Set<number>();
    for (const [known, number] of tree.atPrefix(term)) {
      if (number === exact) continue;
      longer.add(number);
      const more = known.length - term.length;
      yield [number, (PREFIX.weight * known.length) / (known.length + PREFIX.perLetter * more)];
    }
    const most = Math.min(FUZZY.most, Math.round(FUZZY.share * term.length));
    for (const [known, [number, distance]] of tree.fuzzyGet(term, most)) {
      if (number !== exact && !longer.has(number))
        yield [number, (FUZZY.weight * known.length) / (known.length + distance)];
    }
  }

  return {
    add(fields) {
      for (const [field, terms] of fields.entries()) {
        for (const term of terms) {
          let number = numberOf.get(term);
          if (number === undefined) {
            number = postings.length;
            numberOf.set(term, number);
            tree.set(term, number);
            postings.push(boosts.map(() => []));
          }
          postings[number]?.[field]?.push(texts);
        }
        lengths[field]?.push(terms.length);
        averages[field] = ((averages[field] as number) * texts + terms.length) / (texts + 1);
      }
      texts += 1;
    },

    best(terms, count, eligible) {
      if (sums.length < texts) {
        sums = new Float64Array(texts);
        matched = new Uint8Array(texts);
        lastTerm = new Int32Array(texts);
      }
      const touched: number[] = [];
      for (const [place, term] of terms.entries()) {
        const nth = place + 1;
        const again = terms.indexOf(term) < place;
        for (const [number, share] of formsOf(term)) {
          const { texts: holders, scores } = worthOf(number);
          for (let at = 0; at < holders.length; at++) {
            const text = holders[at] as number;
            if (lastTerm[text] === 0) touched.push(text);
            if (lastTerm[text] !== nth && !again) matched[text] = (matched[text] as number) + 1;
            lastTerm[text] = nth;
            sums[text] = (sums[text] as number) + share * (scores[at] as number);
          }
        }
      }
      // Whoever matches more of the question's terms counts that many times more.
      for (const text of touched) sums[text] = (sums[text] as number) * (matched[text] as number);
      const best = highest(touched, sums, count, eligible);
      for (const text of touched) {
        sums[text] = 0;
        matched[text] = 0;
        lastTerm[text] = 0;
      }
      return best;
    },
  };
}

/** Of equals the one found first. */
function highest(
  found: readonly number[],
  scores: Float64Array,
  count: number,
  eligible: (text: number) => boolean,
): ReadonlyMap<number, number> {
  const best: number[] = [];
  let least = 0;
  for (const text of found) {
    const score = scores[text] as number;
    if ((best.length === count && score <= least) || !eligible(text)) continue;
    let at = best.length;
    while (at > 0 && (scores[best[at - 1] as number] as number) < score) at--;
    best.splice(at, 0, text);
    if (best.length > count) best.pop();
    least = scores[best.at(-1) as number] as number;
  }
  return new Map(best.map((text) => [text, scores[text] as number]));
}
