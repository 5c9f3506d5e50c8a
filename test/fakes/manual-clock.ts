/** A clock turned by hand: timers run when `advance` or `set` passes their instant, in order. */
import type { Clock } from '../../src/ports.ts';

export interface ManualClock extends Clock {
  /** Moves time forward, running what becomes due on the way. */
  advance(ms: number): void;
  set(at: number): void;
  /** Timers not yet run. */
  readonly pending: number;
}

export function createManualClock(startAt = Date.parse('2026-11-23T10:00:00Z')): ManualClock {
  let current = startAt;
  let timers: { at: number; run: () => void }[] = [];
  const set = (at: number) => {
    for (;;) {
      const next = timers.filter((timer) => timer.at <= at).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      timers = timers.filter((timer) => timer !== next);
      current = Math.max(current, next.at);
      next.run();
    }
    current = at;
  };
  return {
    now: () => current,
    at(at, run) {
      const timer = { at, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance: (ms) => set(current + ms),
    set,
    get pending() {
      return timers.length;
    },
  };
}
