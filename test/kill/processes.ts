/** Several processes of the shop on one store, each of which can die by SIGKILL and come back on its own port. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../servers/mongo-server.ts';

export type SharedStore = { readonly path: string } | { readonly mongodbUri: string };

export interface Processes {
  readonly count: number;
  /** Webhook of a process that is up, a different one each time; of any when none is. */
  webhookUrl(): string;
  /** SIGKILLs one and starts it again; resolves when it is up. */
  killAndRestart(which: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Longer than a moment in which a loaded machine does not get round to renewing, so that only a death ends a lease. The
 * whole size keeps the product's own: a slow server takes seconds for the calls of one turn.
 */
export const LEASE_MS = process.env['FRONTDESK_TEST_SCALE'] === 'full' ? 15_000 : 6_000;
const RECEIPT_WAIT_MS = 8_000;
/**
 * The whole size on SecantusDB 0.7.0b3 keeps that server busy for seconds at a time, and every call that is given up
 * costs it a thread for good: at 1,000 of them it refuses whoever connects (seen 2026-11-21). Deadlines of calls are the
 * outage test's subject; here they are long.
 */
const CALL_MS = process.env['FRONTDESK_TEST_SCALE'] === 'full' ? 60_000 : undefined;

/** `journal`: folder for what they do with their leases. */
export async function startProcesses(
  count: number,
  store: SharedStore,
  apiUrl: string,
  journal: string,
): Promise<Processes> {
  const ports: number[] = [];
  for (let n = 0; n < count; n++) ports.push(await freePort());
  const running = new Map<number, ChildProcess>();
  let next = 0;

  async function start(which: number, tries = 5): Promise<void> {
    const times = { leaseMs: LEASE_MS, receiptWaitMs: RECEIPT_WAIT_MS, ...(CALL_MS ? { callMs: CALL_MS } : {}) };
    const plan = { ...store, ...times, port: ports[which], apiUrl, journal };
    const child = fork(new URL('./child.ts', import.meta.url).pathname, [JSON.stringify(plan)], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const up = await Promise.race([once(child, 'message').then(() => true), once(child, 'exit').then(() => false)]);
    if (up) return void running.set(which, child);
    // A database under this load may not answer in time: a supervisor would start the process again.
    if (tries === 0) throw new Error(`process ${which} ended at its start: ${child.exitCode ?? child.signalCode}`);
    await start(which, tries - 1);
  }

  async function kill(which: number): Promise<void> {
    const child = running.get(which);
    running.delete(which);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  await Promise.all(ports.map((_port, which) => start(which)));
  return {
    count,
    webhookUrl() {
      const up = [...running.keys()];
      const port = ports[up[next++ % Math.max(up.length, 1)] ?? 0];
      return `http://127.0.0.1:${port}/webhooks/whatsapp`;
    },
    async killAndRestart(which) {
      await kill(which);
      await start(which);
    },
    async stop() {
      await Promise.all(ports.map((_port, which) => kill(which)));
    },
  };
}
