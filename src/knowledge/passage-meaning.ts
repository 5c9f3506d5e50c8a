/**
 * How near questions lie to passages by meaning. Vectors come from the sentence encoder and are there a while after the
 * passages are, or never: until then there is no nearness and full text alone must do.
 */
import type { Passage } from '../domain/knowledge.ts';
import { inPieces } from './in-pieces.ts';
import { signDistances } from './signs.ts';

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
  const { places, texts } = await placesOf(passages);
  return meaningOf(places, await vectorsOf(texts, sentences));
}

async function placesOf(passages: readonly Passage[]) {
  const texts: string[] = [];
  const places = await inPieces(passages, (passage): Place => {
    const [questions, pieces] = [questionsOf(passage), piecesOf(passage)];
    const from = texts.length;
    texts.push(...questions, ...pieces);
    return { passage, from, pieces: from + questions.length, until: texts.length };
  });
  return { places, texts };
}

interface Vectors {
  /** Numbers in each. */
  readonly size: number;
  /** One after the other. */
  readonly all: Float32Array;
}

async function vectorsOf(texts: readonly string[], sentences: Sentences): Promise<Vectors> {
  const encoded = await sentences.encode(texts, { keep: true });
  const size = encoded[0]?.length ?? 0;
  const all = new Float32Array(encoded.length * size);
  await inPieces(encoded, (vector, at) => all.set(vector, at * size));
  return { size, all };
}

/** Holds on to nothing but places and vectors. */
async function meaningOf(places: readonly Place[], { size, all }: Vectors): Promise<PassageMeaning> {
  const placeOf = new Map(places.map((place) => [place.passage, place]));
  const bounds = Int32Array.from([0, ...places.map(({ until }) => until)]);
  const glance = all.length > COMPARED * size ? await signDistances(all, size) : undefined;

  function nearnessAt({ from, pieces, until }: Place, question: Float32Array): number {
    const asked = nearestOf(all, size, from, pieces, question);
    return QUESTION_SHARE * asked + (1 - QUESTION_SHARE) * nearestOf(all, size, pieces, until, question);
  }

  return {
    nearness(passage, question) {
      const place = placeOf.get(passage);
      return place && nearnessAt(place, question);
    },
    nearest(question, count, among) {
      const looked = glance ? likely(glance(question), bounds, size).map((at) => places[at] as Place) : places;
      return looked
        .filter(({ passage }) => among(passage))
        .map((place) => [place.passage, nearnessAt(place, question)] as const)
        .sort(([, a], [, b]) => b - a)
        .slice(0, count);
    },
    nearestQuestion(passage, question) {
      const place = placeOf.get(passage);
      return place && nearestOf(all, size, place.from, place.pieces, question);
    },
  };
}

/** By number, the places whose best vector has the most signs in common with the question's. */
function likely(distances: Int32Array, bounds: Int32Array, size: number): readonly number[] {
  const best = new Int32Array(bounds.length - 1);
  const counts = new Int32Array(size + 1);
  let row = 0;
  for (let at = 0; at < best.length; at++) {
    let least = distances[row] as number;
    for (row++; row < (bounds[at + 1] as number); row++) {
      const distance = distances[row] as number;
      if (distance < least) least = distance;
    }
    best[at] = least;
    counts[least] = (counts[least] as number) + 1;
  }
  let limit = 0;
  for (let seen = 0; limit < counts.length && seen < AT_A_GLANCE; limit++) seen += counts[limit] as number;
  const found: number[] = [];
  for (let at = 0; at < best.length; at++) if ((best[at] as number) < limit) found.push(at);
  return found;
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
    const cosine = product(vectors, row * size, size, question);
    if (cosine > highest) highest = cosine;
  }
  return highest;
}

/** Four sums at a time, because each addition waits for the one before. */
function product(vectors: Float32Array, start: number, size: number, question: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < size; i += 4) {
    const at = start + i;
    a += (vectors[at] as number) * (question[i] as number);
    b += (vectors[at + 1] as number) * (question[i + 1] as number);
    c += (vectors[at + 2] as number) * (question[i + 2] as number);
    d += (vectors[at + 3] as number) * (question[i + 3] as number);
  }
  for (; i < size; i++) a += (vectors[start + i] as number) * (question[i] as number);
  return a + b + c + d;
}
