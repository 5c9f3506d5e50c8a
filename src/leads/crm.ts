/**
 * Tells a customer system about leads: a signed POST for every change. At least once: a repeat has the same id. A
 * redirect is refused, so that nobody can send customers' data elsewhere.
 */
import { createHmac } from 'node:crypto';
import { Failure } from '../domain/failure.ts';
import type { Clock } from '../ports.ts';
import type { Lead } from './lead.ts';

export interface CrmEvent {
  /** The same for every try, so that the receiver can tell a repeat. */
  readonly id: string;
  /** ms since 1970. */
  readonly at: number;
  readonly lead: Lead;
}

export interface Crm {
  /** Resolves when the system answered 2xx. Throws Failure `tool-failed` for anything else. */
  deliver(event: CrmEvent): Promise<void>;
  /** One plain line for /readyz; a system that is away holds up nothing here, so it never is "down". */
  health(): { readonly ok: true; readonly detail: string };
}

const TIMEOUT_MS = 10_000;
export const SIGNATURE_HEADER = 'frontdesk-signature';
export const EVENT_HEADER = 'frontdesk-event';

/** HMAC-SHA256 over `<timestamp>.<raw body>`, in hex; the timestamp (seconds since 1970) stops old requests being replayed. */
export function signatureOf(secret: string, timestamp: number, rawBody: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${rawBody}`).digest('hex');
}

export function createCrm(
  { url, secret, timeoutMs = TIMEOUT_MS }: { url: string; secret: string; timeoutMs?: number },
  { clock }: { clock: Pick<Clock, 'now'> },
): Crm {
  let last = 'nothing delivered yet';

  async function post({ id, at, lead }: CrmEvent): Promise<string | undefined> {
    const { toldOf: _ours, ...told } = lead;
    const body = JSON.stringify({ id, type: 'lead.changed', at: new Date(at).toISOString(), lead: told });
    const timestamp = Math.floor(clock.now() / 1000);
    const headers = {
      'content-type': 'application/json',
      [EVENT_HEADER]: id,
      [SIGNATURE_HEADER]: `t=${timestamp},v1=${signatureOf(secret, timestamp, body)}`,
    };
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      await response.body?.cancel();
      if (response.ok) return undefined;
      return response.status >= 300 && response.status < 400
        ? `status ${response.status}: it redirects, name the final address`
        : `status ${response.status}`;
    } catch (cause) {
      const { name, cause: behind } = cause as { name?: string; cause?: { code?: string } };
      return name === 'TimeoutError'
        ? `no answer within ${timeoutMs / 1000} s`
        : `no connection (${behind?.code ?? name})`;
    }
  }

  return {
    async deliver(event) {
      const fault = await post(event);
      const at = new Date(clock.now()).toISOString();
      last = fault ? `last try ${at} failed: ${fault}` : `last event delivered ${at}`;
      if (fault) throw new Failure('tool-failed', `${new URL(url).host} did not take event ${event.id}: ${fault}`);
    },
    health: () => ({ ok: true, detail: last }),
  };
}
