/**
 * Reads the knowledge folder again when it may have changed: on a change in development, on SIGHUP everywhere, and when
 * the console asks. The old index answers until the new one is whole; what is wrong is logged and kept for the console.
 */
import type { Log } from '../observe/log.ts';
import type { Clock } from '../ports.ts';
import type { LoadedKnowledge } from './knowledge.ts';
import { watchFolder } from './watch-folder.ts';

export interface Reloaded {
  readonly passages: number;
  readonly faults: number;
}

export interface FreshKnowledge {
  /** Resolves when the new passages answer. */
  reload(): Promise<Reloaded>;
  stop(): void;
}

/** `watch`: also look for changes by itself; `hangUp`: calls its argument on SIGHUP and returns how to stop. */
export function keepFresh(
  config: { readonly dir: string; readonly watch: boolean },
  deps: {
    readonly knowledge: LoadedKnowledge;
    readonly clock: Clock;
    readonly log: Pick<Log, 'info' | 'warn'>;
    readonly onHangUp: (run: () => void) => () => void;
  },
): FreshKnowledge {
  const { knowledge, log } = deps;
  async function reload(): Promise<Reloaded> {
    const { passages, faults } = await knowledge.reload();
    for (const fault of faults)
      log.warn({ fault }, 'knowledge: not spoken as it stands; what was approved before still is');
    log.info({ passages, faults: faults.length }, 'knowledge was read again');
    return { passages, faults: faults.length };
  }
  const quietly = () =>
    void reload().catch((error: unknown) =>
      log.warn({ err: error }, 'knowledge could not be read; the old one answers'),
    );
  const unwatch = config.watch
    ? watchFolder(config.dir, {
        clock: deps.clock,
        changed: quietly,
        failed: (error) => log.warn({ err: error }, 'knowledge folder cannot be watched: npm run knowledge -- reload'),
      })
    : () => undefined;
  const unhang = deps.onHangUp(quietly);
  return {
    reload,
    stop() {
      unwatch();
      unhang();
    },
  };
}
