/** Says when something in the knowledge folder has changed. A hint only: whoever hears it reads the whole folder again. */
import { type FSWatcher, watch } from 'node:fs';
import type { Clock } from '../ports.ts';

/** An editor writes a file in several steps; this waits for the last of them. */
const QUIET_MS = 250;

/** Calls `changed` once a while after the last change under `dir`; `failed` once when watching is not possible. Returns how to stop. */
export function watchFolder(
  dir: string,
  { clock, changed, failed }: { clock: Clock; changed: () => void; failed: (error: unknown) => void },
): () => void {
  let cancel: (() => void) | undefined;
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(dir, { recursive: true, persistent: false }, () => {
      cancel?.();
      cancel = clock.at(clock.now() + QUIET_MS, changed);
    });
    watcher.on('error', failed);
  } catch (error) {
    failed(error);
  }
  return () => {
    cancel?.();
    watcher?.close();
  };
}
