/**
 * The connection to MongoDB: durable writes, reads from the primary, and no call that waits for ever. Whatever the
 * driver throws becomes `store-unavailable` here.
 */
import { type Db, MongoClient, MongoError } from 'mongodb';
import { Failure, isFailure } from '../domain/failure.ts';
import { INDEXES } from './mongo-schema.ts';

/** Longest wait for a server, for a connection and for an answer: a webhook must be refused while its sender still listens. */
const WAIT_MS = 4_000;
const DATABASE = 'frontdesk';

export interface MongoConnection {
  readonly db: Db;
  close(): Promise<void>;
}

/** Connects and makes sure of the indexes. Throws Failure `store-unavailable`, without the address: it may hold a password. */
export async function connectMongo(uri: string): Promise<MongoConnection> {
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(uri, {
      appName: 'frontdesk',
      serverSelectionTimeoutMS: WAIT_MS,
      connectTimeoutMS: WAIT_MS,
      socketTimeoutMS: WAIT_MS,
      waitQueueTimeoutMS: WAIT_MS,
      // A failover must not take back what was acknowledged to a customer's platform.
      writeConcern: { w: 'majority', journal: true },
      readPreference: 'primary',
      retryWrites: true,
      ignoreUndefined: true,
    });
    await client.connect();
    const db = client.db(databaseIn(uri));
    for (const [name, indexes] of Object.entries(INDEXES)) await db.collection(name).createIndexes([...indexes]);
    const connected = client;
    return { db, close: () => connected.close() };
  } catch (error) {
    await client?.close();
    throw asFailure(error);
  }
}

function databaseIn(uri: string): string {
  const path = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]+)/u.exec(uri)?.[1];
  return path ? decodeURIComponent(path) : DATABASE;
}

/** The same methods, with the driver's errors told as ours. */
export function guarded<T extends object>(methods: T): T {
  const wrapped = Object.entries(methods).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await (method as (...all: unknown[]) => unknown)(...args);
      } catch (error) {
        throw asFailure(error);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}

/** The driver's own errors mean that the store is not there for us; bugs and our own failures stay as they are. */
function asFailure(error: unknown): unknown {
  if (isFailure(error) || !(error instanceof MongoError)) return error;
  return new Failure('store-unavailable', `MongoDB: ${error.message}`, { cause: error });
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
