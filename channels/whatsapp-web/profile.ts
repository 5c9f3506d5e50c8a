/**
 * The browser profile that holds the session. A process that was killed leaves its browser running, and a container
 * that was replaced leaves a lock of a machine that is gone: both would keep us out for ever, so they are cleared away.
 * A browser whose owner is alive is left alone. Whoever calls this holds the lease of the account.
 */
import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from './log.ts';

const LOCKS = ['SingletonLock', 'SingletonSocket', 'SingletonCookie'];
const WAIT_MS = 50;
/** It may still be writing down a session that was linked a moment ago. */
const CLOSE_MS = 10_000;
const KILLED_MS = 5_000;

/** Where LocalAuth keeps the profile in its folder. */
export function profileDir(sessionDir: string): string {
  return join(sessionDir, 'session');
}

export function forgetProfile(sessionDir: string): void {
  rmSync(profileDir(sessionDir), { recursive: true, force: true, maxRetries: 4 });
}

export async function freeProfile(profile: string, log: Log): Promise<void> {
  const holder = holderOf(profile);
  if (!holder) return;
  if (holder.host !== hostname()) {
    log.warn({ host: holder.host }, 'whatsapp-web: removed the lock that another machine left on the session');
    return unlock(profile);
  }
  if (!isRunning(holder.pid)) return unlock(profile);
  if (!isOrphan(holder.pid, profile)) return; // launching will say that it is in use
  log.warn({ pid: holder.pid }, 'whatsapp-web: ends the browser of a Frontdesk that was killed');
  await ended(holder.pid, 'SIGTERM', CLOSE_MS);
  await ended(holder.pid, 'SIGKILL', KILLED_MS);
  unlock(profile);
}

async function ended(pid: number, signal: 'SIGTERM' | 'SIGKILL', waitMs: number): Promise<void> {
  try {
    process.kill(pid, signal);
  } catch {
    return; // it has ended meanwhile
  }
  for (let waited = 0; waited < waitMs && isRunning(pid); waited += WAIT_MS) await wait(WAIT_MS);
}

/** Chromium's lock is a link that points to `<host>-<pid>`. */
function holderOf(profile: string): { readonly host: string; readonly pid: number } | undefined {
  try {
    const [, host, pid] = /^(.*)-(\d+)$/u.exec(readlinkSync(join(profile, 'SingletonLock'))) ?? [];
    return host !== undefined && pid !== undefined ? { host, pid: Number(pid) } : undefined;
  } catch {
    return undefined; // no lock, or a system whose Chromium locks otherwise
  }
}

function unlock(profile: string): void {
  for (const lock of LOCKS) rmSync(join(profile, lock), { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.startsWith('Z') !== true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && !readable('/proc/self/stat');
  }
}

/** It runs on this very profile, and no Node process has it: whoever launched it is gone. */
function isOrphan(pid: number, profile: string): boolean {
  const parent = /\nPPid:\s*(\d+)/u.exec(readable(`/proc/${pid}/status`) ?? '')?.[1];
  const command = readable(`/proc/${pid}/cmdline`) ?? '';
  if (parent === undefined || !command.includes(profile)) return false;
  const [program = ''] = (readable(`/proc/${parent}/cmdline`) ?? '').split('\0');
  return !/(?:^|\/)node$/u.test(program);
}

function readable(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
