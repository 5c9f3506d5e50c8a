/**
 * Full-text index over passages and the evidence for each hit. Built once, never changed: a reload builds another one
 * and swaps it. The score is a probability that the passage answers, so that "I will ask" can win over a wrong answer.
 */
import MiniSearch from 'minisearch';
import type { Passage, RankedPassage } from '../domain/knowledge.ts';
import { editDistance } from '../nearest-word.ts';
import type { PassageMeaning } from './passage-meaning.ts';
import { type Evidence, type MeaningEvidence, scoreOf } from './score.ts';
import { gramDice, gramsOf, termDice } from './similarity.ts';
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
}

export interface QuestionMeaning {
  readonly vector: Float32Array;
  readonly passages: PassageMeaning;
}

interface Entry {
  readonly passage: Passage;
  readonly terms: ReadonlySet<string>;
  /** Share of the passage's questions that hold each term. */
  readonly shares: ReadonlyMap<string, number>;
  readonly questions: readonly { readonly terms: ReadonlySet<string>; readonly grams: ReadonlySet<string> }[];
}

/** Passages looked at closely; the rest is too far off in the full-text ranking to win. */
const CANDIDATES = 24;
/** By meaning so many more. */
const NEAR_CANDIDATES = 12;
/** What full certainty by words is worth beside meaning, which blurs exact names and numbers. It is rarely high by chance. */
const WORDS_IN_RANK = 0.5;
/** Words beyond this are a story, not a question; bounds the work a customer can cause. */
const MAX_QUESTION_LENGTH = 400;
const VERBATIM = 0.97;
/** A term that this share of a passage's questions hold is what the passage is about. */
const TOPIC_SHARE = 0.6;
/** Share of a term's weight that a misspelt form of it earns. */
const MISSPELT = 0.8;

export function createPassageIndex(passages: readonly Passage[], terms: Terms): PassageIndex {
  const entries = passages.map((passage) => entryOf(passage, terms));
  const documents = new Map<string, number>();
  for (const entry of entries) for (const term of entry.terms) documents.set(term, (documents.get(term) ?? 0) + 1);
  const idf = (term: string) => Math.log(1 + entries.length / (documents.get(term) ?? 0.5));
  const rarest = Math.log(1 + entries.length);
  const vocabulary = [...documents.keys()];
  const search = fullText(entries, terms);

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
    return vocabulary.find(
      (known) =>
        known[0] === term[0] && Math.abs(known.length - term.length) <= most && editDistance(known, term) <= most,
    );
  }

  function examine(question: string, eligible: (passage: Passage) => boolean = () => true, meaning?: QuestionMeaning) {
    const asked = question.slice(0, MAX_QUESTION_LENGTH);
    const wanted = terms.content(asked).map((term) => ({ term, known: meant(term) }));
    const known = wanted.map(({ term, known: found }) => found ?? term);
    const grams = gramsOf(plainText(asked));
    const hits = search
      .search(known.join(' '), {
        tokenize: (joined) => joined.split(' '),
        filter: (hit) => eligibleAt(entries, hit.id, eligible),
      })
      .slice(0, CANDIDATES);
    const near = meaning ? nearTo(meaning, eligible) : undefined;
    const bm25 = new Map(hits.map(({ id, score }) => [entries[Number(id)] as Entry, score]));
    const looked = new Set([...bm25.keys(), ...(near ? [...near.keys()].slice(0, NEAR_CANDIDATES) : [])]);
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
        letters = Math.max(letters, gramDice(grams, own.grams));
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

  /** Nearness of every eligible passage, nearest first; undefined while any has none. */
  function nearTo(meaning: QuestionMeaning, eligible: (passage: Passage) => boolean) {
    const near: [Entry, number][] = [];
    for (const entry of entries) {
      if (!eligible(entry.passage)) continue;
      const nearness = meaning.passages.nearness(entry.passage, meaning.vector);
      if (nearness === undefined) return undefined;
      near.push([entry, nearness]);
    }
    return new Map(near.sort(([, a], [, b]) => b - a));
  }

  return {
    passages,
    examine,
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

function entryOf(passage: Passage, terms: Terms): Entry {
  const asked = [passage.heading, ...passage.questions];
  const questions = asked.map((question) => ({
    terms: new Set(terms.content(question)),
    grams: gramsOf(plainText(question)),
  }));
  const shares = new Map<string, number>();
  for (const question of questions)
    for (const term of question.terms) shares.set(term, (shares.get(term) ?? 0) + 1 / asked.length);
  return {
    passage,
    shares,
    questions,
    terms: new Set(terms.content([passage.documentTitle, ...asked, passage.text].join('\n'))),
  };
}

function fullText(entries: readonly Entry[], terms: Terms): MiniSearch {
  const index = new MiniSearch({
    fields: ['heading', 'questions', 'text', 'title'],
    tokenize: (text) => terms.content(text),
    processTerm: (term) => term,
    searchOptions: {
      boost: { heading: 2, questions: 2, title: 0.5 },
      fuzzy: (term) => (term.length >= 5 ? 0.2 : false),
      prefix: (term) => term.length >= 5,
      weights: { fuzzy: 0.4, prefix: 0.5 },
    },
  });
  index.addAll(
    entries.map(({ passage }, id) => ({
      id,
      heading: passage.heading,
      questions: passage.questions.join('\n'),
      text: passage.text,
      title: passage.documentTitle,
    })),
  );
  return index;
}
