/**
 * START HERE TO RUN: builds every part once, starts them, stops them in order. The only file that knows all adapters;
 * no decision is made here.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import cron from 'node-cron';
import { createTerminal } from '../channels/terminal/terminal.ts';
import { createWebChat } from '../channels/web/web-chat.ts';
import { createAgents } from './agents/list.ts';
import { loadBusiness } from './business-config.ts';
import { createCalendar } from './calendar.ts';
import { createSystemClock } from './clock.ts';
import { type Config, loadConfig } from './config.ts';
import { createConsole } from './console/console.ts';
import { type Connections, createCore } from './core.ts';
import type { Business } from './domain/business.ts';
import { Failure } from './domain/failure.ts';
import type { Json } from './domain/json.ts';
import type { Fault } from './fault.ts';
import { createHttp, type PartHealth } from './http.ts';
import { createKnowledge } from './knowledge/knowledge.ts';
import { runKnowledgeDesk } from './knowledge/run-desk.ts';
import { createLocalLanguage, serviceWords } from './language/local-language.ts';
import { createUnderstanding } from './language/understanding.ts';
import { createLog } from './observe/log.ts';
import { createMetrics } from './observe/metrics.ts';
import { withOutagesTold } from './observe/outages.ts';
import { createWatchers } from './observe/watchers.ts';
import { servePage } from './page-server.ts';
import type { Clock, StaffDesk, Store } from './ports.ts';
import { startFault } from './start-fault.ts';
import { statsOf } from './stats.ts';
import { createSqliteStore } from './store/sqlite.ts';
import { saySoon } from './time.ts';
import { createTools } from './tools/list.ts';

/** Longest wait for running work after SIGTERM. */
const STOP_MS = 20_000;

export interface Running {
  readonly port: number;
  /** What was found at the start, a line each. */
  readonly notes: readonly string[];
  /** Talks on the terminal until `/quit`. */
  talk(): Promise<void>;
  stop(): Promise<void>;
}

