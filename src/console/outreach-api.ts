/** What staff see and do about messages nobody asked for: whether they flow, letting them go on, marking who did not come. */
import express, { Router } from 'express';

/** What the console asks of the core, in its own words. */
export interface OutreachDesk {
  state(): Promise<object>;
  /** Open promises, the waitlist, bookings that staff changed in their own calendars. */
  overview(): Promise<object>;
  /** What becomes of such a booking. */
  settleBooking(reference: string, as: 'cancel' | 'keep', by: string): Promise<'done' | 'unknown' | 'not-on'>;
  /** False when nothing was stopped. */
  unlatch(by: string): Promise<boolean>;
  /** Addresses of the staff's calendars, as paths. */
  feeds?(): Promise<readonly object[]>;
  /** The promises of a conversation are kept, somewhere we cannot see. */
  kept(conversationId: string, by: string): Promise<'done' | 'unknown'>;
  missed(reference: string, by: string): Promise<'done' | 'unknown' | 'not-begun' | 'not-on'>;
}

const STATUS = { done: 200, unknown: 404, 'not-begun': 409, 'not-on': 409 } as const;

/** Mounted behind the guard. Changes only on JSON, like every verdict: a form of another site cannot send that. */
export function createOutreachApi(desk: OutreachDesk): Router {
  const router = Router();
  router.get(
    '/bookings/feeds',
    async (_request, response) => void response.json({ feeds: (await desk.feeds?.()) ?? [] }),
  );

  router.get(
    '/outreach',
    async (_request, response) => void response.json({ ...(await desk.state()), ...(await desk.overview()) }),
  );

  router.post('/outreach/unlatch', express.json({ limit: '4kb' }), async (request, response) => {
    if (!request.is('application/json'))
      return void response.status(415).json({ error: 'Expected content-type application/json.' });
    response.json({ unlatched: await desk.unlatch(nameIn(request.body)) });
  });

  router.post('/conversations/:id/kept', express.json({ limit: '4kb' }), async (request, response) => {
    if (!request.is('application/json'))
      return void response.status(415).json({ error: 'Expected content-type application/json.' });
    const outcome = await desk.kept(String(request.params.id), nameIn(request.body));
    response.status(STATUS[outcome]).json({ outcome });
  });

  router.post('/bookings/:reference/missed', express.json({ limit: '4kb' }), async (request, response) => {
    if (!request.is('application/json'))
      return void response.status(415).json({ error: 'Expected content-type application/json.' });
    const outcome = await desk.missed(String(request.params.reference), nameIn(request.body));
    response.status(STATUS[outcome]).json({ outcome });
  });
  router.post('/bookings/:reference/settle', express.json({ limit: '4kb' }), async (request, response) => {
    if (!request.is('application/json'))
      return void response.status(415).json({ error: 'Expected content-type application/json.' });
    const { as } = (request.body ?? {}) as { as?: unknown };
    if (as !== 'cancel' && as !== 'keep')
      return void response.status(400).json({ error: 'as: expected cancel or keep.' });
    const outcome = await desk.settleBooking(String(request.params.reference), as, nameIn(request.body));
    response.status(STATUS[outcome]).json({ outcome });
  });
  return router;
}

function nameIn(body: unknown): string {
  const name = typeof body === 'object' && body !== null && 'name' in body ? body.name : undefined;
  return typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 80) : 'Console';
}
