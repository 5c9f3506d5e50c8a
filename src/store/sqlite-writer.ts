/**
 * Group commit over node:sqlite: writes of the same turn of the event loop share one transaction, and nobody is
 * answered before COMMIT has been flushed to disk.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Failure } from '../domain/failure.ts';

export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

export interface SqliteWriter {
  /** Runs statements without values outside the groups, such as the schema's. */
  exec(sql: string): void;
  get(sql: string, ...values: Value[]): Row | undefined;
  all(sql: string, ...values: Value[]): readonly Row[];
  /** Rows changed. Only inside `write`. */
  run(sql: string, ...values: Value[]): number;
  /** Runs `fn` synchronously in the next group; resolves after its commit. What it throws undoes only itself. */
  write<T>(fn: () => T): Promise<T>;
  close(): void;
}

/** A write waits so long for another process. */
const BUSY_WAIT_MS = 5_000;

interface Pending {
  readonly fn: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Opens or creates the file. Throws Failure `store-unavailable` when it is no database or cannot be written. */
export function openSqlite(path: string): SqliteWriter {
  const db = connected(path);
  const statements = new Map<string, StatementSync>();
  let queue: Pending[] = [];

  function prepared(sql: string): StatementSync {
    let statement = statements.get(sql);
    if (!statement) {
      statement = db.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  }

  function checked(sql: string, values: readonly Value[]): readonly Value[] {
    const wanted = sql.split('?').length - 1; // a missing argument would be bound as NULL, silently
    if (values.length !== wanted) throw new Error(`expected ${wanted} values, got ${values.length}: ${sql}`);
    for (const value of values) {
      const fine = value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
      if (!fine) throw new Error(`cannot bind ${String(value)}: ${sql}`);
    }
    return values;
  }

  function flush(): void {
    const batch = queue;
    queue = [];
    const done: (() => void)[] = [];
    try {
      db.exec('BEGIN IMMEDIATE');
      for (const { fn, resolve, reject } of batch) {
        db.exec('SAVEPOINT one'); // a bad write must not undo its neighbours
        try {
          const value = fn() as never;
          db.exec('RELEASE one');
          done.push(() => resolve(value));
        } catch (error) {
          db.exec('ROLLBACK TO one; RELEASE one');
          done.push(() => reject(asFailure(error)));
        }
      }
      db.exec('COMMIT');
    } catch (error) {
      if (db.isOpen && db.isTransaction) db.exec('ROLLBACK');
      for (const { reject } of batch) reject(asFailure(error)); // nobody may believe it is stored
      return;
    }
    for (const settle of done) settle();
  }

  return {
    exec: (sql) => guarded(() => db.exec(sql)),
    get: (sql, ...values) => guarded(() => prepared(sql).get(...checked(sql, values)) as Row | undefined),
    all: (sql, ...values) => guarded(() => prepared(sql).all(...checked(sql, values)) as unknown as readonly Row[]),
    run: (sql, ...values) => guarded(() => Number(prepared(sql).run(...checked(sql, values)).changes)),
    write: (fn) =>
      new Promise((resolve, reject) => {
        queue.push({ fn, resolve, reject });
        if (queue.length === 1) setImmediate(flush);
      }),
    close() {
      if (!db.isOpen) return;
      if (queue.length > 0) flush();
      db.close();
    },
  };
}

function connected(path: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    // The first statement already waits: after a crash another process may be mending the file at this moment.
    db = new DatabaseSync(path, { timeout: BUSY_WAIT_MS });
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    // Pages of 4 kB, so 32 MB of them read and 16 MB written before they go to their places. With the defaults (2 and
    // 4 MB) a message costs half as much again among 100,000 conversations, each on pages of its own.
    db.exec('PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000;');
    // What a savepoint goes back to, a copy of each page that it touches. In a temporary file these were two thirds of what
    // a received message writes, and the more of them the further apart the pages lie. Nothing needs them after a crash:
    // https://www.sqlite.org/tempfiles.html#statement_journal_files
    db.exec('PRAGMA temp_store = MEMORY;');
    return db;
  } catch (cause) {
    db?.close();
    const detail = `${path}: expected a writable SQLite file, got “${(cause as Error).message}”; check the data folder`;
    throw new Failure('store-unavailable', detail, { cause });
  }
}

function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw asFailure(error);
  }
}

/** SQLite's own errors (full disk, locked, corrupt, closed) mean that the store is not there; ours stay as they are. */
function asFailure(error: unknown): unknown {
  const code = (error as { code?: unknown }).code;
  if (error instanceof Failure || (code !== 'ERR_SQLITE_ERROR' && code !== 'ERR_INVALID_STATE')) return error;
  return new Failure('store-unavailable', `SQLite: ${(error as Error).message}`, { cause: error });
}
