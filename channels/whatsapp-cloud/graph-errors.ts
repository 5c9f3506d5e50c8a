/**
 * What the Graph API's refusals mean to us. Decided by `code` only; a message that may have been accepted is never
 * called refused. Codes: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 * (Meta, May 2026).
 */
import { Failure, type FailureCode } from '../../src/domain/failure.ts';
import { type Loose, list, loose, number, text } from './loose-json.ts';

const CODES: Readonly<Partial<Record<FailureCode, readonly number[]>>> = {
  'channel-auth': [0, 3, 10, 190, 131005, 131045, 133010],
  'channel-unavailable': [1, 2, 131000, 131016, 131057, 133004],
  'rate-limited': [4, 80007, 130429],
  'pair-rate-limited': [131056],
  'channel-payment': [131042],
  'channel-blocked': [33, 368, 130497, 131031, 131037],
  'window-closed': [131047],
  undeliverable: [130472, 131021, 131026, 131030],
  'customer-refuses': [131048, 131049, 131050],
  'bad-template': [132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018],
  'bad-request': [100, 131008, 131009, 131051, 131052, 131053],
};

const BY_CODE: ReadonlyMap<number, FailureCode> = new Map(
  Object.entries(CODES).flatMap(([failure, codes]) => codes.map((code) => [code, failure as FailureCode] as const)),
);

/** One message in six seconds to one customer, beyond a burst (Meta, pair rate limit, 2025). */
const PAIR_WAIT_MS = 6_000;

function known(code: number): FailureCode | undefined {
  return BY_CODE.get(code) ?? (code >= 200 && code < 300 ? 'channel-auth' : undefined); // 200 to 299: permissions
}

/** Our failure code for a Graph error code; one that nobody knows yet is judged by the HTTP status beside it. */
export function failureCodeOf(code: number, httpStatus: number): FailureCode {
  return (
    known(code) ?? (httpStatus === 429 ? 'rate-limited' : httpStatus >= 500 ? 'channel-unavailable' : 'bad-request')
  );
}

/** Our failure code for a message that was accepted and then failed. */
export function receiptFailureOf(code: number | undefined): FailureCode {
  return (code === undefined ? undefined : known(code)) ?? 'undeliverable';
}

/**
 * The failure behind an answer that is no success. `body` is its JSON, undefined when it had none. `now` is ms since
 * 1970, to read a Retry-After that is a date.
 */
export function answerFailure(status: number, headers: Headers, body: unknown, now: number): Failure {
  const error = loose(loose(body).error);
  const code = number(error.code);
  const failure = code === undefined ? withoutGraphError(status) : failureCodeOf(code, status);
  const retryAfterMs = waitAsked(headers, now) ?? (failure === 'pair-rate-limited' ? PAIR_WAIT_MS : undefined);
  const subcode = number(error.error_subcode);
  const trace = text(error.fbtrace_id) ?? 'none';
  const detail =
    code === undefined
      ? `Graph API answered ${status}, expected a JSON answer of its own: is something else at WHATSAPP_API_URL?`
      : `Graph API error ${code}${subcode === undefined ? '' : `/${subcode}`}, HTTP ${status}, trace ${trace}`;
  return new Failure(failure, detail, retryAfterMs === undefined ? {} : { retryAfterMs });
}

/** A gateway's 5xx may hide that the message was accepted; a 3xx or 4xx cannot. */
function withoutGraphError(status: number): FailureCode {
  if (status === 401 || status === 403) return 'channel-auth';
  if (status === 429) return 'rate-limited';
  return status >= 300 && status < 500 ? 'channel-unavailable' : 'channel-outcome-unknown';
}

/** How these end: before a byte of the request has left. */
const NEVER_LEFT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_INVALID_URL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** The failure behind a request without an answer: whatever may have reached the platform has an unknown outcome. */
export function networkFailure(error: unknown): Failure {
  const reason = text(loose((error as { cause?: unknown } | undefined)?.cause).code) ?? (error as Error).name;
  const code = NEVER_LEFT.has(reason) ? 'channel-unavailable' : 'channel-outcome-unknown';
  return new Failure(code, `no answer from the Graph API: ${reason}`, { cause: error });
}

/** `Retry-After` in seconds or as a date; else the minutes in Meta's usage header. */
function waitAsked(headers: Headers, now: number): number | undefined {
  const after = headers.get('retry-after');
  const seconds = number(after ?? undefined);
  if (seconds !== undefined) return Math.max(0, seconds * 1000);
  const date = Date.parse(after ?? '');
  if (Number.isFinite(date)) return Math.max(0, date - now);
  const minutes = Math.max(0, ...usages(headers.get('x-business-use-case-usage')).map(minutesOf));
  return minutes > 0 ? minutes * 60_000 : undefined;
}

function minutesOf(usage: Loose): number {
  return number(usage.estimated_time_to_regain_access) ?? 0;
}

/** `{"<business id>":[{"type", "call_count", "estimated_time_to_regain_access": minutes}]}` */
function usages(header: string | null): readonly Loose[] {
  try {
    return Object.values(loose(JSON.parse(header ?? '{}'))).flatMap(list);
  } catch {
    return []; // a courtesy of the platform: unreadable, it tells nothing
  }
}
