/**
 * Secrets and addresses from the environment: the only file that reads it. A part whose variables are absent is off; a
 * wrong or half-set one stops the start with every fault listed. A secret's value never stands in a fault or a description.
 */
import { readCrm } from './config-crm.ts';
import { type Fault, shown } from './fault.ts';
import { hostsIn } from './hosts-in.ts';
import { editDistance } from './nearest-word.ts';

export const ROLES = ['web', 'worker', 'scheduler'] as const;
export type Role = (typeof ROLES)[number];
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly configDir: string;
  readonly knowledgeDir: string;
  /** Read the knowledge again whenever its folder changes: not in production, where a command or SIGHUP says when. */
  readonly watchKnowledge: boolean;
  readonly mongodbUri?: string;
  readonly logLevel: LogLevel;
  readonly consoleToken?: string;
  /** How customers reach this server, for links to it; without a slash at the end. */
  readonly publicUrl?: string;
  readonly whatsapp?: {
    readonly accessToken: string;
    readonly phoneNumberId: string;
    readonly appSecret: string;
    readonly verifyToken: string;
    /** Base URL with version, without a slash at the end. */
    readonly apiUrl: string;
  };
  readonly whatsappWeb?: { readonly chromiumPath?: string; readonly chromiumArgs: readonly string[] };
  readonly slack?: {
    readonly botToken: string;
    readonly approvalChannel: string;
    readonly signingSecret?: string;
    readonly appToken?: string;
    readonly apiUrl?: string;
  };
  readonly openai?: { readonly apiKey: string; readonly baseUrl?: string };
  /** A customer system that is told about leads. */
  readonly crm?: { readonly url: string; readonly secret: string };
  /** What only one part asks for, by the name of its variable. */
  keyNamed(variable: string): string | undefined;
  readonly otlpEndpoint?: string;
  readonly roles: readonly Role[];
  /** One plain line a part: on and where, or off and what would turn it on. Holds no secrets. */
  describe(): readonly string[];
}

export type LoadedConfig = { readonly config: Config } | { readonly faults: readonly Fault[] };
export type Environment = Readonly<Record<string, string | undefined>>;

