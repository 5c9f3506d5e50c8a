/**
 * Access tokens of a service account: a signed claim is changed for a token that lasts an hour. The private key leaves
 * this process in no request, only what it has signed.
 * https://developers.google.com/identity/protocols/oauth2/service-account#httprest, looked up 2026-11.
 */
import { importPKCS8, SignJWT } from 'jose';
import { z } from 'zod';
import { Failure } from '../../src/domain/failure.ts';
import type { Clock } from '../../src/ports.ts';

/** The parts of the key file that Google's console makes. */
export interface ServiceKey {
  readonly email: string;
  /** PEM, PKCS #8. */
  readonly privateKey: string;
  readonly keyId?: string;
  readonly tokenUrl: string;
}

export interface AccessToken {
  /** A token that still lasts a minute. Throws Failure `calendar-unavailable`; `refused` tells whether they said no. */
  get(): Promise<string>;
  /** Google says that it is no good any more. */
  forget(): void;
}

/** See and change events, nothing else of a calendar. */
const SCOPE = 'https://www.googleapis.com/auth/calendar.events';
const CLAIM_SECONDS = 3_600;
const SPARE_MS = 60_000;

const Answer = z.object({ access_token: z.string().min(1), expires_in: z.number().default(CLAIM_SECONDS) });

export function createAccessToken(
  key: ServiceKey,
  { clock, timeoutMs, refused }: { clock: Pick<Clock, 'now'>; timeoutMs: number; refused: (why: string) => void },
): AccessToken {
  let current: { readonly token: string; readonly until: number } | undefined;
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const now = Math.floor(clock.now() / 1000);
    const signed = await new SignJWT({ scope: SCOPE })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(key.keyId ? { kid: key.keyId } : {}) })
      .setIssuer(key.email)
      .setAudience(key.tokenUrl)
      .setIssuedAt(now)
      .setExpirationTime(now + CLAIM_SECONDS)
      .sign(await importPKCS8(key.privateKey, 'RS256'));
    const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: signed });
    const answer = await fetch(key.tokenUrl, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((cause: unknown) => {
      throw new Failure('calendar-unavailable', 'Google could not be asked for an access token', { cause });
    });
    const said: unknown = await answer.json().catch(() => undefined);
    const parsed = Answer.safeParse(said);
    if (answer.ok && parsed.success) {
      current = {
        token: parsed.data.access_token,
        until: clock.now() + parsed.data.expires_in * 1000 - SPARE_MS,
      };
      return current.token;
    }
    const { error } = z.object({ error: z.string().max(60) }).safeParse(said).data ?? {};
    const why = `Google gives no access token for the service account (status ${answer.status}${error ? `, ${error}` : ''})`;
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) refused(why);
    throw new Failure('calendar-unavailable', why);
  }

  return {
    get() {
      if (current && current.until > clock.now()) return Promise.resolve(current.token);
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    forget() {
      current = undefined;
    },
  };
}
