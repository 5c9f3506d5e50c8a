/**
 * How near questions lie to passages by meaning. Vectors come from the sentence encoder and are there a while after the
 * passages are, or never: until then there is no nearness and full text alone must do.
 */
import type { Passage } from '../domain/knowledge.ts';
import { inPieces } from './in-pieces.ts';

/** Sentence vectors of length 1, one for each text; `keep` those that are asked for again at the next start. */
export interface Sentences {
  encode(texts: readonly string[], options?: { readonly keep?: boolean }): Promise<readonly Float32Array[]>;
}

export interface PassageMeaning {
  /** Nearness of a passage to a question, some -0.2..1; undefined while its vectors are not there. */
  nearness(passage: Passage, question: Float32Array): number | undefined;
  /** The passages nearest to the question, nearest first; of very many, those that are found at a glance. */
  nearest(
    question: Float32Array,
    count: number,
    among: (passage: Passage) => boolean,
  ): readonly (readonly [Passage, number])[];
  /** Of the nearest of its questions alone. */
  nearestQuestion(passage: Passage, question: Float32Array): number | undefined;
}

/** What is asked for weighs more than what is said about it: an answer touches many things besides. */
const QUESTION_SHARE = 0.65;
/** The encoder reads some hundred words at once and blurs over more than a few sentences. In characters. */
const PIECE_LENGTH = 400;

/** Up to so many vectors all are compared; more are first sorted out by the signs of their numbers. */
const COMPARED = 4_000;
/** Passages that are then compared in full. */
const AT_A_GLANCE = 160;

/** Where the vectors of a passage stand: first those of its questions, then those of its pieces. */
interface Place {
  readonly passage: Passage;
  readonly from: number;
  readonly pieces: number;
  readonly until: number;
}

/** Encodes every passage, a few at a time; throws `Failure` when the encoder does. */
export async function encodePassages(passages: readonly Passage[], sentences: Sentences): Promise<PassageMeaning> {
  const texts: string[] = [];
  const places = await inPieces(passages, (passage): Place => {
    const [questions, pieces] = [questionsOf(passage), piecesOf(passage)];
    const from = texts.length;
    texts.push(...questions, ...pieces);
    return { passage, from, pieces: from + questions.length, until: texts.length };
  });
  const encoded = await sentences.encode(texts, { keep: true });
  const size = encoded[0]?.length ?? 0;
  const vectors = new Float32Array(encoded.length * size);
  await inPieces(encoded, (vector, at) => vectors.set(vector, at * size));
  const placeOf = new Map(places.map((place) => [place.passage, place]));
  const glance = encoded.length > COMPARED ? await signsOf(encoded) : undefined;

  function nearnessAt({ from, pieces, until }: Place, question: Float32Array): number {
    const asked = nearestOf(vectors, size, from, pieces, question);
    return QUESTION_SHARE * asked + (1 - QUESTION_SHARE) * nearestOf(vectors, size, pieces, until, question);
  }

  return {
    nearness(passage, question) {
      const place = placeOf.get(passage);
      return place && nearnessAt(place, question);
    },
    nearest(question, count, among) {
      const looked = glance ? likely(glance(question), places, among) : places.filter(({ passage }) => among(passage));
      return looked
        .map((place) => [place.passage, nearnessAt(place, question)] as const)
        .sort(([, a], [, b]) => b - a)
        .slice(0, count);
    },
    nearestQuestion(passage, question) {
      const place = placeOf.get(passage);
      return place && nearestOf(vectors, size, place.from, place.pieces, question);
    },
  };
}

/** The places whose best vector has the most signs in common with the question's. */
function likely(
  distances: Uint16Array,
  places: readonly Place[],
  among: (passage: Passage) => boolean,
): readonly Place[] {
  const best = places.map(({ from, until }) => {
    let least = Number.MAX_SAFE_INTEGER;
    for (let at = from; at < until; at++) least = Math.min(least, distances[at] as number);
    return least;
  });
  const counts: number[] = [];
  for (const distance of best) counts[distance] = (counts[distance] ?? 0) + 1;
  let limit = 0;
  for (let seen = 0; limit < counts.length && seen < AT_A_GLANCE; limit++) seen += counts[limit] ?? 0;
  return places.filter(({ passage }, at) => (best[at] as number) < limit && among(passage));
}

/** Remembers the sign of every number; answers in how many of them a question differs from each vector. */
async function signsOf(encoded: readonly Float32Array[]): Promise<(question: Float32Array) => Uint16Array> {
  const size = encoded[0]?.length ?? 0;
  const words = Math.ceil(size / 32);
  const signs = new Uint32Array(encoded.length * words);
  await inPieces(encoded, (vector, at) => signs.set(signsIn(vector, words), at * words));
  return (question) => {
    const asked = signsIn(question, words);
    const distances = new Uint16Array(encoded.length);
    for (let at = 0; at < distances.length; at++) {
      let differing = 0;
      for (let word = 0; word < words; word++) {
        let bits = (signs[at * words + word] as number) ^ (asked[word] as number);
        bits -= (bits >>> 1) & 0x55555555;
        bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
        differing += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
      }
      distances[at] = differing;
    }
    return distances;
  };
}

function signsIn(vector: Float32Array, words: number): Uint32Array {
  const signs = new Uint32Array(words);
  for (let at = 0; at < vector.length; at++)
    if ((vector[at] as number) > 0) signs[at >>> 5] = (signs[at >>> 5] as number) | (1 << (at & 31));
  return signs;
}

function questionsOf({ heading, questions }: Passage): readonly string[] {
  return [heading, ...questions];
}

/** The answer in pieces of whole sentences, each under its heading. */
function piecesOf({ heading, text }: Passage): readonly string[] {
  const pieces: string[] = [];
  for (const sentence of text.split(/(?<=[.!?])\s+|\n+/u)) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + sentence.length <= PIECE_LENGTH)
      pieces[pieces.length - 1] = `${last} ${sentence}`;
    else pieces.push(`${heading} ${sentence}`);
  }
  return pieces;
}

function nearestOf(vectors: Float32Array, size: number, from: number, until: number, question: Float32Array): number {
  let highest = -1;
  for (let row = from; row < until; row++) {
    let cosine = 0;
    const start = row * size;
    for (let i = 0; i < size; i++) cosine += (vectors[start + i] as number) * (question[i] as number);
    if (cosine > highest) highest = cosine;
  }
  return highest;
}
