/** The shared store's data row by row, for moving. Leases stay behind; they mean nothing elsewhere. */
import { randomUUID } from 'node:crypto';
import type { Db, Document, FindCursor, OptionalId } from 'mongodb';
import { wakeAt } from '../domain/agenda.ts';
import type { Conversation, Entry } from '../domain/conversation.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { AuditLine } from '../ports.ts';
import { connectMongo, guarded, isNew, placeOf } from './mongo-connection.ts';
import { type Arrived, archiveId, type ConversationDocument } from './mongo-schema.ts';
import type { StoredRow, StorePart, StoreParts } from './parts.ts';

type Kept = Document & { _id: string };

/** No webhook waits for a move: a slow server may take its time with a page. */
const PAGE_MS = 60_000;

/** Throws Failure `store-unavailable`. */
export async function openMongoParts(uri: string): Promise<StoreParts> {
  const { db, close } = await connectMongo(uri, undefined, PAGE_MS);
  const marks = db.collection<{ _id: string; doc: JsonObject }>('move-mark');
  const read = readingOn(db);
  const parts = {
    async rows(part: StorePart, after: string | undefined, limit: number) {
      const found = await read(part, after, limit);
      if (part === 'conversation') await confirmAll(db, found as unknown as ConversationDocument[]);
      const last = found.length < limit ? undefined : found.at(-1);
      return { rows: found.map((document) => rowOf(part, document)), ...(last ? { next: last._id } : {}) };
    },
    count: (part: StorePart) => db.collection(part).estimatedDocumentCount(),
    async add(part: StorePart, rows: readonly StoredRow[], mark: JsonObject) {
      const documents = rows.map((row) => documentOf(part, row));
      if (documents.length > 0)
        await isNew(db.collection<Kept>(part).insertMany(documents as OptionalId<Kept>[] as never, { ordered: false }));
      await marks.replaceOne({ _id: 'mark' }, { doc: mark }, { upsert: true });
    },
    mark: async () => (await marks.findOne({ _id: 'mark' }))?.doc,
    close,
  };
  return { name: `MongoDB ${placeOf(uri)}`, ...guarded(parts, PAGE_MS) };
}

/** Documents by their id. One question for a whole part: it is asked anew only when somebody wants another place. */
function readingOn(db: Db) {
  let cursor: FindCursor<Kept> | undefined;
  let place: string | undefined;
  const placeAfter = (part: StorePart, id: string | undefined) => JSON.stringify([part, id ?? null]);

  return async (part: StorePart, after: string | undefined, limit: number): Promise<readonly Kept[]> => {
    if (!cursor || place !== placeAfter(part, after)) {
      await cursor?.close();
      const filter = after === undefined ? {} : { _id: { $gt: after } };
      cursor = db.collection<Kept>(part).find(filter).sort({ _id: 1 }).batchSize(limit);
    }
    place = undefined;
    const found: Kept[] = [];
    for (let document = await cursor.next(); document; document = await cursor.next()) {
      found.push(document as Kept);
      if (found.length === limit) break;
    }
    if (found.length < limit)
      cursor = undefined; // it has ended; there may be more by the next time
    else place = placeAfter(part, found.at(-1)?._id);
    return found;
  };
}

/** A crash may have left a message in its conversation whose id is not known yet: it belongs to what is moved. */
async function confirmAll(db: Db, conversations: readonly ConversationDocument[]): Promise<void> {
  const rows = conversations.flatMap(({ _id, arrived }) =>
    arrived.map(({ id, n, at }: Arrived) => ({ _id: id, conversationId: _id, n, at })),
  );
  if (rows.length > 0) await isNew(db.collection<Kept>('inbound').insertMany(rows, { ordered: false }));
}

function rowOf(part: StorePart, { _id, ...document }: Kept): StoredRow {
  switch (part) {
    case 'conversation':
      return { id: _id, body: { doc: document['doc'] as Json, updatedAt: document['updatedAt'] as number } };
    case 'archive':
      return { id: `${document['conversationId']}.${document['n']}`, body: document as Json };
    case 'audit':
      return { id: _id, body: document['doc'] as Json };
    case 'inbound':
      return { id: _id, body: document as Json };
    default: {
      const { savedAs: _ours, ...record } = document;
      return { id: _id, body: record as Json };
    }
  }
}

function documentOf(part: StorePart, { id, body }: StoredRow): Kept {
  switch (part) {
    case 'conversation': {
      const { doc, updatedAt } = body as unknown as { doc: Conversation; updatedAt: number };
      const dueAt = wakeAt(doc.agenda);
      const lease = { owner: '', until: 0, fence: 0 };
      const due = dueAt === undefined ? {} : { dueAt };
      return { _id: id, doc, ...due, lease, updatedAt, savedAs: randomUUID(), arrived: [] };
    }
    case 'archive': {
      const { conversationId, n, doc } = body as unknown as { conversationId: string; n: number; doc: Entry };
      return { _id: archiveId(conversationId, n), conversationId, n, doc };
    }
    case 'audit':
      return { _id: id, doc: body as unknown as AuditLine };
    case 'inbound':
      return { _id: id, ...(body as JsonObject) };
    default:
      return { _id: id, ...(body as JsonObject), savedAs: randomUUID() };
  }
}
