/**
 * The shared store: any number of processes over one MongoDB. Every change is one guarded write to one document, so
 * a standalone server, a replica set and a sharded cluster behave alike.
 */
import { randomUUID } from 'node:crypto';
import type { Filter } from 'mongodb';
import { wakeAt } from '../domain/agenda.ts';
import type { Conversation } from '../domain/conversation.ts';
import { Failure } from '../domain/failure.ts';
import type { Arrival, Clock, Lease, RecordKind, Store, StoredRecord } from '../ports.ts';
import { cursorOf, positionOf } from './list-cursor.ts';
import { connectMongo, guarded, isNew, type OnCommand } from './mongo-connection.ts';
import { watchConversations } from './mongo-hints.ts';
import {
  type ArchiveDocument,
  type Arrived,
  type AuditDocument,
  archiveId,
  type ConversationDocument,
  type InboundDocument,
  type RecordDocument,
} from './mongo-schema.ts';

/** How far a look for due conversations sees ahead. */
const CANDIDATES = 32;

export interface MongoStoreConfig {
  readonly uri: string;
  readonly clock: Clock;
  readonly onCommand?: OnCommand;
  /** Longest time of one call and of reaching a server in ms, 5 s when absent: a platform waits no longer for its webhook to be answered. */
  readonly callMs?: number;
}

