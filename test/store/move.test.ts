/** Moving an installation: everything arrives once, an interruption costs nothing, and a difference is found. */
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { RECORD_KINDS, type Store } from '../../src/ports.ts';
import { createExportFile, openExportFile } from '../../src/store/export-file.ts';
import { createMongoStore } from '../../src/store/mongo.ts';
import { openMongoParts } from '../../src/store/mongo-parts.ts';
import { moveStore } from '../../src/store/move-store.ts';
import type { StoreParts } from '../../src/store/parts.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { openSqliteParts } from '../../src/store/sqlite-parts.ts';
import { runStoreCommand, type StoreCommandDeps } from '../../src/store/store-command.ts';
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
  for (let i = 0; i < ids.length; i += 30)
    await Promise.all(
      ids.slice(i, i + 30).map((id, j) => store.receive(arrival(id, `m${i + j}`, clock.now() + (j % 5)))),
    );
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
        body: { kind, deep: [1.5, null, { $odd: 'a.b' }], lines: 'one\u2028two\u2029three\r\nfour\0' },
        ...(key ? { key } : {}),
      });
  for (const [what, at] of [
    ['approved', 9],
    ['approved', 7], // the machine's clock was set back
    ['edited', 7],
  ] as const)
    await store.audit({ at, who: 'Mia', what, conversationId: ids[0] ?? '', detail: { what } });
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

/** Breaks off when everything is there and nothing is compared yet. */
function failingToCompare(parts: StoreParts): StoreParts {
  let copied = false;
  return {
    ...parts,
    add: async (part, rows, mark) => {
      await parts.add(part, rows, mark);
      copied = mark['next'] === undefined;
    },
    rows: async (...args) => {
      if (copied) throw new Error('the plug was pulled');
      return parts.rows(...args);
    },
  };
}

async function exported(path: string): Promise<string> {
  const file = newPath('jsonl');
  const [from, target] = [openSqliteParts(path), await createExportFile(file)];
  expect(await moveStore(from, target)).toMatchObject({ kind: 'moved' });
  await target.finish();
  await Promise.all([from.close(), target.close()]);
  return file;
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
    const file = await exported(path);
    expect(statSync(file).mode & 0o777).toBe(0o600); // customers' words
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

  it('is not moved while Frontdesk has it open, not even while nothing happens there', async () => {
    const running = embedded(path);
    expect(() => openSqliteParts(path)).toThrow(/in use: stop Frontdesk first/);
    await running.close();
    const moving = openSqliteParts(path);
    expect(() => embedded(path)).toThrow(/locked/);
    expect(() => openSqliteParts(path)).toThrow(/in use: stop Frontdesk first/);
    await moving.close();
    expect(await allOf(embedded(path))).toEqual(before);
  }, 240_000);

  it('is not opened for moving by an older Frontdesk than the one that wrote it, and stays as it is', () => {
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 99');
    expect(() => {
      db.close();
      openSqliteParts(path);
    }).toThrow(/expected a database of version \d+ or older, got 99; use the newer Frontdesk/);
    const again = new DatabaseSync(path);
    expect(again.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 99 });
    again.close();
  });

  it('is called moved once and for all: what happens in its new place later is no difference', async () => {
    const copy = newPath();
    expect(await moved(openSqliteParts(path), openSqliteParts(copy, { create: true }))).toEqual({
      kind: 'moved',
      digests: expect.objectContaining({ conversation: { count: CUSTOMERS, hash: expect.stringMatching(/^\w{64}$/) } }),
    });
    const store = embedded(copy);
    await store.receive(arrival('somebody new', 'm1000', clock.now()));
    await store.close();
    expect(await moved(openSqliteParts(path), openSqliteParts(copy))).toEqual({ kind: 'already-moved' });
  });

  it.each([
    ['changed', "UPDATE record SET doc = '{}' WHERE kind = 'lead' AND key = 'ana'", 'lead'],
    ['lost', "DELETE FROM inbound WHERE dedupe_id LIKE '%:m7'", 'inbound'],
    ['added', "INSERT INTO archive (conversation_id, n, doc) VALUES ('x', 1, '{}')", 'archive'],
    ['put elsewhere in the list', "UPDATE conversation SET updated_at = 1 WHERE id LIKE 'c_0 %'", 'conversation'],
  ])('is not called moved when a row was %s on the way', async (_, change, part) => {
    const copy = newPath();
    const to = openSqliteParts(copy, { create: true });
    await expect(moved(openSqliteParts(path), failingToCompare(to))).rejects.toThrow('the plug was pulled');
    const db = new DatabaseSync(copy);
    expect(db.prepare(change).run().changes).toBe(1);
    db.close();
    const result = await moved(openSqliteParts(path), openSqliteParts(copy));
    expect(result).toEqual({ kind: 'differs', parts: [part] });
  });

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
    const file = await exported(path);
    const whole = readFileSync(file, 'utf8');
    const lines = whole.split('\n');
    const withLines = (change: (lines: string[]) => void) => {
      const copy = [...lines];
      change(copy);
      writeFileSync(file, copy.join('\n'));
    };

    truncateSync(file, whole.length / 2);
    await expect(openExportFile(file)).rejects.toThrow(/expected a whole export, it ends at line \d+; export again/);
    withLines((all) => all.splice(-2, 1)); // the last line, before the file's end
    await expect(openExportFile(file)).rejects.toThrow(`it ends at line ${lines.length - 2}; export again`);
    writeFileSync(file, whole.replace('"version":1', '"version":9'));
    await expect(openExportFile(file)).rejects.toThrow(/expected an export of version 1, got 9/);
    withLines((all) => all.splice(1, 0, 'nonsense'));
    await expect(openExportFile(file)).rejects.toThrow(/line 2: expected a line of a Frontdesk export/);
    const altered = /line 5: expected what was exported, got an altered line or a line in the wrong place/;
    withLines((all) => {
      all[4] = all[4]?.replace('“m', '“n') ?? '';
    });
    expect(readFileSync(file, 'utf8')).not.toBe(whole);
    await expect(openExportFile(file)).rejects.toThrow(altered);
    withLines((all) => all.splice(4, 1)); // one lost
    await expect(openExportFile(file)).rejects.toThrow(altered);
    withLines((all) => all.splice(4, 0, all[3] ?? '')); // one twice
    await expect(openExportFile(file)).rejects.toThrow(altered);
    await expect(openExportFile(newPath('jsonl'))).rejects.toThrow(/there is none/);

    writeFileSync(file, whole);
    await (await openExportFile(file)).close();
  });

  it('an export never takes the place of a file that is there', async () => {
    const file = newPath('jsonl');
    writeFileSync(file, 'the holiday photos');
    await expect(createExportFile(file)).rejects.toThrow(/there is a file already/);
    expect(readFileSync(file, 'utf8')).toBe('the holiday photos');
    const other = newPath('jsonl');
    writeFileSync(`${other}.partial`, 'the holiday photos\n');
    await expect(createExportFile(other)).rejects.toThrow(/expected a Frontdesk export, got something else/);
    expect(readFileSync(`${other}.partial`, 'utf8')).toBe('the holiday photos\n');
  });
});

