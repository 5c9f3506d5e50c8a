/**
 * A Frontdesk that dies in the middle of a plan: the real core, store and tools, with the store's writes as places to
 * die. The first one begins with a plan that was just confirmed; another goes on where it was killed.
 */
import { createAgents } from '../../src/agents/list.ts';
import { createBookings } from '../../src/bookings.ts';
import { createCore } from '../../src/core.ts';
import { item } from '../../src/domain/agenda.ts';
import { newConversation, withAgenda } from '../../src/domain/conversation.ts';
import { conversationIdOf } from '../../src/identity.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { HOUR_MS } from '../../src/time.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createMemoryChannel } from '../fakes/memory-channel.ts';
import { createMemoryDesk } from '../fakes/memory-desk.ts';
import { createScriptedLanguage } from '../fakes/scripted-language.ts';
import { testShop as business } from '../fixtures/business.ts';

interface Order {
  readonly path: string;
  readonly at: number;
  /** Die before or after the n-th write once the plan was confirmed. */
  readonly killAt?: { readonly moment: 'before' | 'after'; readonly call: number };
}

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const clock = createManualClock(order.at);
const real = createSqliteStore({ path: order.path, clock });

let counting = false;
let calls = 0;
async function mortal<T>(write: () => Promise<T>): Promise<T> {
  const { moment, call } = order.killAt ?? {};
  if (counting) calls++;
  if (counting && moment === 'before' && calls === call) process.kill(process.pid, 'SIGKILL');
  const result = await write();
  if (counting && moment === 'after' && calls === call) process.kill(process.pid, 'SIGKILL');
  return result;
}
const store = {
  ...real,
  save: (...args: Parameters<typeof real.save>) => mortal(() => real.save(...args)),
  putRecord: (...args: Parameters<typeof real.putRecord>) => mortal(() => real.putRecord(...args)),
};

const language = createScriptedLanguage();
const knowledge = { search: async () => [], isInternal: () => false };
const { tools } = createBookings({ business, publicUrl: undefined }, { store, clock });
const channel = createMemoryChannel('memory');
const core = createCore({
  store,
  clock,
  language,
  knowledge,
  tools,
  agents: createAgents({ business }, { language, knowledge, tools }),
  business,
  promptVersions: () => ({}),
  connections: { channels: new Map([['memory', channel.channel]]), desk: createMemoryDesk().desk },
  owner: `child-${process.pid}`,
});
const address = { channel: 'memory', account: 'shop', key: 'ana' };
const conversationId = conversationIdOf(address);

async function settle(): Promise<void> {
  const until = clock.now() + 60_000;
  for (;;) {
    await core.agenda.runDue();
    const next = await store.nextWakeAt();
    if (next === undefined || next > until) return;
    clock.set(Math.max(next, clock.now()));
  }
}
const known = await store.load(conversationId);
if (!known) {
  const seed = { id: conversationId, address, customerId: 'k_ana', displayName: 'Ana' };
  const call = { tool: 'run-plan', input: { planId: `${conversationId}.p1`, steps: steps() } };
  const confirmed = item(
    `${conversationId}.t1.tool`,
    { kind: 'call-tool', call, turnId: `${conversationId}.t1` },
    clock.now(),
  );
  await store.save(withAgenda(newConversation(seed, clock.now()), confirmed));
  counting = true;
}
await settle();

/** What the customer said yes to: two services on Tuesday, one after the other. */
function steps() {
  const startAt = Date.parse('2026-11-24T10:00:00Z');
  return ['basic-service', 'full-service'].map((serviceId, at) => ({
    call: { tool: 'book-slot', input: { serviceId, staffId: 'aoife', startAt: startAt + at * HOUR_MS, name: 'Ana' } },
    words: serviceId,
  }));
}

const records = await store.listRecords('booking', { limit: 20 });
const conversation = await store.load(conversationId);
process.send?.({
  writes: calls,
  bookings: records.map(({ body }) => {
    const { serviceId, status } = body as { serviceId: string; status: string };
    return `${serviceId} ${status}`;
  }),
  ends: conversation?.entries.filter((entry) => entry.kind === 'tool-answered').length,
  told: conversation?.entries.flatMap((entry) => (entry.kind === 'bot-said' ? [entry.message.text] : [])).slice(-1),
});
await store.close();
