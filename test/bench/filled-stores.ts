/** The stores to be measured, each filled to several sizes in the same way, and the bare floor beside them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { createSystemClock } from '../../src/clock.ts';
import { item } from '../../src/domain/agenda.ts';
import { append, type Conversation, newConversation, withAgenda } from '../../src/domain/conversation.ts';
import type { Arrival, Store } from '../../src/ports.ts';
import { createMongoStore } from '../../src/store/mongo.ts';
import { openMongoParts } from '../../src/store/mongo-parts.ts';
import type { ConversationDocument } from '../../src/store/mongo-schema.ts';
import type { StoredRow, StorePart, StoreParts } from '../../src/store/parts.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { openSqliteParts } from '../../src/store/sqlite-parts.ts';
import { openSqlite } from '../../src/store/sqlite-writer.ts';
import { type MongoServer, startMongoServer } from '../servers/mongo-server.ts';

/** Entries of a conversation at rest. */
export const TAIL_ENTRIES = 20;
const BATCH = 1_000;
const WORDS = 'Do you still have the blue one in my size, and what would it cost to have it delivered on Friday? ';
export const KILOBYTE = 'x'.repeat(1_000);

/** Longer than a bench, so that no lease lapses in it. */
export const LEASE_MS = 3_600_000;
/** Version 0.7.0b3, read and measured 2026-11-21: 4 s for `findOneAndUpdate({_id})` among 100,000; MongoDB looks `_id` up. */
const SECANTUS_CLAIM =
  'findAndModify of SecantusDB writes by {_id, $and: [query]} and walks the whole collection for it, whatever the query';

export const clock = createSystemClock();

export interface FilledStores {
  readonly name: string;
  /** By the number of conversations in it. */
  readonly stores: ReadonlyMap<number, Store>;
  /** One bare durable write of 1 kB. */
  readonly floor: () => Promise<unknown>;
  readonly serverPid?: number;
  /** Takes the lease of one conversation past the store, where the store's own claim cannot be measured, and why not. */
  readonly lease?: { readonly why: string; take(size: number, conversationId: string): Promise<Claimed> };
  close(): Promise<void>;
}

export type Claimed = NonNullable<Awaited<ReturnType<Store['claim']>>>;

export async function fillSqlite(sizes: readonly number[]): Promise<FilledStores> {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-bench-'));
  const stores = new Map<number, Store>();
  for (const size of sizes) {
    const path = join(folder, `${size}.sqlite`);
    await fill(openSqliteParts(path, { create: true }), size);
    stores.set(size, createSqliteStore({ path, clock }));
  }
  const bare = openSqlite(join(folder, 'floor.sqlite'));
  bare.exec('CREATE TABLE floor (id INTEGER PRIMARY KEY, doc TEXT NOT NULL) STRICT');
  return {
    name: 'embedded (SQLite)',
    stores,
    floor: () => bare.write(() => bare.run('INSERT INTO floor (doc) VALUES (?)', KILOBYTE)),
    async close() {
      for (const store of stores.values()) await store.close();
      bare.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** On the server that `named` is the address of, else on SecantusDB started for this. */
export async function fillMongo(sizes: readonly number[], named?: string): Promise<FilledStores> {
  if (named) return filledAt(named, sizes);
  const server = await startMongoServer('secantus');
  try {
    return await filledAt(server.uri(), sizes, server);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function filledAt(address: string, sizes: readonly number[], server?: MongoServer): Promise<FilledStores> {
  const nameOf = (what: string | number) => `bench_${process.pid}_${what}`;
  const uriOf = (what: string | number) =>
    address.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/u, `$1/${nameOf(what)}`);
  const client = await MongoClient.connect(uriOf('floor'), { writeConcern: { w: 'majority', journal: true } });
  const stores = new Map<number, Store>();
  for (const size of sizes) {
    const uri = uriOf(size);
    await fill(await openMongoParts(uri), size);
    stores.set(size, await createMongoStore({ uri, clock }));
  }
  const { pid } = await client.db('admin').command({ serverStatus: 1 });
  const bare = client.db().collection('floor');
  const take = async (size: number, _id: string): Promise<Claimed> => {
    const conversations = client.db(nameOf(size)).collection<ConversationDocument>('conversation');
    const $set = { 'lease.owner': 'bench', 'lease.until': clock.now() + LEASE_MS };
    await conversations.updateOne({ _id }, { $set, $inc: { 'lease.fence': 1 } });
    const found = await conversations.findOne({ _id });
    if (!found) throw new Error(`expected conversation ${_id}, found none`);
    return { conversation: found.doc, lease: { conversationId: _id, ...found.lease } };
  };
  return {
    name: server ? 'MongoDB (SecantusDB, which keeps no write concern)' : 'MongoDB (the named server)',
    stores,
    floor: () => bare.insertOne({ doc: KILOBYTE }),
    ...(server ? { serverPid: Number(pid), lease: { why: SECANTUS_CLAIM, take } } : {}),
    async close() {
      for (const store of stores.values()) await store.close();
      if (!server) for (const name of ['floor', ...sizes]) await client.db(nameOf(name)).dropDatabase();
      await client.close();
      await server?.stop();
    },
  };
}

/** Conversations at rest: read, answered, nothing due. */
export async function fill(parts: StoreParts, size: number): Promise<void> {
  const put = (part: StorePart, rows: readonly StoredRow[]) => parts.add(part, rows, {});
  for (let from = 0; from < size; from += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, size - from) }, (_, i) => `c${from + i}`);
    await put(
      'conversation',
      ids.map((id) => conversationRow(atRest(id, TAIL_ENTRIES))),
    );
    await put(
      'inbound',
      ids.map((id) => ({ id: `memory:shop:${id}`, body: { conversationId: id, n: 1, at: 1 } })),
    );
  }
  await parts.close();
}

function conversationRow(doc: Conversation): StoredRow {
  return { id: doc.id, body: { doc, updatedAt: doc.createdAt } as never };
}

/** A conversation of so many entries, of which the last few stand in it. */
export function atRest(id: string, entries: number): Conversation {
  const address = { channel: 'memory', account: 'shop', key: id };
  let conversation = { ...newConversation({ id, address, customerId: `customer-${id}` }, clock.now()), version: 1 };
  conversation = { ...conversation, lastN: entries - Math.min(entries, TAIL_ENTRIES) };
  while (conversation.lastN < entries) conversation = withWords(conversation, `${id}.${conversation.lastN}`);
  return { ...conversation, readUpTo: conversation.lastN };
}

/** A customer's words that have been decided about. */
export function withWords(conversation: Conversation, externalId: string): Conversation {
  const at = clock.now();
  const content = { kind: 'text', text: WORDS } as const;
  const outcome = { kind: 'decided', turnId: `${conversation.id}.turn` } as const;
  return append(conversation, { kind: 'customer-said', at, externalId, content, sentAt: at, outcome });
}

/** A customer's message as the inbox hands it over, to be answered at once. */
export function arrival(conversationId: string, externalId: string): Arrival {
  const at = clock.now();
  return {
    dedupeId: `memory:shop:${externalId}`,
    conversationId,
    at,
    create: () => atRest(conversationId, 0),
    append(before) {
      const content = { kind: 'text', text: WORDS } as const;
      const after = append(before, { kind: 'customer-said', at, externalId, content, sentAt: at });
      return withAgenda(after, item(`${conversationId}.turn`, { kind: 'take-turn' }, at));
    },
  };
}
