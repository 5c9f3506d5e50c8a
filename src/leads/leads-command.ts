/** `npm run leads -- export [--since DATE] FILE.csv`: every lead as a line for a spreadsheet. Changes nothing. */
import { writeFile } from 'node:fs/promises';
import { createSystemClock } from '../clock.ts';
import type { Business } from '../domain/business.ts';
import { isFailure } from '../domain/failure.ts';
import type { Clock, Store } from '../ports.ts';
import { startOfDay } from '../time.ts';
import { leadsAsCsv } from './lead-csv.ts';
import { MOST_EXPORTED } from './lead-desk.ts';
import { createLeads } from './leads.ts';

export interface LeadsCommandDeps {
  readonly business: Business;
  readonly open: (clock: Clock) => Promise<Store>;
  readonly output: { write(text: string): unknown };
}

const USAGE = `Usage: npm run leads -- export [--since YYYY-MM-DD] FILE.csv
Leads that changed on that day or later (all without it), oldest first. An existing file is not overwritten.`;

/** Exit code: 0 done, 1 not done, 2 the arguments make no sense. */
export async function leadsCommand(
  args: readonly string[],
  { business, open, output }: LeadsCommandDeps,
): Promise<number> {
  const say = (line: string) => void output.write(`${line}\n`);
  const wish = wishIn(args, business.timeZone);
  if (!wish) {
    say(USAGE);
    return 2;
  }
  const clock = createSystemClock();
  try {
    const store = await open(clock);
    try {
      const leads = await createLeads({ business }, { store, clock }).list({ limit: MOST_EXPORTED });
      const some = leads.filter(({ changedAt }) => changedAt >= (wish.since ?? 0));
      // `wx`: customers' words are not to be written over something else by a slip.
      await writeFile(wish.file, leadsAsCsv(some, business), { encoding: 'utf8', flag: 'wx', mode: 0o600 });
      say(`${some.length} leads written to ${wish.file}`);
      return 0;
    } finally {
      await store.close();
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EEXIST') say(`${wish.file}: expected a file that does not exist yet, got one that does`);
    else if (isFailure(error)) say(error.message);
    else if (code === undefined) throw error;
    else say(`${wish.file}: cannot be written (${code})`);
    return 1;
  }
}

function wishIn(args: readonly string[], timeZone: string): { file: string; since?: number } | undefined {
  const [command, ...rest] = args;
  const [flag, day = '', ...files] = rest[0] === '--since' ? rest : [undefined, undefined, ...rest];
  const [file, ...more] = files;
  if (command !== 'export' || file === undefined || more.length > 0 || file.startsWith('--')) return undefined;
  if (flag === undefined) return { file };
  const real = /^\d{4}-\d{2}-\d{2}$/u.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`));
  return real ? { file, since: startOfDay(day, timeZone) } : undefined;
}