/** Builds every part, starts what the roles ask for, and says in one line a part what is on. */
export async function start(config: Config, business: Business, options: { chat?: boolean } = {}): Promise<Running> {
  const clock = createSystemClock();
  const log = createLog({ level: options.chat ? 'error' : config.logLevel, name: 'frontdesk' });
  const metrics = createMetrics();
  const has = (role: Config['roles'][number]) => config.roles.includes(role);

  mkdirSync(config.dataDir, { recursive: true });
  const store = withOutagesTold(await openStore(config, clock), { clock, log });
  const understanding = await createUnderstanding(
    { cacheDir: config.dataDir, intents: business.intents, services: serviceWords(business) },
    { log },
  );
  const knowledge = await createKnowledge(
    { dir: config.knowledgeDir, business },
    { clock, sentences: understanding.sentences },
  );
  for (const fault of knowledge.faults) log.warn({ fault }, 'knowledge: this is not spoken until it is mended');
  const language = createLocalLanguage({ intents: business.intents, business }, understanding.learned);
  const tools = createTools({ business, calendar: createCalendar({ business }, { store, clock }), store, clock });

  const connections: Connections = { channels: new Map(), desk: noDeskYet };
  const { sentences } = understanding;
  const taught = runKnowledgeDesk(config, { store, clock, knowledge, connections, business, sentences, log });
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
    owner: `${process.pid}-${randomUUID().slice(0, 8)}`,
    watchers: taught.watching(createWatchers(metrics, log)),
  });
  const actions = taught.learning(core.actions);

  const parts: Record<string, () => Promise<PartHealth> | PartHealth> = {
    store: async () => {
      await store.ping();
      return { ok: true, detail: config.mongodbUri ? 'MongoDB' : 'embedded' };
    },
    language: () => ({ ok: true, detail: language.name }),
    understanding: () => ({ ok: true, detail: understanding.state() }),
  };
  const http = createHttp({
    parts: async () =>
      Object.fromEntries(
        await Promise.all(Object.entries(parts).map(async ([name, ask]) => [name, await health(ask)])),
      ),
    metrics: () => metrics.render(),
    failed: (error, path) => log.error({ err: error, path }, 'request failed'),
  });
  const stops: (() => Promise<void>)[] = [taught.stop];

  // Slack and WhatsApp read raw bytes: they come before anything that parses.
  if (config.slack) {
    const { createSlackDesk } = await import('../channels/slack/slack-desk.ts');
    const { approvers, approverGroup } = business.approvals;
    const slack = createSlackDesk(
      { ...config.slack, approvers, ...(approverGroup ? { approverGroup } : {}) },
      {
        actions,
        intake: core.intake,
        clock,
        log,
        sayWhen: (at) => saySoon(at, clock.now(), business),
        web: http.app,
      },
    );
    connections.desk = slack.desk;
    connections.channels.set(slack.channel.name, slack.channel);
    parts['slack'] = () => slack.health();
    stops.push(() => slack.stop());
    void slack.start().catch((error: unknown) => log.error({ err: error }, 'slack did not start'));
  }
  if (config.whatsapp) {
    const { createWhatsAppCloud } = await import('../channels/whatsapp-cloud/whatsapp-cloud.ts');
    const whatsapp = createWhatsAppCloud(
      { ...config.whatsapp, receiptWaitMs: business.limits.receiptWaitSeconds * 1000 },
      { intake: core.intake, clock, log },
    );
    connections.channels.set(whatsapp.channel.name, whatsapp.channel);
    http.app.use('/webhooks/whatsapp', whatsapp.router);
    parts['whatsapp'] = () => whatsapp.health();
  }
  const web = createWebChat({ account: 'shop' }, { intake: core.intake, transcript: core.transcript, clock });
  connections.channels.set(web.channel.name, web.channel);
  const panel = createConsole(config.consoleToken ? { token: config.consoleToken } : {}, {
    store,
    actions,
    knowledge: taught.desk,
    ledger: async (day) => (await core.ledger(day)) as unknown as Json,
    stats: () => statsOf(store, clock, business.timeZone),
    clock,
    changes: { watch: (run) => core.changes.watch(undefined, run) },
  });
  if (!config.slack) connections.desk = panel.desk;
  http.app.use(web.router);
  http.app.use(panel.router);
  http.app.use(
    servePage({
      at: '/',
      folder: fileURLToPath(new URL('../channels/web/page', import.meta.url)),
      title: business.name,
      data: { shop: business.name },
    }),
  );
  http.app.use(
    servePage({
      at: '/console',
      folder: fileURLToPath(new URL('./console/page', import.meta.url)),
      title: `${business.name}: console`,
      data: { shop: business.name, timeZone: business.timeZone },
    }),
  );
  http.finish();

  const terminal = createTerminal({
    intake: core.intake,
    transcript: core.transcript,
    clock,
    input: process.stdin,
    output: process.stdout,
  });
  connections.channels.set(terminal.channel.name, terminal.channel);
  const port = has('web') && !options.chat ? await http.listen(config.port, config.host) : 0;
  if (has('worker')) core.agenda.start();
  const unwatch = store.watch?.((conversationId, due) => {
    core.changes.changed(conversationId);
    if (due) core.agenda.wake();
  });
  if (unwatch) stops.push(async () => unwatch());
  // Only a pulse: what is due stands in the agenda, so a tick more or less changes nothing.
  if (has('scheduler')) {
    const pulse = cron.schedule('* * * * *', () => taught.pulse(() => core.agenda.wake()), { noOverlap: true });
    stops.push(async () => void (await pulse.destroy()));
  }

  return {
    port,
    notes: [understanding.line],
    talk: () => terminal.run(`${business.name}. Write, and press Enter; /quit ends.`),
    async stop() {
      const work = async () => {
        await http.close();
        for (const stop of stops) await stop();
        await core.agenda.stop();
        await understanding.stop();
        await store.close();
      };
      await Promise.race([work(), new Promise((resolve) => clock.at(clock.now() + STOP_MS, () => resolve(undefined)))]);
    },
  };
}

