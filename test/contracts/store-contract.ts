/**
 * What every store must do, asked through the port alone: no message lost or doubled, one worker a conversation, and
 * nobody writes over what somebody else has changed.
 */
import { afterEach, describe, expect, it } from '@jest/globals';
import { type AgendaItem, item } from '../../src/domain/agenda.ts';
import type { ApprovalState } from '../../src/domain/approval.ts';
import { append, type Conversation, newConversation, withAgenda } from '../../src/domain/conversation.ts';
import { isFailure } from '../../src/domain/failure.ts';
import type { Arrival, ConversationPage, Lease, Store } from '../../src/ports.ts';
import { trimmed } from '../../src/tail.ts';
import type { ManualClock } from '../fakes/manual-clock.ts';

const LEASE_MS = 60_000;
/** Messages that arrive in the same instant; a busy test server must answer all of them within a call's deadline. */
const AT_ONCE = 20;

export interface StoreHarness {
  readonly store: Store;
  /** What the store takes the time from. */
  readonly clock: ManualClock;
  /** Closes the store and opens it again on the same data; absent where data lives in memory. */
  reopen?(): Promise<Store>;
  close(): Promise<void>;
}

/** A customer's message as the inbox hands it over: appended, and a turn is due at `at`. */
export function arrival(conversationId: string, externalId: string, at: number): Arrival {
  const address = { channel: 'memory', account: 'shop', key: conversationId };
  return {
    dedupeId: `memory:shop:${externalId}`,
    conversationId,
    at,
    create: () => newConversation({ id: conversationId, address, customerId: `customer-${conversationId}` }, at),
    append(before) {
      const content = { kind: 'text', text: `“${externalId}” & ü 😀` } as const;
      const after = append(before, { kind: 'customer-said', at, externalId, content, sentAt: at });
      return withAgenda(after, item(`${conversationId}.turn`, { kind: 'take-turn' }, at));
    },
  };
}

/** What a finished turn leaves behind: everything read, nothing due. */
function read(conversation: Conversation): Conversation {
  return { ...conversation, readUpTo: conversation.lastN, agenda: [] };
}

const note = (n: number, at: number) => ({ kind: 'note', n, at, text: `note ${n}` }) as const;
const breathe = () => new Promise((resolve) => setImmediate(resolve));

/** How many calls went through, and the codes of the failures of the others. */
async function outcomes(calls: readonly Promise<unknown>[]): Promise<{ done: number; codes: Set<string> }> {
  const settled = await Promise.allSettled(calls);
  const reasons = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  return {
    done: settled.length - reasons.length,
    codes: new Set(reasons.map((reason) => (isFailure(reason) ? reason.code : String(reason)))),
  };
}

