/** Moving an installation: everything arrives once, an interruption costs nothing, and a difference is found. */
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { moveStore } from '../../src/move-store.ts';
import { RECORD_KINDS, type Store, type StoreParts } from '../../src/ports.ts';
import { createExportFile, openExportFile } from '../../src/store/export-file.ts';
import { createMongoStore } from '../../src/store/mongo.ts';
import { openMongoParts } from '../../src/store/mongo-parts.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { openSqliteParts } from '../../src/store/sqlite-parts.ts';
import { arrival } from '../contracts/store-contract.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { installedServers, type MongoServer, startMongoServer } from '../servers/mongo-server.ts';

const CUSTOMERS = 450; // more than two pages
let folder: string;
let files = 0;
const newPath = (end = 'sqlite') => join(folder, `shop-${++files}.${end}`);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-move-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const clock = createManualClock();
const embedded = (path: string) => createSqliteStore({ path, clock });

/** A shop with everything in it: odd characters, a conversation somebody works on, all kinds of records. */
async function fill(store: Store): Promise<void> {
  const ids = Array.from({ length: CUSTOMERS }, (_, i) => `c_${i} “ü” 😀/${i % 7}`);
  await Promise.all(ids.map((id, i) => store.receive(arrival(id, `m${i}`, clock.now() + (i % 5)))));
  await store.claim(clock.now() + 10, 'worker', 60_000);
  const notes = Array.from({ length: 30 }, (_, i) => ({ kind: 'note', n: i + 1, at: i, text: `note ${i}` }) as const);
  await store.archive(ids[0] ?? '', notes);
  await store.archive(ids[1] ?? '', notes.slice(0, 12));
  for (const kind of RECORD_KINDS)
    for (const [i, key] of ['ana', undefined].entries())
      await store.putRecord(kind, {
        id: `${kind}|${i}`,
        version: 0,
        at: i,
        body: { kind, deep: [1.5, null, { $odd: 'a.b' }] },
        ...(key ? { key } : {}),
      });
  for (const what of ['approved', 'approved', 'edited'])
    await store.audit({ at: 7, who: 'Mia', what, conversationId: ids[0] ?? '', detail: { what } });
}

/** What anybody can ask of a store. */
async function allOf(store: Store) {
  const { conversations } = await store.list({ limit: 1_000 });
  return {
    conversations,
    received: await store.received(0, Number.MAX_SAFE_INTEGER, undefined, 1_000),
    archived: await Promise.all(conversations.map(({ id }) => store.archived(id, 0, 100))),
    records: await Promise.all(RECORD_KINDS.map((kind) => store.listRecords(kind, { limit: 100 }))),
    audits: await store.audits({ limit: 100 }),
  };
}

/** Breaks off at the given page, as when the plug is pulled. */
function failingAt(parts: StoreParts, page: number): StoreParts {
  let pages = 0;
  return {
    ...parts,
    add: async (...args) => {
      if (++pages === page) throw new Error('the plug was pulled');
      await parts.add(...args);
    },
  };
}

async function moved(from: StoreParts, to: StoreParts) {
  try {
    return await moveStore(from, to);
  } finally {
    await from.close();
    await to.close();
  }
}