async function openStore({ mongodbUri, dataDir }: Config, clock: Clock): Promise<Store> {
  if (!mongodbUri) return createSqliteStore({ path: join(dataDir, 'frontdesk.sqlite'), clock });
  const { createMongoStore } = await import('./store/mongo.ts');
  return createMongoStore({ uri: mongodbUri, clock });
}

const noDeskYet: StaffDesk = {
  name: 'none',
  show: () => Promise.reject(new Failure('staff-desk-unavailable', 'no staff desk is attached yet')),
  find: () => Promise.reject(new Failure('staff-desk-unavailable', 'no staff desk is attached yet')),
  tell: () => Promise.reject(new Failure('staff-desk-unavailable', 'no staff desk is attached yet')),
};

async function health(ask: () => Promise<PartHealth> | PartHealth): Promise<PartHealth> {
  try {
    return await ask();
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** Starting without them would put customers' messages where nobody expects them: refuse instead. */
function notInThisVersion({ whatsappWeb }: Config): readonly Fault[] {
  return whatsappWeb
    ? [{ path: 'WHATSAPP_WEB', expected: 'nothing: this version has the official Cloud API only', got: '1' }]
    : [];
}

/** `npm run store`: moves data between the stores instead of starting. */
async function moveData({ dataDir, mongodbUri }: Config, args: readonly string[]): Promise<number> {
  const { runStoreCommand } = await import('./store-command.ts');
  const { openSqliteParts } = await import('./store/sqlite-parts.ts');
  const { createExportFile, openExportFile } = await import('./store/export-file.ts');
  mkdirSync(dataDir, { recursive: true });
  const { isTTY } = process.stdout;
  return runStoreCommand(args, {
    clock: createSystemClock(),
    embedded: (options) => openSqliteParts(join(dataDir, 'frontdesk.sqlite'), options),
    shared: mongodbUri ? async () => (await import('./store/mongo-parts.ts')).openMongoParts(mongodbUri) : undefined,
    exportFile: createExportFile,
    importFile: openExportFile,
    say: (line) => void process.stdout.write(`${isTTY ? '\r\u001b[K' : ''}${line}\n`),
    ...(isTTY ? { redraw: (line: string) => void process.stdout.write(`\r\u001b[K${line}`) } : {}),
  });
}

/** Reads the configuration or lists every fault; starts; stops on SIGTERM and Ctrl-C. */
async function main(): Promise<void> {
  const loaded = loadConfig();
  const shop = loadBusiness('config' in loaded ? loaded.config.configDir : 'config');
  const unbuilt = 'config' in loaded ? notInThisVersion(loaded.config) : [];
  const faults = [...unbuilt, ...('faults' in loaded ? loaded.faults : []), ...('faults' in shop ? shop.faults : [])];
  if ('faults' in loaded || 'faults' in shop || unbuilt.length > 0) {
    process.stderr.write(`Frontdesk cannot start, ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n`);
    for (const { path, expected, got } of faults) process.stderr.write(`  ${path}: expected ${expected}, got ${got}\n`);
    process.exitCode = 1;
    return;
  }
  const [mode, ...rest] = process.argv.slice(2);
  if (mode === '--store') {
    process.exitCode = await moveData(loaded.config, rest);
    return;
  }
  const chat = mode === '--chat';
  const running = await start(loaded.config, shop.business, { chat }).catch((error: unknown) => {
    process.stderr.write(`Frontdesk cannot start: ${startFault(error, loaded.config)}\n`);
    process.exit(1);
  });
  const say = (line: string) => void (chat || process.stdout.write(`${line}\n`));
  for (const line of [...loaded.config.describe(), ...running.notes]) say(line);
  say(`${shop.business.name}: http://localhost:${running.port} (chat), http://localhost:${running.port}/console`);
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1); // a second signal means now
    stopping = true;
    void running.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (!chat) return;
  await running.talk();
  stop();
}

if (import.meta.main) await main();
