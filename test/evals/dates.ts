/**
 * Measures how days and times are read: `npm run eval -- dates --data FILE.jsonl [--json] [--misses]`. Rows `{"input",
 * "ref", "results":[{"type","values"}]}` with one result that is a point (date, time, datetime) count; the future
 * reading is expected, to the minute. A time that may be either half of the day counts when one of the two offered is
 * right. Rows without a result are texts that name no day and no time: nothing may be read from them.
 */
import { readFileSync } from 'node:fs';
import { createMomentReader } from '../../src/language/local/moments/moment-reader.ts';
import type { Moment } from '../../src/ports.ts';

interface Row {
  readonly input: string;
  readonly ref: string | null;
  readonly results: readonly { readonly type?: string; readonly values: unknown }[];
}

const KINDS = ['date', 'time', 'datetime'] as const;
type Kind = (typeof KINDS)[number];

export interface DateScore {
  /** Right points over all points. */
  readonly points: Share;
  readonly byType: Readonly<Record<Kind, Share>>;
  /** Of the texts from which nothing was read, those that hold nothing. */
  readonly refusalPrecision: Share;
  /** Of the texts that hold nothing, those from which nothing was read. */
  readonly refusalRecall: Share;
  readonly msPerItem: number;
}

export interface Share {
  readonly right: number;
  readonly total: number;
  /** 0..1; 0 when there is nothing to count. */
  readonly share: number;
}

const NO_HOURS = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };

/** Scores every point of a file; `missed` hears of each wrong one. */
export function scoreDates(lines: readonly string[], missed: (line: string) => void = () => {}): DateScore {
  const read = createMomentReader({ timeZone: 'UTC', country: 'US', openingHours: NO_HOURS });
  const heard: { kind: Kind | 'none'; refused: boolean; right: boolean }[] = [];
  let tookMs = 0;
  for (const line of lines) {
    const { input, ref, results } = JSON.parse(line) as Row;
    const kind = kindOf(results);
    if (!kind) continue;
    const now = Date.parse(`${(ref ?? '2016-11-07T00:00:00').slice(0, 19)}Z`);
    const wanted = kind === 'none' ? [] : futureReadings(results[0]?.values, new Date(now).toISOString());
    if (kind !== 'none' && wanted.length === 0) continue;
    const startedAt = performance.now();
    const moment = read(input, { now, asked: false });
    tookMs += performance.now() - startedAt;
    const right = kind === 'none' ? !moment : wanted.some((value) => matches(moment, value, kind));
    heard.push({ kind, refused: !moment, right });
    if (!right) missed(`${kind} | ${input} | ${ref} | ${wanted.join(', ')} | ${JSON.stringify(moment ?? null)}`);
  }
  const of = (kind: Kind) => shareOf(heard.filter((one) => one.kind === kind).map((one) => one.right));
  return {
    points: shareOf(heard.filter((one) => one.kind !== 'none').map((one) => one.right)),
    byType: { date: of('date'), time: of('time'), datetime: of('datetime') },
    refusalPrecision: shareOf(heard.filter((one) => one.refused).map((one) => one.kind === 'none')),
    refusalRecall: shareOf(heard.filter((one) => one.kind === 'none').map((one) => one.refused)),
    msPerItem: tookMs / Math.max(1, heard.length),
  };
}

/** The type of a row's only result, `none` without one; undefined for what is not measured (several, ranges, sets). */
function kindOf(results: Row['results']): Kind | 'none' | undefined {
  if (results.length === 0) return 'none';
  const type = results[0]?.type?.split('.').at(-1);
  return results.length === 1 ? KINDS.find((kind) => kind === type) : undefined;
}

function shareOf(answers: readonly boolean[]): Share {
  const right = answers.filter(Boolean).length;
  return { right, total: answers.length, share: answers.length === 0 ? 0 : right / answers.length };
}

/** The readings that lie ahead, or all of them when none does: what is told explicitly may lie in the past. */
function futureReadings(values: unknown, now: string): readonly string[] {
  if (!Array.isArray(values)) {
    const { FutureResolution } = values as { FutureResolution: Record<string, string> };
    return Object.values(FutureResolution);
  }
  const all = values.flatMap((value: { value?: string }) =>
    value.value && /\d/u.test(value.value) ? [value.value] : [],
  );
  const ahead = all.filter((value) => !value.includes('-') || value.slice(0, 10) >= now.slice(0, 10));
  return ahead.length > 0 ? ahead : all;
}

function matches(moment: Moment | undefined, value: string, kind: Kind): boolean {
  if (!moment) return false;
  const [date, time] = kind === 'time' ? [undefined, value] : value.split(/[ T]/u);
  if (date !== undefined && (moment.date !== date || moment.untilDate !== undefined)) return false;
  const minute = time?.slice(0, 5);
  return minute === undefined || moment.time === minute || moment.otherTime === minute;
}

/** One line a number, for people. */
export function table({ points, byType, refusalPrecision, refusalRecall, msPerItem }: DateScore): string {
  const rows: readonly (readonly [string, Share])[] = [
    ...KINDS.map((kind) => [kind, byType[kind]] as const),
    ['points', points],
    ['refusal precision', refusalPrecision],
    ['refusal recall', refusalRecall],
  ];
  const line = ([name, { right, total, share }]: (typeof rows)[number]) =>
    `${name.padEnd(18)} ${`${(100 * share).toFixed(1)} %`.padStart(8)}  ${right} of ${total}`;
  return [...rows.map(line), `${'ms per item'.padEnd(18)} ${msPerItem.toFixed(2).padStart(8)}`].join('\n');
}

const [file] = process.argv.slice(2);
if (import.meta.filename === process.argv[1] && file) {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  // Misses go to standard error, so that standard output holds nothing but the numbers.
  const score = scoreDates(lines, (line) => process.argv.includes('--misses') && console.error(line));
  console.log(process.argv.includes('--json') ? JSON.stringify(score) : table(score));
}
