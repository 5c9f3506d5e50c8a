/**
 * The webhook. Signatures are checked over the raw bytes; 200 is answered only when everything of the notification is
 * stored, so that Meta delivers the rest again (it retries for seven days).
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { isFailure } from '../../src/domain/failure.ts';
import type { InboundMessage } from '../../src/domain/message.ts';
import type { Clock, Intake } from '../../src/ports.ts';
import type { Log } from './log.ts';
import { readNotification } from './notification.ts';

export interface WebhookConfig {
  readonly phoneNumberId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
}

/** Notifications are at most 3 MB (Meta's page on webhooks, 2025); a little more is let in. */
const MAX_BODY = '4mb';

export function createWebhook(config: WebhookConfig, deps: { intake: Intake; clock: Clock; log: Log }): Router {
  const { intake, clock, log } = deps;
  const router = Router();

  router.get('/', (request, response) => {
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = request.query;
    const known = mode === 'subscribe' && typeof token === 'string' && same(Buffer.from(token), Buffer.from(config.verifyToken));
    if (!known || typeof challenge !== 'string') {
      response.status(403).json({ error: 'The verify token is not the one in WHATSAPP_VERIFY_TOKEN.' });
      return;
    }
    response.type('text/plain').send(challenge);
  });

  router.post('/', express.raw({ type: () => true, limit: MAX_BODY }), async (request, response) => {
    const bytes: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (!signedBy(config.appSecret, bytes, request.get('x-hub-signature-256'))) {
      response.status(401).json({ error: 'The signature does not match: check WHATSAPP_APP_SECRET.' });
      return;
    }
    let body: unknown;
    try {
      body = JSON.parse(bytes.toString('utf8'));
    } catch {
      response.status(400).json({ error: 'Expected JSON, got something else.' });
      return;
    }
    const { messages, receipts } = readNotification(body, config.phoneNumberId, clock.now());
    const results = await Promise.allSettled([
      ...[...byConversation(messages).values()].map((own) => storeInOrder(own)),
      ...receipts.map((receipt) => intake.receipt('whatsapp', config.phoneNumberId, receipt)),
    ]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) {
      log.error({ err: failed.reason, code: isFailure(failed.reason) ? failed.reason.code : 'bug' }, 'whatsapp: could not store a notification; it will be delivered again');
      response.status(503).json({ error: 'Not stored; please deliver again.' });
      return;
    }
    response.sendStatus(200);
  });

  router.use((error: { status?: unknown }, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const tooLarge = error.status === 413;
    response.status(tooLarge ? 413 : 400).json({ error: tooLarge ? `Expected at most ${MAX_BODY}.` : 'The body could not be read.' });
  });

  async function storeInOrder(messages: readonly InboundMessage[]): Promise<void> {
    for (const message of messages) await intake.message(message);
  }
  return router;
}

function byConversation(messages: readonly InboundMessage[]): Map<string, InboundMessage[]> {
  const conversations = new Map<string, InboundMessage[]>();
  for (const message of messages) {
    const own = conversations.get(message.address.key);
    if (own) own.push(message);
    else conversations.set(message.address.key, [message]);
  }
  return conversations;
}

/** `sha256=<hex HMAC of the raw bytes>`; anything else, a missing header included, does not match. */
export function signedBy(secret: string, bytes: Buffer, header: string | undefined): boolean {
  const match = /^sha256=([0-9a-f]{64})$/iu.exec(header ?? '');
  if (!match?.[1]) return false;
  return same(Buffer.from(match[1], 'hex'), createHmac('sha256', secret).update(bytes).digest());
}

function same(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
