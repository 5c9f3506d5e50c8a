/**
 * What the pulse has to say reaches people: a line in the staff room, the log, a counter. A staff room that is away is
 * tried again, and one that hears the same every minute stops listening: so a line an hour, the rest in the log.
 */
import type { PartHealth } from './http.ts';
import type { Clock, StaffDesk } from './ports.ts';
import type { Pulse } from './pulse.ts';
import { HOUR_MS, MINUTE_MS } from './time.ts';

export interface PulseAlarmDeps {
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
  readonly desk: () => Pick<StaffDesk, 'tell'>;
  readonly counted: () => void;
}

const AGAIN_MS = 5 * MINUTE_MS;
const TRIES = 24;

export function createPulseAlarm({ clock, log, desk, counted }: PulseAlarmDeps): (text: string) => void {
  let toldAt = Number.NEGATIVE_INFINITY;

  function tell(text: string, tries: number): void {
    const line = `The clock that sends reminders and looks after deadlines: ${text}. Nothing due is lost; what became late says so or comes to you.`;
    void desk()
      .tell({ text: line, urgency: 'high' })
      .catch((error: unknown) => {
        log.warn({ part: 'pulse', err: error }, 'staff were not told');
        if (tries > 1) clock.at(clock.now() + AGAIN_MS, () => tell(text, tries - 1));
      });
  }

  return (text) => {
    log.warn({ part: 'pulse' }, text);
    counted();
    if (clock.now() - toldAt < HOUR_MS) return;
    toldAt = clock.now();
    tell(text, TRIES);
  };
}

/** For /readyz: not ok from an alarm that it stopped until it beats again. */
export function pulseHealth({ state }: Pick<Pulse, 'state'>): PartHealth {
  const { lastAt, late } = state();
  return { ok: !late, detail: `last beat ${new Date(lastAt).toISOString()}${late ? ', stopped' : ''}` };
}