describe('the owner who moves an installation', () => {
  /** The command over real embedded stores, on a screen that keeps every line. */
  function command(args: readonly string[], from: string, deps: Partial<StoreCommandDeps> = {}) {
    const lines: string[] = [];
    const embedded = ({ create }: { create: boolean }) => openSqliteParts(from, { create });
    const say = (line: string) => void lines.push(line);
    const files = { exportFile: createExportFile, importFile: openExportFile };
    const code = runStoreCommand(args, { clock, embedded, shared: undefined, say, ...files, ...deps });
    return code.then((exit) => ({ exit, lines: lines.join('\n') }));
  }

  it('sees how far it is, how fast and for how long still, then what has been moved', async () => {
    const path = newPath();
    const store = embedded(path);
    await fill(store);
    await store.close();
    const drawn: string[] = [];
    const ticking = { ...clock, now: () => clock.now() + drawn.length * 100 };
    const redraw = (line: string) => void drawn.push(line);
    const file = newPath('jsonl');
    const { exit, lines } = await command(['export', file], path, { clock: ticking, redraw });
    expect(lines).toMatch(/^conversation +450 /m);
    expect(lines).toMatch(/Moved: embedded store .*\. Counts and hashes of both sides agree\./);
    expect(exit).toBe(0);
    expect(drawn[0]).toMatch(/^█░+ +6 % copying conversation$/);
    expect(drawn).toContainEqual(expect.stringMatching(/█░.* \d+ % verifying inbound, \d+ rows\/s, \d+ s left$/));
    expect(drawn.at(-1)).toMatch(/^█+ 100 % verifying \w+,/);

    expect(await command(['export', file], path)).toEqual({
      exit: 1,
      lines: expect.stringContaining('there is a file already'),
    });
    const copy = newPath();
    const imported = await command(['import', file], copy);
    expect([imported.exit, imported.lines]).toEqual([0, expect.stringContaining('Counts and hashes of both sides')]);
    expect(await command(['import', file], copy)).toEqual({
      exit: 0,
      lines: expect.stringMatching(/^Had been moved before/),
    });
  });

  it('is told what is missing or wrong', async () => {
    expect(await command(['migrate'], newPath())).toEqual({
      exit: 2,
      lines: 'MONGODB_URI: expected the address of the MongoDB to migrate to, got nothing',
    });
    expect(await command(['export'], newPath())).toMatchObject({ exit: 2, lines: expect.stringMatching(/^Usage/) });
    expect(await command(['export', newPath('jsonl')], newPath())).toEqual({
      exit: 1,
      lines: expect.stringMatching(/there is none; check DATA_DIR/),
    });
  });
});

