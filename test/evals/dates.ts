/**
 * Measures how days and times are read: `npx node test/evals/dates.ts FILE.jsonl [--misses]`. Rows `{"input", "ref",
 * "results":[{"type","values"}]}` with one result that is a point (date, time, datetime) count; the future reading is
 * expected, to the minute. A time that may be either half of the day counts when one of the two offered is right.
 */
import { readFileSync } from 'node:fs';
import { createMomentReader } from '../../src/language/local/moments/moment-reader.ts';
import type { Moment } from '../../src/ports.ts';

interface Row {
  readonly input: string;
  readonly ref: string | null;
  readonly results: readonly { readonly type?: string; readonly values: unknown }[];
}

type Kind = 'date' | 'time' | 'datetime';

export interface DateScore {
  readonly kind: Kind;
  readonly total: number;
  readonly right: number;
}

const NO_HOURS = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };

/** Scores every point of a file; `missed` hears of each wrong one. */
export function scoreDates(lines: readonly string[], missed: (line: string) => void = () => {}): readonly DateScore[] {
  const read = createMomentReader({ timeZone: 'UTC', country: 'US', openingHours: NO_HOURS });
  const scores = new Map<Kind, { total: number; right: number }>();
  for (const line of lines) {
    const { input, ref, results } = JSON.parse(line) as Row;
    const [only, second] = results;
    const kind = only?.type?.split('.').at(-1);
    if (!only || second || (kind !== 'date' && kind !== 'time' && kind !== 'datetime')) continue;
    const now = Date.parse(`${(ref ?? '2016-11-07T00:00:00').slice(0, 19)}Z`);
    const wanted = futureReadings(only.values, new Date(now).toISOString());
    if (wanted.length === 0) continue;
    const moment = read(input, { now, asked: false });
    const right = wanted.some((value) => matches(moment, value, kind));
    const score = scores.get(kind) ?? { total: 0, right: 0 };
    scores.set(kind, { total: score.total + 1, right: score.right + (right ? 1 : 0) });
    if (!right) missed(`${kind} | ${input} | ${ref} | ${wanted.join(', ')} | ${JSON.stringify(moment ?? null)}`);
  }
  return [...scores].map(([kind, score]) => ({ kind, ...score }));
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

const [file] = process.argv.slice(2);
if (import.meta.filename === process.argv[1] && file) {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const scores = scoreDates(lines, (line) => process.argv.includes('--misses') && console.log(line));
  const sum = (pick: (score: DateScore) => number) => scores.reduce((total, score) => total + pick(score), 0);
  for (const { kind, right, total } of scores)
    console.log(`${kind.padEnd(9)} ${((100 * right) / total).toFixed(1)} % of ${total}`);
  console.log(
    `points    ${((100 * sum((s) => s.right)) / sum((s) => s.total)).toFixed(1)} % of ${sum((s) => s.total)}`,
  );
}
