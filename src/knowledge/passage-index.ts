/**
 * Full-text index over passages and the evidence for each hit. Built once, never changed: a reload builds another one
 * and swaps it. The score is a probability that the passage answers, so that "I will ask" can win over a wrong answer.
 */
import MiniSearch from 'minisearch';
import type { Passage, RankedPassage } from '../domain/knowledge.ts';
import { editDistance } from '../nearest-word.ts';
import { inPieces } from './in-pieces.ts';
import type { PassageMeaning } from './passage-meaning.ts';
import { type Evidence, type MeaningEvidence, scoreOf } from './score.ts';
import { gramDice, gramsOf, termDice } from './similarity.ts';
import { createStrangers, isSubject, type Stranger } from './strangers.ts';
import { plainText, type Terms } from './terms.ts';

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

interface Entry {
  readonly id: number;
  readonly passage: Passage;
  readonly terms: ReadonlySet<string>;
  /** Share of the passage's questions that hold each term. */
  readonly shares: ReadonlyMap<string, number>;
  readonly questions: readonly { readonly terms: ReadonlySet<string>; readonly plain: string }[];
}

/** A text whose terms are known: what the full-text index is given of a passage. */
type Fields = Readonly<Record<(typeof FIELDS)[number], string>>;
const FIELDS = ['heading', 'questions', 'text', 'title'] as const;

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

function beginIndex(terms: Terms) {
  const entries: Entry[] = [];
  const documents = new Map<string, number>();
  const subjects = new Set<string>();
  const search = fullText();
  return {
    add(passage: Passage): void {
      const { entry, fields } = entryOf(passage, entries.length, terms);
      entries.push(entry);
      for (const term of entry.terms) documents.set(term, (documents.get(term) ?? 0) + 1);
      for (const [term, share] of entry.shares) if (isSubject(term, share)) subjects.add(term);
      search.add({ id: entry.id, ...fields });
    },
    finish: () => indexOf(entries, { documents, subjects }, search, terms),
  };
}

function indexOf(
  entries: readonly Entry[],
  { documents, subjects }: { documents: ReadonlyMap<string, number>; subjects: ReadonlySet<string> },
  search: MiniSearch,
  terms: Terms,
): PassageIndex {
  const passages = entries.map(({ passage }) => passage);
  const entryOfPassage = new Map(entries.map((entry) => [entry.passage, entry]));
  const idf = (term: string) => Math.log(1 + entries.length / (documents.get(term) ?? 0.5));
  const rarest = Math.log(1 + entries.length);
  const vocabulary = Map.groupBy(documents.keys(), (term) => term[0]);

  /** How much of what the passage's questions have in common was asked for, 0..1. */
  function topicOf(entry: Entry, asked: readonly string[]): number {
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

  /** The known term that a misspelt one means; itself when it is known, undefined when nothing is near. */
  function meant(term: string): string | undefined {
    if (documents.has(term)) return term;
    if (term.length < 5 || /\d/u.test(term)) return undefined;
    const most = term.length >= 8 ? 2 : 1;
    return vocabulary
      .get(term[0])
      ?.find((known) => Math.abs(known.length - term.length) <= most && editDistance(known, term) <= most);
  }

  function examine(question: string, eligible: (passage: Passage) => boolean = () => true, meaning?: QuestionMeaning) {
    const asked = question.slice(0, MAX_QUESTION_LENGTH);
    const wanted = terms.content(asked).map((term) => ({ term, known: meant(term) }));
    const known = wanted.map(({ term, known: found }) => found ?? term);
    const grams = gramsOf(plainText(asked));
    const hits = search
      .search(telling(known).join(' '), { filter: (hit) => eligibleAt(entries, hit.id, eligible) })
      .slice(0, CANDIDATES);
    const bm25 = new Map(hits.map(({ id, score }) => [entries[Number(id)] as Entry, score]));
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
      for (const { term, known: meaning } of wanted) {
        const worth = idf(meaning ?? term);
        weight += worth;
        if (meaning === undefined) unknown += worth;
        else if (entry.terms.has(meaning)) covered += meaning === term ? worth : worth * MISSPELT;
        else {
          lacking = Math.max(lacking, worth / rarest);
          elsewhere += 1;
        }
      }
      let dice = 0;
      let missed = 1;
      let letters = 0;
      for (const own of entry.questions) {
        const likeness = termDice(known, own.terms, idf);
        if (likeness > dice) {
          dice = likeness;
          missed = Math.max(0, ...[...own.terms].filter((term) => !known.includes(term)).map(idf)) / rarest;
        }
        letters = Math.max(letters, gramDice(grams, gramsOf(own.plain)));
      }
      return {
        coverage: weight === 0 ? 0 : covered / weight,
        unknown: weight === 0 ? 1 : unknown / weight,
        lacking,
        elsewhere: wanted.length === 0 ? 0 : elsewhere / wanted.length,
        dice,
        missed,
        topic: topicOf(entry, known),
        letters,
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
      .toSorted((a, b) => (documents.get(a) ?? 0) - (documents.get(b) ?? 0))
      .filter((term, at) => {
        postings += documents.get(term) ?? 0;
        return at === 0 || postings <= MOST_POSTINGS;
      });
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

  const strangersTo = createStrangers({ terms, meant, idf, subjects });

  return {
    passages,
    examine,
    strangers: (question, passage) =>
      strangersTo(question.slice(0, MAX_QUESTION_LENGTH), entryOfPassage.get(passage)?.terms ?? new Set()),
    search: (question, limit, eligible, meaning) =>
      examine(question, eligible, meaning)
        .slice(0, limit)
        .map(({ passage, score }) => ({ passage, score })),
  };
}

function byVerbatim({ evidence }: { readonly evidence: Evidence }): number {
  return evidence.letters === 1 ? 1 : 0;
}

function eligibleAt(entries: readonly Entry[], id: unknown, eligible: (passage: Passage) => boolean): boolean {
  const entry = entries[Number(id)];
  return entry !== undefined && eligible(entry.passage);
}

function entryOf(passage: Passage, id: number, terms: Terms): { entry: Entry; fields: Fields } {
  const asked = [passage.heading, ...passage.questions];
  const questions = asked.map((question) => ({ terms: new Set(terms.content(question)), plain: plainText(question) }));
  const shares = new Map<string, number>();
  for (const question of questions)
    for (const term of question.terms) shares.set(term, (shares.get(term) ?? 0) + 1 / asked.length);
  const [title, text] = [terms.content(passage.documentTitle), terms.content(passage.text)];
  const [heading, ...others] = questions.map((question) => question.terms);
  const entry = { id, passage, shares, questions, terms: new Set([...title, ...shares.keys(), ...text]) };
  const fields = {
    heading: [...(heading ?? [])].join(' '),
    questions: [...new Set(others.flatMap((one) => [...one]))].join(' '),
    text: text.join(' '),
    title: title.join(' '),
  };
  return { entry, fields };
}

/** Is given terms, never texts. */
function fullText(): MiniSearch {
  return new MiniSearch({
    fields: [...FIELDS],
    tokenize: (joined) => (joined === '' ? [] : joined.split(' ')),
    processTerm: (term) => term,
    searchOptions: {
      boost: { heading: 2, questions: 2, title: 0.5 },
      fuzzy: (term) => (term.length >= 5 ? 0.2 : false),
      prefix: (term) => term.length >= 5,
      weights: { fuzzy: 0.4, prefix: 0.5 },
    },
  });
}
