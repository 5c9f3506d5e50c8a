/**
 * Full-text index over passages and the evidence for each hit. Built once, never changed: a reload builds another one
 * and swaps it. The score is a probability that the passage answers, so that "I will ask" can win over a wrong answer.
 */
import type { Passage, RankedPassage } from '../domain/knowledge.ts';
import { inPieces } from './in-pieces.ts';
import type { PassageMeaning } from './passage-meaning.ts';
import { type Evidence, type MeaningEvidence, scoreOf } from './score.ts';
import { createGrams, type Grams, termDice } from './similarity.ts';
import { createStrangers, isSubject, type Stranger } from './strangers.ts';
import { plainText, type Terms } from './terms.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';
import { createWordIndex, type WordIndex } from './word-index.ts';

export interface PassageIndex {
  readonly passages: readonly Passage[];
  /** Eligible passages, best first; with the question's meaning ranked by it, where the passages have theirs. */
  search(
    question: string,
    limit: number,
    eligible?: (passage: Passage) => boolean,
    meaning?: QuestionMeaning,
  ): readonly RankedPassage[];
  /** The evidence behind `search`, best first: what the score's weights are fitted on. */
  examine(
    question: string,
    eligible?: (passage: Passage) => boolean,
    meaning?: QuestionMeaning,
  ): readonly { passage: Passage; evidence: Evidence | MeaningEvidence; score: number }[];
  /** What was asked with a word that the passage does not hold, the rarest first. */
  strangers(question: string, passage: Passage): readonly Stranger[];
}

export interface QuestionMeaning {
  readonly vector: Float32Array;
  readonly passages: PassageMeaning;
}

/** All terms are numbers of the vocabulary: ten thousand passages are searched while others wait. */
interface Entry {
  readonly passage: Passage;
  readonly terms: readonly number[];
  /** Share of the passage's questions that hold each term. */
  readonly shares: readonly (readonly [term: number, share: number])[];
  readonly questions: readonly { readonly terms: readonly number[]; readonly grams: number }[];
}

/** What counts in heading, questions, text and title. */
const BOOSTS = [2, 2, 1, 0.5];

/** Passages looked at closely; the rest is too far off in the full-text ranking to win. */
const CANDIDATES = 24;
/** By meaning so many more. */
const NEAR_CANDIDATES = 12;
/** More passages than a shop writes by hand: then only telling terms are looked up, so many of their places at most. */
const MANY = 1_000;
const MOST_POSTINGS = 2_000;
/** What full certainty by words is worth beside meaning, which blurs exact names and numbers. It is rarely high by chance. */
const WORDS_IN_RANK = 0.5;
/** Words beyond this are a story, not a question; bounds the work a customer can cause. */
const MAX_QUESTION_LENGTH = 400;
const VERBATIM = 0.97;
/** A term that this share of a passage's questions hold is what the passage is about. */
const TOPIC_SHARE = 0.6;
/** Share of a term's weight that a misspelt form of it earns. */
const MISSPELT = 0.8;
/** The number of every term that no passage holds. */
const UNKNOWN = -1;

/** For few passages or where nobody waits. */
export function createPassageIndex(passages: readonly Passage[], terms: Terms): PassageIndex {
  const begun = beginIndex(terms);
  for (const passage of passages) begun.add(passage);
  return begun.finish();
}

/** The same, a few passages at a time. */
export async function buildPassageIndex(passages: readonly Passage[], terms: Terms): Promise<PassageIndex> {
  const begun = beginIndex(terms);
  await inPieces(passages, begun.add);
  return begun.finish();
}

interface Parts {
  readonly entries: readonly Entry[];
  readonly vocabulary: Vocabulary;
  /** What passages are about. */
  readonly subjects: ReadonlySet<number>;
  readonly words: WordIndex;
  readonly grams: Grams;
  readonly terms: Terms;
}

