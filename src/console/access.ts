/**
 * Who may use the console. With a token: the bearer header or the login cookie. Without one: this machine only, and
 * only under its own name, so that neither a proxy nor a foreign page can reach it.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

const COOKIE = 'frontdesk_console';
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const LOCAL_NAMES = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/u;

export interface Access {
  /** Refuses with 401 or 403 and says what to do. */
  readonly guard: RequestHandler;
  /** The cookie for a right token; undefined for a wrong one. */
  cookieFor(token: string): string | undefined;
}

export function createAccess(token: string | undefined): Access {
  const proof = token ? createHmac('sha256', token).update('frontdesk console').digest('hex') : '';

  function allowed(request: Request): { status: number; error: string } | undefined {
    if (token) {
      const bearer = /^Bearer (.+)$/u.exec(request.get('authorization') ?? '')?.[1];
      if (bearer !== undefined && same(bearer, token)) return undefined;
      const cookie = cookieOf(request, COOKIE);
      if (cookie !== undefined && same(cookie, proof)) return undefined;
      return { status: 401, error: 'Log in at /console, or send Authorization: Bearer CONSOLE_TOKEN.' };
    }
    const local = LOOPBACK.has(request.socket.remoteAddress ?? '') && LOCAL_NAMES.test(request.get('host') ?? '');
    if (local && request.get('x-forwarded-for') === undefined) return undefined;
    return { status: 403, error: 'Without CONSOLE_TOKEN the console answers on this machine only. Set CONSOLE_TOKEN to use it from elsewhere.' };
  }

  return {
    guard(request: Request, response: Response, next: NextFunction) {
      const refusal = allowed(request) ?? foreignOrigin(request);
      if (!refusal) return next();
      response.status(refusal.status).json({ error: refusal.error });
    },
    cookieFor(given) {
      if (!token || !same(given, token)) return undefined;
      return `${COOKIE}=${proof}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${30 * 24 * 3600}`;
    },
  };
}

/** A page of somebody else's cannot make this browser decide: whatever changes something comes from our own pages. */
function foreignOrigin(request: Request): { status: number; error: string } | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  const origin = request.get('origin');
  if (origin === undefined) return undefined; // not a browser
  const own = URL.canParse(origin) && new URL(origin).host === request.get('host');
  return own ? undefined : { status: 403, error: 'This request comes from another site.' };
}

function cookieOf(request: Request, name: string): string | undefined {
  const cookies = (request.get('cookie') ?? '').split(';').map((part) => part.trim().split('='));
  return cookies.find(([key]) => key === name)?.[1];
}

/** Compares digests, so that neither length nor content can be timed. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
