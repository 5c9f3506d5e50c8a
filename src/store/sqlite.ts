/**
 * The embedded store: the same documents as rows of one SQLite file. Dumb on purpose: it appends, compares and sets;
 * what a conversation means is decided by the pure functions it is given.
 */
import { wakeAt } from '../domain/agenda.ts';
import type { Conversation, Entry } from '../domain/conversation.ts';
import { Failure } from '../domain/failure.ts';
import type { Json } from '../domain/json.ts';
import type { AuditLine, Clock, Lease, Store, StoredRecord } from '../ports.ts';
import { cursorOf, positionOf } from './list-cursor.ts';
import { SCHEMA, SCHEMA_VERSION } from './sqlite-schema.ts';
import { openSqlite, type Row, type SqliteWriter, type Value } from './sqlite-writer.ts';

export function createSqliteStore({ path, clock }: { path: string; clock: Clock }): Store {
  const sqlite = openSqlite(path);
  migrate(sqlite, path);

  const read = (id: string): Conversation | undefined => {
    const row = sqlite.get('SELECT doc FROM conversation WHERE id = ?', id);
    return row && (JSON.parse(row['doc'] as string) as Conversation);
  };

  function columns(conversation: Conversation): Value[] {
    return [
      conversation.version,
      JSON.stringify(conversation),
      wakeAt(conversation.agenda) ?? null,
      conversation.approval?.state.kind ?? null,
      conversation.owner.kind,
      clock.now(),
    ];
  }

  function insert(conversation: Conversation): void {
    sqlite.run(
      'INSERT INTO conversation (version, doc, due_at, approval, owner, updated_at, id) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...columns(conversation),
      conversation.id,
    );
  }

  function update(conversation: Conversation, from: number): boolean {
    const sql = `UPDATE conversation SET version = ?, doc = ?, due_at = ?, approval = ?, owner = ?, updated_at = ?
      WHERE id = ? AND version = ?`;
    return sqlite.run(sql, ...columns(conversation), conversation.id, from) === 1;
  }

  function holds(lease: Lease): boolean {
    const row = sqlite.get('SELECT fence, lease_owner FROM conversation WHERE id = ?', lease.conversationId);
    return row?.['fence'] === lease.fence && row['lease_owner'] === lease.owner;
  }

  /** Free and lapsed ones are asked for apart: so it does not walk over those that others work on. */
  function longestDue(now: number): string | undefined {
    const free = sqlite.get(
      'SELECT id, due_at FROM conversation WHERE due_at <= ? AND lease_until = 0 ORDER BY due_at, id LIMIT 1',
      now,
    );
    const lapsed = sqlite.get(
      `SELECT id, min(due_at) AS due_at FROM conversation
       WHERE due_at <= ? AND lease_until > 0 AND lease_until <= ?`,
      now,
      now,
    );
    const found = [free, lapsed].filter((row) => row !== undefined && row['due_at'] !== null) as Row[];
    return found.toSorted((a, b) => Number(a['due_at']) - Number(b['due_at']))[0]?.['id'] as string | undefined;
  }

  return {
    receive: (arrival) =>
      sqlite.write(() => {
        if (sqlite.get('SELECT 1 FROM inbound WHERE dedupe_id = ?', arrival.dedupeId)) return 'duplicate';
        const known = read(arrival.conversationId);
        const before = known ?? arrival.create();
        const after = { ...arrival.append(before), version: before.version + 1 };
        if (known) update(after, known.version);
        else insert(after);
        sqlite.run(
          'INSERT INTO inbound (dedupe_id, conversation_id, n, at) VALUES (?, ?, ?, ?)',
          arrival.dedupeId,
          arrival.conversationId,
          after.lastN,
          arrival.at,
        );
        return 'new';
      }),

    load: async (id) => read(id),

    save: (conversation, lease) =>
      sqlite.write(() => {
        const { id, version } = conversation;
        if (lease && !holds(lease))
          throw new Failure('lease-lost', `conversation ${id}: fence ${lease.fence} is not the newest`);
        const next = { ...conversation, version: version + 1 };
        if (version === 0 && !sqlite.get('SELECT 1 FROM conversation WHERE id = ?', id)) insert(next);
        else if (!update(next, version))
          throw new Failure('overtaken', `conversation ${id}: version ${version} is not the newest`);
        return next;
      }),

    claim: (now, owner, leaseMs) =>
      sqlite.write(() => {
        const id = longestDue(now);
        if (id === undefined) return undefined;
        const sql =
          'UPDATE conversation SET lease_owner = ?, lease_until = ?, fence = fence + 1 WHERE id = ? RETURNING *';
        const row = sqlite.get(sql, owner, now + leaseMs, id) as Row;
        const lease = { conversationId: id, owner, fence: row['fence'] as number, until: now + leaseMs };
        return { conversation: JSON.parse(row['doc'] as string) as Conversation, lease };
      }),

    renew: (lease, until) =>
      sqlite.write(() => {
        if (!holds(lease)) return false;
        return sqlite.run('UPDATE conversation SET lease_until = ? WHERE id = ?', until, lease.conversationId) === 1;
      }),

    release: (lease) =>
      sqlite.write(() => {
        if (holds(lease))
          sqlite.run("UPDATE conversation SET lease_until = 0, lease_owner = '' WHERE id = ?", lease.conversationId);
      }),

    async nextWakeAt() {
      const free = sqlite.get(
        'SELECT due_at FROM conversation WHERE due_at IS NOT NULL AND lease_until = 0 ORDER BY due_at LIMIT 1',
      );
      const leased = sqlite.get(
        'SELECT min(max(due_at, lease_until)) AS at FROM conversation WHERE due_at IS NOT NULL AND lease_until > 0',
      );
      const times = [free?.['due_at'], leased?.['at']].filter((at) => typeof at === 'number');
      return times.length === 0 ? undefined : Math.min(...times);
    },

    archive: (conversationId, entries) =>
      sqlite.write(() => {
        for (const entry of entries) {
          sqlite.run(
            'INSERT OR IGNORE INTO archive (conversation_id, n, doc) VALUES (?, ?, ?)',
            conversationId,
            entry.n,
            JSON.stringify(entry),
          );
        }
      }),

    async archived(conversationId, after, limit) {
      const rows = sqlite.all(
        'SELECT doc FROM archive WHERE conversation_id = ? AND n > ? ORDER BY n LIMIT ?',
        conversationId,
        after,
        limit,
      );
      return rows.map((row) => JSON.parse(row['doc'] as string) as Entry);
    },

    async list({ approval, owner, after, limit }) {
      const last = after === undefined ? { at: Number.MAX_SAFE_INTEGER, id: '' } : positionOf(after);
      const where = ['(updated_at, id) < (?, ?)'];
      const values: Value[] = [last.at, last.id];
      if (approval) where.push('approval = ?') && values.push(approval);
      if (owner) where.push("owner = 'staff'"); // said out loud: a value would not find the index of these
      const rows = sqlite.all(
        `SELECT id, doc, updated_at FROM conversation WHERE ${where.join(' AND ')} ORDER BY updated_at DESC, id DESC LIMIT ?`,
        ...values,
        limit,
      );
      const end = rows.length < limit ? undefined : rows.at(-1);
      return {
        conversations: rows.map((row) => JSON.parse(row['doc'] as string) as Conversation),
        ...(end ? { next: cursorOf({ at: end['updated_at'] as number, id: end['id'] as string }) } : {}),
      };
    },

    async received(from, to, afterId, limit) {
      const after =
        afterId === undefined ? undefined : sqlite.get('SELECT at FROM inbound WHERE dedupe_id = ?', afterId);
      const rows = sqlite.all(
        `SELECT dedupe_id, conversation_id, n, at FROM inbound
         WHERE at >= ? AND at < ? AND (at, dedupe_id) > (?, ?) ORDER BY at, dedupe_id LIMIT ?`,
        Math.max(from, (after?.['at'] as number | undefined) ?? from),
        to,
        (after?.['at'] as number | undefined) ?? -1,
        afterId ?? '',
        limit,
      );
      return rows.map((row) => ({
        dedupeId: row['dedupe_id'] as string,
        conversationId: row['conversation_id'] as string,
        n: row['n'] as number,
        at: row['at'] as number,
      }));
    },

    async getRecord(kind, id) {
      const row = sqlite.get('SELECT id, version, key, at, doc FROM record WHERE kind = ? AND id = ?', kind, id);
      return row && recordOf(row);
    },

    putRecord: (kind, record) =>
      sqlite.write(() => {
        const next = { ...record, version: record.version + 1 };
        const values = [next.version, next.key ?? null, next.at, JSON.stringify(next.body)];
        const changed =
          record.version === 0
            ? sqlite.run(
                'INSERT OR IGNORE INTO record (version, key, at, doc, kind, id) VALUES (?, ?, ?, ?, ?, ?)',
                ...values,
                kind,
                record.id,
              )
            : sqlite.run(
                'UPDATE record SET version = ?, key = ?, at = ?, doc = ? WHERE kind = ? AND id = ? AND version = ?',
                ...values,
                kind,
                record.id,
                record.version,
              );
        if (changed !== 1)
          throw new Failure('overtaken', `${kind} ${record.id}: version ${record.version} is not the newest`);
        return next;
      }),

    async listRecords(kind, { key, limit }) {
      const rows =
        key === undefined
          ? sqlite.all(
              'SELECT id, version, key, at, doc FROM record WHERE kind = ? ORDER BY at DESC, id DESC LIMIT ?',
              kind,
              limit,
            )
          : sqlite.all(
              'SELECT id, version, key, at, doc FROM record WHERE kind = ? AND key = ? ORDER BY at DESC, id DESC LIMIT ?',
              kind,
              key,
              limit,
            );
      return rows.map(recordOf);
    },

    audit: (line) =>
      sqlite.write(() => {
        sqlite.run(
          'INSERT INTO audit (at, conversation_id, doc) VALUES (?, ?, ?)',
          line.at,
          line.conversationId ?? null,
          JSON.stringify(line),
        );
      }),

    async audits({ conversationId, limit }) {
      const rows =
        conversationId === undefined
          ? sqlite.all('SELECT doc FROM audit ORDER BY seq DESC LIMIT ?', limit)
          : sqlite.all(
              'SELECT doc FROM audit WHERE conversation_id = ? ORDER BY seq DESC LIMIT ?',
              conversationId,
              limit,
            );
      return rows.map((row) => JSON.parse(row['doc'] as string) as AuditLine);
    },

    async ping() {
      sqlite.get('SELECT id FROM conversation WHERE id = ?', '');
    },
    async close() {
      sqlite.close();
    },
  };
}

function recordOf(row: Row): StoredRecord {
  return {
    id: row['id'] as string,
    version: row['version'] as number,
    ...(row['key'] === null ? {} : { key: row['key'] as string }),
    at: row['at'] as number,
    body: JSON.parse(row['doc'] as string) as Json,
  };
}

function migrate(sqlite: SqliteWriter, path: string): void {
  const version = sqlite.get('PRAGMA user_version')?.['user_version'] as number;
  if (version > SCHEMA_VERSION) {
    sqlite.close();
    throw new Error(
      `${path}: expected a database of version ${SCHEMA_VERSION} or older, got ${version}; start the newer Frontdesk that wrote it`,
    );
  }
  sqlite.exec(`BEGIN IMMEDIATE; ${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`);
}
