/**
 * The web chat's API. A message is acknowledged with 202 only after it is stored. Whoever knows the conversation's
 * key is its customer; the key never leaves this channel.
 */
import { createHash, randomUUID } from 'node:crypto';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Address, Content } from '../../src/domain/message.ts';
import type { Clock, Intake, Transcript } from '../../src/ports.ts';

export interface ChatApiConfig {
  readonly account: string;
  /** Messages a minute: from one conversation, and from one network address. */
  readonly perConversation?: number;
  readonly perAddress?: number;
}

export interface ChatApiDeps {
  readonly intake: Intake;
  readonly transcript: Transcript;
  readonly clock: Clock;
}

const KEY = /^[\w-]{16,64}$/u;
const MAX_TEXT = 4_000;
const PAGE = 200;
/** How often an open stream looks by itself: other processes write too. */
const LOOK_MS = 2_000;
const HEARTBEAT_MS = 25_000;

class BadRequest extends Error {}

export function createChatApi(config: ChatApiConfig, deps: ChatApiDeps): Router {
  const { intake, transcript, clock } = deps;
  const router = Router();
  const addressOf = (key: string): Address => ({ channel: 'web', account: config.account, key });
  const slowDown = { error: 'Too many messages; please wait a minute.' };
  const limits = { windowMs: 60_000, standardHeaders: 'draft-8', legacyHeaders: false, message: slowDown } as const;
  const byAddress = rateLimit({ ...limits, limit: config.perAddress ?? 6_000 });
  const byConversation = rateLimit({
    ...limits,
    limit: config.perConversation ?? 600,
    keyGenerator: (request) => String((request.body as { conversation?: unknown })?.conversation ?? 'none'),
  });

  router.post('/messages', byAddress, onlyJson, express.json({ limit: '64kb' }), byConversation, async (request, response) => {
    const body = objectOf(request.body);
    const address = addressOf(keyOf(body['conversation']));
    const content = await contentOf(body, address);
    const id = idOf(body['id']);
    await intake.message({ address, externalId: externalIdOf(address, id), aliases: [], content, sentAt: clock.now() });
    response.status(202).json({ id });
  });

  router.get('/messages', async (request, response) => {
    const key = keyOf(request.query['conversation']);
    const messages = await transcript.read(addressOf(key), afterOf(request.query['after']), PAGE);
    response.set('cache-control', 'no-store').json({ messages });
  });

  router.get('/stream', async (request, response) => {
    const address = addressOf(keyOf(request.query['conversation']));
    await stream(address, afterOf(request.get('last-event-id') ?? request.query['after']), response);
  });

  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    if (error instanceof BadRequest) return void response.status(400).json({ error: error.message });
    const { type, status } = error as { type?: string; status?: number };
    if (type === 'entity.too.large') return void response.status(413).json({ error: 'Expected at most 64 kB.' });
    if (type === 'entity.parse.failed') return void response.status(400).json({ error: 'Expected JSON, got something else.' });
    if (status === 415) return void response.status(415).json({ error: 'Expected UTF-8 JSON.' });
    if (typeof status === 'number' && status < 500) return void response.status(400).json({ error: 'The request could not be read.' });
    response.status(503).json({ error: 'Your message could not be stored. Please send it again in a moment.' });
  });

  /** Sends what is new as server-sent events until the page goes away. */
  async function stream(address: Address, after: number, response: Response): Promise<void> {
    let last = after;
    let busy: Promise<void> | undefined;
    let again = false;
    let closed = false;
    let cancel = () => {};
    response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' });
    response.flushHeaders();
    response.write('retry: 1500\n\n');

    const send = async () => {
      do {
        again = false;
        for (const line of await transcript.read(address, last, PAGE)) {
          last = line.n;
          if (!closed) response.write(`id: ${line.n}\ndata: ${JSON.stringify(line)}\n\n`);
        }
      } while (again && !closed);
    };
    const look = () => {
      again = true;
      busy ??= send()
        .catch(() => void response.end()) // the page reconnects and asks again
        .finally(() => {
          busy = undefined;
        });
    };
    let quietSince = clock.now();
    const tick = () => {
      if (closed) return;
      if (clock.now() - quietSince >= HEARTBEAT_MS) {
        quietSince = clock.now();
        response.write(': here\n\n');
      }
      look();
      cancel = clock.at(clock.now() + LOOK_MS, tick);
    };
    const unwatch = transcript.watch(address, look);
    response.on('close', () => {
      closed = true;
      unwatch();
      cancel();
    });
    tick();
  }

  async function contentOf(body: Record<string, unknown>, address: Address): Promise<Content> {
    const { text, choice } = body;
    if ((text === undefined) === (choice === undefined)) throw new BadRequest('Expected either text or choice.');
    if (text !== undefined) {
      if (typeof text !== 'string' || text.trim() === '') throw new BadRequest('text: expected words, got none.');
      if (text.length > MAX_TEXT) throw new BadRequest(`text: expected at most ${MAX_TEXT} characters, got ${text.length}.`);
      return { kind: 'text', text: text.toWellFormed() };
    }
    if (typeof choice !== 'string' || choice === '') throw new BadRequest('choice: expected the id of a choice.');
    const label = await transcript.labelOf(address, choice); // only what was offered can be chosen
    if (label === undefined) throw new BadRequest('choice: expected one that was offered in this conversation.');
    return { kind: 'choice', id: choice, label };
  }

  return router;
}

function onlyJson(request: Request, response: Response, next: NextFunction): void {
  if (request.is('application/json')) return next();
  response.status(415).json({ error: 'Expected content-type application/json.' });
}

function objectOf(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new BadRequest('Expected a JSON object.');
  return body as Record<string, unknown>;
}

function keyOf(value: unknown): string {
  if (typeof value === 'string' && KEY.test(value)) return value;
  throw new BadRequest('conversation: expected 16 to 64 characters of A-Z a-z 0-9 - _.');
}

/** A page's own id means something within its conversation only. */
function externalIdOf({ key }: Address, id: string): string {
  return `${createHash('sha256').update(key).digest('base64url').slice(0, 16)}-${id}`;
}

/** A page that repeats a message with the id it made itself gets it stored once. */
function idOf(value: unknown): string {
  if (value === undefined) return randomUUID();
  if (typeof value === 'string' && /^[\w-]{8,64}$/u.test(value)) return value;
  throw new BadRequest('id: expected 8 to 64 characters of A-Z a-z 0-9 - _.');
}

function afterOf(value: unknown): number {
  if (value === undefined || value === '') return 0;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new BadRequest('after: expected a whole number from 0.');
}
