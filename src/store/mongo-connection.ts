/**
 * The connection to MongoDB: durable writes, reads from the primary, and no call that waits for ever. Whatever the
 * driver throws becomes `store-unavailable` here.
 */
import {
  type Db,
  type Document,
  type IndexDescription,
  type IndexDescriptionInfo,
  MongoClient,
  MongoError,
  MongoServerError,
} from 'mongodb';
import { Failure, isFailure } from '../domain/failure.ts';
import { INDEXES } from './mongo-schema.ts';

/** Longest wait of the driver for a server, for a connection and for an answer; it tries twice, so this alone adds up. */
const WAIT_MS = 4_000;
/** Longest time of one call, whatever the driver does meanwhile: a webhook is refused while its sender still listens. */
const CALL_MS = 5_000;
/** Whoever asks whether we are ready does not wait long either. */
const PING_MS = 2_000;
/**
 * Connections of one process, unless the address names `maxPoolSize`. Each call that is given up costs one and leaves the
 * server working on it: a hundred, the driver's own, let several processes bury a slow server under their repetitions.
 */
const POOL = 20;
const DATABASE = 'frontdesk';

/** Sees every command as it is sent, for whoever looks at what the database is asked. */
export type OnCommand = (command: Document) => void;

export interface MongoConnection {
  readonly db: Db;
  /** Throws Failure `store-unavailable` after 2 s at most. */
  ping(): Promise<void>;
  /** Resolves after 4 s at most, also when nobody answers: the server ends our sessions by itself. */
  close(): Promise<void>;
}

/**
 * Connects and makes sure of the indexes. `answerMs`: longest wait for one answer; `reachMs`: for a server or
 * a connection. Throws Failure `store-unavailable`, never with the password in it.
 */
export async function connectMongo(
  uri: string,
  onCommand?: OnCommand,
  answerMs: number = WAIT_MS,
  reachMs: number = WAIT_MS,
): Promise<MongoConnection> {
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(uri, {
      appName: 'frontdesk',
      ...(/[?&]maxPoolSize=/iu.test(uri) ? {} : { maxPoolSize: POOL }),
      serverSelectionTimeoutMS: reachMs,
      connectTimeoutMS: reachMs,
      socketTimeoutMS: answerMs,
      waitQueueTimeoutMS: reachMs,
      // A failover must not take back what was acknowledged to a customer's platform.
      writeConcern: { w: 'majority', journal: true },
      readPreference: 'primary',
      retryWrites: true,
      ignoreUndefined: true,
      monitorCommands: onCommand !== undefined,
    });
    if (onCommand) client.on('commandStarted', ({ command }) => onCommand(command));
    await client.connect();
    const db = client.db(databaseIn(uri));
    await makeIndexes(await missingIndexes(db), { uri, reachMs, onCommand });
    return { db, ping: () => ping(db), close: closing(client) };
  } catch (error) {
    if (client) await closing(client)();
    throw new Failure('store-unavailable', `MongoDB: ${withoutSecrets(error, uri)}`, { cause: error });
  }
}

type Missing = readonly (readonly [collection: string, indexes: readonly IndexDescription[]])[];

/**
 * What an earlier start has made is only looked at, so that a start beside busy processes waits for nothing long; one
 * collection after the other, for all at once would open as many connections.
 */
async function missingIndexes(db: Db): Promise<Missing> {
  const missing: (readonly [string, readonly IndexDescription[]])[] = [];
  for (const [collection, indexes] of Object.entries(INDEXES)) {
    const existing = new Set((await indexesOf(db, collection)).map(({ name, key }) => JSON.stringify([name, key])));
    const absent = indexes.filter(({ name, key }) => !existing.has(JSON.stringify([name, key])));
    if (absent.length > 0) missing.push([collection, absent]);
  }
  return missing;
}

async function indexesOf(db: Db, collection: string): Promise<readonly IndexDescriptionInfo[]> {
  try {
    return await db.collection(collection).indexes();
  } catch (error) {
    if (error instanceof MongoServerError && error.codeName === 'NamespaceNotFound') return [];
    throw error;
  }
}

