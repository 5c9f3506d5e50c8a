/** What the console shows of the linked phone: its state, and the code to scan as a picture. Mounted behind the console's guard. */
import { Router } from 'express';
import { toString as drawn } from 'qrcode';
import { inWords, type Status } from './status.ts';

export function linkRoutes(status: () => Status): Router {
  const router = Router();
  router.get('/', async (_request, response) => {
    const now = status();
    const { ok, detail } = inWords(now);
    const qr = now.qr === undefined ? null : await drawn(now.qr, { type: 'svg', margin: 2 });
    response.set('cache-control', 'no-store').json({ ok, detail, phase: now.phase.kind, number: now.numberHealth, qr });
  });
  return router;
}
