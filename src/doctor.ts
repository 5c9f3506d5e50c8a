/**
 * `npm run doctor [-- --config-only]`: looks at everything an owner can get wrong and prints one plain line a fault.
 * Exit code 1 when there is any. It changes nothing and shows no secret.
 */
import { access, constants, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { untranslatedNotes } from './business-config/untranslated.ts';
import { loadBusiness } from './business-config.ts';
import { loadCalendarAccess } from './calendar-key.ts';
import { createSystemClock } from './clock.ts';
import { type Config, type Environment, loadConfig } from './config.ts';
import type { Business } from './domain/business.ts';
import { type Fault, faultLine, reasonOf, shown } from './fault.ts';
import { createKnowledge } from './knowledge/knowledge.ts';
import { loadModelParts } from './language/models.ts';
import type { Clock } from './ports.ts';

export interface Diagnosis {
  readonly faults: readonly Fault[];
  /** Nothing is wrong yet, but somebody should know. */
  readonly notes: readonly string[];
}

/** How long a platform may take to answer before it counts as unreachable. */
const TIMEOUT_MS = 10_000;
/** A database that is nearer than they are. */
const STORE_TIMEOUT_MS = 5_000;
const SLACK_API_URL = 'https://slack.com/api';
const OPENAI_API_URL = 'https://api.openai.com/v1';

/** Every fault of the configuration; without `configOnly` also of the data folder and the connections. */
export async function diagnose(
  options: { readonly configOnly: boolean; readonly env?: Environment },
  deps: { readonly clock: Clock },
): Promise<Diagnosis> {
  const loaded = options.env ? loadConfig(options.env) : loadConfig();
  if ('faults' in loaded) return { faults: loaded.faults, notes: ['the rest is looked at once these are corrected'] };
  const { config } = loaded;
  const known = loadBusiness(config.configDir);
  const business = 'business' in known ? known.business : undefined;
  const knowledge = await createKnowledge({ dir: config.knowledgeDir, ...(business ? { business } : {}) }, deps);
  const models = config.openai ? loadModelParts(config.configDir) : { faults: [] };
  const calendars = business ? loadCalendarAccess(config.keyNamed, business) : {};
  const faults = [known, models, calendars].flatMap((part) => ('faults' in part ? part.faults : []));
  faults.push(...knowledge.faults);
  const notes = [...(options.configOnly ? [] : config.describe()), ...knowledge.notices().map(faultLine)];
  if (business) notes.push(...untranslatedNotes(config.configDir, business));
  if (options.configOnly) return { faults, notes };
  const outside = await Promise.all([folderFaults(config.dataDir), browserFaults(config), ...connections(config)]);
  return { faults: [...faults, ...(business ? phoneFaults(business, config) : []), ...outside.flat()], notes };
}

/** Steps of the escalation that go to people's phones need a channel that is on. */
function phoneFaults({ approvals }: Business, { whatsapp, whatsappWeb }: Config): readonly Fault[] {
  const on = [...(whatsapp ? ['whatsapp'] : []), ...(whatsappWeb ? ['whatsapp-web'] : [])];
  const known = ['thread', 'mention', 'direct-message', ...on];
  return approvals.escalation.flatMap(({ how }, at) =>
    known.includes(how)
      ? []
      : [{ path: `approvals.escalation.${at}.how`, expected: `one of ${known.join(', ')}`, got: shown(how) }],
  );
}

/** A browser that is not named is looked for when it is needed. */
async function browserFaults({ whatsappWeb }: Config): Promise<readonly Fault[]> {
  const path = whatsappWeb?.chromiumPath;
  if (path === undefined) return [];
  try {
    await access(path, constants.X_OK);
    return [];
  } catch (cause) {
    return [{ path: 'CHROMIUM_PATH', expected: 'a Chromium that we may start', got: reasonOf(cause) }];
  }
}

async function folderFaults(dir: string): Promise<readonly Fault[]> {
  const probe = join(dir, `.doctor-${process.pid}`);
  try {
    await mkdir(dir, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
    return [];
  } catch (cause) {
    const got = reasonOf(cause);
    return [{ path: `DATA_DIR ${dir}`, expected: 'a folder we may write to', got }];
  }
}

function connections({ mongodbUri, whatsapp, slack, openai }: Config): readonly Promise<readonly Fault[]>[] {
  const asked: Promise<readonly Fault[]>[] = [];
  if (mongodbUri) asked.push(askStore(mongodbUri));
  if (whatsapp) {
    const url = `${whatsapp.apiUrl}/${whatsapp.phoneNumberId}?fields=id`;
    asked.push(ask('WHATSAPP_ACCESS_TOKEN', url, whatsapp.accessToken, 'GET', (body) => body.id !== undefined));
  }
  // Slack answers 200 also when it refuses: https://docs.slack.dev/reference/methods/auth.test, looked up 2026-11.
  if (slack)
    asked.push(
      ask(
        'SLACK_BOT_TOKEN',
        `${slack.apiUrl ?? SLACK_API_URL}/auth.test`,
        slack.botToken,
        'POST',
        (body) => body.ok === true,
      ),
    );
  if (openai)
    asked.push(ask('OPENAI_API_KEY', `${openai.baseUrl ?? OPENAI_API_URL}/models`, openai.apiKey, 'GET', () => true));
  return asked;
}

/** Logs in and asks for a sign of life, by the driver alone: opening the store would make its indexes. */
async function askStore(uri: string): Promise<readonly Fault[]> {
  const { MongoClient } = await import('mongodb');
  const fault = (expected: string, got: string) => [{ path: 'MONGODB_URI', expected, got }];
  const read = () =>
    new MongoClient(uri, {
      serverSelectionTimeoutMS: STORE_TIMEOUT_MS,
      connectTimeoutMS: STORE_TIMEOUT_MS,
      socketTimeoutMS: STORE_TIMEOUT_MS,
    });
  let client: ReturnType<typeof read>;
  try {
    client = read();
  } catch {
    // What the driver says here may repeat a piece of the password.
    return fault('mongodb://NAME:PASSWORD@HOST:PORT/DATABASE, specials percent-encoded', 'another shape (not shown)');
  }
  const { srvHost, hosts } = client.options;
  try {
    await client.db().command({ ping: 1 });
    return [];
  } catch (cause) {
    return fault(`${srvHost ?? hosts.map(String).join(', ')} to answer and let us in`, (cause as Error).message);
  } finally {
    await client.close();
  }
}

async function ask(
  variable: string,
  url: string,
  token: string,
  method: 'GET' | 'POST',
  fine: (body: Record<string, unknown>) => boolean,
): Promise<readonly Fault[]> {
  const { host } = new URL(url);
  const fault = (got: string) => [{ path: variable, expected: `${host} to accept it`, got }];
  try {
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    if (response.ok && fine(body)) return [];
    const said =
      typeof body.error === 'string' ? body.error : ((body.error as { message?: unknown } | undefined)?.message ?? '');
    return fault(`status ${response.status} ${String(said).replaceAll(token, '(hidden)')}`.trim());
  } catch (cause) {
    const { cause: behind } = cause as { cause?: unknown }; // fetch says "fetch failed"; why stands behind it
    return fault(`no answer (${reasonOf(behind ?? cause)})`);
  }
}

if (import.meta.main) {
  const configOnly = process.argv.includes('--config-only');
  const { faults, notes } = await diagnose({ configOnly }, { clock: createSystemClock() });
  for (const note of notes) process.stdout.write(`${note}\n`);
  for (const fault of faults) process.stderr.write(`${faultLine(fault)}\n`);
  process.stdout.write(faults.length === 0 ? 'Everything is in order.\n' : `${faults.length} to correct.\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
