/**
 * The operator's console: API, live hints, log-in, and the staff desk of a shop that has no other. A card needs no
 * posting here, because the page draws it from the record.
 */
import { randomUUID } from 'node:crypto';
import express, { Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Clock, StaffDesk } from '../ports.ts';
import { createAccess } from './access.ts';
import { type ConsoleApiDeps, createConsoleApi } from './console-api.ts';

export interface ConsoleDeps extends ConsoleApiDeps {
  readonly clock: Clock;
  /** Calls back when any conversation has changed; a hint. */
  readonly changes: { watch(run: () => void): () => void };
}

const HEARTBEAT_MS = 20_000;
/** Many changes at once are one hint. */
const SETTLE_MS = 250;
const LOGINS_A_MINUTE = 10;

export function createConsole(config: { token?: string }, deps: ConsoleDeps): { router: Router; desk: StaffDesk } {
  const { clock, store, changes } = deps;
  const access = createAccess(config.token);
  const router = Router();

  router.post(
    '/console/login',
    rateLimit({ windowMs: 60_000, limit: LOGINS_A_MINUTE, standardHeaders: 'draft-8', legacyHeaders: false }),
    express.json({ limit: '4kb' }),
    (request, response) => {
      const { token } = (request.body ?? {}) as { token?: unknown };
      const cookie = typeof token === 'string' ? access.cookieFor(token) : undefined;
      if (!cookie) return void response.status(401).json({ error: 'This is not the CONSOLE_TOKEN.' });
      response.set('set-cookie', request.secure ? `${cookie}; Secure` : cookie).json({ ok: true });
    },
  );

  router.get('/api/console/stream', access.guard, (_request, response) => {
    response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' });
    response.flushHeaders();
    let cancelHint: (() => void) | undefined;
    const unwatch = changes.watch(() => {
      cancelHint ??= clock.at(clock.now() + SETTLE_MS, () => {
        cancelHint = undefined;
        response.write('data: changed\n\n');
      });
    });
    let cancelBeat = () => {};
    const beat = () => {
      response.write('data: changed\n\n'); // other processes write too: look now and then
      cancelBeat = clock.at(clock.now() + HEARTBEAT_MS, beat);
    };
    beat();
    response.on('close', () => {
      unwatch();
      cancelBeat();
      cancelHint?.();
    });
  });

  const api = createConsoleApi(deps);
  router.use('/api', access.guard, api);

  const desk: StaffDesk = {
    name: 'console',
    show: async (card, ref) => ref ?? { desk: 'console', place: 'console', id: card.approvalId },
    find: async (approvalId) => ({ desk: 'console', place: 'console', id: approvalId }),
    async tell({ text, quote, urgency }, ref) {
      const body = { text, urgency, ...(quote ? { quote } : {}), ...(ref ? { approvalId: ref.id } : {}) };
      await store.putRecord('notice', { id: randomUUID(), version: 0, at: clock.now(), body });
    },
  };
  return { router, desk };
}
