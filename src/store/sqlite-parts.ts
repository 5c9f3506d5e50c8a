/**
 * The embedded store's data row by row, opened for nobody else: while it is moved nobody can change it. Leases stay behind;
 * they mean nothing elsewhere.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { wakeAt } from '../domain/agenda.ts';
import type { Conversation } from '../domain/conversation.ts';
import { Failure } from '../domain/failure.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { StoredRow, StorePart, StoreParts } from './parts.ts';
import { SCHEMA, SCHEMA_VERSION } from './sqlite-schema.ts';
import { openSqlite, type Row, type SqliteWriter, type Value } from './sqlite-writer.ts';

interface Table {
  /** Columns that order the rows: they make the cursor. */
  readonly order: readonly string[];
  readonly from: string;
  readonly row: (row: Row) => StoredRow;
  readonly insert: (sqlite: SqliteWriter, row: StoredRow) => void;
}

const text = (row: Row, column: string) => row[column] as string;
const json = (row: Row, column: string) => JSON.parse(text(row, column)) as Json;
const MARK_TABLE =
  'CREATE TABLE IF NOT EXISTS move_mark (one INTEGER PRIMARY KEY CHECK (one = 1), doc TEXT NOT NULL) STRICT;';

/**
 * Opens the file for moving. Throws Failure `data-refused` when it is missing (`create` absent), open elsewhere, or
 * of a newer version.
 */
export function openSqliteParts(path: string, { create = false } = {}): StoreParts {
  if (!create && !existsSync(path))
    throw new Failure('data-refused', `expected an embedded store at ${path}, there is none; check DATA_DIR`);
  const sqlite = alone(path);

  return {
    name: `embedded store ${resolve(path)}`,
    async rows(part, after, limit) {
      const { order, from, row } = tableOf(part);
      const keys = order.join(', ');
      const cursor = after === undefined ? [] : (JSON.parse(after) as Value[]);
      const where = after === undefined ? '' : `AND (${keys}) > (${order.map(() => '?').join(', ')})`;
      const rows = sqlite.all(`SELECT * FROM ${from} ${where} ORDER BY ${keys} LIMIT ?`, ...cursor, limit);
      const last = rows.length < limit ? undefined : rows.at(-1);
      const next = last && JSON.stringify(order.map((column) => last[column]));
      return { rows: rows.map(row), ...(next === undefined ? {} : { next }) };
    },
    async count(part) {
      return Number(sqlite.get(`SELECT count(*) AS rows FROM ${tableOf(part).from}`)?.['rows'] ?? 0);
    },
    async add(part, rows, mark) {
      for (const row of rows) tableOf(part).insert(sqlite, row);
      sqlite.run('INSERT OR REPLACE INTO move_mark (one, doc) VALUES (1, ?)', JSON.stringify(mark));
      sqlite.exec('COMMIT; BEGIN IMMEDIATE;'); // rows and mark together, or neither
    },
    async mark() {
      const row = sqlite.get('SELECT doc FROM move_mark WHERE one = 1');
      return row && (json(row, 'doc') as JsonObject);
    },
    async close() {
      sqlite.close(); // undoes what `add` has not kept
    },
  };
}

/**
 * Opened so that nobody else has it open. An ordinary write lock would be free while Frontdesk runs and has nothing to
 * do; in exclusive mode (https://www.sqlite.org/pragma.html#pragma_locking_mode) it is refused even then, and kept until close.
 */
function alone(path: string): SqliteWriter {
  let sqlite: SqliteWriter | undefined;
  try {
    sqlite = openSqlite(path);
    sqlite.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE;');
    const version = sqlite.get('PRAGMA user_version')?.['user_version'] as number;
    if (version > SCHEMA_VERSION) {
      const detail = `${path}: expected a database of version ${SCHEMA_VERSION} or older, got ${version}; use the newer Frontdesk that wrote it`;
      throw new Failure('data-refused', detail);
    }
    sqlite.exec(`${SCHEMA} ${MARK_TABLE} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT; BEGIN IMMEDIATE;`);
    return sqlite;
  } catch (error) {
    sqlite?.close();
    if (!isBusy(error)) throw error;
    throw new Failure('data-refused', `${path} is in use: stop Frontdesk first`, { cause: error });
  }
}

