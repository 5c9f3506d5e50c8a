/** Which process this is, in a way that others on the same machine can look up: a pid means nothing elsewhere. */
import { readFileSync, readlinkSync } from 'node:fs';

export interface Whereabouts {
  /** The machine since it was started, and the space its pids are counted in. */
  readonly machine: string;
  readonly pid: number;
}

/** Undefined where the system does not tell (only Linux does): then nobody can say that we have died. */
export function whereabouts(): Whereabouts | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return { machine: `${boot}/${readlinkSync('/proc/self/ns/pid')}`, pid: process.pid };
  } catch {
    return undefined;
  }
}

/** True only when it is certain. */
export function isDead({ machine, pid }: Whereabouts, here: Whereabouts | undefined): boolean {
  if (machine !== here?.machine || pid === here.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
