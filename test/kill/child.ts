/**
 * A Frontdesk that kills itself: the real core, store, web server and channel, with ports wrapped so that the process
 * dies by SIGKILL at a chosen moment, before or after the n-th call of one operation; or by whoever started it.
 */
import { flushCompileCache } from 'node:module';
import { createWhatsAppCloud } from '../../channels/whatsapp-cloud/whatsapp-cloud.ts';
import { createAgents } from '../../src/agents/list.ts';
import { createSystemClock } from '../../src/clock.ts';
import { createCore } from '../../src/core.ts';
import { createHttp } from '../../src/http.ts';
import type { StaffDesk } from '../../src/ports.ts';
import { createMongoStore } from '../../src/store/mongo.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { createToolBox } from '../../src/tools/tool-box.ts';
import { createScriptedLanguage } from '../fakes/scripted-language.ts';
import { testShop as fixture } from '../fixtures/business.ts';
import { journalled } from './lease-journal.ts';

interface Plan {
  readonly port: number;
  /** The embedded store's file, or the address of a MongoDB. */
  readonly path?: string;
  readonly mongodbUri?: string;
  readonly leaseMs?: number;
  readonly receiptWaitMs?: number;
  /** Longest time of one call to the database; absent: the product's own. */
  readonly callMs?: number;
  /** Folder for the journal of leases; none is kept without. */
  readonly journal?: string;
  readonly apiUrl: string;
  readonly killAt?: { readonly operation: string; readonly moment: 'before' | 'after'; readonly call: number };
}

const plan = JSON.parse(process.argv[2] ?? '{}') as Plan;
const business = {
  ...fixture,
  quickReplies: [{ pattern: 'ping (\\S+)', reply: 'pong $1' }],
  limits: { ...fixture.limits, turnsPerWindow: 1_000 }, // three customers say very much in one minute
  waits: { ...fixture.waits, sentenceMs: 20, fragmentMs: 20 },
};

let calls = 0;
function die(operation: string, moment: 'before' | 'after'): void {
  if (plan.killAt?.operation !== operation || plan.killAt.moment !== moment) return;
  calls++;
  if (calls >= plan.killAt.call) process.kill(process.pid, 'SIGKILL');
}

/** The same object, with every method of it a place to die. */
function mortal<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, property, receiver) {
      const value = Reflect.get(object, property, receiver) as unknown;
      if (typeof value !== 'function') return value;
      const operation = `${name}.${String(property)}`;
      return async (...args: unknown[]) => {
        die(operation, 'before');
        const result = await (value as (...all: unknown[]) => Promise<unknown>).apply(object, args);
        die(operation, 'after');
        return result;
      };
    },
    ownKeys: (object) => Reflect.ownKeys(object),
  });
}

function spread<T extends object>(proxy: T): T {
  return Object.fromEntries(Object.keys(proxy).map((key) => [key, proxy[key as keyof T]])) as T;
}

const clock = createSystemClock();
const real = plan.mongodbUri
  ? await createMongoStore({ uri: plan.mongodbUri, clock, ...(plan.callMs ? { callMs: plan.callMs } : {}) })
  : createSqliteStore({ path: plan.path ?? '', clock });
const watched = plan.journal ? journalled(real, plan.journal, `${process.pid}-${clock.now()}`, clock) : real;
const store = spread(mortal('store', watched));
const noDesk: StaffDesk = {
  name: 'none',
  show: async (card) => ({ desk: 'none', place: '', id: card.approvalId }),
  find: async () => undefined,
  tell: async () => {},
};
const connections = { channels: new Map(), desk: noDesk };
const language = createScriptedLanguage();
const knowledge = { search: async () => [], isInternal: () => false };
const tools = createToolBox([]);
const core = createCore({
  store,
  clock,
  language,
  knowledge,
  tools,
  agents: createAgents({ business }, { language, knowledge, tools }),
  business,
  promptVersions: () => ({}),
  connections,
  owner: `child-${process.pid}`,
  leaseMs: plan.leaseMs ?? 1_000, // about as long as the next one takes to start
});
const log = { debug() {}, info() {}, warn() {}, error() {} };
const whatsapp = createWhatsAppCloud(
  {
    accessToken: 'token',
    phoneNumberId: '2001',
    appSecret: 'secret',
    verifyToken: 'verify',
    apiUrl: plan.apiUrl,
    receiptWaitMs: plan.receiptWaitMs ?? 6_000,
  },
  { intake: core.intake, clock, log },
);
const { channel } = whatsapp;
connections.channels.set(channel.name, {
  ...channel,
  async send(...args: Parameters<typeof channel.send>) {
    die('channel.send', 'before');
    const sent = await channel.send(...args);
    die('channel.send', 'after');
    return sent;
  },
});
const http = createHttp({
  parts: async () => ({}),
  metrics: async () => ({ contentType: 'text/plain', body: '' }),
  failed: () => {},
});
http.app.use('/webhooks/whatsapp', whatsapp.router);
http.finish();
await http.listen(plan.port, '127.0.0.1');
core.agenda.start();
real.watch?.((_id, due) => void (due && core.agenda.wake()));
process.on('disconnect', () => process.exit()); // whoever started us was killed
process.send?.('ready');
flushCompileCache(); // for those that come after us; few of us end in time to leave it behind
