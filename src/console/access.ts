/**
 * Who may use the console. With a token: the bearer header or the login cookie. Without one: this machine only, and
 * only under its own name, so that neither a proxy nor a foreign page can reach it.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Clock } from '../ports.ts';

const COOKIE = 'frontdesk_console';
const COOKIE_LIFE_MS = 30 * 24 * 3_600_000;
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const LOCAL_NAMES = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/iu;
/** Whoever sends one of these stands in front of the customer's browser: the loopback address is then the proxy's. */
const PROXY_HEADERS = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'] as const;

export interface Access {
  /** Answers 401 or 403 and says what to do; lets everything else pass. */
  readonly guard: RequestHandler;
  /** The login cookie for a right token; undefined for a wrong one, and when there is no token to know. */
  logIn(token: string, request: Request): string | undefined;
  /** The cookie that ends a login. */
  logOut(): string;
}

interface Refusal {
  readonly status: 401 | 403;
  readonly error: string;
}

export function createAccess(token: string | undefined, { clock }: { clock: Clock }): Access {
  return {
    guard(request: Request, response: Response, next: NextFunction) {
      const refusal = (token ? withoutToken(request, token) : fromElsewhere(request)) ?? foreignOrigin(request);
      if (!refusal) return next();
      response.status(refusal.status).json({ error: refusal.error });
    },
    logIn(given, request) {
      if (!token || !same(given, token)) return undefined;
      const until = clock.now() + COOKIE_LIFE_MS;
      return cookie(`${until}.${seal(until, token)}`, COOKIE_LIFE_MS / 1_000, request.secure);
    },
    logOut: () => cookie('', 0, false),
  };

  function withoutToken(request: Request, secret: string): Refusal | undefined {
    const bearer = /^Bearer (.+)$/iu.exec(request.get('authorization') ?? '')?.[1];
    if (bearer !== undefined && same(bearer, secret)) return undefined;
    const [until = '', proof = ''] = (cookieOf(request) ?? '').split('.');
    if (same(proof, seal(Number(until), secret)) && Number(until) > clock.now()) return undefined;
    return { status: 401, error: 'Log in at /console, or send Authorization: Bearer CONSOLE_TOKEN.' };
  }
}

function fromElsewhere(request: Request): Refusal | undefined {
  const local = LOOPBACK.has(request.socket.remoteAddress ?? '') && LOCAL_NAMES.test(request.get('host') ?? '');
  if (local && PROXY_HEADERS.every((header) => request.get(header) === undefined)) return undefined;
  return {
    status: 403,
    error:
      'Without CONSOLE_TOKEN the console answers on this machine only. Set CONSOLE_TOKEN to use it from elsewhere.',
  };
}

/** A page of somebody else's cannot make this browser decide: whatever changes something comes from our own pages. */
function foreignOrigin(request: Request): Refusal | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  const origin = request.get('origin');
  if (origin === undefined) return undefined; // not a browser
  const own = URL.canParse(origin) && new URL(origin).host === request.get('host');
  return own ? undefined : { status: 403, error: 'This request comes from another site.' };
}

/** Proves that we issued a login until this instant; a new token ends all logins. */
function seal(until: number, secret: string): string {
  return createHmac('sha256', secret).update(`frontdesk console until ${until}`).digest('hex');
}

function cookie(value: string, lifeSeconds: number, secure: boolean): string {
  return `${COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${lifeSeconds}${secure ? '; Secure' : ''}`;
}

function cookieOf(request: Request): string | undefined {
  const cookies = (request.get('cookie') ?? '').split(';').map((part) => part.trim().split('='));
  return cookies.find(([name]) => name === COOKIE)?.[1];
}

/** Compares digests, so that neither length nor content can be timed. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
