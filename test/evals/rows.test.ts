/** Files written by strangers mean what they meant to say, or the line is named and what was expected there. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { trainIntentClassifier } from '../../src/language/local/intent-classifier.ts';
import { readDates } from './date-rows.ts';
import { scoreDates } from './dates.ts';
import { readFaq } from './faq-rows.ts';
import { divide, readRows } from './intent-rows.ts';
import { measureIntents, scoreIntents, taught } from './intents.ts';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-rows-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(text: string): string {
  const path = join(folder, 'rows.jsonl');
  writeFileSync(path, text);
  return path;
}

const lines = (...rows: readonly object[]) => written(rows.map((row) => JSON.stringify(row)).join('\n'));
const train = (text: string, intent: string) => ({ split: 'train', text, intent });
const test = (text: string, intent: string) => ({ split: 'test', text, intent });

/** By words alone, trained and asked as the command does it. */
async function scored(...rows: readonly object[]) {
  const set = divide(readRows(lines(...rows)));
  const ids = [...new Set(set.taught.map(({ intent }) => intent))];
  return scoreIntents(trainIntentClassifier(taught(set.taught, ids), []), set.asked);
}

describe('a set of intents', () => {
  it('may begin with a byte order mark, end its lines as Windows does and be followed by blank ones', () => {
    const rows = [train('open now?', 'hours'), test('are you open', 'hours')].map((row) => JSON.stringify(row));
    expect(readRows(written(`\uFEFF${rows.join('\r\n')}\r\n\r\n  \n`))).toHaveLength(2);
  });

  it.each(['val', 'Validation', 'dev', 'valid'])('is asked its %s rows where it has no test rows', (split) => {
    const rows = readRows(lines(train('a b', 'x'), { split, text: 'c', intent: 'x' }));
    expect(divide(rows).asked.map(({ text }) => text)).toEqual(['c']);
    expect(divide([...rows, test('d', 'x') as never]).asked.map(({ text }) => text)).toEqual(['d']);
  });

  it('may have fields beside, labels of numbers or any letters, and out of scope in other words', () => {
    const rows = readRows(
      lines(
        { ...train('a', ' Öffnungs zeiten: heute '), id: 7, source: 'x' },
        { split: 'test', text: 'b', intent: 3 },
        { split: 'TEST', text: 'c', intent: 'Out-of-Scope' },
        { split: 'test', text: 'd', intent: '__proto__' },
      ),
    );
    expect(rows.map(({ intent }) => intent)).toEqual(['Öffnungs zeiten: heute', '3', 'oos', '__proto__']);
    expect(divide(rows).asked.map(({ intent }) => intent)).toEqual(['oos', 'oos', 'oos']);
  });

  it.each([
    ['{"split":"train","text":"a"}', '"intent" is not there'],
    ['{"split":"train","text":"a","intent":" "}', '"intent" is not there'],
    ['{"split":"train","intent":"a"}', '"text" is not there'],
    ['{"split":"constructor","text":"a","intent":"a"}', '"split" is to be "train"'],
    ['[{"split":"train","text":"a","intent":"a"}]', 'jq -c ".[]"'],
    ['{', 'jq -c .'],
    ['split,text,intent', 'no JSON object'],
  ])('with the line %s is refused with a word of what is wrong', (line, why) => {
    const file = written(`{"split":"train","text":"a","intent":"a"}\n\n${line}\n`);
    expect(() => readRows(file)).toThrow(`${file}:3: expected a row {"split","text","intent"}, got ${line}`);
    expect(() => readRows(file)).toThrow(why);
  });

  it('needs rows that teach and rows that ask', async () => {
    expect(() => divide(readRows(written('')))).toThrow(
      'found 0 train, 0 validation, 0 test rows and 0 without a split',
    );
    expect(() => divide(readRows(lines(train('a', 'x'))))).toThrow('expected test rows to ask');
    expect(() => divide(readRows(lines({ text: 'a', intent: 'x' })))).toThrow('1 without a split');
    await expect(measureIntents(readRows(lines(train('', 'x'), train('a', 'oos'), test('a', 'x'))))).rejects.toThrow(
      'expected train rows to learn from',
    );
  });

  it('may hold single examples, the same row twice, empty, very long and foreign texts', async () => {
    const score = await scored(
      train('when are you open', 'hours'),
      train('when are you open', 'hours'),
      train('when are you open', 'place'),
      train('مرحبا كم السعر', 'price'),
      train('营业时间是几点', 'zh'),
      train('', 'hours'),
      train('who wrote Hamlet', 'oos'),
      test('', 'hours'),
      test('🙂', 'hours'),
      test(`when are you open ${'and whenever else '.repeat(20_000)}`, 'hours'),
      test('كم السعر', 'price'),
      test('营业时间是几点', 'zh'),
      test('who wrote Macbeth', 'oos'),
    );
    expect(score).toMatchObject({ inScope: 5, outOfScope: 1 });
    expect(score.accuracy).toBeGreaterThanOrEqual(0.4);
  });

  it.each([1, 2])('may have %d intents alone, and nothing out of scope', async (count) => {
    const rows = [train('when are you open', 'hours'), train('where are you', 'place')].slice(0, count);
    const score = await scored(...rows, test('when do you open', 'hours'));
    expect(score).toMatchObject({ accuracy: 1, outOfScope: 0, outOfScopeRecall: Number.NaN });
  });
});

