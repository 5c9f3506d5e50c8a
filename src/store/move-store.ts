/**
 * Moves everything from one store to another: page by page, going on where an earlier run stopped, and believed only
 * when counts and hashes of both sides agree.
 */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isObject, type Json, type JsonObject } from '../domain/json.ts';
import { STORE_PARTS, type StoredRow, type StorePart, type StoreParts } from './parts.ts';

/** Rows of one page: a few megabytes at most. */
const PAGE = 200;
const BITS = 1n << 256n;

export interface Digest {
  readonly count: number;
  /** Sum of the rows' SHA-256: the order of the rows does not matter. */
  readonly hash: string;
}

type Digests = Readonly<Record<StorePart, Digest>>;

export type Moved =
  | { readonly kind: 'moved'; readonly digests: Digests }
  /** By an earlier run; what has happened on either side since then is not looked at. */
  | { readonly kind: 'already-moved' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'differs'; readonly parts: readonly StorePart[] };

export interface Progress {
  readonly step: 'copy' | 'verify';
  readonly part: StorePart;
  /** Rows of all parts that were copied or read again, earlier runs included. */
  readonly done: number;
  /** About how many that will be in the end: every row is copied, then read again on both sides. */
  readonly total: number;
}

/** How far a move has come: what is to be copied next, after so many rows of that part; nothing once all is there. */
interface Mark {
  readonly source: string;
  readonly next?: { readonly part: StorePart; readonly after?: string; readonly rows: number };
  readonly verified: boolean;
}

type Report = (step: Progress['step'], part: StorePart, rows: number) => void;

/** Throws Failure `store-unavailable` when either side goes away; running it again goes on. */
export async function moveStore(
  from: StoreParts,
  to: StoreParts,
  progress: (now: Progress) => void = () => {},
): Promise<Moved> {
  const mark = readMark(await to.mark());
  if (!mark && !(await isEmpty(to))) {
    const why = `expected an empty target, ${to.name} holds data of its own: name an empty database`;
    return { kind: 'refused', why };
  }
  if (mark && mark.source !== from.name) {
    const why = `expected a target for ${from.name}, a move from ${mark.source} was begun in ${to.name}: finish that one, or name an empty database`;
    return { kind: 'refused', why };
  }
  // Never compared again: the target lives on, and who is told that it differs may think that it must be emptied.
  if (mark?.verified) return { kind: 'already-moved' };
  const begun = mark ?? { source: from.name, next: { part: STORE_PARTS[0], rows: 0 }, verified: false };
  if (!mark) await to.add(STORE_PARTS[0], [], { ...begun }); // so that the first rows are known as ours, whatever happens
  const report = await reporting(from, begun, progress);
  await copy(from, to, begun, report);
  const digests = await compared(from, to, report);
  const parts = STORE_PARTS.filter((part) => digests[part].from !== digests[part].to);
  if (parts.length > 0) return { kind: 'differs', parts };
  const entries = STORE_PARTS.map((part) => [part, digests[part].digest]);
  const agreed = Object.fromEntries(entries) as Digests & JsonObject;
  await to.add('audit', [], { source: from.name, verified: true, digests: agreed });
  return { kind: 'moved', digests: agreed };
}

/** Adds up over parts and steps what one page after the other tells. */
async function reporting(from: StoreParts, { next }: Mark, progress: (now: Progress) => void): Promise<Report> {
  const counts: number[] = [];
  for (const part of STORE_PARTS) counts.push(await from.count(part));
  const all = counts.reduce((sum, count) => sum + count, 0);
  const before = next ? counts.slice(0, STORE_PARTS.indexOf(next.part)) : counts;
  let done = before.reduce((sum, count) => sum + count, next?.rows ?? 0);
  return (step, part, rows) => {
    done += rows;
    progress({ step, part, done, total: Math.max(all * 3, done) });
  };
}

async function copy(from: StoreParts, to: StoreParts, { source, next: begun }: Mark, report: Report): Promise<void> {
  let next: Mark['next'] = begun;
  while (next) {
    const { part, rows }: { part: StorePart; rows: number } = next;
    const page = await from.rows(part, next.after, PAGE);
    const following = STORE_PARTS[STORE_PARTS.indexOf(part) + 1];
    if (page.next !== undefined) next = { part, after: page.next, rows: rows + page.rows.length };
    else next = following && { part: following, rows: 0 };
    await to.add(part, page.rows, { source, verified: false, ...(next ? { next } : {}) });
    report('copy', part, page.rows.length);
    await nextTurn(); // an embedded store answers at once: without a pause nothing else would ever run
  }
}

async function compared(from: StoreParts, to: StoreParts, report: Report) {
  const sides = {} as Record<StorePart, { from: string; to: string; digest: Digest }>;
  for (const part of STORE_PARTS) {
    const source = await digestOf(from, part, report);
    const target = await digestOf(to, part, report);
    sides[part] = { from: said(source), to: said(target), digest: target };
  }
  return sides;
}

const said = ({ count, hash }: Digest) => `${count} ${hash}`;

/** Reads every row of a part. */
async function digestOf(store: StoreParts, part: StorePart, report: Report): Promise<Digest> {
  let sum = 0n;
  let count = 0;
  let after: string | undefined;
  do {
    const page = await store.rows(part, after, PAGE);
    for (const row of page.rows) sum = (sum + hashOf(part, row)) % BITS;
    count += page.rows.length;
    report('verify', part, page.rows.length);
    after = page.next;
    await nextTurn();
  } while (after !== undefined);
  return { count, hash: sum.toString(16).padStart(64, '0') };
}

/** Lines of the audit have no id of their own in every store: what they say is all that counts. */
function hashOf(part: StorePart, { id, body }: StoredRow): bigint {
  const text = JSON.stringify([part, part === 'audit' ? '' : id.toWellFormed(), sorted(body)]);
  return BigInt(`0x${createHash('sha256').update(text).digest('hex')}`);
}

/** The same value with the keys of objects in one order, and half of a surrogate pair as MongoDB must keep it. */
function sorted(value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map((one: Json) => sorted(one));
  if (!isObject(value)) return value;
  const keys = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort();
  return Object.fromEntries(keys.map((key) => [key.toWellFormed(), sorted(value[key] as Json)]));
}

async function isEmpty(store: StoreParts): Promise<boolean> {
  for (const part of STORE_PARTS) if ((await store.rows(part, undefined, 1)).rows.length > 0) return false;
  return true;
}

function readMark(mark: JsonObject | undefined): Mark | undefined {
  if (!mark) return undefined;
  const { source, next, verified } = mark;
  if (typeof source !== 'string') return undefined;
  const part = isObject(next) ? STORE_PARTS.find((one) => one === next['part']) : undefined;
  if (!isObject(next) || !part) return { source, verified: verified === true };
  const after = typeof next['after'] === 'string' ? { after: next['after'] } : {};
  return { source, verified: verified === true, next: { part, ...after, rows: Number(next['rows'] ?? 0) } };
}
