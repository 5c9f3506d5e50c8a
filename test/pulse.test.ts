import { describe, expect, it } from '@jest/globals';
import { createPulse } from '../src/pulse.ts';
import { createManualClock } from './fakes/manual-clock.ts';

const MINUTE = 60_000;
const MONDAY = Date.parse('2026-11-23T10:00:00Z');

/** A schedule like node-cron's, that can be made to stop without a word. */
function open({ breaks = false } = {}) {
  const clock = createManualClock(MONDAY);
  const alarms: string[] = [];
  const schedules: { silent: boolean }[] = [];
  let wakes = 0;
  const pulse = createPulse({
    clock,
    schedule(beat) {
      const self = { silent: false };
      schedules.push(self);
      if (breaks && schedules.length === 1) throw new Error('no timer');
      let cancel = () => {};
      const next = () => {
        cancel = clock.at(clock.now() + MINUTE, () => {
          if (!self.silent) beat();
          next();
        });
      };
      next();
      return () => cancel();
    },
    wake: () => void wakes++,
    alarm: (text) => void alarms.push(text),
  });
  return { clock, alarms, schedules, pulse, wakes: () => wakes };
}

describe('the pulse', () => {
  it('beats through a night without a word', () => {
    const { clock, alarms, pulse, wakes } = open();
    clock.advance(600 * MINUTE);
    expect(alarms).toEqual([]);
    expect(wakes()).toBeGreaterThanOrEqual(600);
    expect(pulse.state().late).toBe(false);
    pulse.stop();
    expect(clock.pending).toBe(0);
  });

  it('that stopped without a word is started anew, with an alarm, and work goes on meanwhile', () => {
    const { clock, alarms, schedules, wakes } = open();
    clock.advance(5 * MINUTE);
    for (const schedule of schedules) schedule.silent = true;
    const before = wakes();
    clock.advance(5 * MINUTE);
    expect(alarms).toEqual([expect.stringMatching(/pulse has stopped for \d+ s; starting it anew/)]);
    expect(schedules).toHaveLength(2);
    expect(wakes() - before).toBeGreaterThanOrEqual(5);
    clock.advance(60 * MINUTE);
    expect(alarms).toHaveLength(1);
  });

  it('that cannot be started at all is tried again', () => {
    const { clock, alarms, schedules } = open({ breaks: true });
    clock.advance(10 * MINUTE);
    expect(alarms[0]).toMatch(/could not be started/);
    expect(schedules.length).toBeGreaterThan(1);
  });

  it('says so when the machine has slept, and wakes at once', () => {
    const clock = createManualClock(MONDAY);
    let skew = 0;
    const alarms: string[] = [];
    let wakes = 0;
    const sleeping = { now: () => clock.now() + skew, at: (at: number, run: () => void) => clock.at(at - skew, run) };
    createPulse({
      clock: sleeping,
      schedule: () => () => {},
      wake: () => void wakes++,
      alarm: (text) => void alarms.push(text),
    });
    clock.advance(MINUTE);
    skew = 6 * 60 * MINUTE;
    clock.advance(MINUTE);
    expect(alarms).toEqual([expect.stringMatching(/slept, or the clock was set forward, for 21660 s/)]);
    expect(wakes).toBe(2);
    skew = 0;
    clock.advance(MINUTE);
    expect(alarms[1]).toMatch(/clock was set back by 21540 s/);
    clock.advance(10 * MINUTE);
    expect(alarms[2]).toMatch(/pulse has stopped/); // and it is watched as before
  });
});
