/**
 * The state of the phone for all processes: the one that drives it writes it down, whoever serves the console reads it.
 * Best effort and never in the way; what is older than three beats says nothing any more.
 */
import { isFailure } from '../../src/domain/failure.ts';
import type { Json } from '../../src/domain/json.ts';
import type { Clock, Store } from '../../src/ports.ts';
import type { Log } from './log.ts';
import type { NumberHealth } from './number-health.ts';
import { inWords, type Status } from './status.ts';

export interface Shown {
  readonly ok: boolean;
  readonly detail: string;
  readonly phase: string;
  readonly number: NumberHealth;
  /** The code to scan now, as text. */
  readonly qr: string | null;
}

const ID = 'whatsapp-web-status';
const STALE_MS = 30_000;
const NOBODY = 'no process drives the phone: start one with the role worker and WHATSAPP_WEB=1';

export function shownOf(status: Status): Shown {
  const { phase, numberHealth, qr = null } = status;
  return { ...inWords(status), phase: phase.kind, number: numberHealth, qr };
}

/** What the process that drives the phone last said, in the time of a code. */
export async function readShown({ store, clock }: SharedDeps): Promise<Shown> {
  const record = await store.getRecord('lock', ID);
  const said = record?.body as unknown as Shown | undefined;
  if (record && said && record.at > clock.now() - STALE_MS) return said;
  const number: NumberHealth = { light: 'green', sent: 0, failed: 0, undelivered: 0, received: 0, why: [] };
  return { ok: false, detail: NOBODY, phase: 'stopped', number, qr: null };
}

export interface SharedDeps {
  readonly store: Pick<Store, 'getRecord' | 'putRecord'>;
  readonly clock: Clock;
}

export interface SharedStatus {
  /** The newest counts; what comes while one is written waits. */
  publish(status: Status): void;
  settled(): Promise<void>;
}

export function createSharedStatus({ store, clock, log }: SharedDeps & { readonly log: Log }): SharedStatus {
  let wanted: Shown | undefined;
  let writing: Promise<void> | undefined;
  let driving = false;

  async function write(): Promise<void> {
    for (let next = wanted; next; next = wanted) {
      wanted = undefined;
      try {
        const version = (await store.getRecord('lock', ID))?.version ?? 0;
        await store.putRecord('lock', { id: ID, version, at: clock.now(), body: next as unknown as Json });
      } catch (error) {
        if (!isFailure(error, 'overtaken'))
          log.debug({ err: error }, 'whatsapp-web: other processes do not know how the phone is');
      }
    }
    writing = undefined;
  }

  return {
    publish(status) {
      const { kind } = status.phase;
      // Who only waits, or has only waited, leaves it to the one that drives.
      if (kind === 'waiting' || (kind === 'stopped' && !driving)) {
        driving = false;
        return;
      }
      driving = kind !== 'stopped';
      wanted = shownOf(status);
      writing ??= write();
    },
    settled: async () => void (await writing),
  };
}