/** Graph API version: https://developers.facebook.com/docs/graph-api/changelog, looked up 2026-11. */
const WHATSAPP_API_URL = 'https://graph.facebook.com/v25.0';
const WHATSAPP_GROUP = [
  'WHATSAPP_ACCESS_TOKEN',
  'WHATSAPP_PHONE_NUMBER_ID',
  'WHATSAPP_APP_SECRET',
  'WHATSAPP_VERIFY_TOKEN',
] as const;
const SLACK_GROUP = ['SLACK_BOT_TOKEN', 'SLACK_APPROVAL_CHANNEL', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'] as const;
export const VARIABLES: readonly string[] = [
  ...[
    'PORT',
    'HOST',
    'DATA_DIR',
    'CONFIG_DIR',
    'KNOWLEDGE_DIR',
    'MONGODB_URI',
    'LOG_LEVEL',
    'CONSOLE_TOKEN',
    'PUBLIC_URL',
  ],
  ...[
    ...WHATSAPP_GROUP,
    'WHATSAPP_API_URL',
    'WHATSAPP_WEB',
    'CHROMIUM_PATH',
    'CHROMIUM_ARGS',
    ...SLACK_GROUP,
    'SLACK_API_URL',
  ],
  ...['GOOGLE_CALENDAR_KEY_FILE', 'GOOGLE_CALENDAR_API_URL'],
  ...['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'FRONTDESK_ROLES'],
  ...['CRM_WEBHOOK_URL', 'CRM_WEBHOOK_SECRET'],
];
/** Names that start like this are meant for us, so a near miss is a typing mistake. */
const OUR_PREFIXES = /^(?:WHATSAPP_|SLACK_|FRONTDESK_|CONSOLE_|KNOWLEDGE_|GOOGLE_|CRM_)/u;

/** Every variable of the environment, checked. An empty value counts as absent. */
export function loadConfig(env: Environment = process.env): LoadedConfig {
  const faults: Fault[] = [];
  const read = createReader(env, faults);
  const consoleToken = read.secret('CONSOLE_TOKEN');
  const mongodbUri = read.secret(
    'MONGODB_URI',
    /^mongodb(?:\+srv)?:\/\/\S+$/u,
    'an address that starts with mongodb:// or mongodb+srv://',
  );
  const publicUrl = read.url('PUBLIC_URL');
  const otlpEndpoint = read.url('OTEL_EXPORTER_OTLP_ENDPOINT');
  const whatsapp = readWhatsApp(read);
  const whatsappWeb = readWhatsAppWeb(read);
  const slack = readSlack(read);
  const openai = readOpenAi(read);
  const crm = readCrm(read);
  const settings = {
    port: read.integer('PORT', 3000, 0, 65_535),
    host: read.text('HOST') ?? '0.0.0.0',
    dataDir: read.text('DATA_DIR') ?? './data',
    configDir: read.text('CONFIG_DIR') ?? './config',
    knowledgeDir: read.text('KNOWLEDGE_DIR') ?? './knowledge',
    watchKnowledge: read.text('NODE_ENV') !== 'production',
    logLevel: read.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
    roles: read.roles(),
    ...(mongodbUri ? { mongodbUri } : {}),
    ...(consoleToken ? { consoleToken } : {}),
    ...(publicUrl ? { publicUrl } : {}),
    ...(otlpEndpoint ? { otlpEndpoint } : {}),
    ...(whatsapp ? { whatsapp } : {}),
    ...(whatsappWeb ? { whatsappWeb } : {}),
    ...(slack ? { slack } : {}),
    ...(openai ? { openai } : {}),
    ...(crm ? { crm } : {}),
  };
  faults.push(...misspelt(env));
  return faults.length > 0
    ? { faults }
    : { config: { ...settings, keyNamed: read.text, describe: () => describe(settings) } };
}

type Reader = ReturnType<typeof createReader>;

function createReader(env: Environment, faults: Fault[]) {
  const fault = (path: string, expected: string, got: string) => void faults.push({ path, expected, got });
  const text = (name: string) => env[name]?.trim() || undefined;
  return {
    fault,
    text,
    /** Checked like a text, but a fault never repeats it. */
    secret(name: string, shape = /^\S+$/u, expected = 'one word without spaces'): string | undefined {
      const value = text(name);
      if (value !== undefined && !shape.test(value))
        fault(name, expected, `${value.length} other characters (not shown)`);
      return value;
    },
    url(name: string): string | undefined {
      const value = text(name);
      if (value === undefined) return undefined;
      const url = URL.canParse(value) ? new URL(value) : undefined;
      if (!url || !/^https?:$/u.test(url.protocol))
        fault(name, 'an address that starts with https:// or http://', shown(value));
      else if (url.username || url.password)
        fault(name, 'an address without a password in it', 'one with a password (not shown)');
      return value.replace(/\/+$/u, '');
    },
    /** Words apart by spaces; what stands in quotes is one word, its quotes left out. */
    args: (name: string): readonly string[] =>
      (text(name)?.match(/(?:"[^"]*"|'[^']*'|\S)+/gu) ?? []).map((word) => word.replace(/["']/gu, '')),
    integer(name: string, preset: number, least: number, most: number): number {
      const value = text(name);
      if (value === undefined) return preset;
      const number = /^\d+$/u.test(value) ? Number(value) : Number.NaN;
      if (!(number >= least && number <= most)) fault(name, `a whole number from ${least} to ${most}`, shown(value));
      return number;
    },
    oneOf<T extends string>(name: string, known: readonly T[], preset: T): T {
      const value = text(name)?.toLowerCase() ?? preset;
      const found = known.find((one) => one === value);
      if (found === undefined) fault(name, `one of ${known.join(', ')}`, shown(value));
      return found ?? preset;
    },
    roles(): readonly Role[] {
      const names =
        text('FRONTDESK_ROLES')
          ?.split(/[\s,]+/u)
          .filter(Boolean) ?? ROLES;
      const unknown = names.filter((name) => !ROLES.some((role) => role === name));
      if (unknown.length > 0) fault('FRONTDESK_ROLES', `some of ${ROLES.join(',')}`, shown(unknown.join(',')));
      return ROLES.filter((role) => names.includes(role));
    },
    flag(name: string): boolean {
      const value = text(name)?.toLowerCase() ?? '0';
      if (!['0', '1', 'true', 'false'].includes(value)) fault(name, '1 to turn it on, or nothing', shown(value));
      return value === '1' || value === 'true';
    },
  };
}

function readWhatsApp(read: Reader): Config['whatsapp'] {
  const apiUrl = read.url('WHATSAPP_API_URL') ?? WHATSAPP_API_URL;
  const [accessToken, phoneNumberId, appSecret, verifyToken] = [
    read.secret('WHATSAPP_ACCESS_TOKEN'),
    read.text('WHATSAPP_PHONE_NUMBER_ID'),
    read.secret('WHATSAPP_APP_SECRET'),
    read.secret('WHATSAPP_VERIFY_TOKEN'),
  ];
  if (phoneNumberId && !/^\d+$/u.test(phoneNumberId)) {
    read.fault(
      'WHATSAPP_PHONE_NUMBER_ID',
      'the phone number id from the app page (digits only; not the phone number itself)',
      shown(phoneNumberId),
    );
  }
  if (accessToken && phoneNumberId && appSecret && verifyToken)
    return { accessToken, phoneNumberId, appSecret, verifyToken, apiUrl };
  const set = WHATSAPP_GROUP.filter((name) => read.text(name));
  if (set.length > 0) {
    for (const name of WHATSAPP_GROUP)
      if (!set.includes(name)) read.fault(name, `a value, because ${set.join(' and ')} is set`, 'nothing');
  }
  return undefined;
}

function readWhatsAppWeb(read: Reader): Config['whatsappWeb'] {
  if (!read.flag('WHATSAPP_WEB')) return undefined;
  const chromiumPath = read.text('CHROMIUM_PATH');
  const chromiumArgs = read.args('CHROMIUM_ARGS');
  if (chromiumArgs.includes('--ignore-certificate-errors') && read.text('NODE_ENV') === 'production')
    read.fault('CHROMIUM_ARGS', 'nothing that lets others listen in', '--ignore-certificate-errors');
  return { chromiumArgs, ...(chromiumPath ? { chromiumPath } : {}) };
}

function readSlack(read: Reader): Config['slack'] {
  const apiUrl = read.url('SLACK_API_URL');
  const botToken = read.secret(
    'SLACK_BOT_TOKEN',
    /^(?!xapp-|xoxp-)\S+$/u,
    'the bot token (xoxb-...), not another kind of token',
  );
  const appToken = read.secret(
    'SLACK_APP_TOKEN',
    /^(?!xoxb-|xoxp-)\S+$/u,
    'the app-level token (xapp-...), not another kind of token',
  );
  const signingSecret = read.secret('SLACK_SIGNING_SECRET');
  const approvalChannel = read.text('SLACK_APPROVAL_CHANNEL');
  const set = SLACK_GROUP.filter((name) => read.text(name));
  if (set.length === 0) return undefined;
  const because = `because ${set.join(' and ')} is set`;
  if (!botToken) read.fault('SLACK_BOT_TOKEN', `a value, ${because}`, 'nothing');
  if (!approvalChannel) read.fault('SLACK_APPROVAL_CHANNEL', `the channel for approvals, ${because}`, 'nothing');
  if (!signingSecret && !appToken)
    read.fault('SLACK_SIGNING_SECRET', `a value, or SLACK_APP_TOKEN for Socket Mode, ${because}`, 'nothing');
  if (!botToken || !approvalChannel) return undefined;
  return {
    botToken,
    approvalChannel,
    ...(signingSecret ? { signingSecret } : {}),
    ...(appToken ? { appToken } : {}),
    ...(apiUrl ? { apiUrl } : {}),
  };
}

function readOpenAi(read: Reader): Config['openai'] {
  const baseUrl = read.url('OPENAI_BASE_URL');
  const apiKey = read.secret('OPENAI_API_KEY');
  return apiKey ? { apiKey, ...(baseUrl ? { baseUrl } : {}) } : undefined;
}

function misspelt(env: Environment): readonly Fault[] {
  return Object.keys(env).flatMap((name) => {
    if (!OUR_PREFIXES.test(name) || VARIABLES.includes(name)) return [];
    const meant = VARIABLES.find((known) => !env[known] && editDistance(name, known) <= 2);
    return meant
      ? [{ path: name, expected: `a known name (did you mean ${meant}?)`, got: 'a name that nothing reads' }]
      : [];
  });
}

function describe(config: Omit<Config, 'describe' | 'keyNamed'>): readonly string[] {
  const { whatsapp, whatsappWeb, slack, openai, crm } = config;
  return [
    `web chat: on, port ${config.port}`,
    config.mongodbUri ? `store: MongoDB at ${hostsIn(config.mongodbUri)}` : `store: embedded, in ${config.dataDir}`,
    whatsapp
      ? `WhatsApp: on, phone number id ${whatsapp.phoneNumberId}`
      : 'WhatsApp: off (set WHATSAPP_ACCESS_TOKEN and its neighbours)',
    whatsappWeb
      ? "WhatsApp through the shop's own phone: on, not permitted by WhatsApp (the Cloud API is the recommended route)"
      : "WhatsApp through the shop's own phone: off (the Cloud API is the recommended route)",
    slack
      ? `Slack: on, ${slack.appToken ? 'Socket Mode' : 'HTTP'}, approvals in ${slack.approvalChannel}`
      : 'Slack: off, approvals in the console (set SLACK_BOT_TOKEN and its neighbours)',
    openai
      ? `language: local, then models${openai.baseUrl ? ` at ${openai.baseUrl}` : ''}`
      : 'language: local (set OPENAI_API_KEY to ask models as well)',
    ...(crm ? [`leads: told to ${new URL(crm.url).host}`] : []),
    config.consoleToken ? 'console: with token' : 'console: on this machine only (set CONSOLE_TOKEN to open it)',
    `tracing: kept in the store${config.otlpEndpoint ? ' (OTEL_EXPORTER_OTLP_ENDPOINT is set, but this version exports nothing)' : ''}`,
  ];
}
