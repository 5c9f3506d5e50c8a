/**
 * START HERE TO RUN: builds every part once, starts them, stops them in order. The only file that knows all adapters;
 * no decision is made here.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GoogleCalendar } from '../calendars/google/google-calendar.ts';
import { createTerminal } from '../channels/terminal/terminal.ts';
import { createWebChat } from '../channels/web/web-chat.ts';
import type { WhatsAppWeb, WhatsAppWebDeps } from '../channels/whatsapp-web/whatsapp-web.ts';
import { createAgents } from './agents/list.ts';
import { type AroundCalendar, createBookings } from './bookings.ts';
import { createChangedElsewhere } from './calendar/changed-elsewhere.ts';
import { outsideCalendars } from './calendar/elsewhere.ts';
import type { CalendarAccess } from './calendar-key.ts';
import { createSystemClock } from './clock.ts';
import type { Config } from './config.ts';
import { createConsole } from './console/console.ts';
import { type Connections, createCore } from './core.ts';
import type { Business } from './domain/business.ts';
import type { Json } from './domain/json.ts';
import { createHttp, healthOfAll, type PartHealth } from './http.ts';
import { createKnowledge } from './knowledge/knowledge.ts';
import { runKnowledgeDesk } from './knowledge/run-desk.ts';
import { knowledgeVersion } from './language/answer-cache.ts';
import { createLocalLanguage, serviceWords } from './language/local-language.ts';
import { createModelChain, type ModelChain, type ModelParts } from './language/models.ts';
import { createUnderstanding } from './language/understanding.ts';
import { warmUp } from './language/warm-up.ts';
import { createCrm } from './leads/crm.ts';
import { leadsCommand } from './leads/leads-command.ts';
import { noDeskYet } from './no-desk.ts';
import { createLog } from './observe/log.ts';
import { createMetrics } from './observe/metrics.ts';
import { withOutagesTold } from './observe/outages.ts';
import { createWatchers } from './observe/watchers.ts';
import { servePage } from './page-server.ts';
import { sendingState } from './pause.ts';
import type { StaffLine } from './ports.ts';
import { type Running, runProgram, type StartOptions } from './program.ts';
import { createPulse, everyMinute } from './pulse.ts';
import { createPulseAlarm, pulseHealth } from './pulse-alarm.ts';
import { queueOf, statsOf } from './stats.ts';
import { moveData } from './store/move-data.ts';
import { openStore } from './store/open-store.ts';
import { saySoon } from './time.ts';

/** Longest wait for running work after SIGTERM. */
const STOP_MS = 20_000;

