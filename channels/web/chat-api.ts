/**
 * The web chat's API. A message is acknowledged with 202 only after it is stored. Whoever knows the conversation's
 * key is its customer; the key never leaves this channel.
 */
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { isFailure } from '../../src/domain/failure.ts';
import type { Address, Content } from '../../src/domain/message.ts';
import type { Clock, Intake, Transcript } from '../../src/ports.ts';
import { afterOf, BadRequest, externalIdOf, keyOf, type MessageInput, messageOf } from './chat-input.ts';
import { streamLines } from './line-stream.ts';

export interface ChatApiConfig {
  readonly account: string;
  /** Messages a minute from one conversation. */
  readonly perConversation?: number;
  /** Messages a minute from one network address; behind a proxy that is everybody. */
  readonly perAddress?: number;
  /** How often an open stream looks by itself, because other processes write too, in ms. */
  readonly streamPollMs?: number;
}

export interface ChatApiDeps {
  readonly intake: Intake;
  readonly transcript: Transcript;
  readonly clock: Clock;
}

/** Most lines in one answer. */
const PAGE = 200;

export function createChatApi(config: ChatApiConfig, deps: ChatApiDeps): Router {
  const { intake, transcript, clock } = deps;
  const { perConversation = 600, perAddress = 6_000, streamPollMs = 2_000 } = config;
  const router = Router();
  const addressOf = (key: string): Address => ({ channel: 'web', account: config.account, key });
  const limits = {
    windowMs: 60_000,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: { xForwardedForHeader: false },
    message: { error: 'Too many messages; please wait a minute.' },
  } as const;
  const byAddress = rateLimit({ ...limits, limit: perAddress });
  const byConversation = rateLimit({
    ...limits,
    limit: perConversation,
    keyGenerator: (_request, response) => inputOf(response).key,
  });

  router.use(
    helmet({
      strictTransportSecurity: false,
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"] } },
    }),
  );

  router.post(
    '/messages',
    byAddress,
    onlyJson,
    express.json({ limit: '64kb' }),
    understand,
    byConversation,
    async (_request, response) => {
      const { key, id, said } = inputOf(response);
      const address = addressOf(key);
      const content = await contentOf(said, address);
      await intake.message({ address, externalId: externalIdOf(key, id), aliases: [], content, sentAt: clock.now() });
      response.status(202).json({ id });
    },
  );

  router.get('/messages', async (request, response) => {
    const address = addressOf(keyOf(request.query.conversation));
    const messages = await transcript.read(address, afterOf(request.query.after), PAGE);
    response.set('cache-control', 'no-store').json({ messages });
  });

  router.get('/stream', async (request, response) => {
    const address = addressOf(keyOf(request.query.conversation));
    const after = afterOf(request.get('last-event-id') ?? request.query.after);
    const source = {
      read: (from: number) => transcript.read(address, from, PAGE),
      watch: (run: () => void) => transcript.watch(address, run),
    };
    await streamLines(response, source, { after, lookMs: streamPollMs, clock });
  });

  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const refusal = refusalOf(error);
    // What is our own fault is logged by the server, which answers for all routes alike; 503 where trying again helps.
    if (refusal) response.status(refusal.status).json({ error: refusal.error });
    else next(error);
  });

  async function contentOf(said: MessageInput['said'], address: Address): Promise<Content> {
    if ('text' in said) return { kind: 'text', text: said.text };
    const label = await transcript.labelOf(address, said.choiceId); // only what was offered can be chosen
    if (label === undefined) throw new BadRequest('choice: expected one that was offered in this conversation.');
    return { kind: 'choice', id: said.choiceId, label };
  }

  return router;
}

function onlyJson(request: Request, response: Response, next: NextFunction): void {
  if (request.is('application/json')) next();
  else response.status(415).json({ error: 'Expected content-type application/json.' });
}

/** Puts what was understood where the limiter and the handler find it. */
function understand(request: Request, response: Response, next: NextFunction): void {
  response.locals.input = messageOf(request.body);
  next();
}

function inputOf(response: Response): MessageInput {
  return response.locals.input as MessageInput;
}

/** The customer's side of an error; undefined when it is ours. */
function refusalOf(error: unknown): { status: number; error: string } | undefined {
  if (error instanceof BadRequest) return { status: 400, error: error.message };
  if (isFailure(error)) return undefined;
  const { type, status } = error as { type?: unknown; status?: unknown };
  if (type === 'entity.too.large') return { status: 413, error: 'Expected at most 64 kB.' };
  if (type === 'entity.parse.failed') return { status: 400, error: 'Expected JSON, got something else.' };
  if (status === 415) return { status: 415, error: 'Expected plain UTF-8 JSON.' };
  return undefined;
}
