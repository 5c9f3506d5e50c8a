/**
 * The Calendar API v3 over HTTPS: a call gives what was asked, an expected no as a value, or a `Failure`. It tries again
 * by itself where that can help, and never so long that a customer would think that nobody is there.
 */
import type { z } from 'zod';
import { Failure } from '../../src/domain/failure.ts';
import type { Clock } from '../../src/ports.ts';
import { createAccessToken, type ServiceKey } from './access-token.ts';
import { type Meaning, meaningOf } from './google-errors.ts';
import type { Log } from './log.ts';

export interface GoogleApiConfig {
  readonly key: ServiceKey;
  /** Base URL with version, without a slash at the end. */
  readonly apiUrl: string;
}

export interface GoogleApiDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Waits so many ms; absent: by the clock. */
  readonly pause?: (ms: number) => Promise<void>;
  /** Google refuses us, and only the owner can end that; told once a day for the same reason. */
  readonly refused: (why: string) => void;
}

type No = Extract<Meaning, 'missing' | 'duplicate' | 'gone' | 'changed'>;
export type Answered<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: No };

export interface GoogleApi {
  /** About the events of one calendar, or one event of it. Throws Failure `calendar-unavailable`. */
  call<T>(request: {
    readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
    readonly calendarId: string;
    readonly eventId?: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: object;
    /** Only this version of the event is changed; of any other: `changed`. */
    readonly etag?: string | undefined;
    readonly shape: z.ZodType<T>;
  }): Promise<Answered<T>>;
  /** There is no such calendar, or not for us: told like a refusal. */
  unknown(calendarId: string): Failure;
  /** Not ok while Google cannot be asked or refuses us. */
  health(): { ok: boolean; detail: string };
}

const TIMEOUT_MS = 5_000;
const TRIES = 3;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 4_000;
/** A customer who asks right after a failed call does not wait for all tries once more. */
const KNOWN_DOWN_MS = 30_000;
const DAY_MS = 24 * 3_600_000;

export function createGoogleApi(config: GoogleApiConfig, deps: GoogleApiDeps): GoogleApi {
  const { clock, log } = deps;
  const { pause = (ms) => new Promise((resolve) => void clock.at(clock.now() + ms, () => resolve())) } = deps;
  let workedAt: number | undefined;
  /** By calendar, so that one that works does not hide one that does not. */
  const faults = new Map<string, { readonly at: number; readonly why: string }>();
  const told = new Map<string, number>();
  const token = createAccessToken(config.key, { clock, timeoutMs: TIMEOUT_MS, refused });

  function refused(why: string): void {
    const now = clock.now();
    if (now - (told.get(why) ?? Number.NEGATIVE_INFINITY) < DAY_MS) return;
    told.set(why, now);
    log.error({ why }, 'google calendar: refused; the owner must act');
    deps.refused(why);
  }

  function failed(calendarId: string, why: string, more: { cause?: unknown; retryAfterMs?: number } = {}): Failure {
    if (!faults.has(calendarId)) {
      log.warn({ why }, 'google calendar: cannot be asked');
      faults.set(calendarId, { at: clock.now(), why });
    }
    return new Failure('calendar-unavailable', `Google Calendar: ${why}`, more);
  }

  function worked(calendarId: string): void {
    workedAt = clock.now();
    if (faults.delete(calendarId)) log.info({}, 'google calendar: answers again');
  }

  const call: GoogleApi['call'] = async ({ method, calendarId, eventId, query = {}, body, etag, shape }) => {
    const event = eventId === undefined ? '' : `/${encodeURIComponent(eventId)}`;
    const path = `/calendars/${encodeURIComponent(calendarId)}/events${event}`;
    const url = `${config.apiUrl}${path}?${new URLSearchParams(query)}`;
    const known = faults.get(calendarId);
    const tries = known && clock.now() - known.at < KNOWN_DOWN_MS ? 1 : TRIES;
    let renewed = false;
    for (let tried = 1; ; tried++) {
      const got = await exchange(url, calendarId, { method, body, etag });
      if ('cause' in got) {
        if (tried >= tries) throw failed(calendarId, 'no answer', { cause: got.cause });
        await pause(waitMs(tried));
        continue;
      }
      if (got.status < 300) {
        const parsed = shape.safeParse(got.body);
        if (!parsed.success)
          throw failed(calendarId, `an answer that cannot be read (${method})`, { cause: parsed.error });
        worked(calendarId);
        return { kind: 'ok', value: parsed.data };
      }
      const { meaning, reason } = meaningOf(got.status, got.body);
      const why = `status ${got.status}${reason ? `, ${reason}` : ''}`;
      switch (meaning) {
        case 'missing':
        case 'duplicate':
        case 'gone':
        case 'changed':
          return { kind: meaning };
        case 'token':
          token.forget();
          if (!renewed) {
            renewed = true;
            break;
          }
          refused(`the service account is not accepted (${why})`);
          throw failed(calendarId, why);
        case 'refused':
          refused(`it may not change ${calendarId}: share that calendar with the service account (${why})`);
          throw failed(calendarId, why);
        case 'wrong':
          throw failed(calendarId, why);
        default: {
          const wait = got.retryAfterMs ?? waitMs(tried);
          if (tried >= tries || wait > LONGEST_WAIT_MS) throw failed(calendarId, why, { retryAfterMs: wait });
          await pause(wait);
        }
      }
    }
  };

  async function exchange(
    url: string,
    calendarId: string,
    { method, body, etag }: { method: string; body: object | undefined; etag: string | undefined },
  ): Promise<{ status: number; body: unknown; retryAfterMs?: number } | { cause: unknown }> {
    const bearer = await token.get().catch((cause: unknown) => {
      throw failed(calendarId, 'no access token', { cause });
    });
    try {
      const response = await fetch(url, {
        method,
        headers: {
          authorization: `Bearer ${bearer}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(etag ? { 'if-match': etag } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await response.text();
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
      return {
        status: response.status,
        body: parsedJson(text),
        ...(Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : {}),
      };
    } catch (cause) {
      return { cause };
    }
  }

  return {
    call,
    unknown(calendarId) {
      refused(`there is no calendar ${calendarId}, or it is not shared with the service account`);
      return failed(calendarId, `no calendar ${calendarId}`);
    },
    health() {
      const asked = workedAt === undefined ? 'nothing asked yet' : `last answered ${iso(workedAt)}`;
      const [first] = faults.values();
      if (!first) return { ok: true, detail: `Google Calendar, ${asked}` };
      return { ok: false, detail: `Google Calendar since ${iso(first.at)}: ${first.why}; ${asked}` };
    },
  };
}

/** Twice as long every time, with some chance in it, so that many processes do not come back at the same moment. */
function waitMs(tried: number): number {
  return Math.round(FIRST_WAIT_MS * 2 ** (tried - 1) * (1 + Math.random()));
}

function parsedJson(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a proxy's page: no reason in it
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
