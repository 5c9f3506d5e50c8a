/** The program as a shell sees it: reads the configuration or lists every fault, starts, stops on SIGTERM and Ctrl-C. */
import { loadBusiness } from './business-config.ts';
import { type CalendarAccess, loadCalendarAccess } from './calendar-key.ts';
import { type Config, loadConfig } from './config.ts';
import type { Business } from './domain/business.ts';
import type { FollowUpRules } from './follow-ups/rules.ts';
import { loadModelParts, type ModelParts } from './language/models.ts';
import { startFault } from './start-faults.ts';

export interface Running {
  readonly port: number;
  /** What was found at the start, a line each. */
  readonly notes: readonly string[];
  /** Talks on the terminal until `/quit`. */
  talk(): Promise<void>;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly chat?: boolean;
  readonly followUps?: FollowUpRules;
  readonly models?: ModelParts;
  /** To staff's own calendars; absent: the built-in one alone. */
  readonly calendars?: CalendarAccess;
}

export interface ProgramDeps {
  readonly start: (config: Config, business: Business, options: StartOptions) => Promise<Running>;
  /** `--store`: moves the data instead of starting; resolves with the exit code. */
  readonly moveData: (args: readonly string[], config: Config) => Promise<number>;
  /** `--leads`: writes the leads to a file instead of starting; resolves with the exit code. */
  readonly leads: (args: readonly string[], config: Config, business: Business) => Promise<number>;
}

/** Runs until it is told to stop. `args`: `--chat` talks on the terminal, `--store ...` moves data, `--leads ...` writes leads. */
export async function runProgram(args: readonly string[], { start, moveData, leads }: ProgramDeps): Promise<void> {
  const loaded = loadConfig();
  const shop = loadBusiness('config' in loaded ? loaded.config.configDir : 'config');
  const models = 'config' in loaded && loaded.config.openai ? loadModelParts(loaded.config.configDir) : undefined;
  const calendars =
    'config' in loaded && 'business' in shop ? loadCalendarAccess(loaded.config.keyNamed, shop.business) : {};
  const faults = [loaded, shop, models, calendars].flatMap((part) => (part && 'faults' in part ? part.faults : []));
  if ('faults' in loaded || 'faults' in shop || faults.length > 0) {
    process.stderr.write(`Frontdesk cannot start, ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n`);
    for (const { path, expected, got } of faults) process.stderr.write(`  ${path}: expected ${expected}, got ${got}\n`);
    process.exitCode = 1;
    return;
  }
  const [mode, ...rest] = args;
  if (mode === '--store') {
    process.exitCode = await moveData(rest, loaded.config);
    return;
  }
  if (mode === '--leads') {
    process.exitCode = await leads(rest, loaded.config, shop.business);
    return;
  }
  const chat = mode === '--chat';
  const parts = {
    ...(models && 'parts' in models ? { models: models.parts } : {}),
    ...('access' in calendars && calendars.access ? { calendars: calendars.access } : {}),
  };
  const running = await start(loaded.config, shop.business, { chat, followUps: shop.followUps, ...parts }).catch(
    (error: unknown) => {
      process.stderr.write(`Frontdesk cannot start: ${startFault(error, loaded.config)}\n`);
      process.exit(1);
    },
  );
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
