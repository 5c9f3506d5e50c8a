/**
 * The two ways Slack reaches us: HTTP on the shop's own web server, or a socket that needs no public address. Neither
 * may ever end the process.
 */
import { ExpressReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Express, NextFunction, Request, Response } from 'express';
import type { Clock } from '../../src/ports.ts';
import type { BoltLogger, Log } from './log.ts';

export interface Connection {
  readonly receiver: Receiver;
  start(): Promise<void>;
  stop(): Promise<void>;
  health(): { ok: boolean; detail: string };
}

const PATH = '/slack/events';
/** Slack's own advice: older than five minutes may be a replay. Bolt forgets to look at the other side. */
const MAX_SKEW_S = 300;

/** Mounts Slack's endpoint; call it before any body parser is mounted. */
export function connectHttp(config: { signingSecret: string; web: Express }, { clock, logger }: { clock: Clock; logger: BoltLogger }): Connection {
  config.web.use(PATH, (request: Request, response: Response, next: NextFunction) => {
    const sentAt = Number(request.get('x-slack-request-timestamp'));
    const fromFuture = Number.isFinite(sentAt) && sentAt > clock.now() / 1000 + MAX_SKEW_S;
    const signature = request.get('x-slack-signature');
    if (fromFuture || (signature !== undefined && !signature.startsWith('v0='))) {
      response.status(401).json({ error: 'The signature is not one that Slack makes.' });
      return;
    }
    next();
  });
  const receiver = new ExpressReceiver({ signingSecret: config.signingSecret, app: config.web, endpoints: PATH, logger });
  return { receiver, start: async () => {}, stop: async () => {}, health: () => ({ ok: true, detail: 'HTTP' }) };
}

const MAX_WAIT_MS = 30_000;

/** Bolt's own reconnection can end the process (node-slack-sdk issue 2656), so this supervises the socket itself. */
export function connectSocket(
  config: { appToken: string; apiUrl?: string },
  { clock, log, logger }: { clock: Clock; log: Log; logger: BoltLogger },
): Connection {
  // Options of its own: an object shared with the app would be written into.
  const clientOptions = { timeout: 5_000, retryConfig: { retries: 0 }, ...(config.apiUrl ? { slackApiUrl: config.apiUrl } : {}) };
  const receiver = new SocketModeReceiver({
    appToken: config.appToken,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions },
    logger,
  } as ConstructorParameters<typeof SocketModeReceiver>[0]);
  let stopping = false;
  let failures = 0;
  let connected = false;
  let running: Promise<void> | undefined;
  let wakeUp = () => {};

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const cancel = clock.at(clock.now() + ms, resolve);
      wakeUp = () => {
        cancel();
        resolve();
      };
    });

  async function connect(): Promise<void> {
    while (!stopping) {
      try {
        await receiver.client.start();
        failures = 0;
        return;
      } catch (error) {
        if (failures === 0) log.error({ err: error }, 'slack: the socket does not open; trying again');
        await pause(Math.min(MAX_WAIT_MS, 500 * 2 ** failures++));
      }
    }
  }

  const supervise = (): void => {
    if (stopping) return;
    running ??= connect().finally(() => {
      running = undefined;
    });
  };
  receiver.client.on('connected', () => {
    connected = true;
  });
  receiver.client.on('disconnected', () => {
    connected = false;
    setImmediate(supervise);
  });

  return {
    receiver,
    async start() {
      supervise();
    },
    async stop() {
      stopping = true;
      wakeUp();
      await running?.catch(() => {});
      await receiver.client.disconnect().catch(() => {});
    },
    health: () => (connected ? { ok: true, detail: 'socket' } : { ok: false, detail: 'socket not connected' }),
  };
}
