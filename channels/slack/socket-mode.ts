/**
 * Slack over a socket, for shops without a public address. Bolt's own reconnection can end the process (node-slack-sdk
 * issue 2656) and leaves gaps of seconds, so this supervises the socket itself: one attempt at a time, for ever.
 */
import { SocketModeReceiver } from '@slack/bolt';
import type { Clock } from '../../src/ports.ts';
import type { Connection } from './connection.ts';
import type { BoltLogger, Log } from './log.ts';
import { slackErrorOf } from './slack-failures.ts';

const OPEN_TIMEOUT_MS = 5_000;
/** A socket that opens but never says hello. */
const HELLO_TIMEOUT_MS = 20_000;
const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;
/** Slack may leave the closing handshake unanswered. */
const CLOSE_TIMEOUT_MS = 2_000;

interface Deps {
  readonly clock: Clock;
  readonly log: Log;
  readonly logger: BoltLogger;
}

export function createSocketMode(
  config: { readonly appToken: string; readonly apiUrl?: string },
  { clock, log, logger }: Deps,
): Connection {
  const receiver = new SocketModeReceiver({
    appToken: config.appToken,
    autoReconnectEnabled: false,
    // An object of its own: the socket client writes into it.
    installerOptions: {
      clientOptions: {
        timeout: OPEN_TIMEOUT_MS,
        retryConfig: { retries: 0 },
        ...(config.apiUrl ? { slackApiUrl: config.apiUrl } : {}),
      },
    },
    logger,
  });
  const { client } = receiver;
  let stopping = false;
  let failures = 0;
  let connected = false;
  let problem = 'connecting';
  let running: Promise<void> | undefined;
  let wakeUp = () => {};

  async function connect(): Promise<void> {
    while (!stopping) {
      const giveUp = clock.at(clock.now() + HELLO_TIMEOUT_MS, () => void client.disconnect().catch(() => {}));
      try {
        await client.start();
        failures = 0;
        return;
      } catch (error) {
        const said = slackErrorOf(error) ?? 'the socket does not open';
        const waitMs = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
        if (failures === 0) log.error({ said }, 'slack: the socket does not open; trying again');
        failures++;
        giveUp();
        problem = `${said}; trying again in ${waitMs / 1000} s`;
        await pause(waitMs);
      } finally {
        giveUp();
      }
    }
  }

  /** Cut short by `stop`. */
  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.at(clock.now() + ms, resolve);
      wakeUp = () => {
        cancel();
        resolve();
      };
      if (stopping) wakeUp();
    });
  }

  function supervise(): void {
    if (stopping) return;
    running ??= connect().finally(() => {
      running = undefined;
    });
  }

  client.on('connected', () => {
    connected = true;
    if (stopping) void client.disconnect().catch(() => {});
  });
  client.on('disconnected', () => {
    connected = false;
    problem = 'the socket was closed; connecting';
    setImmediate(supervise); // lets the attempt that just failed finish first
  });

  return {
    receiver,
    start: supervise,
    async stop() {
      stopping = true;
      wakeUp();
      const closed = client.disconnect().catch(() => {});
      let cancel = () => {};
      const late = new Promise<void>((resolve) => {
        cancel = clock.at(clock.now() + CLOSE_TIMEOUT_MS, resolve);
      });
      await Promise.race([Promise.all([closed, running]), late]);
      cancel();
    },
    health: () => (connected ? { ok: true, detail: 'socket' } : { ok: false, detail: problem }),
  };
}