/** `customers`: how many the six workers serve; fewer for a server that is asked one call at a time. */
export function storeContract(
  name: string,
  makeStore: () => Promise<StoreHarness>,
  { customers = 200 }: { customers?: number } = {},
): void {
  describe(`${name} keeps the store contract`, () => {
    let harness: StoreHarness | undefined;
    afterEach(async () => {
      await harness?.close();
      harness = undefined;
    });
    const start = async () => {
      harness = await makeStore();
      return { ...harness, now: () => harness?.clock.now() ?? 0 };
    };
    const claimed = async (store: Store, now: number, owner = 'worker') => {
      const got = await store.claim(now, owner, LEASE_MS);
      if (!got) throw new Error('expected a conversation to be due, got none');
      return got;
    };
    /** A conversation stored without a message, due at `dueAt`. */
    const stored = async (store: Store, id: string, dueAt?: number, more: Partial<Conversation> = {}) => {
      const fresh = arrival(id, id, 1_000).create();
      const agenda: AgendaItem[] = dueAt === undefined ? [] : [item(`${id}.turn`, { kind: 'take-turn' }, dueAt)];
      return store.save({ ...fresh, agenda, ...more });
    };

    describe('inbound messages', () => {
      it('a message redelivered twenty times at once is stored once, and still known much later', async () => {
        const { store, clock, now } = await start();
        const results = await Promise.all(Array.from({ length: 20 }, () => store.receive(arrival('ana', 'm1', now()))));
        expect(results.filter((result) => result === 'new')).toHaveLength(1);
        clock.advance(90 * 86_400_000);
        expect(await store.receive(arrival('ana', 'm1', now()))).toBe('duplicate');
        const conversation = await store.load('ana');
        expect(conversation?.entries).toHaveLength(1);
        expect(conversation?.version).toBe(1);
      });

      it('what a customer wrote is read back as it was written', async () => {
        const { store, now } = await start();
        const sent = arrival('ana', 'm1', now());
        await store.receive(sent);
        expect(await store.load('ana')).toEqual({ ...sent.append(sent.create()), version: 1 });
        expect(await store.load('nobody')).toBeUndefined();
      });

      it('messages of one customer that arrive at once are numbered without gaps', async () => {
        const { store, now } = await start();
        await Promise.all(Array.from({ length: 30 }, (_, i) => store.receive(arrival('ana', `m${i}`, now()))));
        const conversation = await store.load('ana');
        expect(conversation?.entries.map((entry) => entry.n)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
        expect(conversation?.agenda).toHaveLength(1);
      });

      it('the day’s messages can be paged through without a gap or a double, many in one instant', async () => {
        const { store, now } = await start();
        const from = now();
        const ids = Array.from({ length: 23 }, (_, i) => `m${i}`);
        await Promise.all(ids.map((id, i) => store.receive(arrival(`c${i % 3}`, id, from + (i < 15 ? 5 : 6)))));
        await store.receive(arrival('c0', 'before', from - 1));
        await store.receive(arrival('c0', 'after', from + 10));
        const seen: { dedupeId: string; at: number }[] = [];
        for (;;) {
          const page = await store.received(from, from + 10, seen.at(-1)?.dedupeId, 4);
          seen.push(...page);
          if (page.length < 4 || seen.length > 50) break;
        }
        expect(seen.map(({ dedupeId }) => dedupeId).toSorted()).toEqual(
          ids.map((id) => `memory:shop:${id}`).toSorted(),
        );
        expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).toSorted((a, b) => a - b));
        expect(await store.received(from + 10, from + 11, undefined, 4)).toMatchObject([
          { dedupeId: 'memory:shop:after', conversationId: 'c0', at: from + 10 },
        ]);
      });
    });

    describe('workers', () => {
      it('six workers answer many customers in order, never two of them the same customer at once', async () => {
        const { store, now } = await start();
        const inside = new Map<string, string>();
        const handled = new Map<string, string[]>();
        const clashes: string[] = [];
        let left = customers * 3;
        const worker = async (owner: string) => {
          while (left > 0) {
            const got = await store.claim(now(), owner, LEASE_MS);
            if (!got) {
              await breathe();
              continue;
            }
            const { id } = got.conversation;
            if (inside.has(id)) clashes.push(`${id}: ${inside.get(id)} and ${owner}`);
            inside.set(id, owner);
            await breathe();
            const fresh = got.conversation.entries.filter((entry) => entry.n > got.conversation.readUpTo);
            const result = await outcomes([store.save(read(got.conversation), got.lease)]);
            if (result.done === 1) {
              left -= fresh.length;
              const known = handled.get(id) ?? [];
              handled.set(id, [
                ...known,
                ...fresh.map((entry) => (entry.kind === 'customer-said' ? entry.externalId : '')),
              ]);
            } else {
              expect([...result.codes]).toEqual(['overtaken']); // the customer wrote meanwhile: it stays due
            }
            inside.delete(id);
            await store.release(got.lease);
          }
        };
        const arrivals = async () => {
          for (let m = 0; m < 3; m++) {
            for (let from = 0; from < customers; from += AT_ONCE) {
              const some = Array.from({ length: Math.min(AT_ONCE, customers - from) }, (_, c) => from + c);
              await Promise.all(some.map((c) => store.receive(arrival(`c${c}`, `c${c}-${m}`, now()))));
            }
          }
        };
        await Promise.all([arrivals(), ...['a', 'b', 'c', 'd', 'e', 'f'].map(worker)]);
        expect(clashes).toEqual([]);
        expect(left).toBe(0);
        for (let c = 0; c < customers; c++) {
          expect(handled.get(`c${c}`)).toEqual([0, 1, 2].map((m) => `c${c}-${m}`));
        }
      }, 240_000);

      it('whoever has waited longest is served first, and nobody before the time', async () => {
        const { store, now } = await start();
        await stored(store, 'second', now() - 2_000);
        await stored(store, 'later', now() + 1);
        await stored(store, 'first', now() - 3_000);
        await stored(store, 'idle');
        expect((await claimed(store, now())).conversation.id).toBe('first');
        expect((await claimed(store, now())).conversation.id).toBe('second');
        expect(await store.claim(now(), 'worker', LEASE_MS)).toBeUndefined();
        expect((await claimed(store, now() + 1)).conversation.id).toBe('later');
      });

      it('a conversation somebody works on is left alone, also when its customer writes again', async () => {
        const { store, now } = await start();
        await store.receive(arrival('ana', 'm1', now()));
        const { lease } = await claimed(store, now());
        expect(lease).toMatchObject({ conversationId: 'ana', owner: 'worker', until: now() + LEASE_MS });
        await store.receive(arrival('ana', 'm2', now()));
        expect(await store.claim(now() + LEASE_MS - 1, 'other', LEASE_MS)).toBeUndefined();
        expect(await store.renew(lease, now() + 2 * LEASE_MS)).toBe(true);
        expect(await store.claim(now() + LEASE_MS, 'other', LEASE_MS)).toBeUndefined();
        await store.release(lease);
        expect((await claimed(store, now(), 'other')).conversation.lastN).toBe(2);
      });

      it('a worker that was thought dead can write no more, and its successor can', async () => {
        const { store, clock, now } = await start();
        await store.receive(arrival('ana', 'm1', now()));
        const zombie = await claimed(store, now());
        clock.advance(LEASE_MS);
        const successor = await claimed(store, now()); // even under the same name
        expect(successor.lease.fence).toBeGreaterThan(zombie.lease.fence);
        await expect(store.save(read(zombie.conversation), zombie.lease)).rejects.toMatchObject({ code: 'lease-lost' });
        expect(await store.renew(zombie.lease, now() + LEASE_MS)).toBe(false);
        await store.release(zombie.lease);
        expect(await store.claim(now(), 'third', LEASE_MS)).toBeUndefined();
        expect(await store.renew(successor.lease, now() + LEASE_MS)).toBe(true);
        const saved = await store.save(read(successor.conversation), successor.lease);
        expect(saved.version).toBe(successor.conversation.version + 1);
        expect(await store.load('ana')).toEqual(saved);
      });

      it('a lease that was let go or never existed opens nothing', async () => {
        const { store, now } = await start();
        await store.receive(arrival('ana', 'm1', now()));
        const { conversation, lease } = await claimed(store, now());
        await store.release(lease);
        await expect(store.save(read(conversation), lease)).rejects.toMatchObject({ code: 'lease-lost' });
        expect(await store.renew(lease, now() + LEASE_MS)).toBe(false);
        const invented: Lease = { conversationId: 'nobody', owner: 'worker', fence: 1, until: now() };
        expect(await store.renew(invented, now())).toBe(false);
        await store.release(invented);
      });

      it('a message that arrives while we reply is answered too', async () => {
        const { store, now } = await start();
        await store.receive(arrival('ana', 'm1', now()));
        const { conversation, lease } = await claimed(store, now());
        await store.receive(arrival('ana', 'm2', now()));
        await expect(store.save(read(conversation), lease)).rejects.toMatchObject({ code: 'overtaken' });
        const again = await store.load('ana');
        if (!again) throw new Error('expected the conversation to be there');
        await store.save(read(again), lease);
        await store.receive(arrival('ana', 'm3', now())); // after the last look, before letting go
        await store.release(lease);
        expect(await store.nextWakeAt()).toBe(now());
        const next = await claimed(store, now());
        expect(next.conversation).toMatchObject({ readUpTo: 2, lastN: 3 });
      });

      it('the next look is due when a task is, or when the lease lapses that hides it', async () => {
        const { store, now } = await start();
        expect(await store.nextWakeAt()).toBeUndefined();
        await stored(store, 'idle');
        expect(await store.nextWakeAt()).toBeUndefined();
        await stored(store, 'later', now() + 500_000);
        await stored(store, 'soon', now() + 1_000);
        expect(await store.nextWakeAt()).toBe(now() + 1_000);
        const { lease } = await claimed(store, now() + 1_000);
        expect(await store.nextWakeAt()).toBe(lease.until);
        await store.release(lease);
        expect(await store.nextWakeAt()).toBe(now() + 1_000);
        const soon = (await store.load('soon')) as Conversation;
        await store.save(read(soon));
        expect(await store.nextWakeAt()).toBe(now() + 500_000);
      });
    });

    describe('changes', () => {
      it('of fifty who change a conversation at once one wins, and the others are told', async () => {
        const { store } = await start();
        const first = await stored(store, 'ana');
        expect(first.version).toBe(1);
        const rivals = Array.from({ length: 50 }, (_, i) => store.save({ ...first, displayName: `Ana ${i}` }));
        expect(await outcomes(rivals)).toEqual({ done: 1, codes: new Set(['overtaken']) });
        const winner = await store.load('ana');
        expect(winner?.version).toBe(2);
        expect(winner?.displayName).toMatch(/^Ana \d+$/);
      });

      it('of fifty who start the same conversation one wins, and one that is unknown cannot be changed', async () => {
        const { store } = await start();
        expect(await outcomes(Array.from({ length: 50 }, () => stored(store, 'ana')))).toEqual({
          done: 1,
          codes: new Set(['overtaken']),
        });
        await expect(stored(store, 'ghost', undefined, { version: 3 })).rejects.toMatchObject({ code: 'overtaken' });
        expect(await store.load('ghost')).toBeUndefined();
      });

      it('of fifty who write the same record at once one wins, whether it is new or known', async () => {
        const { store } = await start();
        const put = (version: number) => (i: number) =>
          store.putRecord('booking', { id: 'b1', version, key: 'ana', at: 5, body: { i } });
        for (const version of [0, 1, 2]) {
          const calls = Array.from({ length: 50 }, (_, i) => put(version)(i));
          expect(await outcomes(calls)).toEqual({ done: 1, codes: new Set(['overtaken']) });
          expect(await store.getRecord('booking', 'b1')).toMatchObject({ version: version + 1 });
        }
        await expect(store.putRecord('booking', { id: 'ghost', version: 4, at: 5, body: null })).rejects.toMatchObject({
          code: 'overtaken',
        });
        expect(await store.getRecord('booking', 'ghost')).toBeUndefined();
      });
    });

    describe('what is kept', () => {
      it('records are listed newest first, by kind and by key, and come back as they were put', async () => {
        const { store } = await start();
        const body = { deep: [1.5, null, true, { text: 'ü “quoted” \u0000 😀' }] };
        for (const [id, key, at] of [
          ['old', 'ana', 1],
          ['new', 'ana', 9],
          ['mid', 'ben', 5],
        ] as const) {
          expect(await store.putRecord('lead', { id, version: 0, key, at, body })).toEqual({
            id,
            version: 1,
            key,
            at,
            body,
          });
        }
        await store.putRecord('lead', { id: 'keyless', version: 0, at: 7, body });
        await store.putRecord('turn', { id: 'old', version: 0, at: 99, body: 'another kind' });
        const ids = async (filter: { key?: string; limit: number }) =>
          (await store.listRecords('lead', filter)).map((record) => record.id);
        expect(await ids({ limit: 10 })).toEqual(['new', 'keyless', 'mid', 'old']);
        expect(await ids({ limit: 2 })).toEqual(['new', 'keyless']);
        expect(await ids({ key: 'ana', limit: 10 })).toEqual(['new', 'old']);
        expect(await ids({ key: 'nobody', limit: 10 })).toEqual([]);
        expect(await store.getRecord('lead', 'keyless')).toEqual({ id: 'keyless', version: 1, at: 7, body });
        await store.putRecord('lead', { id: 'mid', version: 1, key: 'ana', at: 20, body });
        expect(await ids({ key: 'ana', limit: 10 })).toEqual(['mid', 'new', 'old']);
      });

      it('archived entries stay once each, however often they are archived, and can be paged', async () => {
        const { store } = await start();
        const entries = Array.from({ length: 25 }, (_, i) => note(i + 1, 1_000 + i));
        await Promise.all([store.archive('ana', entries.slice(0, 20)), store.archive('ana', entries.slice(10))]);
        await store.archive('ana', entries.slice(10));
        await store.archive('ben', [note(1, 5)]);
        const pages = [
          await store.archived('ana', 0, 10),
          await store.archived('ana', 10, 10),
          await store.archived('ana', 20, 10),
        ];
        expect(pages.flat()).toEqual(entries);
        expect(await store.archived('ana', 25, 10)).toEqual([]);
        expect(await store.archived('ben', 0, 10)).toEqual([note(1, 5)]);
      });

      it('ten thousand entries of one customer are all kept, and the conversation stays as small as its tail', async () => {
        const { store } = await start();
        let conversation = await stored(store, 'ana');
        for (let page = 0; page < 50; page++) {
          for (let i = 0; i < 200; i++)
            conversation = append(conversation, { kind: 'note', at: 1_000, text: 'a word or two' });
          conversation = { ...conversation, readUpTo: conversation.lastN };
          conversation = await store.save(conversation);
          const { conversation: short, overflow } = trimmed(conversation, 20);
          await store.archive('ana', overflow);
          conversation = await store.save(short);
        }
        expect(conversation.lastN).toBe(10_000);
        expect((await store.load('ana'))?.entries.map(({ n }) => n)).toEqual(
          Array.from({ length: 20 }, (_, i) => 9_981 + i),
        );
        let last = 0;
        for (;;) {
          const page = await store.archived('ana', last, 1_000);
          expect(page.map(({ n }) => n)).toEqual(page.map((_, i) => last + 1 + i));
          if (page.length === 0) break;
          last = page.at(-1)?.n ?? last;
        }
        expect(last).toBe(9_980);
      });

      it('staff find conversations newest first, by approval and by owner, page by page', async () => {
        const { store, clock, now } = await start();
        const staff = { kind: 'staff', staffId: 'U1', name: 'Mia', since: 1 } as const;
        for (const [i, id] of ['a', 'b', 'c', 'd', 'e'].entries()) {
          clock.advance(1_000);
          await stored(store, id, undefined, {
            ...(i % 2 === 0 ? { owner: staff } : {}),
            ...(i > 2 ? { approval: approvalOf(id, { kind: 'pending' }) } : {}),
          });
        }
        const ids = async (filter: Parameters<Store['list']>[0]) =>
          (await store.list(filter)).conversations.map(({ id }) => id);
        expect(await ids({ limit: 10 })).toEqual(['e', 'd', 'c', 'b', 'a']);
        expect(await ids({ limit: 2 })).toEqual(['e', 'd']);
        expect(await ids({ owner: 'staff', limit: 10 })).toEqual(['e', 'c', 'a']);
        expect(await ids({ approval: 'pending', limit: 10 })).toEqual(['e', 'd']);
        expect(await ids({ approval: 'pending', owner: 'staff', limit: 10 })).toEqual(['e']);
        expect(await ids({ approval: 'lapsed', limit: 10 })).toEqual([]);
        clock.advance(1_000);
        const lapsed = approvalOf('d', { kind: 'lapsed', at: now() });
        await store.save({ ...((await store.load('d')) as Conversation), approval: lapsed });
        expect(await ids({ approval: 'pending', limit: 10 })).toEqual(['e']);
        expect(await ids({ limit: 1 })).toEqual(['d']);
      });

      it('paging through conversations misses none, though many changed in the same instant', async () => {
        const { store } = await start();
        const ids = Array.from({ length: 23 }, (_, i) => `c${String(i).padStart(2, '0')}`);
        await Promise.all(ids.map((id) => stored(store, id)));
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const page: ConversationPage = await store.list({ limit: 5, ...(after === undefined ? {} : { after }) });
          seen.push(...page.conversations.map(({ id }) => id));
          after = page.next;
        } while (after !== undefined && seen.length < 100);
        expect(seen).toEqual(ids.toReversed());
        await expect(store.list({ limit: 5, after: 'yesterday' })).rejects.toThrow(RangeError);
      });

      it('what was audited is only ever added to, the newest first', async () => {
        const { store } = await start();
        const line = (what: string, conversationId?: string) => ({
          at: 7,
          who: 'Mia',
          what,
          ...(conversationId === undefined ? {} : { conversationId }),
          detail: { what },
        });
        const lines = [line('started'), line('approved', 'ana'), line('approved', 'ana'), line('edited', 'ben')];
        for (const each of lines) await store.audit(each);
        expect(await store.audits({ limit: 10 })).toEqual(lines.toReversed());
        expect(await store.audits({ limit: 2 })).toEqual(lines.toReversed().slice(0, 2));
        expect(await store.audits({ conversationId: 'ana', limit: 10 })).toEqual([lines[2], lines[1]]);
      });

      it('everything is still there after a restart, leases and redeliveries included', async () => {
        const { store, now, reopen } = await start();
        if (!reopen) return; // such a store promises nothing beyond its process
        await store.receive(arrival('ana', 'm1', now()));
        await store.receive(arrival('ben', 'm2', now()));
        const { conversation, lease } = await claimed(store, now());
        await store.putRecord('lead', { id: 'l1', version: 0, at: 5, body: { x: 1 } });
        await store.archive('ana', [note(1, 5)]);
        await store.audit({ at: 5, who: 'Mia', what: 'approved', detail: null });
        const again = await reopen();
        expect(await again.load(conversation.id)).toEqual(conversation);
        expect(await again.receive(arrival('ana', 'm1', now()))).toBe('duplicate');
        expect((await claimed(again, now())).conversation.id).not.toBe(conversation.id);
        expect(await again.renew(lease, now() + LEASE_MS)).toBe(true);
        expect(await again.getRecord('lead', 'l1')).toMatchObject({ version: 1, body: { x: 1 } });
        expect(await again.archived('ana', 0, 5)).toHaveLength(1);
        expect(await again.audits({ limit: 5 })).toHaveLength(1);
        expect(await again.received(0, Number.MAX_SAFE_INTEGER, undefined, 5)).toHaveLength(2);
        await expect(again.ping()).resolves.toBeUndefined();
      });
    });
  });
}

function approvalOf(conversationId: string, state: ApprovalState): NonNullable<Conversation['approval']> {
  return {
    id: `${conversationId}.a1`,
    version: 1,
    turnId: `${conversationId}.t1`,
    reason: 'no-answer',
    why: [],
    summary: 'Asks for a discount.',
    urgency: 'normal',
    followUps: [],
    customerWords: [],
    seenUpTo: 1,
    askedAt: 1_000,
    state,
  };
}
