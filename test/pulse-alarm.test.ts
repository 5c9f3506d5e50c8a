import { describe, expect, it } from '@jest/globals';
import { createMetrics } from '../src/observe/metrics.ts';
import type { StaffLine } from '../src/ports.ts';
import { createPulse } from '../src/pulse.ts';
import { createPulseAlarm, pulseHealth } from '../src/pulse-alarm.ts';
import { createManualClock } from './fakes/manual-clock.ts';

const MINUTE = 60_000;
const passed = () => new Promise((resolve) => setImmediate(resolve));

function open() {
  const clock = createManualClock();
  const metrics = createMetrics();
  const lines: StaffLine[] = [];
  let deskAway = false;
  let beats = true;
  const tell = async (line: StaffLine) => {
    if (deskAway) throw new Error('away');
    lines.push(line);
  };
  const alarm = createPulseAlarm({
    clock,
    log: { warn: () => {} },
    desk: () => ({ tell }),
    counted: metrics.pulseAlarmed,
  });
  const pulse = createPulse({
    clock,
    schedule(beat) {
      let cancel = () => {};
      const next = () => {
        cancel = clock.at(clock.now() + MINUTE, () => {
          if (beats) beat();
          next();
        });
      };
      next();
      return () => cancel();
    },
    wake: () => {},
    alarm,
  });
  metrics.watchPulse(() => pulse.state().lastAt);
  return {
    clock,
    metrics,
    lines,
    pulse,
    beating: (on: boolean) => {
      beats = on;
    },
    away: (yes: boolean) => {
      deskAway = yes;
    },
  };
}

describe('a pulse that has stopped', () => {
  it('reaches staff once an hour, /readyz until it beats again, and the metrics', async () => {
    const { clock, metrics, lines, pulse, beating } = open();
    clock.advance(5 * MINUTE);
    expect(pulseHealth(pulse).ok).toBe(true);
    beating(false);
    clock.advance(30 * MINUTE);
    await passed();
    expect(lines).toMatchObject([
      { text: expect.stringMatching(/has stopped for \d+ s.*Nothing due is lost/), urgency: 'high' },
    ]);
    expect(pulseHealth(pulse)).toMatchObject({ ok: false, detail: expect.stringMatching(/stopped$/) });
    const { body } = await metrics.render();
    expect(body).toMatch(/frontdesk_pulse_alarms_total [1-9]/);
    expect(body).toContain(`frontdesk_pulse_last_beat_timestamp_seconds ${Date.parse('2026-11-23T10:05:00Z') / 1000}`);
    beating(true);
    clock.advance(2 * MINUTE);
    expect(pulseHealth(pulse).ok).toBe(true);
  });

  it('is told when the staff room is back', async () => {
    const { clock, lines, beating, away } = open();
    beating(false);
    away(true);
    clock.advance(5 * MINUTE);
    await passed();
    away(false);
    beating(true);
    clock.advance(6 * MINUTE);
    await passed();
    expect(lines).toHaveLength(1);
  });
});
