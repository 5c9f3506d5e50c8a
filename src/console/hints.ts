/** Tells an open page that something may have changed, as server-sent events: a hint, never data. */
import type { Response } from 'express';
import type { Clock } from '../ports.ts';

/** Other processes write to the same store unseen: look now and then. */
const BEAT_MS = 20_000;
/** Many changes at once are one hint. */
const SETTLE_MS = 250;

export interface Changes {
  /** Calls back when any conversation has changed; returns how to stop. */
  watch(run: () => void): () => void;
}

/** Keeps the response open until the page goes away. */
export function streamHints(response: Response, { changes, clock }: { changes: Changes; clock: Clock }): void {
  response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' });
  response.flushHeaders();
  const hint = () => void response.write('data: changed\n\n');
  let cancelHint: (() => void) | undefined;
  let cancelBeat = () => {};
  const unwatch = changes.watch(() => {
    cancelHint ??= clock.at(clock.now() + SETTLE_MS, () => {
      cancelHint = undefined;
      hint();
    });
  });
  const beat = () => {
    hint();
    cancelBeat = clock.at(clock.now() + BEAT_MS, beat);
  };
  beat();
  response.on('close', () => {
    unwatch();
    cancelBeat();
    cancelHint?.();
  });
}
