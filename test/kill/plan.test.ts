/** The process dies by SIGKILL before or after the writes of a running plan: it ends as if nothing had been. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';

const MONDAY = Date.parse('2026-11-23T10:00:00Z');
/** Longer than a lease, so that the next process may take over. */
const LATER_MS = 30_000;

/** The whole size dies at every write, the everyday one at every second. */
const STEP = process.env['FRONTDESK_TEST_SCALE'] === 'full' ? 1 : 2;

interface Outcome {
  readonly writes: number;
  readonly bookings: readonly string[];
  readonly ends: number;
  readonly told: readonly string[];
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-plan-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What it reports at its end; undefined when it was killed before. */
async function run(path: string, at: number, killAt?: object): Promise<Outcome | undefined> {
  const order = { path, at, ...(killAt ? { killAt } : {}) };
  const child = fork(new URL('./plan-child.ts', import.meta.url).pathname, [JSON.stringify(order)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let outcome: Outcome | undefined;
  child.on('message', (message) => {
    outcome = message as Outcome;
  });
  await once(child, 'exit');
  return outcome;
}

const DONE = ['basic-service booked', 'full-service booked'];

it('a plan survives a crash at any of its writes: each booking is made once, and told once', async () => {
  const whole = await run(join(folder, 'whole.sqlite'), MONDAY);
  expect(whole?.bookings.toSorted()).toEqual(DONE);
  const wrong: object[] = [];
  const last = whole?.writes ?? 0;
  expect(last).toBeGreaterThan(8);
  for (let call = 1; call <= last; call += STEP) {
    const moment = Math.ceil(call / STEP) % 2 === 0 ? 'after' : 'before';
    const path = join(folder, `${call}.sqlite`);
    const killed = await run(path, MONDAY, { moment, call });
    const outcome = await run(path, MONDAY + LATER_MS);
    const fine = killed === undefined && outcome?.ends === 1 && outcome.bookings.toSorted().join() === DONE.join();
    if (!fine || !/^All done/.test(outcome?.told[0] ?? '')) wrong.push({ call, moment, killed, outcome });
  }
  expect(wrong).toEqual([]);
}, 300_000);
