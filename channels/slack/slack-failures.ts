/** What Slack's errors mean to us. Decided by error code, never by message text. */
import { webApi } from '@slack/bolt';
import { Failure } from '../../src/domain/failure.ts';

const AUTH = new Set(['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired', 'missing_scope', 'not_allowed_token_type', 'no_permission', 'channel_not_found', 'not_in_channel', 'is_archived', 'restricted_action']);
const BUSY = new Set(['ratelimited', 'rate_limited', 'service_unavailable', 'internal_error', 'fatal_error', 'request_timeout', 'team_added_to_org']);
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

export function failureOf(error: unknown, what: string): Failure {
  const { code, data, retryAfter, statusCode } = error as {
    code?: string;
    data?: { error?: string };
    retryAfter?: number;
    statusCode?: number;
  };
  const options = { cause: error };
  if (code === webApi.ErrorCode.RateLimitedError) {
    return new Failure('rate-limited', `Slack ${what}`, { ...options, retryAfterMs: (retryAfter ?? 1) * 1000 });
  }
  if (code === webApi.ErrorCode.PlatformError) {
    const said = data?.error ?? 'unknown';
    if (AUTH.has(said)) return new Failure('staff-desk-auth', `Slack ${what}: ${said}`, options);
    return new Failure(BUSY.has(said) ? 'staff-desk-unavailable' : 'staff-desk-rejected', `Slack ${what}: ${said}`, options);
  }
  if (code === webApi.ErrorCode.HTTPError) {
    return new Failure(statusCode !== undefined && statusCode >= 500 ? 'channel-outcome-unknown' : 'staff-desk-unavailable', `Slack ${what}: HTTP ${statusCode}`, options);
  }
  if (code === webApi.ErrorCode.RequestError) {
    return new Failure(NEVER_LEFT.has(networkCode(error)) ? 'staff-desk-unavailable' : 'channel-outcome-unknown', `Slack ${what}: no answer`, options);
  }
  return new Failure('staff-desk-unavailable', `Slack ${what}`, options);
}

/** The operating system's own code, however deep it is wrapped. */
function networkCode(error: unknown): string {
  for (let inner = error as { code?: string; cause?: unknown; original?: unknown } | undefined, depth = 0; inner && depth < 6; depth++) {
    if (inner.code && NEVER_LEFT.has(inner.code)) return inner.code;
    inner = (inner.original ?? inner.cause) as typeof inner;
  }
  return '';
}

