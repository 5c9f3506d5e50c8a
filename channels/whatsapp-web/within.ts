/** A deadline for every call into the browser: a page that hangs must not hang us. */
import type { Clock } from '../../src/ports.ts';

/** Rejects with a plain error that names `what` when the work has not settled in time; the work itself goes on unheard. */
export function within<T>(work: Promise<T>, ms: number, what: string, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.at(clock.now() + ms, () => reject(new Error(`${what}: no answer within ${ms / 1000} s`)));
    work.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error instanceof Error ? error : new Error(String(error))); // the library throws strings
      },
    );
  });
}

/** Resolves after that time; `cancelled` when the caller gave up first. */
export function pause(ms: number, clock: Clock): { readonly over: Promise<void>; cancel(): void } {
  let finish = () => {};
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const cancelTimer = clock.at(clock.now() + ms, finish);
  return {
    over,
    cancel() {
      cancelTimer();
      finish();
    },
  };
}
