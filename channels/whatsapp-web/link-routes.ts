/** What the console shows of the linked phone: its state, and the code to scan as a picture. Mounted behind the console's guard. */
import { Router } from 'express';
import { toString as drawn } from 'qrcode';
import type { Shown } from './shared-status.ts';

export function linkRoutes(shown: () => Promise<Shown>): Router {
  const router = Router();
  router.get('/', async (_request, response) => {
    const { qr: code, ...now } = await shown();
    const qr = code === null ? null : await drawn(code, { type: 'svg', margin: 2 });
    response.set('cache-control', 'no-store').json({ ...now, qr });
  });
  return router;
}
