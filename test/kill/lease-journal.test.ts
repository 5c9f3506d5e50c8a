/** The journal of leases tells two workers in one conversation from one after the other: the check can fail. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { item } from '../../src/domain/agenda.ts';
import { newConversation, withAgenda } from '../../src/domain/conversation.ts';
import type { Lease, Store } from '../../src/ports.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { intrusions, journalled, readJournals } from './lease-journal.ts';

const AGREED_MS = 1_000;
const ID = 'web:shop:ana';

let folder: string;
let clock: ReturnType<typeof createManualClock>;
let stores: Store[];

function processNamed(name: string, change: (real: Store) => Partial<Store> = () => ({})): Store {
  const real = createSqliteStore({ path: join(folder, 'shop.sqlite'), clock });
  stores.push(real);
  return journalled({ ...real, ...change(real) }, folder, name, clock);
}

async function claim(store: Store, owner: string, leaseMs = AGREED_MS): Promise<Lease> {
  const claimed = await store.claim(clock.now(), owner, leaseMs);
  if (!claimed) throw new Error(`expected a conversation for ${owner}, all are taken`);
  return claimed.lease;
}

const seen = () => intrusions(readJournals(folder), AGREED_MS);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-journal-'));
  clock = createManualClock();
  stores = [];
  const address = { channel: 'web', account: 'shop', key: 'ana' };
  const ana = newConversation({ id: ID, address, customerId: 'ana' }, clock.now());
  await processNamed('setup').save(withAgenda(ana, item('turn', { kind: 'take-turn' }, clock.now())));
});
afterEach(async () => {
  for (const store of stores) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

it('sees nothing wrong when one worker follows another that gave the conversation back', async () => {
  const first = processNamed('first');
  const lease = await claim(first, 'first');
  await first.renew(lease, clock.now() + 5 * AGREED_MS);
  await first.release(lease);
  await claim(processNamed('second'), 'second');
  expect(seen()).toEqual([]);
});

it('sees nothing wrong when one worker follows another that died and whose lease ran out', async () => {
  await claim(processNamed('first'), 'first');
  clock.advance(AGREED_MS);
  await claim(processNamed('second'), 'second');
  expect(seen()).toEqual([]);
});

it('sees a worker that comes while another is at work, because its lease is shorter than agreed', async () => {
  await claim(processNamed('first'), 'first', 0);
  await claim(processNamed('second'), 'second');
  expect(seen()).toEqual([`${ID}: second came ${AGREED_MS} ms before first was through`]);
});

it('sees a worker that comes although the lease had been renewed', async () => {
  const first = processNamed('first', () => ({ renew: async () => true })); // says so, and stores nothing
  await first.renew(await claim(first, 'first'), clock.now() + 3 * AGREED_MS);
  clock.advance(AGREED_MS);
  await claim(processNamed('second'), 'second');
  expect(seen()).toEqual([`${ID}: second came ${2 * AGREED_MS} ms before first was through`]);
});

it('sees a save by a worker that had lost the conversation to another', async () => {
  const first = processNamed('first', (real) => ({ save: (conversation) => real.save(conversation) })); // no fence
  const lease = await claim(first, 'first');
  clock.advance(AGREED_MS);
  await claim(processNamed('second'), 'second');
  clock.advance(1);
  const conversation = await first.load(ID);
  if (!conversation) throw new Error('expected the conversation, found none');
  await first.save(conversation, lease);
  expect(seen()).toEqual([`${ID}: first saved after second had come`]);
});