/** Primary result code of SQLite, in the lowest byte: https://www.sqlite.org/rescode.html#busy. */
const BUSY = 5;

function isBusy(error: unknown): boolean {
  const { errcode } = ((error as Error).cause ?? {}) as { errcode?: unknown };
  return typeof errcode === 'number' && (errcode & 0xff) === BUSY;
}

function tableOf(part: StorePart): Table {
  switch (part) {
    case 'conversation':
      return {
        order: ['id'],
        from: 'conversation WHERE true',
        row: (row) => ({
          id: text(row, 'id'),
          body: { doc: json(row, 'doc'), updatedAt: row['updated_at'] as number },
        }),
        insert(sqlite, { id, body }) {
          const { doc, updatedAt } = body as unknown as { doc: Conversation; updatedAt: number };
          sqlite.run(
            `INSERT OR IGNORE INTO conversation (id, version, doc, due_at, approval, owner, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
            id,
            doc.version,
            JSON.stringify(doc),
            wakeAt(doc.agenda) ?? null,
            doc.approval?.state.kind ?? null,
            doc.owner.kind,
            updatedAt,
          );
        },
      };
    case 'inbound':
      return {
        order: ['dedupe_id'],
        from: 'inbound WHERE true',
        row: (row) => ({
          id: text(row, 'dedupe_id'),
          body: { conversationId: text(row, 'conversation_id'), n: row['n'] as number, at: row['at'] as number },
        }),
        insert(sqlite, { id, body }) {
          const { conversationId, n, at } = body as { conversationId: string; n: number; at: number };
          sqlite.run(
            'INSERT OR IGNORE INTO inbound (dedupe_id, conversation_id, n, at) VALUES (?, ?, ?, ?)',
            id,
            conversationId,
            n,
            at,
          );
        },
      };
    case 'archive':
      return {
        order: ['conversation_id', 'n'],
        from: 'archive WHERE true',
        row(row) {
          const [conversationId, n] = [text(row, 'conversation_id'), row['n'] as number];
          return { id: `${conversationId}.${n}`, body: { conversationId, n, doc: json(row, 'doc') } };
        },
        insert(sqlite, { body }) {
          const { conversationId, n, doc } = body as { conversationId: string; n: number; doc: Json };
          sqlite.run(
            'INSERT OR IGNORE INTO archive (conversation_id, n, doc) VALUES (?, ?, ?)',
            conversationId,
            n,
            JSON.stringify(doc),
          );
        },
      };
    case 'audit':
      return {
        order: ['seq'],
        from: 'audit WHERE true',
        row: (row) => ({ id: auditId(row['seq'] as number), body: json(row, 'doc') }),
        insert(sqlite, { body }) {
          const { at, conversationId = null } = body as { at: number; conversationId?: string };
          sqlite.run(
            'INSERT INTO audit (at, conversation_id, doc) VALUES (?, ?, ?)',
            at,
            conversationId,
            JSON.stringify(body),
          );
        },
      };
    default:
      return recordTable(part);
  }
}

function recordTable(kind: string): Table {
  return {
    order: ['id'],
    from: `record WHERE kind = '${kind}'`,
    row: (row) => ({
      id: text(row, 'id'),
      body: {
        version: row['version'] as number,
        at: row['at'] as number,
        doc: json(row, 'doc'),
        ...(row['key'] === null ? {} : { key: text(row, 'key') }),
      },
    }),
    insert(sqlite, { id, body }) {
      const { version, at, doc, key = null } = body as { version: number; at: number; doc: Json; key?: string };
      sqlite.run(
        'INSERT OR IGNORE INTO record (kind, id, version, key, at, doc) VALUES (?, ?, ?, ?, ?, ?)',
        kind,
        id,
        version,
        key,
        at,
        JSON.stringify(doc),
      );
    },
  };
}

/** Elsewhere ids begin with the time: these come before all of them, in their own order, also when a clock was set back. */
function auditId(seq: number): string {
  return [0, seq].map((number) => String(number).padStart(15, '0')).join('-');
}
