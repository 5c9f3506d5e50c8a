/** The console's API: reads what is stored, and passes verdicts on. It decides nothing itself. */
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import type { Card, VerdictOutcome } from '../domain/approval.ts';
import type { Json } from '../domain/json.ts';
import type { StaffActions, Store } from '../ports.ts';
import { createKnowledgeApi, type KnowledgeActions } from './knowledge-api.ts';
import { onlyJson } from './only-json.ts';
import { createPauseApi, type SendingSwitch } from './pause-api.ts';
import { BadRequest, type Wish, wishOf } from './verdict-request.ts';
import { isCustomers, summaryOf, viewOf } from './views.ts';

export interface ConsoleApiDeps {
  readonly store: Store;
  readonly actions: StaffActions;
  /** The ledger of a local day `YYYY-MM-DD`; a RangeError for anything else. */
  ledger(day: string): Promise<Json>;
  stats(): Promise<Json>;
  readonly knowledge?: KnowledgeActions;
  readonly sending: SendingSwitch;
}

const PAGE = 100;
/** Decided cards that stay in sight, each kind. */
const SETTLED = 10;
/** Most archived entries shown of one conversation, newest first. */
const MOST_ENTRIES = 1_000;
const STATUS = { done: 200, already: 409, changed: 409, refused: 422, unknown: 404 } as const satisfies Record<
  VerdictOutcome['kind'],
  number
>;

class NotFound extends Error {}

/** Mounted behind the guard. Every answer is JSON; what is wrong is told as `{error}`. */
export function createConsoleApi({ store, actions, ledger, stats, knowledge, sending }: ConsoleApiDeps): Router {
  const router = Router();
  const list = async (filter: Parameters<Store['list']>[0]) => (await store.list(filter)).conversations;
  const pageAfter = async (after: string | undefined) => {
    try {
      return await store.list({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    } catch (error) {
      throw error instanceof RangeError ? new BadRequest(error.message) : error;
    }
  };

  router.get('/conversations', async (request, response) => {
    const { after } = request.query;
    const page = await pageAfter(typeof after === 'string' ? after : undefined);
    response.json({ ...page, conversations: page.conversations.filter(isCustomers).map(summaryOf) });
  });

  router.get('/conversations/:id', async (request, response) => {
    const conversation = await store.load(request.params.id);
    if (!conversation) throw new NotFound('There is no such conversation.');
    const [archived, turns, audit] = await Promise.all([
      store.archived(conversation.id, Math.max(0, conversation.lastN - MOST_ENTRIES), MOST_ENTRIES),
      store.listRecords('turn', { key: conversation.id, limit: PAGE }),
      store.audits({ conversationId: conversation.id, limit: PAGE }),
    ]);
    response.json({ conversation: viewOf(conversation, archived), turns: turns.map(({ body }) => body), audit });
  });

  router.get('/turns/:id', async (request, response) => {
    const record = await store.getRecord('turn', request.params.id);
    if (!record) throw new NotFound('There is no such turn.');
    response.json({ turn: record.body });
  });

  router.get('/approvals', async (_request, response) => {
    const [pending, withStaff, lapsed, ...settled] = await Promise.all([
      list({ approval: 'pending', limit: PAGE }),
      list({ owner: 'staff', limit: PAGE }),
      list({ approval: 'lapsed', limit: SETTLED }),
      ...(['approved', 'edited', 'rejected'] as const).map((approval) => list({ approval, limit: SETTLED })),
    ]);
    const waiting = pending.toReversed(); // whoever has waited longest comes first, the urgent before all
    const ids = [...waiting, ...withStaff, ...lapsed, ...settled.flat()].flatMap(({ approval }) =>
      approval ? [approval.id] : [],
    );
    const cards = (await Promise.all([...new Set(ids)].map((id) => actions.card(id)))).filter(
      (card) => card !== undefined,
    );
    response.json({ approvals: cards.toSorted((a, b) => rank(a) - rank(b)) });
  });

  router.get('/notices', async (_request, response) => {
    const records = await store.listRecords('notice', { limit: PAGE });
    response.json({ notices: records.map(({ id, at, body }) => ({ ...(body as object), id, at })) });
  });

  router.post('/approvals/:id/verdict', onlyJson, express.json({ limit: '64kb' }), async (request, response) => {
    const wish = wishOf(request.body);
    if (wish.kind === 'approve-alike') {
      response.json({ outcomes: await actions.approveAlike(wish.chosen, wish.by) });
      return;
    }
    const outcome = await carryOut(request.params.id as string, wish);
    response.status(STATUS[outcome.kind]).json(outcome);
  });

  router.use(createPauseApi(sending));

  router.get('/stats', async (_request, response) => void response.json(await stats()));

  router.get('/ledger', async (request, response) => {
    const day = String(request.query.day ?? '');
    if (!/^\d{4}-\d{2}-\d{2}$/u.test(day)) throw new BadRequest('day: expected YYYY-MM-DD.');
    const lines = await ledger(day).catch((error: unknown) => {
      throw error instanceof RangeError ? new BadRequest(`day: ${day} is no date.`, { cause: error }) : error;
    });
    response.json(lines);
  });

  if (knowledge) router.use('/knowledge', createKnowledgeApi(knowledge));

  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    if (error instanceof NotFound) return void response.status(404).json({ error: error.message });
    if (error instanceof BadRequest) return void response.status(400).json({ error: error.message });
    const { type } = error as { type?: string };
    if (type === 'entity.too.large') return void response.status(413).json({ error: 'Expected at most 64 kB.' });
    if (type === 'entity.parse.failed')
      return void response.status(400).json({ error: 'Expected JSON, got something else.' });
    next(error); // the server logs it and answers for all routes alike
  });

  async function carryOut(approvalId: string, wish: Exclude<Wish, { kind: 'approve-alike' }>): Promise<VerdictOutcome> {
    switch (wish.kind) {
      case 'decide':
        return actions.decide(approvalId, wish.version, wish.verdict, wish.by);
      case 'claim':
        return actions.claim(approvalId, wish.by);
      case 'reply':
        return actions.reply(approvalId, wish.text, wish.by);
      case 'hand-back':
        return actions.handBack(approvalId, wish.by);
    }
  }

  return router;
}

function rank({ state, urgency }: Card): number {
  if (state.kind === 'pending') return urgency === 'high' ? 0 : 1;
  return state.kind === 'taken-over' || state.kind === 'lapsed' ? 2 : 3;
}
