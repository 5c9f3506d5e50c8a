/**
 * What the Graph API's error codes mean to us. Decided by `code` only.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes, looked up 2026-11.
 */
import { Failure, type FailureCode } from '../../src/domain/failure.ts';

const BY_CODE: Readonly<Record<number, FailureCode>> = {
  0: 'channel-auth',
  1: 'channel-unavailable',
  2: 'channel-unavailable',
  3: 'channel-auth',
  4: 'rate-limited',
  10: 'channel-auth',
  100: 'bad-request',
  190: 'channel-auth',
  368: 'channel-blocked',
  80007: 'rate-limited',
  130429: 'rate-limited',
  130497: 'channel-blocked',
  131000: 'channel-unavailable',
  131005: 'channel-auth',
  131016: 'channel-unavailable',
  131026: 'undeliverable',
  131031: 'channel-blocked',
  131042: 'channel-payment',
  131047: 'window-closed',
  131048: 'customer-refuses',
  131049: 'customer-refuses',
  131050: 'customer-refuses',
  131051: 'bad-request',
  131052: 'bad-request',
  131053: 'bad-request',
  131056: 'pair-rate-limited',
  132000: 'bad-template',
  132001: 'bad-template',
  132015: 'bad-template',
  133010: 'channel-auth',
};

/** Our failure code for a Graph error code; 200-299 are permissions. */
export function failureCodeOf(code: number, httpStatus = 400): FailureCode {
  const known = BY_CODE[code];
  if (known) return known;
  if (code >= 200 && code < 300) return 'channel-auth';
  if (httpStatus === 429) return 'rate-limited';
  return httpStatus >= 500 ? 'channel-unavailable' : 'bad-request';
}

/** The failure behind an answer that is not 2xx. An answer that is no Graph error leaves open what happened. */
export async function failureOf(response: Response): Promise<Failure> {
  const retryAfterMs = retryAfter(response.headers.get('retry-after'));
  const options = retryAfterMs === undefined ? {} : { retryAfterMs };
  const body = (await response.json().catch(() => undefined)) as { error?: { code?: unknown; fbtrace_id?: unknown } } | undefined;
  const code = body?.error?.code;
  if (typeof code !== 'number') {
    if (response.status === 401 || response.status === 403) return new Failure('channel-auth', `Graph API answered ${response.status}`);
    if (response.status === 429) return new Failure('rate-limited', 'Graph API answered 429', options);
    if (response.status < 500) return new Failure('bad-request', `Graph API answered ${response.status}`);
    return new Failure('channel-outcome-unknown', `Graph API answered ${response.status} without an error of its own`);
  }
  return new Failure(failureCodeOf(code, response.status), `Graph API error ${code}, trace ${String(body?.error?.fbtrace_id ?? 'none')}`, options);
}

/** Refused before anything left our machine: certainly not sent. Everything else on the wire leaves it open. */
export function networkFailure(error: unknown): Failure {
  const code = ((error as { cause?: { code?: unknown } }).cause?.code ?? '') as string;
  const neverLeft = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(code);
  return new Failure(neverLeft ? 'channel-unavailable' : 'channel-outcome-unknown', `Graph API: ${code || (error as Error).name}`, { cause: error });
}

function retryAfter(header: string | null): number | undefined {
  const seconds = Number(header);
  return header && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
