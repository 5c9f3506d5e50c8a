/** The console's routes about the knowledge: shows what there is, and passes on what a person decides. */
import express, { type Request, type Response, Router } from 'express';
import { BadRequest } from './verdict-request.ts';

type Written = { readonly kind: 'done'; readonly file: string } | { readonly kind: 'refused'; readonly why: string };
type Answer =
  | { readonly answer: 'yes' }
  | { readonly answer: 'pause' }
  | { readonly answer: 'change'; readonly text: string };

/** What the core offers; the console decides nothing of it. */
export interface KnowledgeActions {
  view(): Promise<unknown>;
  reload(): Promise<unknown>;
  approveDraft(
    file: string,
    by: string,
    given: { audience?: 'customer' | 'internal'; body?: string },
  ): Promise<Written>;
  discardDraft(file: string, by: string): Promise<Written>;
  draftGap(id: string, by: string, answer?: string): Promise<Written>;
  dismissGap(id: string): Promise<Written>;
  answer(id: string, given: Answer, by: string): Promise<Written>;
  decideProposal(id: string, accept: boolean, by: string, text?: string): Promise<Written>;
}

const MAX_NAME = 60;

type Body = { readonly [Field in 'do' | 'id' | 'name' | 'text' | 'audience']?: unknown };

/** Mounted under /api/knowledge, behind the guard. */
export function createKnowledgeApi(knowledge: KnowledgeActions): Router {
  const router = Router();
  const json = express.json({ limit: '256kb' });
  const answered = (response: Response, written: Written) =>
    void response.status(written.kind === 'done' ? 200 : 422).json(written);

  router.get('/', async (_request, response) => void response.json(await knowledge.view()));
  router.post('/', json, async (request, response) => {
    const body = bodyOf(request);
    const id = textOf(body, 'id');
    const by = (typeof body.name === 'string' ? body.name : '').trim().slice(0, MAX_NAME) || 'Console';
    switch (body.do) {
      case 'approve-draft': {
        const audience = body.audience === 'internal' ? 'internal' : 'customer';
        const text = body.text === undefined ? {} : { body: textOf(body, 'text') };
        return answered(response, await knowledge.approveDraft(id, by, { audience, ...text }));
      }
      case 'draft-gap':
        return answered(response, await knowledge.draftGap(id, by, typeof body.text === 'string' ? body.text : ''));
      case 'dismiss-gap':
        return answered(response, await knowledge.dismissGap(id));
      case 'yes':
      case 'pause':
        return answered(response, await knowledge.answer(id, { answer: body.do }, by));
      case 'change':
        return answered(response, await knowledge.answer(id, { answer: 'change', text: textOf(body, 'text') }, by));
      case 'discard-draft':
        return answered(response, await knowledge.discardDraft(id, by));
      case 'accept': {
        const text = body.text === undefined ? [] : [textOf(body, 'text')];
        return answered(response, await knowledge.decideProposal(id, true, by, ...text));
      }
      case 'dismiss':
        return answered(response, await knowledge.decideProposal(id, false, by));
      default:
        throw new BadRequest(
          'do: expected approve-draft, discard-draft, draft-gap, dismiss-gap, yes, change, pause, accept or dismiss.',
        );
    }
  });
  router.post('/reload', json, async (_request, response) => void response.json(await knowledge.reload()));
  return router;
}

function bodyOf(request: Request): Body {
  const { body } = request as { body?: unknown };
  if (!request.is('application/json') || typeof body !== 'object' || body === null || Array.isArray(body))
    throw new BadRequest('Expected JSON {do, id, name?, text?}.');
  return body as Body;
}

function textOf(body: Body, name: keyof Body): string {
  const value = body[name];
  if (typeof value !== 'string' || value.trim() === '') throw new BadRequest(`${name}: expected words, got none.`);
  return value.toWellFormed();
}
