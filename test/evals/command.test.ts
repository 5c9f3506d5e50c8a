/** Whoever measures from outside gets numbers from the real command: on a file, as a table or as JSON, or is told what is wrong. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-eval-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, rows: readonly object[]): string {
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
  return path;
}

function evaluate(...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'test/evals/run.ts', ...args],
    { encoding: 'utf8' },
  );
  return { stdout, stderr, status };
}

const INTENTS = [
  ...['what are your hours', 'when do you open', 'when do you close', 'are you open now'].map((text) => ({
    split: 'train',
    text,
    intent: 'hours',
  })),
  ...['where are you', 'what is your address', 'how do I find you', 'which street are you in'].map((text) => ({
    split: 'train',
    text,
    intent: 'place',
  })),
  { split: 'test', text: 'when are you open', intent: 'hours' },
  { split: 'test', text: 'what is the address', intent: 'place' },
  { split: 'test', text: 'who wrote Hamlet', intent: 'oos' },
];
const FAQ = [
  {
    id: 1,
    question: 'When are you open?',
    answer: 'From nine to six.',
    queries: ['opening hours', 'when do you open'],
  },
  { id: 2, question: 'Where can I park?', answer: 'Behind the house.', queries: ['is there parking'] },
  { id: 3, question: 'Do you sell cars?', answer: '', queries: ['do you sell cars'] },
];
const DATES = [
  { input: 'on 24 October', ref: '2016-11-07T10:00:00+02:00', results: [{ values: [{ value: '2017-10-24' }] }] },
  { input: 'at 17:30', ref: '2016-11-07T10:00:00', results: [{ values: [{ value: '17:30:00' }] }] },
  { input: 'all of next week', results: [{ values: [{ start: '2016-11-14', end: '2016-11-21' }] }] },
  { input: 'what a lovely bicycle', ref: '2016-11-07', results: [] },
];

describe('npm run eval', () => {
  it('measures intents, out of scope included, and prints nothing but JSON when asked to', () => {
    const { stdout, status } = evaluate('intents', '--data', file('intents.jsonl', INTENTS), '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'intents',
      inScope: 2,
      outOfScope: 1,
      accuracy: 1,
      outOfScopeRecall: 1,
    });
  });

  it('says that nothing was out of scope rather than claim a share of nothing', () => {
    const inScope = INTENTS.filter(({ intent }) => intent !== 'oos');
    const { stdout } = evaluate('intents', '--data', file('in.jsonl', inScope), '--shots', '3', '--words', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ by: 'words', outOfScope: 0, outOfScopeRecall: null });
  });

  it('measures a list of questions and answers, and what ought to be refused', () => {
    const { stdout, status } = evaluate('faq', '--data', file('faq.jsonl', FAQ), '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'faq',
      passages: 2,
      answerable: 3,
      unanswerable: 1,
      recallAt1: 1,
      refusalRecall: 1,
    });
  });

  it('prints a table for people', () => {
    const { stdout } = evaluate('faq', '--data', file('table.jsonl', FAQ), '--words');
    expect(stdout).toMatch(/^faq\n {2}by +words\n/u);
    expect(stdout).toMatch(/recallAt5 +100\.0 %/u);
  });

  it('tells in one line what is wrong with a file', () => {
    const { stdout, stderr, status } = evaluate('faq', '--data', file('wrong.jsonl', INTENTS));
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/wrong\.jsonl:1: expected a row \{"id","question","answer","queries":\[\.\.\.\]\}, got/u);
  });

  it('measures days and times, with no more than the plain core of the format', () => {
    const { stdout, stderr, status } = evaluate('dates', `--data=${file('dates.jsonl', DATES)}`, '--json');
    expect([status, stderr]).toEqual([0, '1 of 4 rows left out: several results, a range, or no single value\n']);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'dates',
      points: { right: 2, total: 2 },
      byType: { date: { share: 1 }, time: { total: 1 }, datetime: { total: 0, share: null } },
      refusalRecall: { right: 1, total: 1 },
    });
  });

  it('does not measure something else where an option is misspelt', () => {
    const { stderr, status } = evaluate('intents', '--data', file('option.jsonl', INTENTS), '--shot', '3');
    expect(status).toBe(2);
    expect(stderr).toMatch(/beside it --json, --words, --shots, --unseen, got: .*--shot 3/u);
  });

  it('asks for a file where there is none', () => {
    const { stderr, status } = evaluate('faq', '--data', folder);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^Expected: npm run eval -- intents\|faq\|dates\|edits --data FILE\.jsonl \(an existing file\), got:/u,
    );
  });
});
