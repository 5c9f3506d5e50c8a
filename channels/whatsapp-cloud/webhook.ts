/**
 * The webhook. Signatures are checked over the raw bytes; 200 is answered only when everything of the notification is
 * stored, so that Meta delivers it again otherwise (for seven days).
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { isFailure } from '../../src/domain/failure.ts';
import type { Clock, Intake } from '../../src/ports.ts';
import type { Log } from './log.ts';
import { type Delivery, readNotification } from './notification.ts';

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
    const known = mode === 'subscribe' && typeof token === 'string' && sameText(token, config.verifyToken);
    if (!known || typeof challenge !== 'string') {
      response
        .status(403)
        .json({ error: 'Expected hub.mode=subscribe and the token that is in WHATSAPP_VERIFY_TOKEN.' });
      return;
    }
    response.type('text/plain').send(challenge);
  });

  router.post('/', express.raw({ type: () => true, limit: MAX_BODY, inflate: false }), async (request, response) => {
    const bytes: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (!signedBy(config.appSecret, bytes, request.get('x-hub-signature-256'))) {
      log.warn({ bytes: bytes.length }, 'whatsapp: refused a notification whose signature does not match');
      response.status(401).json({ error: 'Expected X-Hub-Signature-256 made with the secret in WHATSAPP_APP_SECRET.' });
      return;
    }
    let body: unknown;
    try {
      body = JSON.parse(bytes.toString('utf8'));
    } catch {
      response.status(400).json({ error: 'Expected JSON, got something else.' });
      return;
    }
    const { deliveries, unaddressed } = readNotification(body, config.phoneNumberId, clock.now());
    if (unaddressed > 0) log.warn({ unaddressed }, 'whatsapp: left out messages without an id or a sender');
    const errors = (await Promise.all([...lanesOf(deliveries).values()].map(storeInOrder))).flat();
    for (const err of errors) log.error({ err }, 'whatsapp: not stored; it will be delivered again');
    if (errors.length > 0) {
      response.status(503).json({ error: 'Not everything could be stored; please deliver it again.' });
      return;
    }
    response.sendStatus(200);
  });

  router.use((error: { status?: unknown }, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const status = typeof error.status === 'number' && error.status >= 400 && error.status < 500 ? error.status : 500;
    if (status === 500) log.error({ err: error }, 'whatsapp: a notification could not be taken');
    response
      .status(status)
      .json({ error: status === 413 ? `Expected at most ${MAX_BODY}.` : 'The body could not be read.' });
  });

  /**
   * A failing store ends the lane, or what follows would overtake what failed. One delivery that trips over a bug must
   * not hold back its neighbours for ever.
   */
  async function storeInOrder(lane: readonly Delivery[]): Promise<readonly unknown[]> {
    const errors: unknown[] = [];
    for (const delivery of lane) {
      try {
        if (delivery.kind === 'message') await intake.message(delivery.message);
        else await intake.receipt('whatsapp', config.phoneNumberId, delivery.receipt);
      } catch (error) {
        errors.push(error);
        if (isFailure(error)) break;
      }
    }
    return errors;
  }
  return router;
}

function lanesOf(deliveries: readonly Delivery[]): ReadonlyMap<string, Delivery[]> {
  return Map.groupBy(deliveries, ({ lane }) => lane);
}

/** `sha256=<hex HMAC-SHA256 of the raw bytes>`; anything else, a missing header included, does not match. */
export function signedBy(secret: string, bytes: Buffer, header: string | undefined): boolean {
  const hex = /^sha256=([0-9a-f]{64})$/iu.exec(header ?? '')?.[1];
  return hex !== undefined && same(Buffer.from(hex, 'hex'), createHmac('sha256', secret).update(bytes).digest());
}

function sameText(a: string, b: string): boolean {
  return same(Buffer.from(a), Buffer.from(b));
}

/** In a time that does not tell how much of it matched. */
function same(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