describe('a list of questions and answers', () => {
  it('takes rows with one id for one entry, and a passage that stands there twice for one', () => {
    const { passages, asked } = readFaq(
      lines(
        { id: 1, question: 'Hours?', answer: 'Nine to six.', queries: ['open?', ' '], more: true },
        { id: '1', question: 'Hours?', answer: 'Nine to six.', queries: ['close?'] },
        { id: 1, question: 'Sundays?', answer: 'Never.', queries: [] },
        { id: 2, question: 'Hours?', answer: 'Nine to six.', queries: ['until?'] },
        { id: 3, question: 'Cars?', answer: null, queries: ['cars?'] },
        { id: 4, question: 'Parking?', answer: 'Behind the house.' },
      ),
    );
    expect(passages.map(({ id }) => id)).toEqual(['1', '1 (2)', '4']);
    expect(asked).toEqual([
      { query: 'open?', answers: ['1', '1 (2)'] },
      { query: 'close?', answers: ['1', '1 (2)'] },
      { query: 'until?', answers: ['1'] },
      { query: 'cars?', answers: [] },
    ]);
  });

  it.each([
    [{ question: 'a', answer: 'b', queries: [] }, '"id" is not there'],
    [{ id: 1, answer: 'b', queries: [] }, '"question" is not there'],
    [{ id: 1, question: 'a', answer: ['b'], queries: [] }, '"answer" is no text'],
    [{ id: 1, question: 'a', answer: 'b', queries: 'c' }, '"queries" is no list of texts'],
    [{ id: 1, question: 'a', answer: 'b', queries: [{}] }, '"queries" is no list of texts'],
  ])('with the row %j is refused with a word of what is wrong', (row, why) => {
    expect(() => readFaq(lines(row))).toThrow(why);
  });

  it('needs something to search in and something to ask', () => {
    expect(() => readFaq(lines({ id: 1, question: 'a', queries: ['a'] }))).toThrow('expected rows with an "answer"');
    expect(() => readFaq(lines({ id: 1, question: 'a', answer: 'b' }))).toThrow('expected "queries" to ask');
  });
});

describe('a set of dates', () => {
  const wanted = (...rows: readonly object[]) => readDates(lines(...rows)).map((row) => row.wanted);
  const result = (value: object) => ({ input: 'a', ref: '2016-11-07T00:00:00', results: [{ values: [value] }] });

  it('may tell a value by its form alone, as whole timex, or with its type', () => {
    expect(
      wanted(
        result({ value: '2016-11-08' }),
        result({ value: '2016-11-08T14:30:00Z' }),
        result({ value: '14:30' }),
        result({ timex: 'T14:30' }),
        result({ timex: '2016-11-08' }),
        { input: 'a', results: [{ type: 'datetimeV2.Date', values: [{ value: '2016-11-08' }] }] },
      ),
    ).toEqual([
      { kind: 'date', values: ['2016-11-08'] },
      { kind: 'datetime', values: ['2016-11-08T14:30:00Z'] },
      { kind: 'time', values: ['14:30'] },
      { kind: 'time', values: ['14:30'] },
      { kind: 'date', values: ['2016-11-08'] },
      { kind: 'date', values: ['2016-11-08'] },
    ]);
  });

  it('leaves out what is no point in time', () => {
    const point = result({ value: '2016-11-08' });
    const others = [
      result({ timex: '(2016-11-08,2016-11-09,P1D)', start: '2016-11-08', end: '2016-11-09' }),
      result({ timex: 'XXXX-WXX-1' }),
      result({ value: 'not resolved' }),
      { input: 'a', results: [{}] },
      { input: 'a', results: [{ values: { FutureResolution: null } }] },
      { input: 'a', results: [...point.results, ...point.results] },
    ];
    expect(wanted(point, ...others).slice(1)).toEqual(others.map(() => undefined));
    expect(() => wanted(...others)).toThrow('expected rows with one result whose "value" is a date or time');
  });

  it.each(['2016-11-07T10:00:00', '2016-11-07 10:00', '2016-11-07T10:00:00.000+05:30', '2016-11-07T10:00:00Z'])(
    'may be written at %s, which is what the clock on the wall says',
    (ref) => {
      const row = { ...result({ value: '2016-11-08' }), input: 'tomorrow', ref };
      const rows = readDates(lines(row));
      expect(new Date(rows[0]?.now ?? 0).toISOString()).toBe('2016-11-07T10:00:00.000Z');
      expect(scoreDates(rows).points).toEqual({ right: 1, total: 1, share: 1 });
    },
  );

  it('may hold texts far longer than any message', () => {
    const input = `tomorrow ${'or at 5 '.repeat(20_000)}`;
    const rows = readDates(
      lines({ ...result({ value: '2016-11-08T05:00' }), input }, { input: 'x'.repeat(99_999), results: [] }),
    );
    expect(scoreDates(rows)).toMatchObject({ points: { right: 1, total: 1 }, refusalRecall: { right: 1, total: 1 } });
  });

  it.each([
    [{ ref: '2016-11-07', results: [] }, '"input" is not there'],
    [{ input: 'a', ref: 'Monday', results: [] }, '"ref" is to be like'],
    [{ input: 'a', ref: '2016-13-40', results: [] }, '"ref" is to be like'],
    [{ input: 'a', ref: 5, results: [] }, '"ref" is to be like'],
    [{ input: 'a' }, '"results" is to be a list'],
  ])('with the row %j is refused with a word of what is wrong', (row, why) => {
    expect(() => readDates(lines(row))).toThrow(why);
  });
});
