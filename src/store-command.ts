/** `npm run store -- export FILE | import FILE | migrate`: moves an installation, and says how far it is. */
import { isFailure } from './domain/failure.ts';
import { type Moved, moveStore, type Progress } from './move-store.ts';
import { type Clock, STORE_PARTS, type StoreParts } from './ports.ts';

export interface StoreCommandDeps {
  readonly clock: Clock;
  /** The embedded store; made when it is missing and may be. */
  readonly embedded: (options: { create: boolean }) => StoreParts;
  /** Undefined while MONGODB_URI names none. */
  readonly shared: (() => Promise<StoreParts>) | undefined;
  readonly exportFile: (path: string) => Promise<StoreParts & { finish(): Promise<void> }>;
  readonly importFile: (path: string) => Promise<StoreParts>;
  readonly say: (line: string) => void;
  /** Draws over the line it drew before; absent when nobody watches. */
  readonly redraw?: (line: string) => void;
}

const USAGE = `Usage: npm run store -- export FILE   everything into one file
       npm run store -- import FILE   such a file into this (empty) installation
       npm run store -- migrate       the embedded store into the empty MongoDB that MONGODB_URI names
Stop Frontdesk first. Interrupted, the same command goes on where it was.`;
/** Without a terminal one line in so many ms. */
const EVERY_MS = 5_000;

/** Exit code: 0 done, 1 not done, 2 the arguments make no sense. */
export async function runStoreCommand(args: readonly string[], deps: StoreCommandDeps): Promise<number> {
  const [command, file, ...rest] = args;
  const wantsFile = command === 'export' || command === 'import';
  if (rest.length > 0 || (wantsFile ? file === undefined : command !== 'migrate' || file !== undefined)) {
    deps.say(USAGE);
    return 2;
  }
  if (command === 'migrate' && !deps.shared) {
    deps.say('MONGODB_URI: expected the address of the MongoDB to migrate to, got nothing');
    return 2;
  }
  const opened: StoreParts[] = [];
  const keep = <T extends StoreParts>(parts: T): T => {
    opened.push(parts);
    return parts;
  };
  const here = async (create: boolean) => keep(deps.shared ? await deps.shared() : deps.embedded({ create }));
  try {
    if (command === 'export') {
      const from = await here(false);
      const target = keep(await deps.exportFile(file ?? ''));
      const moved = await moveStore(from, target, reporter(deps));
      if (moved.kind === 'moved' || moved.kind === 'already-moved') await target.finish();
      return told(moved, from, target, deps);
    }
    const from = keep(command === 'import' ? await deps.importFile(file ?? '') : deps.embedded({ create: false }));
    const to = await here(true);
    return told(await moveStore(from, to, reporter(deps)), from, to, deps);
  } catch (error) {
    if (!isFailure(error)) throw error;
    deps.say(`Not done: ${error.message}`);
    return 1;
  } finally {
    for (const parts of opened.reverse()) await parts.close();
  }
}

function told(moved: Moved, from: StoreParts, to: StoreParts, { say }: StoreCommandDeps): number {
  switch (moved.kind) {
    case 'refused':
      say(`Not done: ${moved.why}.`);
      return 1;
    case 'differs':
      say(`Not done: ${moved.parts.join(', ')} differ between ${from.name} and ${to.name}.`);
      say('Is Frontdesk still running? Stop it, empty the target, and run this again.');
      return 1;
    default: {
      for (const part of STORE_PARTS) {
        const { count, hash } = moved.digests[part];
        if (count > 0) say(`${part.padEnd(14)}${String(count).padStart(10)}  ${hash.slice(0, 16)}`);
      }
      const what = moved.kind === 'moved' ? 'Moved' : 'Had been moved before';
      say(`${what}: ${from.name} -> ${to.name}. Counts and hashes of both sides agree.`);
      return 0;
    }
  }
}

const WIDTH = 24;

/** A bar over the parts, with the rows of the present one. */
function reporter({ clock, say, redraw }: StoreCommandDeps): (now: Progress) => void {
  let saidAt = clock.now();
  const steps = STORE_PARTS.length * 2;
  return ({ step, part, rows }) => {
    const done = STORE_PARTS.indexOf(part) + (step === 'verify' ? STORE_PARTS.length : 0);
    const filled = Math.round((done / steps) * WIDTH);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
    const line = `${bar} ${step === 'copy' ? 'copying' : 'verifying'} ${part}: ${rows} rows`;
    if (redraw) return redraw(line);
    if (clock.now() < saidAt + EVERY_MS) return;
    saidAt = clock.now();
    say(line);
  };
}
