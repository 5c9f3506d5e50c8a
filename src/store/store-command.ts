/** `npm run store -- export FILE | import FILE | migrate`: moves an installation, and says how far it is. */
import { isFailure } from '../domain/failure.ts';
import type { Clock } from '../ports.ts';
import { type Moved, moveStore, type Progress } from './move-store.ts';
import { STORE_PARTS, type StoreParts } from './parts.ts';

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
      say(
        'Has Frontdesk run meanwhile? Stop it, empty the target (of an export: delete its .partial file), and run this again.',
      );
      return 1;
    case 'already-moved':
      say(`Had been moved before: ${from.name} -> ${to.name}. What has changed since then is not moved.`);
      return 0;
    case 'moved':
      for (const part of STORE_PARTS) {
        const { count, hash } = moved.digests[part];
        if (count > 0) say(`${part.padEnd(14)}${String(count).padStart(10)}  ${hash.slice(0, 16)}`);
      }
      say(`Moved: ${from.name} -> ${to.name}. Counts and hashes of both sides agree.`);
      return 0;
  }
}

const WIDTH = 24;

/** A bar over all of it, with how fast it goes and how long that will take at this speed. */
function reporter({ clock, say, redraw }: StoreCommandDeps): (now: Progress) => void {
  const startedAt = clock.now();
  let saidAt = startedAt;
  let before: number | undefined;
  return ({ step, part, done, total }) => {
    before ??= done; // earlier runs: they say nothing about the speed of this one
    const share = total === 0 ? 1 : done / total;
    const filled = Math.floor(share * WIDTH);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
    const percent = String(Math.floor(share * 100)).padStart(3);
    const line = `${bar} ${percent} % ${step === 'copy' ? 'copying' : 'verifying'} ${part}`;
    const perMs = (done - before) / Math.max(1, clock.now() - startedAt);
    const pace = perMs > 0 ? `, ${Math.round(perMs * 1_000)} rows/s, ${wait((total - done) / perMs)} left` : '';
    if (redraw) return redraw(line + pace);
    if (clock.now() < saidAt + EVERY_MS) return;
    saidAt = clock.now();
    say(line + pace);
  };
}

function wait(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
