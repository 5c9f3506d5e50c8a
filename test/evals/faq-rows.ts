/**
 * Rows for measuring how questions find their answers, as strangers write them. Rows with one id are one entry: any of
 * their passages answers any of their queries, and a passage that stands there twice is one.
 */
import type { Passage } from '../../src/domain/knowledge.ts';
import { type JsonRow, progress, readJsonLines } from './command.ts';

export interface Asked {
  readonly query: string;
  /** Ids of passages that answer; none: unanswerable. */
  readonly answers: readonly string[];
}

export interface FaqSet {
  readonly passages: readonly Passage[];
  readonly asked: readonly Asked[];
}

interface FaqRow {
  readonly id: string;
  readonly question: string;
  /** Empty: nobody answers this. */
  readonly answer: string;
  readonly queries: readonly string[];
}

const SHAPE = '{"id","question","answer","queries":[...]}';

/** Throws with the line and what was expected there, and when there is nothing to search in or nothing to ask. */
export function readFaq(file: string): FaqSet {
  const rows = readJsonLines(file, SHAPE, faultOf).map(
    ({ id, question, answer, queries }): FaqRow => ({
      id: String(id),
      question: question as string,
      answer: typeof answer === 'string' ? answer.trim() : '',
      queries: (queries ?? []) as readonly string[],
    }),
  );
  const found = `${rows.length} rows`;
  const passages = new Map<string, Passage>();
  const answers = new Map<string, Set<string>>();
  for (const row of rows) {
    const own = answers.get(row.id) ?? new Set();
    answers.set(row.id, own);
    if (row.answer === '') continue;
    const content = JSON.stringify([row.question, row.answer]);
    const passage = passages.get(content) ?? passageOf(row, own.size === 0 ? row.id : `${row.id} (${own.size + 1})`);
    passages.set(content, passage);
    own.add(passage.id);
  }
  const asked = rows.flatMap(({ id, queries }) =>
    queries.filter((query) => query.trim() !== '').map((query) => ({ query, answers: [...(answers.get(id) ?? [])] })),
  );
  if (passages.size === 0)
    throw new Error(`${file}: expected rows with an "answer" to search in, found none in ${found}`);
  if (asked.length === 0) throw new Error(`${file}: expected "queries" to ask, found none in ${found}`);
  const empty = rows.flatMap(({ queries }) => queries).length - asked.length;
  if (empty > 0) progress(`${empty} queries without a text left out`);
  return { passages: [...passages.values()], asked };
}

function faultOf({ id, question, answer, queries }: JsonRow): string {
  if (typeof id !== 'string' && typeof id !== 'number') return '"id" is not there or neither text nor number';
  if (typeof question !== 'string') return '"question" is not there or no text';
  if (answer !== undefined && answer !== null && typeof answer !== 'string')
    return '"answer" is no text; leave it out where nothing answers';
  if (queries === undefined || queries === null) return '';
  const texts = Array.isArray(queries) && queries.every((query) => typeof query === 'string');
  return texts ? '' : '"queries" is no list of texts';
}

function passageOf({ question, answer }: FaqRow, id: string): Passage {
  const approval = { approvedBy: 'the file', approvedOn: '2026-01-01', audience: 'customer' } as const;
  return { id, documentTitle: question, heading: question, text: answer, questions: [], ...approval };
}
