/** Times calls for the benches: wall time a piece, how long each took, and the processor time all of them used. */
import { readFileSync } from 'node:fs';

export interface Measured {
  /** Wall time a piece, ms: all of it divided by the calls. */
  readonly ms: number;
  /** Processor time a piece, ms, of this process and of the server when its id is given. */
  readonly cpuMs: number;
  /** Of each call, ms. */
  readonly latencies: readonly number[];
}

/** Calls `run` with 0 to `count` - 1, `inFlight` at the same time. */
export async function measured(
  inFlight: number,
  count: number,
  run: (n: number) => Promise<unknown>,
  serverPid?: number,
): Promise<Measured> {
  let next = 0;
  const latencies: number[] = [];
  const cpuBefore = cpuMs(serverPid);
  const started = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (next < count) {
        const n = next++;
        const at = performance.now();
        await run(n);
        latencies.push(performance.now() - at);
      }
    }),
  );
  const ms = (performance.now() - started) / count;
  return { ms, cpuMs: (cpuMs(serverPid) - cpuBefore) / count, latencies };
}

/** Linux counts another process in hundredths of a second (proc(5), `sched` in USER_HZ): only sums of many calls mean something. */
const TICK_MS = 10;

function cpuMs(serverPid: number | undefined): number {
  const { user, system } = process.cpuUsage();
  const own = (user + system) / 1_000;
  if (serverPid === undefined) return own;
  // After the name in brackets, which may hold spaces: utime and stime are the 12th and 13th field.
  const fields = readFileSync(`/proc/${serverPid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return own + (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** The value below which `share` (0 to 1) of the numbers lie. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (numbers: readonly number[]) => quantile(numbers, 0.5);
