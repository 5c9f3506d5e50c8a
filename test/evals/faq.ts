/**
 * Measures how questions find their answers: `npm run eval -- faq --data FILE.jsonl [--words] [--json]`. Rows
 * `{"id","question","answer","queries":[...]}`: question and answer of a row make a passage, its queries are asked. A row
 * without an answer makes none: its queries are to be refused. Every query is also asked with its own passage taken away.
 */
import { writtenOut } from '../../src/chat-shorthand.ts';
import type { Passage, RankedPassage } from '../../src/domain/knowledge.ts';
import { searchWithDoubt } from '../../src/knowledge/doubt.ts';
import { LONGEST_QUESTION } from '../../src/knowledge/knowledge.ts';
import { createPassageIndex } from '../../src/knowledge/passage-index.ts';
import { encodePassages, type Sentences } from '../../src/knowledge/passage-meaning.ts';
import { createTerms } from '../../src/knowledge/terms.ts';
import { calibrationError } from '../../src/language/local/calibration.ts';
import { extractAnswer } from '../../src/language/local/extractive-answer.ts';
import { asCommand, flag, progress, report, withEncoder } from './command.ts';
import { type Asked, type FaqSet, readFaq } from './faq-rows.ts';

/** Shares from 0 to 1; NaN where there is nothing to count. */
export interface FaqScore {
  readonly answerable: number;
  readonly unanswerable: number;
  /** Of answerable questions, whatever the confidence. */
  readonly recallAt1: number;
  readonly recallAt5: number;
  readonly meanReciprocalRank: number;
  /** Share of all questions that were answered, and how many of these answers were right. */
  readonly answered: number;
  readonly answeredRightly: number;
  /** Share of answerable questions that got their right answer. */
  readonly answerableAnswered: number;
  /** Of unanswerable questions those refused; of all refused those that were unanswerable. */
  readonly refusalRecall: number;
  readonly refusalPrecision: number;
  /** Share refused when the right passage was taken away. */
  readonly refusedWithoutPassage: number;
  readonly calibrationError: number;
  readonly msPerQuestion: number;
}

export type Search = (query: string, without?: readonly string[]) => Promise<readonly RankedPassage[]>;

/** As in the shipped configuration. */
const ANSWER = 0.6;
/** Ranks beyond count as not found. */
const DEPTH = 20;

export async function scoreFaq(search: Search, all: readonly Asked[]): Promise<FaqScore> {
  let ms = 0;
  const heard = [];
  for (const { query, answers } of all) {
    const startedAt = performance.now();
    const ranked = await search(query);
    const answer = extractAnswer(query, ranked);
    ms += performance.now() - startedAt;
    const alone = answers.length === 0 ? answer : extractAnswer(query, await search(query, answers));
    heard.push({
      answerable: answers.length > 0,
      rank: ranked.findIndex(({ passage }) => answers.includes(passage.id)) + 1,
      confidence: answer?.confidence ?? 0,
      correct: answer !== undefined && answers.includes(answer.sources[0]?.id ?? ''),
      confidenceWithout: alone?.confidence ?? 0,
    });
  }
  const answerable = heard.filter((one) => one.answerable);
  const unanswerable = heard.filter((one) => !one.answerable);
  const answered = heard.filter((one) => one.confidence >= ANSWER);
  const refused = heard.filter((one) => one.confidence < ANSWER);
  return {
    answerable: answerable.length,
    unanswerable: unanswerable.length,
    recallAt1: share(answerable, (one) => one.rank === 1),
    recallAt5: share(answerable, (one) => one.rank >= 1 && one.rank <= 5),
    meanReciprocalRank:
      answerable.reduce((sum, one) => sum + (one.rank === 0 ? 0 : 1 / one.rank), 0) / answerable.length,
    answered: share(heard, (one) => one.confidence >= ANSWER),
    answeredRightly: share(answered, (one) => one.correct),
    answerableAnswered: share(answerable, (one) => one.correct && one.confidence >= ANSWER),
    refusalRecall: share(unanswerable, (one) => one.confidence < ANSWER),
    refusalPrecision: unanswerable.length === 0 ? Number.NaN : share(refused, (one) => !one.answerable),
    refusedWithoutPassage: share(answerable, (one) => one.confidenceWithout < ANSWER),
    calibrationError: calibrationError(heard),
    msPerQuestion: ms / Math.max(1, all.length),
  };
}

function share<T>(all: readonly T[], counts: (one: T) => boolean): number {
  return all.length === 0 ? Number.NaN : all.filter(counts).length / all.length;
}

/** The product's own index and answer, over the passages of a file. */
async function searchOver(passages: readonly Passage[], sentences: Sentences | undefined): Promise<Search> {
  const index = createPassageIndex(passages, createTerms('en'));
  const meaning = sentences && (await encodePassages(passages, sentences));
  return async (said, without = []) => {
    const query = writtenOut(said.slice(0, LONGEST_QUESTION));
    const [vector] = (await sentences?.encode([query])) ?? [];
    const eligible = ({ id }: Passage) => !without.includes(id);
    const read = vector && meaning && sentences ? { vector, passages: meaning, sentences } : undefined;
    return await searchWithDoubt(index, query, { limit: DEPTH, eligible }, read);
  };
}

export async function measureFaq({ passages, asked }: FaqSet): Promise<Record<string, number | string>> {
  return withEncoder(!flag('words'), async (encoder, by) => {
    const search = await searchOver(passages, encoder);
    progress(`${passages.length} passages, ${asked.length} questions, ${by}`);
    return { by, passages: passages.length, ...(await scoreFaq(search, asked)) };
  });
}

const [file] = process.argv.slice(2);
if (import.meta.filename === process.argv[1] && file)
  await asCommand(async () => report('faq', await measureFaq(readFaq(file))));
