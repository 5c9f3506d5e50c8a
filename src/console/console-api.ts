/** The console's API: reads what is stored, and passes verdicts on. It decides nothing itself. */
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import type { StaffMember, Verdict, VerdictOutcome } from '../domain/approval.ts';
import type { Conversation, Entry } from '../domain/conversation.ts';
import type { Json } from '../domain/json.ts';
import { describeContent } from '../domain/message.ts';
import type { StaffActions, Store } from '../ports.ts';

export interface ConsoleApiDeps {
  readonly store: Store;
  readonly actions: StaffActions;
  /** The ledger of a local day `YYYY-MM-DD`; a RangeError for anything else. */
  ledger(day: string): Promise<Json>;
  stats(): Promise<Json>;
}

const PAGE = 100;
const MOST = 1_000;

class NotFound extends Error {}
class BadRequest extends Error {}

export function createConsoleApi({ store, actions, ledger, stats }: ConsoleApiDeps): Router {
  const router = Router();

  router.get('/conversations', async (request, response) => {
    const before = numberOf(request.query['before']);
    const conversations = await store.list({ limit: PAGE, ...(before === undefined ? {} : { updatedBefore: before }) });
    response.json({ conversations: conversations.map(summaryOf) });
  });

  router.get('/conversations/:id', async (request, response) => {
    const conversation = await store.load(request.params.id);
    if (!conversation) throw new NotFound('There is no such conversation.');
    const archived = await store.archived(conversation.id, Math.max(0, conversation.lastN - MOST), MOST);
    const entries = new Map<number, Entry>([...archived, ...conversation.entries].map((entry) => [entry.n, entry]));
    const turns = (await store.listRecords('turn', { key: conversation.id, limit: PAGE })).map((record) => record.body);
    const { address: _secret, ...shown } = conversation; // whoever has a web chat's key is that customer
    response.json({
      conversation: { ...shown, channel: conversation.address.channel, entries: [...entries.values()].sort((a, b) => a.n - b.n) },
      turns,
      audit: await store.audits({ conversationId: conversation.id, limit: PAGE }),
    });
  });

  router.get('/turns/:id', async (request, response) => {
    const record = await store.getRecord('turn', request.params.id);
    if (!record) throw new NotFound('There is no such turn.');
    response.json({ turn: record.body });
  });

  router.get('/approvals', async (_request, response) => {
    const [pending, lapsed, withStaff] = await Promise.all([
      store.list({ approval: 'pending', limit: PAGE }),
      store.list({ approval: 'lapsed', limit: PAGE }),
      store.list({ owner: 'staff', limit: PAGE }),
    ]);
    const ids = [...pending, ...withStaff, ...lapsed].flatMap(({ approval }) => (approval ? [approval.id] : []));
    const cards = await Promise.all([...new Set(ids)].map((id) => actions.card(id)));
    response.json({ approvals: cards.filter((card) => card !== undefined) });
  });

  router.get('/notices', async (_request, response) => {
    const records = await store.listRecords('notice', { limit: PAGE });
    response.json({ notices: records.map(({ id, at, body }) => ({ id, at, ...(body as object) })) });
  });

  router.post('/approvals/:id/verdict', express.json({ limit: '64kb' }), async (request, response) => {
    const outcome = await act(request.params.id, request.body as unknown);
    const status = { done: 200, already: 409, changed: 409, refused: 422, unknown: 404 }[outcome.kind];
    response.status(status).json(outcome);
  });

  router.get('/stats', async (_request, response) => void response.json(await stats()));

  router.get('/ledger', async (request, response) => {
    const day = String(request.query['day'] ?? '');
    if (!/^\d{4}-\d{2}-\d{2}$/u.test(day)) throw new BadRequest('day: expected YYYY-MM-DD.');
    try {
      response.json(await ledger(day));
    } catch (error) {
      throw error instanceof RangeError ? new BadRequest(`day: ${day} is no date.`) : error;
    }
  });

  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    if (error instanceof NotFound) return void response.status(404).json({ error: error.message });
    if (error instanceof BadRequest) return void response.status(400).json({ error: error.message });
    next(error);
  });

  async function act(approvalId: string, body: unknown): Promise<VerdictOutcome> {
    if (typeof body !== 'object' || body === null) throw new BadRequest('Expected a JSON object {verdict, text?, version}.');
    const { verdict, text = '', version, name = 'Console' } = body as Record<string, unknown>;
    if (typeof text !== 'string') throw new BadRequest('text: expected a string.');
    const by: StaffMember = { id: 'console', name: typeof name === 'string' && name.trim() ? name.trim().slice(0, 60) : 'Console' };
    if (verdict === 'reply') return actions.reply(approvalId, text, by);
    if (verdict === 'hand-back') return actions.handBack(approvalId, by);
    const known: Readonly<Record<string, Verdict>> = {
      approve: { kind: 'approve' },
      edit: { kind: 'edit', text },
      reject: { kind: 'reject', reason: text },
      'take-over': { kind: 'take-over' },
    };
    const meant = typeof verdict === 'string' ? known[verdict] : undefined;
    if (!meant) throw new BadRequest(`verdict: expected one of ${[...Object.keys(known), 'reply', 'hand-back'].join(', ')}.`);
    if (!Number.isInteger(version)) throw new BadRequest('version: expected the number on the card you saw.');
    return actions.decide(approvalId, version as number, meant, by);
  }

  return router;
}

function summaryOf(conversation: Conversation) {
  const last = conversation.entries.findLast((entry) => entry.kind === 'customer-said' || entry.kind === 'bot-said' || entry.kind === 'staff-said');
  return {
    id: conversation.id,
    name: conversation.displayName ?? null,
    channel: conversation.address.channel,
    owner: conversation.owner,
    approval: conversation.approval ? conversation.approval.state.kind : null,
    lastInboundAt: conversation.lastInboundAt,
    last: last ? { kind: last.kind, at: last.at, text: last.kind === 'customer-said' ? describeContent(last.content) : 'message' in last ? last.message.text : '' } : null,
  };
}

function numberOf(value: unknown): number | undefined {
  const number = Number(value);
  return value !== undefined && Number.isFinite(number) ? number : undefined;
}
