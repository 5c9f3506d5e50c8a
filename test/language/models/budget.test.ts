/** What models cost is booked once and to the last cent, and nobody spends what others are spending at that moment. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createBudget } from '../../../src/language/budget.ts';
import type { Usage } from '../../../src/language/model.ts';
import type { Store } from '../../../src/ports.ts';
import { createSqliteStore } from '../../../src/store/sqlite.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

const clock = createManualClock(Date.parse('2026-11-23T10:00:00Z'));
const once: Usage = { calls: 1, inputTokens: 100, outputTokens: 10, cost: 0.01, currency: 'USD' };
const none = { all: 0, customer: 0 };
const limits = { customerPerDay: 0.5, businessPerDay: 10, currency: 'USD', timeZone: 'Europe/Dublin' };

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-budget-'));
  store = createSqliteStore({ path: join(folder, 'shop.sqlite'), clock });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const budgetOf = (owner: string) => createBudget({ ...limits, owner }, { store, clock, alert: async () => {} });

it('what forty turns cost that end at the same moment is booked whole, in few writes', async () => {
  let writes = 0;
  const counting: Store = {
    ...store,
    putRecord(kind, record) {
      writes++;
      return store.putRecord(kind, record);
    },
  };
  const budget = createBudget({ ...limits, owner: 'one' }, { store: counting, clock, alert: async () => {} });
  await Promise.all(Array.from({ length: 40 }, () => budget.spend(once, undefined)));
  expect(await budget.today()).toMatchObject({ calls: 40, inputTokens: 4_000 });
  expect((await budget.today()).cost).toBeCloseTo(0.4, 9);
  expect(writes).toBeLessThan(10);
});

it('two processes that answer one customer at the same moment both count', async () => {
  const customer = { id: 'web:ana', customerId: 'ana' };
  await Promise.all(['one', 'two', 'three'].map((owner) => budgetOf(owner).spend(once, customer)));
  const record = await store.getRecord('spend', 'customer:ana:2026-11-23');
  expect(record?.body).toMatchObject({ calls: 3 });
  expect(await budgetOf('four').today()).toMatchObject({ calls: 3 });
});

it('what open turns are spending counts before it is booked, and what can wait stops earlier', async () => {
  const budget = budgetOf('one');
  expect(await budget.allows('ana', none)).toBe(true);
  expect(await budget.allows('ana', { all: 0.5, customer: 0.5 })).toBe(false);
  expect(await budget.allows('ben', { all: 10, customer: 0 })).toBe(false);
  await budget.spend({ ...once, cost: 8.5 }, undefined);
  expect(await budget.allows('ben', none)).toBe(true);
  expect(await budget.allows('ben', none, 0.8)).toBe(false);
});
