/** The embedded store: the contract of every store, and what only a file of SQLite can get wrong. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { openSqlite } from '../../src/store/sqlite-writer.ts';
import { arrival, storeContract } from '../contracts/store-contract.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { everyCall } from './every-call.ts';

let folder: string;
let files = 0;
let child: ChildProcess | undefined;
const newPath = () => join(folder, `shop-${++files}.sqlite`);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-store-'));
});
afterAll(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

storeContract('the embedded store', async () => {
  const path = newPath();
  const clock = createManualClock();
  let store = createSqliteStore({ path, clock });
  return {
    store,
    clock,
    async reopen() {
      await store.close();
      store = createSqliteStore({ path, clock });
      return store;
    },
    close: () => store.close(),
  };
});

describe('the embedded store as a file', () => {
  it('says that it is not there, whatever is asked of it after it was closed', async () => {
    for (const used of [false, true]) {
      const store = createSqliteStore({ path: newPath(), clock: createManualClock() });
      if (used) for (const [, call] of everyCall(store)) await call();
      await store.close();
      for (const [name, call] of everyCall(store)) {
        const code = await call().then(
          () => 'no failure',
          (error: { code?: string }) => error.code,
        );
        expect([name, code]).toEqual([name, 'store-unavailable']);
      }
      await expect(store.close()).resolves.toBeUndefined();
    }
  });

  it('keeps what was still on its way when it is closed', async () => {
    const path = newPath();
    const clock = createManualClock();
    const store = createSqliteStore({ path, clock });
    const result = store.receive(arrival('ana', 'm1', clock.now()));
    await store.close();
    expect(await result).toBe('new');
    const again = createSqliteStore({ path, clock });
    expect((await again.load('ana'))?.lastN).toBe(1);
    await again.close();
  });

  it('refuses the file of a newer version with what to do, and leaves it as it is', () => {
    const path = newPath();
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 99');
    expect(() => createSqliteStore({ path, clock: createManualClock() })).toThrow(
      /version 1 or older, got 99; start the newer/,
    );
    expect(db.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 99 });
    expect(db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()).toMatchObject({ tables: 0 });
    db.close();
  });

  it('opens a file that another process has in its hands, as soon as it lets go', async () => {
    const path = newPath();
    const holding = `
      const db = new (require('node:sqlite').DatabaseSync)(process.argv[1]);
      db.exec('BEGIN EXCLUSIVE');
      process.stdout.write('held');
      setTimeout(() => { db.exec('COMMIT'); db.close(); }, 300);`;
    const holder = spawn(process.execPath, ['-e', holding, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    const store = createSqliteStore({ path, clock: createManualClock() });
    await expect(store.ping()).resolves.toBeUndefined();
    await store.close();
  });

  it('says which file cannot be opened, when it is no database or its folder is missing', () => {
    const path = newPath();
    writeFileSync(path, 'this is no database, but a letter to the shop '.repeat(100));
    for (const bad of [path, join(folder, 'missing', 'shop.sqlite')]) {
      let error: unknown;
      try {
        createSqliteStore({ path: bad, clock: createManualClock() });
      } catch (caught) {
        error = caught;
      }
      expect(error).toMatchObject({ code: 'store-unavailable', message: expect.stringContaining(bad) });
      expect((error as Error).cause).toBeDefined();
    }
  });

  it('finds everything by an index, so that no answer gets slower with the years', async () => {
    const prepare = DatabaseSync.prototype.prepare;
    const statements = new Set<string>();
    DatabaseSync.prototype.prepare = function (this: DatabaseSync, sql: string) {
      statements.add(sql);
      return prepare.call(this, sql);
    };
    const path = newPath();
    try {
      const store = createSqliteStore({ path, clock: createManualClock() });
      for (const [, call] of everyCall(store)) await call();
      await store.close();
    } finally {
      DatabaseSync.prototype.prepare = prepare;
    }
    expect(statements.size).toBeGreaterThan(20);
    const db = new DatabaseSync(path);
    const slow = [...statements].flatMap((sql) => {
      const plan = db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map((row) => String(row['detail']));
      const stops = /FROM audit ORDER BY seq DESC LIMIT|LIMIT 0$/.test(sql); // walks the key backwards, or nowhere
      return plan
        .filter((step) => /^SCAN (?!CONSTANT ROW)|TEMP B-TREE/.test(step) && !stops)
        .map((step) => `${step}: ${sql}`);
    });
    db.close();
    expect(slow).toEqual([]);
  });

  it('loses nothing it has acknowledged when the process is killed under load', async () => {
    const path = newPath();
    const writing = fork(new URL('./writing-child.ts', import.meta.url).pathname, [path], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child = writing;
    const acknowledged: string[] = [];
    const exited = once(writing, 'exit');
    writing.on('message', (id: string) => {
      acknowledged.push(id);
      if (acknowledged.length === 400) writing.kill('SIGKILL');
    });
    expect(await exited).toEqual([null, 'SIGKILL']);

    const db = new DatabaseSync(path);
    expect(db.prepare('PRAGMA integrity_check').all()).toMatchObject([{ integrity_check: 'ok' }]);
    db.close();
    const store = createSqliteStore({ path, clock: createManualClock() });
    const kept = await store.received(0, Number.MAX_SAFE_INTEGER, undefined, 1_000_000);
    const ids = new Set(kept.map(({ dedupeId }) => dedupeId));
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    for (let writer = 0; writer < 16; writer++) {
      const received = kept.filter(({ conversationId }) => conversationId === `c${writer}`).length;
      expect((await store.load(`c${writer}`))?.lastN ?? 0).toBe(received); // both or neither: nothing torn
    }
    await store.close();
  });
});

describe('writes that share one commit', () => {
  const open = () => {
    const sqlite = openSqlite(newPath());
    sqlite.exec(`CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;
      CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED) STRICT`);
    const add = (id: number) => sqlite.write(() => sqlite.run('INSERT INTO parent (id) VALUES (?)', id));
    const ids = () => sqlite.all('SELECT id FROM parent ORDER BY id').map((row) => row['id']);
    return { sqlite, add, ids };
  };

  it('one that fails undoes only itself, down to its first statement', async () => {
    const { sqlite, add, ids } = open();
    const torn = sqlite.write(() => {
      sqlite.run('INSERT INTO parent (id) VALUES (?)', 50);
      throw new RangeError('a bug in the middle');
    });
    const results = await Promise.allSettled([add(1), torn, add(2), add(1), add(3)]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(results[1]).toMatchObject({ reason: { message: 'a bug in the middle' } }); // bugs stay plain errors
    expect(results[3]).toMatchObject({ reason: { code: 'store-unavailable' } });
    expect(ids()).toEqual([1, 2, 3]);
    sqlite.close();
  });

  it('nobody is told “stored” when the commit itself fails, and the next write works', async () => {
    const { sqlite, add, ids } = open();
    const orphan = sqlite.write(() => sqlite.run('INSERT INTO child (id, parent) VALUES (?, ?)', 1, 99));
    const results = await Promise.allSettled([add(1), orphan, add(2)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(results[0]).toMatchObject({ reason: { code: 'store-unavailable' } });
    expect(ids()).toEqual([]);
    await add(3);
    expect(ids()).toEqual([3]);
    sqlite.close();
  });

  it('waits for its turn: nothing is visible to others before it was answered', async () => {
    const { sqlite, add, ids } = open();
    const pending = add(1);
    expect(ids()).toEqual([]);
    await pending;
    expect(ids()).toEqual([1]);
    sqlite.close();
  });

  it('refuses what SQLite would silently turn into nothing', () => {
    const { sqlite } = open();
    const get =
      (...values: unknown[]) =>
      () =>
        sqlite.get('SELECT ? AS a, ? AS b', ...(values as string[]));
    expect(get('x')).toThrow(/expected 2 values, got 1/);
    expect(get('x', 'y', 'z')).toThrow(/expected 2 values, got 3/);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, undefined, true, {}, 1n]) {
      expect(get('x', bad)).toThrow(/cannot bind/);
    }
    expect(get('x', null)()).toMatchObject({ a: 'x', b: null });
    sqlite.close();
  });
});
