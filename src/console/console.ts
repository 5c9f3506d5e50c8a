/**
 * The operator's console: log-in, API and live hints behind one guard, and the staff desk of a shop that has no other.
 * Nothing of a conversation leaves it unguarded; the page itself holds no data.
 */
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Clock, StaffDesk } from '../ports.ts';
import { createAccess } from './access.ts';
import { type ConsoleApiDeps, createConsoleApi } from './console-api.ts';
import { createConsoleDesk } from './console-desk.ts';
import { type Changes, streamHints } from './hints.ts';
import { createLeadsApi, type LeadActions } from './leads-api.ts';
import { createOutreachApi, type OutreachDesk } from './outreach-api.ts';

export interface ConsoleDeps extends ConsoleApiDeps {
  readonly clock: Clock;
  readonly changes: Changes;
  /** Absent: nothing is sent unasked. */
  readonly outreach?: OutreachDesk;
  /** Absent: nobody keeps leads. */
  readonly leads?: LeadActions;
}

const LOGINS_A_MINUTE = 10;
/** Everything the console owns under /api; other parts' routes pass by unguarded. */
const GUARDED = [
  'conversations',
  'turns',
  'approvals',
  'notices',
  'stats',
  'ledger',
  'knowledge',
  'console',
  'outreach',
  'bookings',
  'pause',
  'leads',
  'leads.csv',
].map((name) => `/api/${name}`);

/** `token`: absent, the console answers on the loopback address only. The page is served by whoever mounts the router. */
export function createConsole(config: { token?: string }, deps: ConsoleDeps): { router: Router; desk: StaffDesk } {
  const access = createAccess(config.token, deps);
  const router = Router();
  const safe = helmet({
    strictTransportSecurity: false,
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } },
  });

  const limit = rateLimit({
    windowMs: 60_000,
    limit: LOGINS_A_MINUTE,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: { xForwardedForHeader: false },
    skipSuccessfulRequests: true,
    message: { error: 'Too many tries; please wait a minute.' },
  });
  router.post(
    '/console/login',
    safe,
    limit,
    express.json({ limit: '4kb' }),
    unreadable,
    (request: Request, response: Response) => {
      const { token } = (request.body ?? {}) as { token?: unknown };
      const cookie = typeof token === 'string' ? access.logIn(token, request) : undefined;
      if (!cookie) return void response.status(401).json({ error: 'This is not the CONSOLE_TOKEN.' });
      response.set('set-cookie', cookie).json({ ok: true });
    },
  );
  router.post('/console/logout', safe, access.guard, (_request, response) => {
    response.set('set-cookie', access.logOut()).json({ ok: true });
  });

  router.use(GUARDED, safe, access.guard, (_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  router.get('/api/console/stream', (_request, response) => streamHints(response, deps));
  if (deps.outreach) router.use('/api', createOutreachApi(deps.outreach));
  if (deps.leads) router.use('/api', createLeadsApi(deps.leads));
  router.use('/api', createConsoleApi(deps));

  return { router, desk: createConsoleDesk(deps) };
}

/** A login that cannot be read is refused like a wrong one. */
function unreadable(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) next(error);
  else response.status(400).json({ error: 'Expected JSON {token}.' });
}