/** Builds every part, starts what the roles ask for, and says in one line a part what is on. */
export async function start(config: Config, business: Business, options: StartOptions = {}): Promise<Running> {
  const clock = createSystemClock();
  const { chat = false, models, calendars: access, ...following } = options;
  const log = createLog({ level: chat ? 'error' : config.logLevel, name: 'frontdesk' });
  const metrics = createMetrics();
  const has = (role: Config['roles'][number]) => config.roles.includes(role);

  mkdirSync(config.dataDir, { recursive: true });
  const store = withOutagesTold(await openStore(config, { clock }), { clock, log });
  const understanding = await createUnderstanding(
    { cacheDir: config.dataDir, intents: business.intents, services: serviceWords(business) },
    { log },
  );
  const knowledge = await createKnowledge(
    { dir: config.knowledgeDir, business },
    { clock, sentences: understanding.sentences },
  );
  for (const fault of knowledge.faults) log.warn({ fault }, 'knowledge: this is not spoken until it is mended');
  const connections: Connections = { channels: new Map(), desk: noDeskYet };
  const owner = `${process.pid}-${randomUUID().slice(0, 8)}`;
  const local = createLocalLanguage({ intents: business.intents, business }, understanding.learned);
  void warmUp(local, Object.values(business.spoken ?? {}));
  let outside: GoogleCalendar | undefined;
  const around = access && (await joinCalendars(access));
  const { tools, feed } = createBookings({ business, publicUrl: config.publicUrl }, { store, clock, around });
  const chain = models && (await joinModels(models));
  const language = chain?.language ?? local;
  const { sentences } = understanding;
  const taught = runKnowledgeDesk(config, {
    store,
    clock,
    knowledge,
    connections,
    business,
    language: local,
    sentences,
    log,
  });

  const crm = config.crm && createCrm(config.crm, { clock });
  const core = createCore({
    store,
    clock,
    language,
    languageOf: (spoken) =>
      createLocalLanguage({ intents: spoken.intents, business: spoken }, understanding.learnedIn(spoken)),
    knowledge,
    tools,
    agents: createAgents({ business, ...following }, { language, knowledge, tools, ...feed.links }),
    business,
    ...following,
    promptVersions: () => chain?.promptVersions ?? {},
    ...(chain ? { aroundTurn: chain.aroundTurn, joinModels: chain.join } : {}),
    connections,
    owner,
    ...(crm ? { crm } : {}),
    watchers: taught.watching(createWatchers(metrics, log)),
  });
  const actions = taught.learning(core.actions);

  const parts: Record<string, () => Promise<PartHealth> | PartHealth> = {
    store: async () => {
      await store.ping();
      return { ok: true, detail: config.mongodbUri ? 'MongoDB' : 'embedded' };
    },
    sending: () => sendingState(store),
    language: () => ({ ok: true, detail: language.name }),
    understanding: () => ({ ok: true, detail: understanding.state() }),
    ...(chain ? { model: () => ({ ok: true, detail: chain.state() }) } : {}),
    ...(crm ? { crm: crm.health } : {}),
  };
  metrics.watchQueue(() => queueOf(store, clock));
  const http = createHttp({
    parts: () => healthOfAll(parts),
    metrics: () => metrics.render(),
    failed: (error, path) => log.error({ err: error, path }, 'request failed'),
  });
  const stops: (() => Promise<void>)[] = [taught.stop];
  if (outside) {
    const { health, start: follow, stop } = outside;
    parts['calendar'] = health;
    if (has('scheduler')) follow();
    stops.push(async () => stop());
  }

  let showPicture: WhatsAppWebDeps['showPicture'];
  const changes = { watch: (run: () => void) => core.changes.watch(undefined, run) };
  const sayWhen = (at: number) => saySoon(at, clock.now(), business);
  // Slack and WhatsApp read raw bytes: they come before anything that parses.
  if (config.slack) {
    const { createSlackDesk } = await import('../channels/slack/slack-desk.ts');
    const { approvers, approverGroup } = business.approvals;
    const slack = createSlackDesk(
      { ...config.slack, approvers, ...(approverGroup ? { approverGroup } : {}) },
      { ...core, changes, actions, overview: core.oversight, facts: taught.desk, clock, log, sayWhen, web: http.app },
    );
    connections.desk = slack.desk;
    taught.askBy(slack.askFact);
    showPicture = slack.showPicture;
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
  let phone: WhatsAppWeb | undefined;
  if (config.whatsappWeb && !chat) {
    const { createWhatsAppWeb } = await import('../channels/whatsapp-web/whatsapp-web.ts');
    const print = (text: string) => void process.stdout.write(text);
    const own = { ...config.whatsappWeb, dir: join(config.dataDir, 'whatsapp-web'), owner };
    const tellStaff = (line: StaffLine) => connections.desk.tell(line);
    phone = createWhatsAppWeb(own, { ...core, store, clock, log, print, tellStaff, showPicture });
    const { channel, health, stop } = phone;
    connections.channels.set(channel.name, channel);
    stops.push(stop);
    if (has('worker')) {
      metrics.watchChannel(channel.name, () => health().ok);
      parts[channel.name] = health;
    }
  }
  const web = createWebChat({ account: 'shop' }, { intake: core.intake, transcript: core.transcript, clock });
  connections.channels.set(web.channel.name, web.channel);
  const panel = createConsole(config.consoleToken ? { token: config.consoleToken } : {}, {
    store,
    actions,
    knowledge: taught.desk,
    ledger: async (day) => (await core.ledger(day)) as unknown as Json,
    stats: async () => ({
      ...(await statsOf(store, clock, business.timeZone)),
      ...(chain ? { models: { ...(await chain.today()) } } : {}),
    }),
    sending: core.oversight,
    clock,
    changes,
    outreach: { ...core.outreach, feeds: feed.feeds },
    leads: core.leads,
  });
  if (!config.slack) connections.desk = panel.desk;
  http.app.use(web.router);
  http.app.use(feed.router);
  http.app.use(panel.router); // guards what stands below /api/console
  if (phone) http.app.use('/api/console/phone', phone.router);
  const { name: shop, timeZone } = business;
  const linked = phone ? { phone: 'yes' } : {};
  for (const page of [
    { at: '/', folder: '../channels/web/page', title: shop, data: { shop } },
    { at: '/console', folder: './console/page', title: `${shop}: console`, data: { shop, timeZone, ...linked } },
  ])
    http.app.use(servePage({ ...page, folder: fileURLToPath(new URL(page.folder, import.meta.url)) }));
  http.finish();

  const { stdin: input, stdout: output } = process;
  const talking = { transcript: core.transcript, sending: core.oversight, clock, input, output };
  const terminal = createTerminal({ intake: core.intake, ...talking });
  connections.channels.set(terminal.channel.name, terminal.channel);
  const port = has('web') && !chat ? await http.listen(config.port, config.host) : 0;
  if (has('worker')) core.agenda.start();
  if (has('worker')) phone?.start(); // the others only show how it is
  const unwatch = store.watch?.((conversationId, due) => {
    core.changes.changed(conversationId);
    if (due) core.agenda.wake();
  });
  if (unwatch) stops.push(async () => unwatch());
  if (has('scheduler')) {
    const alarm = createPulseAlarm({ clock, log, desk: () => connections.desk, counted: metrics.pulseAlarmed });
    const pulse = createPulse({ clock, schedule: everyMinute, wake: () => taught.pulse(core.agenda.wake), alarm });
    parts['pulse'] = () => pulseHealth(pulse);
    metrics.watchPulse(() => pulse.state().lastAt);
    stops.push(async () => pulse.stop());
  }

  return {
    port,
    notes: [understanding.line, ...(chain ? [chain.line] : [])],
    talk: () => terminal.run(`${business.name}. Write, and press Enter; /pause, /resume; /quit ends.`),
    async stop() {
      const work = async () => {
        await http.close();
        for (const stop of stops) await stop();
        await core.agenda.stop();
        chain?.stop();
        await understanding.stop();
        await store.close();
      };
      await Promise.race([work(), new Promise((resolve) => clock.at(clock.now() + STOP_MS, () => resolve(undefined)))]);
    },
  };

  async function joinCalendars(access: CalendarAccess): Promise<AroundCalendar> {
    const { createGoogleCalendar } = await import('../calendars/google/google-calendar.ts');
    const changed = createChangedElsewhere({ business }, { store, clock });
    const tellStaff = (text: string) => connections.desk.tell({ text, urgency: 'high' });
    return (builtIn) => {
      outside = createGoogleCalendar(
        { ...access, calendars: outsideCalendars(business), business },
        { store, clock, log, builtIn, tellStaff, changed: (change) => changed(change).then(() => core.agenda.wake()) },
      );
      return outside;
    };
  }

  async function joinModels(parts: ModelParts): Promise<ModelChain> {
    const { createOpenAiModel } = await import('./language/openai/openai-model.ts');
    const { sentences } = understanding;
    return createModelChain(
      { ...parts, owner },
      {
        local,
        business,
        store,
        clock,
        createModel: createOpenAiModel,
        keyNamed: config.keyNamed,
        baseUrl: config.openai?.baseUrl,
        encode: sentences && ((texts) => sentences.encode(texts)),
        knowledgeVersion: () => knowledgeVersion(knowledge.passages),
        reads: { knowledge, tools },
        alert: (text) => connections.desk.tell({ text, urgency: 'normal' }),
        called: metrics.modelCalled,
        cacheLooked: metrics.cacheLooked,
        failed: (error) => log.error({ err: error }, 'what a model cost could not be booked'),
      },
    );
  }
}

if (import.meta.main)
  await runProgram(process.argv.slice(2), {
    start,
    moveData: (args, config) => moveData(args, config, { clock: createSystemClock(), output: process.stdout }),
    leads: (args, config, business) =>
      leadsCommand(args, { business, output: process.stdout, open: (clock) => openStore(config, { clock }) }),
  });