function beginIndex(terms: Terms) {
  const entries: Entry[] = [];
  const subjects = new Set<number>();
  const [vocabulary, words, grams] = [createVocabulary(), createWordIndex(BOOSTS), createGrams()];
  return {
    add(passage: Passage): void {
      const asked = [passage.heading, ...passage.questions];
      const [heading = [], ...others] = asked.map((question) => terms.content(question));
      const [title, text] = [terms.content(passage.documentTitle), terms.content(passage.text)];
      const shares = new Map<string, number>();
      for (const term of [heading, ...others].flat()) shares.set(term, (shares.get(term) ?? 0) + 1 / asked.length);
      const held = [...new Set([...title, ...shares.keys(), ...text])].map(vocabulary.take);
      vocabulary.count(held);
      words.add([heading, [...new Set(others.flat())], text, title]);
      for (const [term, share] of shares) if (isSubject(term, share)) subjects.add(vocabulary.take(term));
      entries.push({
        passage,
        terms: held,
        shares: [...shares].map(([term, share]) => [vocabulary.take(term), share]),
        questions: [heading, ...others].map((own, at) => ({
          terms: own.map(vocabulary.take),
          grams: grams.keep(plainText(asked[at] as string)),
        })),
      });
    },
    finish: () => indexOf({ entries, vocabulary, subjects, words, grams, terms }),
  };
}

