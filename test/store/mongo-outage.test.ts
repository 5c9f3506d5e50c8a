/** The shared store while its network fails: no call waits for ever, and no answer that was lost does harm. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createSystemClock } from '../../src/clock.ts';
import type { Conversation } from '../../src/domain/conversation.ts';
import { isFailure } from '../../src/domain/failure.ts';
import type { Store } from '../../src/ports.ts';
import { createMongoStore } from '../../src/store/mongo.ts';
import { arrival } from '../contracts/store-contract.ts';
import { type BlackHole, createBlackHole } from '../servers/black-hole.ts';
import { installedServers, type MongoServer, startMongoServer } from '../servers/mongo-server.ts';
import { eventually } from '../support/eventually.ts';
import { everyCall } from './every-call.ts';

const LEASE_MS = 15_000;
/** Twice what src/store/mongo-connection.ts promises for one call. */
const CALL_MS = 2 * 5_000;
/** Where the time of a call is not what is tested. */
const PATIENT_MS = 120_000;
const installed = installedServers().includes('secantus');

(installed ? describe : describe.skip)('the shared store', () => {
  const clock = createSystemClock();
  let server: MongoServer;
  let hole: BlackHole;
  let store: Store;
  beforeAll(async () => {
    server = await startMongoServer('secantus');
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    hole = await createBlackHole(server);
    store = await open();
  });
  afterEach(async () => {
    await store.close();
    await hole.close();
  });

  let database = '';
  async function open(callMs?: number): Promise<Store> {
    database = new URL(server.uri()).pathname;
    // Without `directConnection` the driver would ask the server for its own address and go round the hole.
    const uri = `mongodb://127.0.0.1:${hole.port}${database}?directConnection=true`;
    return createMongoStore({ uri, clock, ...(callMs === undefined ? {} : { callMs }) });
  }

  /** Another store, which waits longer for its answers. */
  async function openPatient(): Promise<void> {
    await store.close();
    store = await open(PATIENT_MS);
  }

  /** True once `CALL_MS` are over. A machine that stands still does so for the timers of a call too: those come first. */
  function tooLate(): () => boolean {
    let late = false;
    setTimeout(() => {
      late = true;
    }, CALL_MS).unref();
    return () => late;
  }

  /** A conversation with one message and a turn that is due. */
  async function received(id: string): Promise<Conversation> {
    await store.receive(arrival(id, `${id}-1`, 1_000));
    return (await store.load(id)) as Conversation;
  }
  const record = (version: number) => ({ id: 'r', version, at: 1, body: { version } });

  describe('in a hole', () => {
    it('every call fails as store-unavailable while a webhook’s sender still listens, and works again after it', async () => {
      const calls = everyCall(store);
      hole.open();
      const isLate = tooLate();
      const ended = await Promise.all(
        calls.map(async ([name, call]) => {
          const error = await call().then(
            () => 'it answered',
            (thrown: unknown) => thrown,
          );
          return { name, failed: isFailure(error, 'store-unavailable'), soon: !isLate() };
        }),
      );
      expect(ended.filter(({ failed, soon }) => !failed || !soon)).toEqual([]);
      const asked = new Set(calls.map(([name]) => name.split(' ')[0]));
      const methods = Object.keys(store).filter((name) => name !== 'close' && name !== 'watch');
      expect([...asked].toSorted()).toEqual(methods.toSorted());
      hole.shut();
      expect(await eventually(() => store.receive(arrival('eve', 'eve-1', 1_000)).catch(() => undefined))).toBe('new');
    });

    it('it can be closed', async () => {
      await eventually(() =>
        store.ping().then(
          () => true,
          () => undefined,
        ),
      ); // waits for 2 s only
      hole.open();
      const isLate = tooLate();
      await store.close();
      expect(isLate()).toBe(false);
      hole.shut();
    });

    it('hints come back by themselves after it', async () => {
      await expectHintsAfter(async () => {
        hole.open();
        await twoCallsFail();
        hole.shut();
      });
    }, 240_000);
  });

  it('hints come back by themselves after the server was killed and started again', async () => {
    await expectHintsAfter(async () => {
      await server.kill();
      await twoCallsFail(); // by now the driver has given its stream up
      await server.restart();
    });
  }, 240_000);

  async function twoCallsFail(): Promise<void> {
    for (let n = 0; n < 2; n++) await expect(store.load('ana')).rejects.toMatchObject({ code: 'store-unavailable' });
  }

  async function expectHintsAfter(outage: () => Promise<void>): Promise<void> {
    const heard = new Set<string>();
    const stop = store.watch?.((id) => void heard.add(id));
    const other = await createMongoStore({ uri: `mongodb://127.0.0.1:${server.port}${database}`, clock });
    let n = 0;
    const hinted = () =>
      eventually(async () => {
        const id = `v${++n}`;
        await other.receive(arrival(id, `${id}-1`, 1_000)).catch(() => undefined); // it was away as well
        return heard.size > 0 || undefined;
      }, 240_000);
    try {
      await hinted();
      await outage();
      heard.clear();
      expect(await hinted()).toBe(true);
    } finally {
      stop?.();
      await other.close();
    }
  }

  describe('when the server’s answer is lost on the way and the driver asks again', () => {
    beforeEach(openPatient);
    /** Loses the next answer to `command`; what comes of `call` counts only once that has happened. */
    async function losing<T>(command: string, call: () => Promise<T>): Promise<T> {
      hole.loseAnswerTo(command);
      const result = await call();
      expect(hole.lost).toBe(1);
      return result;
    }

    it.each(['insert', 'update', 'find'])('a message is stored once: %s', async (command) => {
      if (command === 'update') await received('ana');
      const result = await losing(command, () => store.receive(arrival('ana', 'm', 1_000)));
      expect(['new', 'duplicate']).toContain(result);
      expect(await store.receive(arrival('ana', 'm', 1_000))).toBe('duplicate');
      const said = (await store.load('ana'))?.entries.filter(
        (entry) => entry.kind === 'customer-said' && entry.externalId === 'm',
      );
      expect(said).toHaveLength(1);
    });

    it('a new conversation is saved, and its saver knows it', async () => {
      const fresh = arrival('ben', 'm', 1_000).create();
      expect(await losing('insert', () => store.save(fresh))).toMatchObject({ version: 1 });
      expect(await store.load('ben')).toMatchObject({ version: 1 });
    });

    it('a change is saved once, and its saver knows it', async () => {
      const conversation = await received('ana');
      const saved = await losing('update', () => store.save({ ...conversation, readUpTo: 1 }));
      expect(saved.version).toBe(conversation.version + 1);
      expect(await store.load('ana')).toEqual(saved);
      await expect(store.save(conversation)).rejects.toThrow(/not the newest/);
    });

    it('a claimed conversation has one worker, or waits for its lease to lapse', async () => {
      await received('ana');
      const first = await losing('findAndModify', () => store.claim(2_000, 'one', LEASE_MS));
      const second = await store.claim(2_000, 'two', LEASE_MS);
      expect(second).toBeUndefined();
      const later = await store.claim(2_001 + LEASE_MS, 'two', LEASE_MS);
      expect(later?.lease.fence).toBe(2);
      if (first) await expect(store.save(first.conversation, first.lease)).rejects.toThrow(/not the newest/);
    });

    it('a record is kept once, and its keeper knows it', async () => {
      expect(await losing('insert', () => store.putRecord('booking', record(0)))).toMatchObject({ version: 1 });
      await expect(store.putRecord('booking', record(0))).rejects.toThrow(/not the newest/);
    });

    it('a changed record is kept once, and its keeper knows it', async () => {
      await store.putRecord('booking', record(0));
      expect(await losing('update', () => store.putRecord('booking', record(1)))).toMatchObject({ version: 2 });
      await expect(store.putRecord('booking', record(1))).rejects.toThrow(/not the newest/);
    });

    it('an audit line stands there once', async () => {
      await losing('insert', () => store.audit({ at: 1, who: 'ana', what: 'looked', conversationId: 'c', detail: {} }));
      expect(await store.audits({ conversationId: 'c', limit: 10 })).toHaveLength(1);
    });
  });

  describe('when the answer of a standalone server is lost on the way, where the driver does not ask again', () => {
    beforeAll(async () => {
      await server.kill();
      await server.restart(['--standalone']);
    });
    beforeEach(openPatient);
    const lose = async (command: string, call: () => Promise<unknown>) => {
      hole.loseAnswerTo(command);
      await expect(call()).rejects.toMatchObject({ code: 'store-unavailable' });
    };

    it.each(['insert', 'update'])(
      'a message is refused, and is known when it is delivered again: %s',
      async (command) => {
        if (command === 'update') await received('ana');
        await lose(command, () => store.receive(arrival('ana', 'm', 1_000)));
        expect(await store.receive(arrival('ana', 'm', 1_000))).toBe('duplicate');
        const entries = (await store.load('ana'))?.entries ?? [];
        expect(entries.filter((entry) => entry.kind === 'customer-said' && entry.externalId === 'm')).toHaveLength(1);
        expect(
          (await store.received(0, 9_000, undefined, 10)).filter(({ dedupeId }) => dedupeId.endsWith(':m')),
        ).toHaveLength(1);
      },
    );

    it('a change stands there, and whoever tries it again is told to look first', async () => {
      const conversation = await received('ana');
      await lose('update', () => store.save({ ...conversation, readUpTo: 1 }));
      expect(await store.load('ana')).toMatchObject({ version: conversation.version + 1, readUpTo: 1 });
      await expect(store.save({ ...conversation, readUpTo: 1 })).rejects.toMatchObject({ code: 'overtaken' });
    });

    it('a claimed conversation waits for its lease to lapse', async () => {
      await received('ana');
      await lose('findAndModify', () => store.claim(2_000, 'one', LEASE_MS));
      expect(await store.claim(2_000, 'two', LEASE_MS)).toBeUndefined();
      expect(await store.claim(2_001 + LEASE_MS, 'two', LEASE_MS)).toMatchObject({ lease: { fence: 2 } });
    });

    it('a slot is taken once, and whoever tries again is told so', async () => {
      await lose('insert', () => store.putRecord('booking', record(0)));
      await expect(store.putRecord('booking', record(0))).rejects.toMatchObject({ code: 'overtaken' });
      expect(await store.getRecord('booking', 'r')).toMatchObject({ version: 1 });
    });
  });
});