/** With a connection of its own: over a collection that is large already it may take minutes. */
async function makeIndexes(
  missing: Missing,
  { uri, reachMs, onCommand }: { uri: string; reachMs: number; onCommand: OnCommand | undefined },
): Promise<void> {
  if (missing.length === 0) return;
  const client = new MongoClient(uri, {
    serverSelectionTimeoutMS: reachMs,
    connectTimeoutMS: reachMs,
    waitQueueTimeoutMS: reachMs,
    monitorCommands: onCommand !== undefined,
  });
  if (onCommand) client.on('commandStarted', ({ command }) => onCommand(command));
  try {
    const db = client.db(databaseIn(uri));
    for (const [name, indexes] of missing) await db.collection(name).createIndexes([...indexes]);
  } finally {
    await closing(client)();
  }
}

async function ping(db: Db): Promise<void> {
  await within(PING_MS, 'ping', db.command({ ping: 1 }));
}

function closing(client: MongoClient): () => Promise<void> {
  return () =>
    within(WAIT_MS, 'close', client.close()).catch((error: unknown) => {
      if (!isFailure(error)) throw error;
    });
}

/** The driver repeats what it takes for a host: that may be a password whose `@` was forgotten or not encoded. */
function withoutSecrets(error: unknown, uri: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const [, secret = ''] = /^[^/]*\/\/[^:]*:(?:(.*)@|(?!\d+(?:[/?,]|$))([^/]*))/u.exec(uri)?.filter(Boolean) ?? [];
  const pieces = secret.split(/[/:@?]/u).filter((piece) => piece.length > 2);
  return pieces.some((piece) => message.includes(piece))
    ? 'an address that cannot be read: expected mongodb://NAME:PASSWORD@HOST:PORT/DATABASE, specials percent-encoded'
    : message;
}

/** Hosts and database of an address, without the name and password that may stand in it. */
export function placeOf(uri: string): string {
  const [, hosts = ''] = /^[^/]+\/\/(?:[^/?]*@)?([^/?]+)/u.exec(uri) ?? [];
  return `${hosts}/${databaseIn(uri)}`;
}

function databaseIn(uri: string): string {
  const path = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]+)/u.exec(uri)?.[1];
  return path ? decodeURIComponent(path) : DATABASE;
}

/**
 * The same methods, with the driver's errors told as ours: each answers or throws Failure `store-unavailable` within
 * `callMs`, else 5 s. What was asked may happen all the same, even later when the bytes were already on their way; so every write is
 * guarded by what its caller had read.
 */
export function guarded<T extends object>(methods: T, callMs: number = CALL_MS): T {
  const wrapped = Object.entries(methods).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await within(callMs, name, (method as (...all: unknown[]) => Promise<unknown>)(...args));
      } catch (error) {
        throw asFailure(error);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}

/** Gives up after `ms` of real time, as the other end lives in it; what `work` comes to later is nobody's business. */
function within<T>(ms: number, name: string, work: Promise<T>): Promise<T> {
  const late = AbortSignal.timeout(ms);
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Failure('store-unavailable', `MongoDB: expected an answer to ${name} in ${ms} ms`));
    late.addEventListener('abort', giveUp);
    work.then(resolve, reject).finally(() => late.removeEventListener('abort', giveUp));
  });
}

/**
 * The driver's own errors mean that the store is not there for us, and so do those of the operating system that it lets
 * through (EPIPE of a connection that has just died); bugs and our own failures stay as they are.
 */
function asFailure(error: unknown): unknown {
  if (isFailure(error) || !(error instanceof MongoError || isOfSystem(error))) return error;
  return new Failure('store-unavailable', `MongoDB: ${error.message}`, { cause: error });
}

/** With a `syscall`, or Node's own word for a socket that the other end has closed. */
function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  if (typeof error !== 'object' || error === null) return false;
  return 'syscall' in error || ('code' in error && /^(?:EPIPE|ERR_(?:STREAM|SOCKET)_\w+)$/u.test(String(error.code)));
}

const DUPLICATE_KEY = 11_000;

/** Inserts; false when a document with that `_id` is there already. */
export async function isNew(insert: Promise<unknown>): Promise<boolean> {
  try {
    await insert;
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return false;
  }
}

/** Also for a bulk of inserts: true only when nothing else went wrong in it. */
function isDuplicateKey(error: unknown): boolean {
  if (!(error instanceof MongoError)) return false;
  const { writeErrors, result } = error as { writeErrors?: unknown; result?: { getWriteConcernError?(): unknown } };
  if (result?.getWriteConcernError?.()) return false;
  const errors = Array.isArray(writeErrors) ? (writeErrors as { code?: unknown }[]) : [error];
  return errors.length > 0 && errors.every(({ code }) => code === DUPLICATE_KEY);
}
