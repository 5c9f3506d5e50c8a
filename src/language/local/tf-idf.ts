/**
 * TF-IDF over words (one and two in a row) and over character runs inside words (two to five letters): words carry the
 * subject, character runs survive typos and endings. Each of the two blocks has length 1/√2, so vectors have length 1
 * and their product is the mean of both cosines.
 */
import type { ConceptFinder } from './concepts.ts';
import type { Encoder, SparseVector } from './features.ts';

/** How often each term stands in a text, by block. */
export interface Terms {
  readonly word: ReadonlyMap<string, number>;
  readonly char: ReadonlyMap<string, number>;
  readonly concept: ReadonlyMap<string, number>;
}

const CHAR_RUN = { from: 2, to: 5 } as const;
/** Squared lengths of the blocks; together 1. */
const SHARE = { word: 0.4, char: 0.4, concept: 0.2 } as const;

/** Cuts a text into terms. Numbers are one and the same word: which number it is says nothing about the intent. */
export function termsOf(said: readonly string[], concepts: ConceptFinder): Terms {
  const tokens = said.map((word) => (/^\p{N}/u.test(word) ? '0' : word));
  const word = new Map<string, number>();
  const char = new Map<string, number>();
  tokens.forEach((token, at) => {
    count(word, token);
    const next = tokens[at + 1];
    if (next !== undefined) count(word, `${token} ${next}`);
    const padded = ` ${token} `;
    for (let length: number = CHAR_RUN.from; length <= CHAR_RUN.to; length++) {
      if (length >= padded.length) {
        count(char, padded);
        break;
      }
      for (let start = 0; start + length <= padded.length; start++) count(char, padded.slice(start, start + length));
    }
  });
  const concept = new Map<string, number>();
  const found = concepts.find(said);
  found.forEach((name, at) => {
    count(concept, name);
    const next = found[at + 1];
    if (next !== undefined) count(concept, `${name} ${next}`);
  });
  return { word, char, concept };
}

function count(counts: Map<string, number>, term: string): void {
  counts.set(term, (counts.get(term) ?? 0) + 1);
}

const BLOCKS = ['word', 'char', 'concept'] as const;

interface Block {
  /** Where the block begins in the vector, and how long its part is. */
  readonly offset: number;
  readonly length: number;
  readonly indexOf: ReadonlyMap<string, number>;
  readonly idf: Float32Array;
}

/** Learns which terms there are and how rare each is. Terms it never saw are left out of later vectors. */
export function fitTfIdf(texts: readonly Terms[]): Encoder<Terms> {
  let size = 0;
  const blocks = BLOCKS.map((name) => {
    const block = fitBlock(
      texts.map((terms) => terms[name]),
      size,
      Math.sqrt(SHARE[name]),
    );
    size += block.idf.length;
    return { name, block };
  });
  return {
    size,
    encode(terms) {
      const indices = new Int32Array(terms.word.size + terms.char.size + terms.concept.size);
      const values = new Float32Array(indices.length);
      let end = 0;
      for (const { name, block } of blocks) end = fill(block, terms[name], indices, values, end);
      return { indices: indices.subarray(0, end), values: values.subarray(0, end) } satisfies SparseVector;
    },
  };
}

function fitBlock(texts: readonly ReadonlyMap<string, number>[], offset: number, length: number): Block {
  const indexOf = new Map<string, number>();
  const frequency: number[] = [];
  for (const counts of texts) {
    for (const term of counts.keys()) {
      const at = indexOf.get(term);
      if (at === undefined) {
        indexOf.set(term, frequency.length);
        frequency.push(1);
      } else {
        frequency[at] = (frequency[at] as number) + 1;
      }
    }
  }
  const idf = Float32Array.from(frequency, (documents) => Math.log((1 + texts.length) / (1 + documents)) + 1);
  return { offset, length, indexOf, idf };
}

/** Writes one block's known terms from position `start` on; returns where it stopped. */
function fill(
  block: Block,
  counts: ReadonlyMap<string, number>,
  indices: Int32Array,
  values: Float32Array,
  start: number,
): number {
  let end = start;
  let squares = 0;
  for (const [term, times] of counts) {
    const at = block.indexOf.get(term);
    if (at === undefined) continue;
    const value = (1 + Math.log(times)) * (block.idf[at] as number);
    indices[end] = block.offset + at;
    values[end] = value;
    squares += value * value;
    end++;
  }
  const scale = squares === 0 ? 0 : block.length / Math.sqrt(squares);
  for (let i = start; i < end; i++) values[i] = (values[i] as number) * scale;
  return end;
}
