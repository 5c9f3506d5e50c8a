/**
 * Second thoughts about a passage that looks like the answer: a question may share nearly all its words and still be
 * about another thing ("how long is a laptop battery guaranteed"). A word that the passage does not hold, and without
 * which the question would lie clearly nearer to it, or which is what another passage is about, makes it doubtful; so
 * does half of what the passage is about ("cars", of racks for cars). What is doubtful is never answered without a person.
 */
import type { Passage, RankedPassage } from '../domain/knowledge.ts';
import type { PassageIndex, QuestionMeaning } from './passage-index.ts';
import type { Sentences } from './passage-meaning.ts';
import type { Evidence } from './score.ts';
import type { Stranger } from './strangers.ts';

/** A passage below this is not answered from anyhow. */
const LOOKED_AT = 0.35;
/** Nearness gained by leaving a word out. Harmless words gain next to nothing, another object some 0.1. */
const CLEARLY_NEARER = 0.07;
/** The second of two things weighs half of the question at most. */
const NEARER_WHEN_JOINED = 0.035;
/** Losing so much shows that the word did help: the passage says the same in other words. */
const CLEARLY_FARTHER = -0.06;
/** Of what the passage's questions have in common; less than that was asked for where no single one of them is near. */
const HALF_THE_TOPIC = 0.6;
const NEAR_A_QUESTION = 0.7;
/** What is left of a doubtful score: too little for a classifier that knows the subject to make up for it. */
const DOUBTFUL = 0.35;
/** Each costs a sentence vector, some milliseconds. */
const MOST_STRANGERS = 4;

/** As `index.search`, with scores lowered where there is doubt. Order and length stay. */
export async function searchWithDoubt(
  index: PassageIndex,
  question: string,
  { limit, eligible }: { readonly limit: number; readonly eligible: (passage: Passage) => boolean },
  meaning: (QuestionMeaning & { readonly sentences: Sentences }) | undefined,
): Promise<readonly RankedPassage[]> {
  const found = index.examine(question, eligible, meaning).slice(0, limit);
  const looked = found.map(({ passage, score, evidence }) => {
    const certain = score < LOOKED_AT || evidence.letters === 1;
    const half = !certain && halfOf(passage, evidence, meaning);
    return { half, strangers: certain || half ? [] : index.strangers(question, passage).slice(0, MOST_STRANGERS) };
  });
  const nearness = await nearnessWithout(looked.flatMap(({ strangers }) => strangers.map(({ without }) => without)));
  return found.map(({ passage, score }, at) => {
    const { half = false, strangers = [] } = looked[at] ?? {};
    return { passage, score: half || isStrange(passage, strangers) ? score * DOUBTFUL : score };
  });

  /** The same words are strange to many passages: each text is encoded once. */
  async function nearnessWithout(texts: readonly string[]): Promise<(passage: Passage, text: string) => number> {
    const distinct = [...new Set(texts)];
    const vectors = meaning && distinct.length > 0 ? await meaning.sentences.encode(distinct) : [];
    const vectorOf = new Map(distinct.map((text, at) => [text, vectors[at]]));
    return (passage, text) => meaning?.passages.nearness(passage, vectorOf.get(text) as Float32Array) ?? Number.NaN;
  }

  function isStrange(passage: Passage, strangers: readonly Stranger[]): boolean {
    const near = meaning?.passages.nearness(passage, meaning.vector);
    if (near === undefined) return strangers.some(({ elsewhere }) => elsewhere);
    return strangers.some(({ elsewhere, joined, without }) => {
      const gain = nearness(passage, without) - near;
      return gain >= (joined ? NEARER_WHEN_JOINED : CLEARLY_NEARER) || (elsewhere && gain > CLEARLY_FARTHER);
    });
  }
}

function halfOf(passage: Passage, { topic }: Evidence, meaning: QuestionMeaning | undefined): boolean {
  if (!meaning || topic >= HALF_THE_TOPIC) return false;
  return (meaning.passages.nearestQuestion(passage, meaning.vector) ?? 1) < NEAR_A_QUESTION;
}
