/** What staff ask about the whole shop, as a test sets it up; remembers who threw the switch. */
import type { Overview, Queued, Receipt, Status, Stopped } from '../../channels/slack/overview.ts';

export interface OverviewDouble extends Overview {
  /** Calls back whoever watches. */
  changed(): void;
  readonly changes: { watch(run: () => void): () => void };
  readonly watchers: number;
  /** How often the queue was read. */
  readonly looks: number;
  setQueue(queue: readonly Queued[]): void;
  setReceipt(receipt: Receipt | undefined): void;
  setStopped(stopped: Stopped | undefined): void;
  /** Such as `paused by Alice: wrong prices`. */
  readonly thrown: readonly string[];
  /** What was asked for receipts. */
  readonly asked: readonly string[];
  /** The next question throws, as when the store is away. */
  failNext(error: Error): void;
}

export const PAUSED_AT = Date.parse('2026-11-23T10:00:00Z');

export function createOverviewDouble(): OverviewDouble {
  const watching = new Set<() => void>();
  const thrown: string[] = [];
  const asked: string[] = [];
  const faults: Error[] = [];
  let queue: readonly Queued[] = [];
  let receipt: Receipt | undefined;
  let paused: Status['paused'];
  let looks = 0;
  let stopped: Stopped | undefined;
  const changed = () => {
    for (const run of [...watching]) run();
  };
  const mustWork = () => {
    const fault = faults.shift();
    if (fault) throw fault;
  };
  return {
    changed,
    changes: {
      watch(run) {
        watching.add(run);
        return () => void watching.delete(run);
      },
    },
    get watchers() {
      return watching.size;
    },
    get looks() {
      return looks;
    },
    thrown,
    asked,
    failNext: (error) => void faults.push(error),
    setQueue(next) {
      queue = next;
    },
    setStopped(next) {
      stopped = next;
    },
    stopped: async () => stopped,
    async letGo(by) {
      if (!stopped) return false;
      stopped = undefined;
      thrown.push(`let go by ${by.name}`);
      changed();
      return true;
    },
    setReceipt(next) {
      receipt = next;
    },
    async queue() {
      mustWork();
      looks++;
      return queue;
    },
    paused: async () => paused,
    async status() {
      mustWork();
      return {
        approvalsWaiting: queue.length,
        withStaff: 1,
        ...(queue[0] ? { oldestAskedAt: queue[0].since } : {}),
        received: 7,
        endings: { answered: 4, 'with-staff': 2, silent: 1 },
        lagMs: 0,
        channels: ['web', 'whatsapp'],
        ...(paused ? { paused } : {}),
      };
    },
    async pause(by, why) {
      mustWork();
      if (paused) return { kind: 'already', paused };
      paused = { by: by.name, since: PAUSED_AT, ...(why ? { why } : {}) };
      thrown.push(`paused by ${by.name}${why ? `: ${why}` : ''}`);
      changed();
      return { kind: 'done', paused };
    },
    async resume(by) {
      mustWork();
      if (!paused) return { kind: 'already' };
      paused = undefined;
      thrown.push(`resumed by ${by.name}`);
      changed();
      return { kind: 'done' };
    },
    async receipt(query) {
      mustWork();
      asked.push(query);
      return receipt;
    },
  };
}
