/** What can be said of the linked phone, for people and for probes. Pure. */
import type { NumberHealth } from './number-health.ts';
import type { Phase } from './supervisor.ts';

export interface Status {
  readonly phase: Phase;
  readonly account?: string;
  readonly numberHealth: NumberHealth;
  /** The code to scan now; a new one comes every 20 seconds or so. */
  readonly qr?: string;
}

/** `ok`: customers are heard, or another process hears them. */
export function inWords({ phase, account, numberHealth }: Status): { ok: boolean; detail: string } {
  switch (phase.kind) {
    case 'ready': {
      const { light, sent, received, why } = numberHealth;
      const number = `number ${light}${why.length > 0 ? ` (${why.join('; ')})` : ''}`;
      return {
        ok: true,
        detail: `linked to ${hidden(account)}, ${number}, ${received} in and ${sent} out in 24 hours`,
      };
    }
    case 'waiting':
      return { ok: true, detail: 'another process drives the phone' };
    case 'qr':
      return {
        ok: false,
        detail: 'no phone is linked, customers there are not heard: scan the code in the console with the shop’s phone',
      };
    case 'starting':
      return { ok: false, detail: 'the browser is starting' };
    case 'degraded':
      return { ok: false, detail: `does not answer: ${phase.why}` };
    case 'backoff':
      return { ok: false, detail: `failed, tried again soon: ${phase.why}` };
    case 'stopped':
      return { ok: false, detail: 'stopped' };
  }
}

/** Enough to tell two phones apart. */
function hidden(account: string | undefined): string {
  return account === undefined ? 'a phone' : `…${account.slice(-4)}`;
}
