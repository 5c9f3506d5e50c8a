/**
 * How near questions lie to passages by meaning. Vectors come from the sentence encoder and are there a while after the
 * passages are, or never: until then there is no nearness and full text alone must do.
 */
import type { Passage } from '../domain/knowledge.ts';

/** Sentence vectors of length 1, one for each text; `keep` those that are asked for again at the next start. */
export interface Sentences {
  encode(texts: readonly string[], options?: { readonly keep?: boolean }): Promise<readonly Float32Array[]>;
}

export interface PassageMeaning {
  /** Nearness of a passage to a question, some -0.2..1; undefined while its vectors are not there. */
  nearness(passage: Passage, question: Float32Array): number | undefined;
}

/** What is asked for weighs more than what is said about it: an answer touches many things besides. */
const QUESTION_SHARE = 0.65;
/** The encoder reads some hundred words at once and blurs over more than a few sentences. In characters. */
const PIECE_LENGTH = 400;

interface Vectors {
  readonly questions: readonly Float32Array[];
  readonly pieces: readonly Float32Array[];
}

/** Encodes every passage; throws `Failure` when the encoder does. */
export async function encodePassages(passages: readonly Passage[], sentences: Sentences): Promise<PassageMeaning> {
  const texts = passages.map((passage) => ({ passage, questions: questionsOf(passage), pieces: piecesOf(passage) }));
  const encoded = await sentences.encode(
    texts.flatMap(({ questions, pieces }) => [...questions, ...pieces]),
    { keep: true },
  );
  const vectors = new Map<Passage, Vectors>();
  let at = 0;
  for (const { passage, questions, pieces } of texts) {
    const middle = at + questions.length;
    const end = middle + pieces.length;
    vectors.set(passage, { questions: encoded.slice(at, middle), pieces: encoded.slice(middle, end) });
    at = end;
  }
  return {
    nearness(passage, question) {
      const own = vectors.get(passage);
      if (!own) return undefined;
      const asked = nearest(own.questions, question);
      return QUESTION_SHARE * asked + (1 - QUESTION_SHARE) * nearest(own.pieces, question);
    },
  };
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

function nearest(vectors: readonly Float32Array[], question: Float32Array): number {
  let highest = -1;
  for (const vector of vectors) {
    let cosine = 0;
    for (let i = 0; i < vector.length; i++) cosine += (vector[i] as number) * (question[i] as number);
    if (cosine > highest) highest = cosine;
  }
  return highest;
}
