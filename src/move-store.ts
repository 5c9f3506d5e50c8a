/**
 * Moves everything from one store to another: page by page, going on where an earlier run stopped, and believed only
 * when counts and hashes of both sides agree.
 */
import { createHash } from 'node:crypto';
import { isObject, type Json, type JsonObject } from './domain/json.ts';
import { STORE_PARTS, type StoredRow, type StorePart, type StoreParts } from './ports.ts';

/** Rows of one page: a few megabytes at most. */
const PAGE = 200;
const BITS = 1n << 256n;

export interface Digest {
  readonly count: number;
  /** Sum of the rows' SHA-256: the order of the rows does not matter. */
  readonly hash: string;
}

export type Moved =
  | { readonly kind: 'moved' | 'already-moved'; readonly digests: Readonly<Record<StorePart, Digest>> }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'differs'; readonly parts: readonly StorePart[] };

export interface Progress {
  readonly step: 'copy' | 'verify';
  readonly part: StorePart;
  /** Rows of this part so far in this run. */
  readonly rows: number;
}

/** How far a move has come: what is to be copied next; nothing once all is there. */
interface Mark {
  readonly source: string;
  readonly next?: { readonly part: StorePart; readonly after?: string };
  readonly verified: boolean;
}

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
  await copy(from, to, mark, progress);
  const digests = await compared(from, to, progress);
  const parts = STORE_PARTS.filter((part) => digests[part].from !== digests[part].to);
  if (parts.length > 0) return { kind: 'differs', parts };
  await to.add('audit', [], { source: from.name, verified: true });
  const entries = STORE_PARTS.map((part) => [part, digests[part].digest]);
  return {
    kind: mark?.verified ? 'already-moved' : 'moved',
    digests: Object.fromEntries(entries) as Record<StorePart, Digest>,
  };
}

async function copy(
  from: StoreParts,
  to: StoreParts,
  mark: Mark | undefined,
  progress: (now: Progress) => void,
): Promise<void> {
  let next: Mark['next'] = mark ? mark.next : { part: STORE_PARTS[0] };
  let rows = 0;
  while (next) {
    const { part }: { part: StorePart } = next;
    const page = await from.rows(part, next.after, PAGE);
    const following = STORE_PARTS[STORE_PARTS.indexOf(part) + 1];
    next = page.next === undefined ? following && { part: following } : { part, after: page.next };
    await to.add(part, page.rows, { source: from.name, verified: false, ...(next ? { next } : {}) });
    rows += page.rows.length;
    progress({ step: 'copy', part, rows });
    if (next?.part !== part) rows = 0;
  }
}

async function compared(from: StoreParts, to: StoreParts, progress: (now: Progress) => void) {
  const sides = {} as Record<StorePart, { from: string; to: string; digest: Digest }>;
  for (const part of STORE_PARTS) {
    const source = await digestOf(from, part, progress);
    const target = await digestOf(to, part, progress);
    sides[part] = { from: said(source), to: said(target), digest: target };
  }
  return sides;
}

const said = ({ count, hash }: Digest) => `${count} ${hash}`;

/** Reads every row of a part. */
export async function digestOf(
  store: StoreParts,
  part: StorePart,
  progress: (now: Progress) => void = () => {},
): Promise<Digest> {
  let sum = 0n;
  let count = 0;
  let after: string | undefined;
  do {
    const page = await store.rows(part, after, PAGE);
    for (const row of page.rows) sum = (sum + hashOf(part, row)) % BITS;
    count += page.rows.length;
    progress({ step: 'verify', part, rows: count });
    after = page.next;
  } while (after !== undefined);
  return { count, hash: sum.toString(16).padStart(64, '0') };
}

/** Lines of the audit have no id of their own in every store: what they say is all that counts. */
function hashOf(part: StorePart, { id, body }: StoredRow): bigint {
  const text = JSON.stringify([part, part === 'audit' ? '' : id, sorted(body)]);
  return BigInt(`0x${createHash('sha256').update(text.toWellFormed()).digest('hex')}`);
}

/** The same value with the keys of objects in one order. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map((one: Json) => sorted(one));
  if (!isObject(value)) return value;
  const keys = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key] as Json)]));
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
  const after = isObject(next) && typeof next['after'] === 'string' ? { after: next['after'] } : {};
  return { source, verified: verified === true, ...(part ? { next: { part, ...after } } : {}) };
}
