/**
 * The beat that lets the agenda look at the clock, and the watch over it. What is due stands in the agenda, so a beat
 * more or less changes nothing; but a schedule that stopped for good must not go unnoticed (node-cron #509, #485:
 * stopped at a clock change, skipped jobs), nor a machine that slept.
 */
import cron from 'node-cron';
import type { Clock } from './ports.ts';
import { MINUTE_MS } from './time.ts';

export interface PulseDeps {
  readonly clock: Clock;
  /** Runs `beat` about once a minute; returns how to stop it. Whatever it is, it may fail. */
  readonly schedule: (beat: () => void) => () => void;
  readonly wake: () => void;
  /** Something an operator should know, in words. */
  readonly alarm: (text: string) => void;
}

export interface Pulse {
  /** For health: when the schedule last beat, and whether it has stopped since. */
  state(): { readonly lastAt: number; readonly late: boolean };
  stop(): void;
}

/** So long without a beat, and the schedule is started anew. */
const LATE_MS = 3 * MINUTE_MS;
const LOOK_MS = MINUTE_MS;

export function createPulse({ clock, schedule, wake, alarm }: PulseDeps): Pulse {
  let lastAt = clock.now();
  let beatAt = clock.now();
  let broken = false;
  let lookedAt = clock.now();
  let stopSchedule = started();
  let cancelLook = clock.at(clock.now() + LOOK_MS, look);

  function started(): () => void {
    try {
      return schedule(beat);
    } catch (error) {
      broken = true;
      alarm(`the minute pulse could not be started (${String(error)}); looking by ourselves until it can`);
      return () => {};
    }
  }

  function beat(): void {
    lastAt = clock.now();
    beatAt = lastAt;
    broken = false;
    wake();
  }

  /** Our own timer beside the schedule: two clocks do not stop at once. */
  function look(): void {
    const now = clock.now();
    const away = now - lookedAt;
    lookedAt = now;
    if (away < 0) {
      // Set back: what was due stays due; only our own marks must not lie in the future.
      alarm(`the clock was set back by ${seconds(-away)}`);
      lastAt = Math.min(lastAt, now);
    } else if (away > LATE_MS) {
      alarm(`the machine slept, or the clock was set forward, for ${seconds(away)}; catching up`);
      lastAt = now; // the schedule slept too: it gets its time to beat
    } else if (now - lastAt > LATE_MS) {
      broken = true;
      alarm(`the minute pulse has stopped for ${seconds(now - lastAt)}; starting it anew`);
      stopSchedule();
      stopSchedule = started();
      lastAt = now;
    }
    wake();
    cancelLook = clock.at(now + LOOK_MS, look);
  }

  return {
    state: () => ({ lastAt: beatAt, late: broken || clock.now() - lastAt > LATE_MS }),
    stop() {
      cancelLook();
      stopSchedule();
    },
  };
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}

/** The schedule of a real process. */
export function everyMinute(beat: () => void): () => void {
  const task = cron.schedule('* * * * *', beat, { noOverlap: true });
  return () => void task.destroy();
}
