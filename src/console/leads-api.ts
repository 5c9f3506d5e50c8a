/** The console's routes about leads: shows them, passes on what staff change, and hands out the file for a spreadsheet. */
import express, { Router } from 'express';
import { onlyJson } from './only-json.ts';

type Edited =
  | { readonly kind: 'done'; readonly lead: object }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly why: string };

/** What the core offers; the console decides nothing of it. */
export interface LeadActions {
  list(): Promise<{ leads: readonly object[]; statuses: readonly string[] }>;
  edit(leadId: string, wish: unknown, by: string, wishId: string): Promise<Edited>;
  csv(since?: number): Promise<string>;
}

const STATUS = { done: 200, unknown: 404, refused: 422 } as const satisfies Record<Edited['kind'], number>;
const MAX_NAME = 60;
const MAX_ID = 80;

/** Mounted under /api, behind the guard. */
export function createLeadsApi(leads: LeadActions): Router {
  const router = Router();

  router.get('/leads', async (_request, response) => void response.json(await leads.list()));

  router.get('/leads.csv', async (request, response) => {
    const { since } = request.query;
    const from = typeof since === 'string' ? Date.parse(since) : undefined;
    if (Number.isNaN(from)) return void response.status(400).json({ error: 'since: expected YYYY-MM-DD.' });
    response
      .type('text/csv; charset=utf-8')
      .set('content-disposition', 'attachment; filename="leads.csv"')
      .send(await leads.csv(from));
  });

  router.post('/leads/:id', onlyJson, express.json({ limit: '16kb' }), async (request, response) => {
    const { name, wishId, ...wish } = (request.body ?? {}) as Record<string, unknown>;
    const by = (typeof name === 'string' ? name : '').trim().slice(0, MAX_NAME) || 'Console';
    if (typeof wishId !== 'string' || wishId === '' || wishId.length > MAX_ID)
      return void response.status(400).json({ error: 'wishId: expected a text that is new with every wish.' });
    const outcome = await leads.edit(String(request.params.id), wish, by, wishId);
    const error = outcome.kind === 'refused' ? { error: outcome.why } : {};
    response.status(STATUS[outcome.kind]).json({ ...outcome, ...error });
  });
  return router;
}