const kind = installedServers()[0];
if (kind) {
  describe('an embedded installation on its way to MongoDB', () => {
    let server: MongoServer;
    beforeAll(async () => {
      server = await startMongoServer(kind, [], { inMemory: true });
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
      expect(await moved(openSqliteParts(path), await openMongoParts(uri))).toEqual({ kind: 'already-moved' });

      const store = await createMongoStore({ uri, clock, callMs: 120_000 });
      expect(await allOf(store)).toEqual(before);
      expect(await store.receive(arrival('c_0 “ü” 😀/0', 'm0', clock.now()))).toBe('duplicate');
      expect(await store.claim(clock.now() + 10, 'worker', 60_000)).toBeDefined();
      await store.audit({ at: 7, who: 'Mia', what: 'came later', detail: null });
      expect((await store.audits({ limit: 2 })).map(({ what }) => what)).toEqual(['came later', 'edited']);
      await store.close();
    }, 240_000);

    it('arrives whole when the plug is pulled after the very first rows, before anybody knows of them', async () => {
      const path = newPath();
      const source = embedded(path);
      await fill(source);
      await source.close();
      const uri = server.uri();
      const half = await openMongoParts(uri);
      const unplugged: StoreParts = {
        ...half,
        async add(part, rows, mark) {
          await half.add(part, rows, rows.length > 0 ? ((await half.mark()) ?? {}) : mark); // the old mark stays
          if (rows.length > 0) throw new Error('the plug was pulled');
        },
      };
      await expect(moved(openSqliteParts(path), unplugged)).rejects.toThrow('the plug was pulled');
      expect(await moved(openSqliteParts(path), await openMongoParts(uri))).toMatchObject({ kind: 'moved' });
    }, 240_000);

    it('arrives whole with half an emoji that somebody’s phone has sent', async () => {
      const path = newPath();
      const source = embedded(path);
      await source.putRecord('lead', { id: 'r', version: 0, at: 1, body: { text: 'half \ud83d' } });
      await source.close();
      const uri = server.uri();
      expect(await moved(openSqliteParts(path), await openMongoParts(uri))).toMatchObject({ kind: 'moved' });
    }, 240_000);

    it('is not called moved when a row was tampered with on the way', async () => {
      const path = newPath();
      const source = embedded(path);
      await fill(source);
      await source.close();
      const uri = server.uri();
      const half = failingToCompare(await openMongoParts(uri));
      await expect(moved(openSqliteParts(path), half)).rejects.toThrow('the plug was pulled');
      const client = new MongoClient(uri);
      const leads = client.db().collection('lead');
      const changed = await leads.updateOne({ key: 'ana' }, { $set: { 'doc.kind': 'tampered' } });
      await client.close();
      expect(changed.modifiedCount).toBe(1);
      const result = await moved(openSqliteParts(path), await openMongoParts(uri));
      expect(result).toEqual({ kind: 'differs', parts: ['lead'] });
    }, 240_000);

    it('comes back by way of a file, with what its customers have written since', async () => {
      const uri = server.uri();
      const store = await createMongoStore({ uri, clock, callMs: 120_000 });
      await fill(store);
      const before = await allOf(store);
      await store.close();
      const client = new MongoClient(uri); // as after a crash: a message is there, its id is not known yet
      const lost = await client.db().collection('inbound').deleteOne({ conversationId: 'c_3 “ü” 😀/3' });
      await client.close();
      expect(lost.deletedCount).toBe(1);
      const file = newPath('jsonl');
      const [from, target] = [await openMongoParts(uri), await createExportFile(file)];
      expect(await moveStore(from, target)).toMatchObject({ kind: 'moved' });
      await target.finish();
      await Promise.all([from.close(), target.close()]);
      const copy = newPath();
      expect(await moved(await openExportFile(file), openSqliteParts(copy, { create: true }))).toMatchObject({
        kind: 'moved',
      });
      const back = embedded(copy);
      expect(await allOf(back)).toEqual(before);
      expect(await back.receive(arrival('c_3 “ü” 😀/3', 'm3', clock.now()))).toBe('duplicate');
      await back.close();
    }, 240_000);
  });
} else {
  // biome-ignore lint/suspicious/noSkippedTests: must show in the closing line, which CI reads
  it.skip('an embedded installation moves to MongoDB: no server here, run test/servers/install', () => {});
}
