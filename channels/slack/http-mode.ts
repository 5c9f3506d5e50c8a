/**
 * Slack over HTTP, on the shop's own web server. Construct it before any body parser is mounted: the signature covers
 * the raw bytes, and Bolt mounts itself in its constructor.
 */
import { ExpressReceiver } from '@slack/bolt';
import type { Express, NextFunction, Request, Response } from 'express';
import type { Clock } from '../../src/ports.ts';
import type { Connection } from './connection.ts';
import type { BoltLogger } from './log.ts';

const PATH = '/slack/events';
/** Slack's own advice: what is older may be a replay. Bolt does not look at the other side (5.1.0, measured 2026-11). */
const MAX_SKEW_S = 300;
/** Bolt takes any version prefix (5.1.0, measured 2026-11). */
const SIGNATURE = /^v0=[0-9a-f]{64}$/u;

export function createHttpMode(
  config: { readonly signingSecret: string },
  { web, clock, logger }: { readonly web: Express; readonly clock: Clock; readonly logger: BoltLogger },
): Connection {
  web.use(PATH, (request: Request, response: Response, next: NextFunction) => {
    const sentAt = Number(request.get('x-slack-request-timestamp') ?? Number.NaN);
    const skewed = !(Math.abs(sentAt - clock.now() / 1000) <= MAX_SKEW_S); // also when it is no number
    if (skewed || !SIGNATURE.test(request.get('x-slack-signature') ?? '')) {
      response.status(401).json({ error: 'The signature or its time is not one that Slack makes.' });
      return;
    }
    // Bolt knows a form only without parameters (5.1.0, measured 2026-11); a proxy on the way may add a charset.
    const type = request.headers['content-type']?.split(';', 1)[0]?.trim();
    if (type !== undefined) request.headers['content-type'] = type;
    next();
  });
  const receiver = new ExpressReceiver({
    signingSecret: config.signingSecret,
    app: web,
    endpoints: PATH,
    logger,
    async processEventErrorHandler({ response }) {
      if (!response.headersSent) response.writeHead(503).end(); // Slack delivers it again
      return true; // answered: Bolt's watchdog has nothing left to say after three seconds
    },
  });
  // The server is not ours: there is nothing to start or stop.
  return { receiver, start: () => {}, stop: async () => {}, health: () => ({ ok: true, detail: 'HTTP' }) };
}
