/**
 * Measures how days and times are read: `npm run eval -- dates --data FILE.jsonl [--json] [--misses]`. Rows `{"input",
 * "ref", "results":[{"type","values"}]}` with one result that is a point (date, time, datetime) count; the future
 * reading is expected, to the minute. A time that may be either half of the day counts when one of the two offered is
 * right. Rows without a result are texts that name no day and no time: nothing may be read from them.
 */
import { createMomentReader } from '../../src/language/local/moments/moment-reader.ts';
import { READ_LENGTH } from '../../src/language/local-language.ts';
import type { Moment } from '../../src/ports.ts';
import { asCommand, flag, progress } from './command.ts';
import { type DateRow, KINDS, type Kind, readDates } from './date-rows.ts';

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
  /** 0..1; NaN when there is nothing to count. */
  readonly share: number;
}

const NO_HOURS = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };

/** Scores every row that is measured; `missed` hears of each wrong one. */
export function scoreDates(rows: readonly DateRow[], missed: (line: string) => void = () => {}): DateScore {
  const read = createMomentReader({ timeZone: 'UTC', country: 'US', openingHours: NO_HOURS });
  const heard: { kind: Kind | 'none'; refused: boolean; right: boolean }[] = [];
  let tookMs = 0;
  for (const { input, now, wanted } of rows) {
    if (!wanted) continue;
    const startedAt = performance.now();
    const moment = read(input.slice(0, READ_LENGTH), { now, asked: false });
    tookMs += performance.now() - startedAt;
    const { kind, values } = wanted === 'none' ? { kind: wanted, values: [] } : wanted;
    const right = kind === 'none' ? !moment : values.some((value) => matches(moment, value, kind));
    heard.push({ kind, refused: !moment, right });
    const ref = new Date(now).toISOString().slice(0, 19);
    if (!right) missed(`${kind} | ${input} | ${ref} | ${values.join(', ')} | ${JSON.stringify(moment ?? null)}`);
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

function shareOf(answers: readonly boolean[]): Share {
  const right = answers.filter(Boolean).length;
  return { right, total: answers.length, share: right / answers.length };
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
    `${name.padEnd(18)} ${(total === 0 ? '-' : `${(100 * share).toFixed(1)} %`).padStart(8)}  ${right} of ${total}`;
  return [...rows.map(line), `${'ms per item'.padEnd(18)} ${msPerItem.toFixed(2).padStart(8)}`].join('\n');
}

const [file] = process.argv.slice(2);
if (import.meta.filename === process.argv[1] && file)
  await asCommand(async () => {
    const rows = readDates(file);
    const leftOut = rows.filter(({ wanted }) => wanted === undefined).length;
    if (leftOut > 0)
      progress(`${leftOut} of ${rows.length} rows left out: several results, a range, or no single value`);
    // Misses go to standard error, so that standard output holds nothing but the numbers.
    const score = scoreDates(rows, (line) => flag('misses') && progress(line));
    process.stdout.write(`${flag('json') ? JSON.stringify({ kind: 'dates', ...score }) : table(score)}\n`);
  });