/** Connects to the database that `uri` names (`frontdesk` when it names none). Throws Failure `store-unavailable`. */
export async function createMongoStore({ uri, clock, onCommand, callMs }: MongoStoreConfig): Promise<Store> {
  const { db, ping, close } = await connectMongo(uri, onCommand, callMs, callMs);
  const conversations = db.collection<ConversationDocument>('conversation');
  const inbound = db.collection<InboundDocument>('inbound');
  const archive = db.collection<ArchiveDocument>('archive');
  const audit = db.collection<AuditDocument>('audit');
  const records = (kind: RecordKind) => db.collection<RecordDocument>(kind);
  const instance = randomUUID();
  let audited = 0;
  /**
   * Seen due at the last look, the longest waiting first. They are taken by id: many workers after the one oldest
   * document would wait for each other, and a look for each claim would cost more than the claim.
   */
  let candidates: string[] = [];

  /** What a save sets; the lease is not part of it. */
  const stateOf = (doc: Conversation, savedAs: string) => {
    const dueAt = wakeAt(doc.agenda);
    return { doc, savedAs, updatedAt: clock.now(), ...(dueAt === undefined ? {} : { dueAt }) };
  };

  const insert = (doc: Conversation, savedAs: string, arrived: readonly Arrived[] = []) =>
    isNew(
      conversations.insertOne({
        _id: doc.id,
        ...stateOf(doc, savedAs),
        lease: { owner: '', until: 0, fence: 0 },
        arrived,
      }),
    );

  async function update(
    filter: Filter<ConversationDocument>,
    doc: Conversation,
    savedAs: string,
    arrived?: readonly Arrived[],
  ): Promise<boolean> {
    const $set = { ...stateOf(doc, savedAs), ...(arrived ? { arrived } : {}) };
    const change = $set.dueAt === undefined ? { $set, $unset: { dueAt: true as const } } : { $set };
    return (await conversations.updateOne(filter, change)).matchedCount === 1;
  }

  /** Conversations that are due and in nobody's hands, the longest waiting first. */
  async function due(now: number): Promise<string[]> {
    const options = { projection: { _id: 1, dueAt: 1 }, limit: CANDIDATES } as const;
    // Two questions instead of one about leases up to now: so neither walks over what others work on. Both ranges have
    // a start: a server that has to step over the many idle and free ones first gets slower with each of them.
    const dueAt = { $gte: 0, $lte: now };
    const [free, lapsed] = await Promise.all([
      conversations.find({ 'lease.until': 0, dueAt }, { ...options, sort: { dueAt: 1 } }).toArray(),
      conversations.find({ 'lease.until': { $gte: 1, $lte: now }, dueAt }, options).toArray(),
    ]);
    const seen = [...free, ...lapsed].toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
    return seen.map(({ _id }) => _id);
  }

  const heldBy = (lease: Lease) => ({ 'lease.fence': lease.fence, 'lease.owner': lease.owner });

  /** Makes the ids of messages that stand in their conversation known for good; repeating it changes nothing. */
  async function confirm(conversationId: string, arrived: readonly Arrived[]): Promise<void> {
    const rows = arrived.map(({ id, n, at }) => ({ _id: id, conversationId, n, at }));
    await isNew(inbound.insertMany(rows, { ordered: false }));
  }

  /** One attempt at an arrival; undefined when somebody else changed the conversation in between. */
  async function tryReceive({ dedupeId, conversationId, at, create, append }: Arrival) {
    const known = await conversations.findOne({ _id: conversationId }, { projection: { doc: 1, arrived: 1 } });
    const pending = known?.arrived ?? [];
    // Read in this order: an id that had left `arrived` by then stands in `inbound` by now.
    const ids = [dedupeId, ...pending.map(({ id }) => id)];
    const confirmed = new Set((await inbound.find({ _id: { $in: ids } }).toArray()).map(({ _id }) => _id));
    if (confirmed.has(dedupeId)) return 'duplicate';
    const open = pending.filter(({ id }) => !confirmed.has(id));
    if (open.some(({ id }) => id === dedupeId)) {
      await confirm(conversationId, open);
      return 'duplicate';
    }
    const before = known?.doc ?? create();
    const after = { ...append(before), version: before.version + 1 };
    const arrived = [...open, { id: dedupeId, n: after.lastN, at }];
    const savedAs = randomUUID();
    const stored = known
      ? await update({ _id: conversationId, 'doc.version': before.version }, after, savedAs, arrived)
      : await insert(after, savedAs, arrived);
    if (!stored) return undefined;
    await confirm(conversationId, arrived);
    return 'new';
  }

  return {
    ...guarded(
      {
        async receive(arrival: Arrival) {
          for (;;) {
            const result = await tryReceive(arrival);
            if (result) return result;
          }
        },

        load: async (id) => (await conversations.findOne({ _id: id }, { projection: { doc: 1 } }))?.doc,

        async save(conversation, lease) {
          const { id, version } = conversation;
          const next = { ...conversation, version: version + 1 };
          const savedAs = randomUUID();
          const stored =
            version === 0
              ? await insert(next, savedAs)
              : await update({ _id: id, 'doc.version': version, ...(lease ? heldBy(lease) : {}) }, next, savedAs);
          if (stored) return next;
          const there = await conversations.findOne(
            { _id: id },
            { projection: { 'doc.version': 1, lease: 1, savedAs: 1 } },
          );
          if (there?.savedAs === savedAs) return next; // the driver repeated a write whose answer was lost
          if (lease && (there?.lease.fence !== lease.fence || there.lease.owner !== lease.owner))
            throw new Failure('lease-lost', `conversation ${id}: fence ${lease.fence} is not the newest`);
          throw new Failure('overtaken', `conversation ${id}: version ${version} is not the newest`);
        },

        async claim(now, owner, leaseMs) {
          const free = { dueAt: { $lte: now }, 'lease.until': { $lte: now } };
          for (;;) {
            const _id = candidates.shift();
            if (_id === undefined) {
              candidates = await due(now);
              if (candidates.length === 0) return undefined;
              continue;
            }
            const claimed = await conversations.findOneAndUpdate(
              { _id, ...free },
              { $set: { 'lease.owner': owner, 'lease.until': now + leaseMs }, $inc: { 'lease.fence': 1 } },
              { returnDocument: 'after' },
            );
            if (claimed) return { conversation: claimed.doc, lease: { conversationId: _id, ...claimed.lease } };
          }
        },

        async renew(lease, until) {
          const filter = { _id: lease.conversationId, ...heldBy(lease) };
          return (await conversations.updateOne(filter, { $set: { 'lease.until': until } })).matchedCount === 1;
        },

        async release(lease) {
          const filter = { _id: lease.conversationId, ...heldBy(lease) };
          await conversations.updateOne(filter, { $set: { 'lease.until': 0, 'lease.owner': '' } });
        },

        async nextWakeAt() {
          const projection = { dueAt: 1, 'lease.until': 1, _id: 0 };
          const due = { dueAt: { $gte: 0 } };
          const [free, leased] = await Promise.all([
            conversations.findOne({ 'lease.until': 0, ...due }, { projection, sort: { dueAt: 1 } }),
            conversations.find({ 'lease.until': { $gte: 1 }, ...due }, { projection }).toArray(),
          ]);
          const times = [...(free ? [free] : []), ...leased].map(({ dueAt = 0, lease }) =>
            Math.max(dueAt, lease.until),
          );
          return times.length === 0 ? undefined : Math.min(...times);
        },

        async archive(conversationId, entries) {
          if (entries.length === 0) return;
          const rows = entries.map((doc) => ({ _id: archiveId(conversationId, doc.n), conversationId, n: doc.n, doc }));
          await isNew(archive.insertMany(rows, { ordered: false }));
        },

        async archived(conversationId, after, limit) {
          const rows = archive.find({ conversationId, n: { $gt: after } }).sort({ n: 1 });
          return (await rows.limit(limit).toArray()).map(({ doc }) => doc);
        },

        async list({ approval, owner, after, limit }) {
          const last = after === undefined ? undefined : positionOf(after);
          const rows = await conversations
            .find({
              ...(approval ? { 'doc.approval.state.kind': approval } : {}),
              ...(owner ? { 'doc.owner.kind': owner } : {}),
              ...(last
                ? { updatedAt: { $lte: last.at }, $or: [{ updatedAt: { $lt: last.at } }, { _id: { $lt: last.id } }] }
                : {}),
            })
            .project<Pick<ConversationDocument, '_id' | 'doc' | 'updatedAt'>>({ doc: 1, updatedAt: 1 })
            .sort({ updatedAt: -1, _id: -1 })
            .limit(limit)
            .toArray();
          const end = rows.length < limit ? undefined : rows.at(-1);
          return {
            conversations: rows.map(({ doc }) => doc),
            ...(end ? { next: cursorOf({ at: end.updatedAt, id: end._id }) } : {}),
          };
        },

        async received(from, to, afterId, limit) {
          const last = afterId === undefined ? null : await inbound.findOne({ _id: afterId });
          const rows = await inbound
            .find({
              at: { $gte: Math.max(from, last?.at ?? from), $lt: to },
              ...(last ? { $or: [{ at: { $gt: last.at } }, { _id: { $gt: last._id } }] } : {}),
            })
            .sort({ at: 1, _id: 1 })
            .limit(limit)
            .toArray();
          return rows.map(({ _id, ...rest }) => ({ dedupeId: _id, ...rest }));
        },

        async getRecord(kind, id) {
          const row = await records(kind).findOne({ _id: id });
          return row ? recordOf(row) : undefined;
        },

        async putRecord(kind, record) {
          const { id, version, key, at, body } = record;
          const savedAs = randomUUID();
          const row = { _id: id, version: version + 1, at, doc: body, savedAs, ...(key === undefined ? {} : { key }) };
          const stored =
            version === 0
              ? await isNew(records(kind).insertOne(row))
              : (await records(kind).replaceOne({ _id: id, version }, row)).matchedCount === 1;
          if (
            !stored &&
            (await records(kind).findOne({ _id: id }, { projection: { savedAs: 1 } }))?.savedAs !== savedAs
          )
            throw new Failure('overtaken', `${kind} ${id}: version ${version} is not the newest`);
          return { ...record, version: version + 1 };
        },

        async listRecords(kind, { key, limit }) {
          const rows = records(kind)
            .find(key === undefined ? {} : { key })
            .sort({ at: -1, _id: -1 });
          return (await rows.limit(limit).toArray()).map(recordOf);
        },

        async audit(line) {
          const order = [line.at, ++audited].map((number) => String(number).padStart(15, '0'));
          await isNew(audit.insertOne({ _id: [...order, instance].join('-'), doc: line }));
        },

        async audits({ conversationId, limit }) {
          const rows = audit
            .find(conversationId === undefined ? {} : { 'doc.conversationId': conversationId })
            .sort({ _id: -1 });
          return (await rows.limit(limit).toArray()).map(({ doc }) => doc);
        },

        ping,
        close,
      } satisfies Omit<Store, 'watch'>,
      callMs,
    ),
    watch: (changed) => watchConversations(conversations, clock, changed),
  };
}

function recordOf({ _id, version, key, at, doc }: RecordDocument): StoredRecord {
  return { id: _id, version, ...(key === undefined ? {} : { key }), at, body: doc };
}
