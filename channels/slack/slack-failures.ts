/** What Slack's errors mean to us. Decided by error code, never by message text. */
import { webApi } from '@slack/bolt';
import { Failure, isFailure } from '../../src/domain/failure.ts';

/** The owner must act: token, scopes, or the channel and our membership in it. */
const AUTH: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
  'not_allowed_token_type',
  'no_permission',
  'ekm_access_denied',
  'team_access_not_granted',
  'access_denied',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
]);
const BUSY: ReadonlySet<string> = new Set([
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'org_login_required',
]);
/** "Some aspect of the operation may have succeeded" (docs.slack.dev, chat.postMessage errors, looked up 2026-11). */
const HALF_DONE: ReadonlySet<string> = new Set(['internal_error', 'fatal_error']);
/** The connection was never made, so nothing was posted. */
const NEVER_LEFT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const DEFAULT_RETRY_AFTER_S = 1;

/** `once`: done twice it would be seen twice, so a lost answer leaves the outcome unknown; `again`: repeating is harmless. */
export type Repeatable = 'once' | 'again';

export function failureOf(error: unknown, method: string, repeatable: Repeatable): Failure {
  if (isFailure(error)) return error;
  const { code, retryAfter, statusCode } = error as { code?: string; retryAfter?: number; statusCode?: number };
  const options = { cause: error };
  const lost = repeatable === 'once' ? 'channel-outcome-unknown' : 'staff-desk-unavailable';
  switch (code) {
    case webApi.ErrorCode.RateLimitedError:
      return new Failure('rate-limited', `Slack ${method}`, {
        ...options,
        retryAfterMs: (retryAfter ?? DEFAULT_RETRY_AFTER_S) * 1000,
      });
    case webApi.ErrorCode.PlatformError: {
      const said = slackErrorOf(error) ?? 'no error code';
      if (AUTH.has(said)) return new Failure('staff-desk-auth', `Slack ${method}: ${said}`, options);
      if (said === 'ratelimited') return new Failure('rate-limited', `Slack ${method}`, options);
      if (BUSY.has(said)) return new Failure('staff-desk-unavailable', `Slack ${method}: ${said}`, options);
      if (HALF_DONE.has(said)) return new Failure(lost, `Slack ${method}: ${said}`, options);
      // An error page with status 200 is no verdict on our card.
      if (!/^[a-z_]{1,60}$/u.test(said))
        return new Failure(lost, `Slack ${method}: an answer that is not Slack's`, options);
      return new Failure('staff-desk-rejected', `Slack ${method}: ${said}`, options);
    }
    case webApi.ErrorCode.HTTPError: {
      const half = statusCode === undefined || statusCode >= 500;
      return new Failure(half ? lost : 'staff-desk-unavailable', `Slack ${method}: HTTP ${statusCode}`, options);
    }
    default:
      return new Failure(neverLeft(error) ? 'staff-desk-unavailable' : lost, `Slack ${method}: no answer`, options);
  }
}

/** Slack's own error code, such as `message_not_found`; undefined when Slack did not answer. */
export function slackErrorOf(error: unknown): string | undefined {
  const said = (error as { data?: { error?: unknown } } | undefined)?.data?.error;
  return typeof said === 'string' ? said : undefined;
}

/** Reads the operating system's own code, however deep it is wrapped. */
function neverLeft(error: unknown): boolean {
  let inner: unknown = error;
  for (let depth = 0; inner !== null && typeof inner === 'object' && depth < 6; depth++) {
    const { code, original, cause } = inner as { code?: unknown; original?: unknown; cause?: unknown };
    if (typeof code === 'string' && NEVER_LEFT.has(code)) return true;
    inner = original ?? cause;
  }
  return false;
}
