/** The only place that asks the machine for the time. Everything else is told. */
import type { Clock } from './ports.ts';

/** Longest delay a Node timer holds; a longer one would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    at(at, run) {
      let timer: NodeJS.Timeout;
      const arm = () => {
        const wait = at - Date.now();
        timer = wait > MAX_TIMER_MS ? setTimeout(arm, MAX_TIMER_MS) : setTimeout(run, Math.max(0, wait));
      };
      arm();
      return () => clearTimeout(timer);
    },
  };
}
