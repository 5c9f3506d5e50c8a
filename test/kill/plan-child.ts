/**
 * A Frontdesk that dies in the middle of a plan: the real core, store and tools, with the store's writes as places to
 * die. `talk`: a customer confirms a plan; without, it only goes on where another was killed.
 */
import { createAgents } from '../../src/agents/list.ts';
import { createBookings } from '../../src/bookings.ts';
import { loadBusiness } from '../../src/business-config.ts';
import { createCore } from '../../src/core.ts';
import { conversationIdOf } from '../../src/identity.ts';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createMemoryChannel } from '../fakes/memory-channel.ts';
import { createMemoryDesk } from '../fakes/memory-desk.ts';

interface Order {
  readonly path: string;
  readonly at: number;
  /** Die before or after the n-th write once the plan was confirmed. */
  readonly killAt?: { readonly moment: 'before' | 'after'; readonly call: number };
}

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const loaded = loadBusiness('config');
if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
const { business } = loaded;
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

const language = createLocalLanguage({ intents: business.intents, business });
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
async function says(text: string, n: number): Promise<void> {
  const content = { kind: 'text', text } as const;
  const aliases = [{ kind: 'phone', value: '+353200000000' }];
  await core.intake.message({
    address,
    externalId: `m${n}`,
    aliases,
    displayName: 'Ana',
    content,
    sentAt: clock.now(),
  });
  await settle();
}

const known = await store.load(conversationId);
if (!known) {
  await says("I'd like a brake service and a gear tune on Tuesday at 10", 1);
  counting = true;
  await says('yes please', 2);
} else await settle();

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
