/**
 * Rows for measuring how days and times are read, in the format of Microsoft's Recognizers and in its plain core. What a
 * row asks for is decided here alone: one point in time, nothing at all, or something that is not measured.
 */
import { type JsonRow, readJsonLines } from './command.ts';

export const KINDS = ['date', 'time', 'datetime'] as const;
export type Kind = (typeof KINDS)[number];

export interface DateRow {
  readonly input: string;
  /** The wall clock at the place of the text, as milliseconds of UTC. */
  readonly now: number;
  /** `none`: the text names no point in time. Undefined for what is not measured: several results, ranges, sets. */
  readonly wanted: { readonly kind: Kind; readonly values: readonly string[] } | 'none' | undefined;
}

const SHAPE = '{"input","ref","results":[{"values":[{"value"}]}]}';
/** Said of rows without one: the moment that Recognizers takes. */
const USUAL_REF = '2016-11-07T00:00:00';
/** A zone is no matter: days and times are those of the clock on the wall. */
const REF = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?$/iu;
const VALUE = /^(?<date>\d{4}-\d\d-\d\d)?[T ]?(?<time>\d\d(?::\d\d){0,2})?(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/iu;

/** Throws with the line and what was expected there, and when no row can be measured. */
export function readDates(file: string): readonly DateRow[] {
  const rows = readJsonLines(file, SHAPE, faultOf).map(rowOf);
  if (rows.every(({ wanted }) => wanted === undefined))
    throw new Error(
      `${file}: expected rows with one result whose "value" is a date or time, found none in ${rows.length} rows`,
    );
  return rows;
}

function faultOf({ input, ref, results }: JsonRow): string {
  if (typeof input !== 'string') return '"input" is not there or no text';
  const usual = ref === undefined || ref === null;
  if (!usual && (typeof ref !== 'string' || !REF.test(ref.trim()) || Number.isNaN(wallClock(ref))))
    return '"ref" is to be like "2016-11-07T00:00:00", the moment at which the text was written';
  if (!Array.isArray(results) || !results.every((result) => typeof result === 'object' && result !== null))
    return '"results" is to be a list; an empty one says that the text names no time';
  return '';
}

function wallClock(ref: string): number {
  const [date = '', time = '00:00'] = ref.trim().slice(0, 19).split(/[T ]/iu);
  return Date.parse(`${date}T${time.slice(0, 8)}Z`);
}

function rowOf({ input, ref, results }: JsonRow): DateRow {
  const now = wallClock(typeof ref === 'string' ? ref : USUAL_REF);
  const all = results as readonly { readonly type?: unknown; readonly values?: unknown }[];
  const [only] = all;
  const wanted = only ? (all.length === 1 ? wantedOf(only, new Date(now).toISOString()) : undefined) : 'none';
  return { input: input as string, now, wanted };
}

function wantedOf({ type, values }: { readonly type?: unknown; readonly values?: unknown }, now: string) {
  const all = futureReadings(values, now);
  const said = (typeof type === 'string' ? type : all[0]?.type)?.toLowerCase().split('.').at(-1);
  const kind = said === undefined ? kindOf(all[0]?.value) : KINDS.find((one) => one === said);
  return kind && all.length > 0 ? { kind, values: all.map(({ value }) => value) } : undefined;
}

function kindOf(value = ''): Kind | undefined {
  const { date, time } = VALUE.exec(value)?.groups ?? {};
  if (date !== undefined) return time === undefined ? 'date' : 'datetime';
  return time === undefined ? undefined : 'time';
}

interface Reading {
  readonly value: string;
  readonly type?: string;
}

/** The readings that lie ahead, or all of them when none does: what is told explicitly may lie in the past. */
function futureReadings(values: unknown, now: string): readonly Reading[] {
  if (typeof values !== 'object' || values === null) return [];
  if (!Array.isArray(values)) {
    const future = (values as { FutureResolution?: unknown }).FutureResolution ?? {};
    return Object.values(future).flatMap((value) => (typeof value === 'string' ? [{ value }] : []));
  }
  const all = values.flatMap(readingOf);
  const ahead = all.filter(({ value }) => !value.includes('-') || value.slice(0, 10) >= now.slice(0, 10));
  return ahead.length > 0 ? ahead : all;
}

/** A value, or a whole day or time in place of one; a range, told by where it starts and ends, is no point. */
function readingOf(said: unknown): readonly Reading[] {
  if (typeof said === 'string') return readingOf({ value: said });
  const { value, timex, type, start, end } = (said ?? {}) as Readonly<Record<string, unknown>>;
  if (start !== undefined || end !== undefined) return [];
  const plain = value ?? (typeof timex === 'string' && VALUE.test(timex) ? timex : undefined);
  if (typeof plain !== 'string' || !/\d/u.test(plain)) return [];
  return [{ value: plain.trim().replace(/^T/iu, ''), ...(typeof type === 'string' ? { type } : {}) }];
}