describe('an embedded installation', () => {
  let path: string;
  let before: Awaited<ReturnType<typeof allOf>>;
  beforeEach(async () => {
    path = newPath();
    const store = embedded(path);
    await fill(store);
    before = await allOf(store);
    await store.close();
  });

  it('comes out of its own export as it went in', async () => {
    const file = newPath('jsonl');
    const target = await createExportFile(file);
    const from = openSqliteParts(path);
    expect(await moveStore(from, target)).toMatchObject({ kind: 'moved' });
    await target.finish();
    await Promise.all([from.close(), target.close()]);
    const copy = newPath();
    expect(await moved(await openExportFile(file), openSqliteParts(copy, { create: true }))).toMatchObject({
      kind: 'moved',
    });
    const store = embedded(copy);
    expect(await allOf(store)).toEqual(before);
    expect(await store.receive(arrival('c_0 “ü” 😀/0', 'm0', clock.now()))).toBe('duplicate');
    await store.close();
  });

  it.each([1, 2, 4, 9])(
    'goes on where it was when the plug is pulled at page %d, without a gap or a double',
    async (page) => {
      const file = newPath('jsonl');
      const from = openSqliteParts(path);
      const first = await createExportFile(file);
      await expect(moveStore(from, failingAt(first, page))).rejects.toThrow('the plug was pulled');
      await first.close();
      const cut = readFileSync(`${file}.partial`, 'utf8');
      writeFileSync(`${file}.partial`, `${cut}{"part":"conversation","id":"half a li`);
      const second = await createExportFile(file);
      expect(await moveStore(from, second)).toMatchObject({ kind: 'moved' });
      await second.finish();
      await Promise.all([from.close(), second.close()]);

      const copy = newPath();
      const source = await openExportFile(file);
      const half = openSqliteParts(copy, { create: true });
      await expect(moveStore(source, failingAt(half, page))).rejects.toThrow('the plug was pulled');
      await half.close();
      expect(await moved(source, openSqliteParts(copy, { create: true }))).toMatchObject({ kind: 'moved' });
      const store = embedded(copy);
      expect(await allOf(store)).toEqual(before);
      await store.close();
    },
  );

  it('is not moved while somebody writes to it', () => {
    const busy = openSqliteParts(path);
    expect(() => openSqliteParts(path)).toThrow(/in use: stop Frontdesk first/);
    return busy.close();
  }, 20_000);

  it('is not moved into a place that holds something else', async () => {
    const other = newPath();
    const store = embedded(other);
    await store.receive(arrival('somebody', 'm1', clock.now()));
    await store.close();
    expect(await moved(openSqliteParts(path), openSqliteParts(other))).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/expected an empty target/),
    });
  });

  it('an export that is cut off, altered or of another version is not imported', async () => {
    const file = newPath('jsonl');
    const target = await createExportFile(file);
    const from = openSqliteParts(path);
    await moveStore(from, target);
    await target.finish();
    await Promise.all([from.close(), target.close()]);
    const whole = readFileSync(file, 'utf8');

    truncateSync(file, whole.length / 2);
    await expect(openExportFile(file)).rejects.toThrow(/expected a whole export, it ends at line \d+; export again/);
    writeFileSync(file, whole.replace('"version":1', '"version":9'));
    await expect(openExportFile(file)).rejects.toThrow(/expected an export of version 1, got 9/);
    writeFileSync(file, whole.replace('\n{"part"', '\nnonsense\n{"part"'));
    await expect(openExportFile(file)).rejects.toThrow(/line 2: expected a line of a Frontdesk export/);
    await expect(openExportFile(newPath('jsonl'))).rejects.toThrow(/there is none/);
  });
});

const kind = installedServers()[0];
if (kind) {
  describe('an embedded installation on its way to MongoDB', () => {
    let server: MongoServer;
    beforeAll(async () => {
      server = await startMongoServer(kind);
    });
    afterAll(() => server.stop());

    it('arrives whole, interrupted or not, and works there; what was tampered with is found', async () => {
      const path = newPath();
      const source = embedded(path);
      await fill(source);
      const before = await allOf(source);
      await source.close();
      const uri = server.uri();
      const from = openSqliteParts(path);
      const half = await openMongoParts(uri);
      await expect(moveStore(from, failingAt(half, 3))).rejects.toThrow('the plug was pulled');
      await half.close();
      expect(await moved(from, await openMongoParts(uri))).toMatchObject({ kind: 'moved' });
      expect(await moved(openSqliteParts(path), await openMongoParts(uri))).toMatchObject({ kind: 'already-moved' });

      const store = await createMongoStore({ uri, clock });
      expect(await allOf(store)).toEqual(before);
      expect(await store.receive(arrival('c_0 “ü” 😀/0', 'm0', clock.now()))).toBe('duplicate');
      expect(await store.claim(clock.now() + 10, 'worker', 60_000)).toBeDefined();
      await store.close();

      const client = new MongoClient(uri);
      await client
        .db()
        .collection('lead')
        .updateOne({ key: 'ana' }, { $set: { 'doc.kind': 'tampered' } });
      await client.close();
      expect(await moved(openSqliteParts(path), await openMongoParts(uri))).toEqual({
        kind: 'differs',
        parts: ['lead'],
      });
    }, 60_000);
  });
} else {
  // biome-ignore lint/suspicious/noSkippedTests: must show in the closing line, which CI reads
  it.skip('an embedded installation moves to MongoDB: no server here, run test/servers/install', () => {});
}