function indexOf({ entries, vocabulary, subjects, words, grams, terms }: Parts): PassageIndex {
  const passages = entries.map(({ passage }) => passage);
  const entryOfPassage = new Map(entries.map((entry) => [entry.passage, entry]));
  const rarities = new Map<number, number>();
  const rarest = Math.log(1 + entries.length);
  const strange = Math.log(1 + entries.length / 0.5);
  const idf = (term: number) => {
    if (term === UNKNOWN) return strange;
    const known = rarities.get(term);
    if (known !== undefined) return known;
    const rarity = Math.log(1 + entries.length / vocabulary.passagesWith(term));
    rarities.set(term, rarity);
    return rarity;
  };

  /** How much of what the passage's questions have in common was asked for, 0..1. */
  function topicOf(entry: Entry, asked: readonly number[]): number {
    let common = 0;
    let shared = 0;
    for (const [term, share] of entry.shares) {
      if (share < TOPIC_SHARE) continue;
      const worth = idf(term) * share;
      common += worth;
      if (asked.includes(term)) shared += worth;
    }
    return common === 0 ? 1 : shared / common;
  }

  function examine(question: string, eligible: (passage: Passage) => boolean = () => true, meaning?: QuestionMeaning) {
    const asked = question.slice(0, MAX_QUESTION_LENGTH);
    const wanted = terms.content(asked).map((term) => ({ term, known: vocabulary.meant(term) }));
    const known = wanted.map(({ known: found }) => found ?? UNKNOWN);
    const sought = telling(
      wanted.map(({ term, known: found }) => (found === undefined ? term : vocabulary.termOf(found))),
    );
    const letters = grams.likeness(plainText(asked));
    const hits = words.best(sought, CANDIDATES, (at) => eligible((entries[at] as Entry).passage));
    const bm25 = new Map([...hits].map(([at, score]) => [entries[at] as Entry, score]));
    const near = meaning ? nearTo(meaning, [...bm25.keys()], eligible) : undefined;
    const looked = new Set([...bm25.keys(), ...(near?.keys() ?? [])]);
    const found = [...looked].map((entry) => {
      const evidence = evidenceFor(entry, bm25.get(entry) ?? 0);
      const words = scoreOf(evidence);
      const nearness = near?.get(entry);
      const rank = nearness === undefined ? words : nearness + WORDS_IN_RANK * words;
      return { passage: entry.passage, evidence, words, nearness, rank };
    });
    const ranked = found.toSorted((a, b) => byVerbatim(b) - byVerbatim(a) || b.rank - a.rank);
    return ranked.map(({ passage, evidence: bare, words, nearness, rank }, at) => {
      const others = ranked.filter((_, other) => other !== at);
      const margin = at === 0 ? words - Math.max(0, ...others.map((other) => other.words)) : 0;
      const meaningLead = at === 0 && others.length > 0 ? rank - (ranked[1]?.rank ?? 0) : 0;
      const evidence: Evidence | MeaningEvidence =
        nearness === undefined ? { ...bare, margin } : { ...bare, margin, meaning: nearness, meaningLead };
      const score = scoreOf(evidence);
      // Asked word for word as listed: there is nothing left to doubt.
      return { passage, evidence, score: evidence.letters === 1 ? Math.max(VERBATIM, score) : score };
    });

    function evidenceFor(entry: Entry, bm25: number): Evidence {
      let weight = 0;
      let covered = 0;
      let unknown = 0;
      let lacking = 0;
      let elsewhere = 0;
      for (const { term, known: meaning = UNKNOWN } of wanted) {
        const worth = idf(meaning);
        weight += worth;
        if (meaning === UNKNOWN) unknown += worth;
        else if (entry.terms.includes(meaning))
          covered += vocabulary.termOf(meaning) === term ? worth : worth * MISSPELT;
        else {
          lacking = Math.max(lacking, worth / rarest);
          elsewhere += 1;
        }
      }
      let dice = 0;
      let missed = 1;
      let nearest = 0;
      for (const own of entry.questions) {
        const likeness = termDice(known, own.terms, idf);
        if (likeness > dice) {
          dice = likeness;
          missed = Math.max(0, ...own.terms.filter((term) => !known.includes(term)).map(idf)) / rarest;
        }
        nearest = Math.max(nearest, letters(own.grams));
      }
      return {
        coverage: weight === 0 ? 0 : covered / weight,
        unknown: weight === 0 ? 1 : unknown / weight,
        lacking,
        elsewhere: wanted.length === 0 ? 0 : elsewhere / wanted.length,
        dice,
        missed,
        topic: topicOf(entry, known),
        letters: nearest,
        bm25: weight === 0 ? 0 : bm25 / (bm25 + 8 * weight),
        margin: 0,
      };
    }
  }

  /** Of very many passages, the terms that tell them apart: one that half of them hold only costs time. */
  function telling(known: readonly string[]): readonly string[] {
    if (entries.length <= MANY) return known;
    let postings = 0;
    return known
      .toSorted((a, b) => holding(a) - holding(b))
      .filter((term, at) => {
        postings += holding(term);
        return at === 0 || postings <= MOST_POSTINGS;
      });
  }

  function holding(term: string): number {
    const number = vocabulary.numberOf(term);
    return number === undefined ? 0 : vocabulary.passagesWith(number);
  }

  /** Nearness of those that words have found and of the nearest by meaning; undefined while any has none. */
  function nearTo(
    { vector, passages: meant }: QuestionMeaning,
    found: readonly Entry[],
    eligible: (passage: Passage) => boolean,
  ): ReadonlyMap<Entry, number> | undefined {
    const nearest = meant.nearest(
      vector,
      NEAR_CANDIDATES,
      (passage) => entryOfPassage.has(passage) && eligible(passage),
    );
    const near = new Map(nearest.map(([passage, nearness]) => [entryOfPassage.get(passage) as Entry, nearness]));
    for (const entry of found) {
      const nearness = meant.nearness(entry.passage, vector);
      if (nearness === undefined) return undefined;
      near.set(entry, nearness);
    }
    return near;
  }

  const strangersTo = createStrangers({
    terms,
    meant: vocabulary.meant,
    idf: (term) => idf(term ?? UNKNOWN),
    subjects,
  });

  return {
    passages,
    examine,
    strangers: (question, passage) =>
      strangersTo(question.slice(0, MAX_QUESTION_LENGTH), entryOfPassage.get(passage)?.terms ?? []),
    search: (question, limit, eligible, meaning) =>
      examine(question, eligible, meaning)
        .slice(0, limit)
        .map(({ passage, score }) => ({ passage, score })),
  };
}

function byVerbatim({ evidence }: { readonly evidence: Evidence }): number {
  return evidence.letters === 1 ? 1 : 0;
}
