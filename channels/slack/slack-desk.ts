/**
 * START HERE: builds the Slack part. Clicks and dialogs come in by HTTP or by a socket, cards and lines go out. Slack
 * being away or refusing us never stops the process: it is tried again, and `health` says so.
 */
import { App, webApi } from '@slack/bolt';
import type { Express } from 'express';
import type { Clock, StaffActions, StaffDesk } from '../../src/ports.ts';
import { createApprovalRoom } from './approval-room.ts';
import { createDesk } from './desk.ts';
import { createHttpMode } from './http-mode.ts';
import { createIdentity } from './identity.ts';
import { registerInteractions } from './interactions.ts';
import { boltLogger, type Log } from './log.ts';
import { createSocketMode } from './socket-mode.ts';
import { createWhoMayDecide } from './who-may-decide.ts';

export interface SlackConfig {
  readonly botToken: string;
  /** Id of the channel, or its name with or without `#`. */
  readonly approvalChannel: string;
  /** HTTP mode. */
  readonly signingSecret?: string;
  /** Socket Mode; wins when both are given. */
  readonly appToken?: string;
  readonly apiUrl?: string;
  /** Slack user ids that may decide; empty: every full member of the workspace who can see the channel. */
  readonly approvers: readonly string[];
}

export interface SlackDeps {
  readonly actions: StaffActions;
  readonly clock: Clock;
  readonly log: Log;
  /** HTTP mode needs it: the web server, before any body parser is mounted on it. */
  readonly web?: Express;
}

export interface Slack {
  readonly desk: StaffDesk;
  /** Returns at once; connecting goes on in the background. */
  start(): Promise<void>;
  /** Takes no more clicks and waits, within limits, for those that are being carried out. */
  stop(): Promise<void>;
  health(): { ok: boolean; detail: string };
}

/** Cards, updates, thread posts: our agenda is the retry. */
const OUTBOX = { timeout: 10_000, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true } as const;
/** Dialogs, hints, look-ups of people: a click waits for them, and its trigger lives three seconds. */
const INTERACTIVE = { timeout: 2_500, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true } as const;
const STOP_MS = 5_000;

/** Throws a plain error when neither a signing secret with a web server nor an app token is given. */
export function createSlackDesk(config: SlackConfig, deps: SlackDeps): Slack {
  const { actions, clock, log } = deps;
  const logger = boltLogger(log);
  const address = config.apiUrl === undefined ? {} : { slackApiUrl: config.apiUrl };
  const outbox = new webApi.WebClient(config.botToken, { ...OUTBOX, ...address, logger });
  const interactive = new webApi.WebClient(config.botToken, { ...INTERACTIVE, ...address, logger });
  const identity = createIdentity(interactive, clock, log);
  const room = createApprovalRoom(config.approvalChannel, interactive, log);
  const desk = createDesk({ client: outbox, room, identity });
  const connection = connect();
  const app = new App({
    receiver: connection.receiver,
    // With a token Bolt would call auth.test in its constructor and end the process when Slack is away.
    authorize: async () => ({ botToken: config.botToken }),
    ignoreSelf: false, // would need the bot's id; we listen to no messages at all
    convoStore: false,
    clientOptions: { ...INTERACTIVE, ...address },
    logger,
  });
  app.error(async (error) => log.error({ err: error }, 'slack: an interaction failed'));
  const settled = registerInteractions(app, {
    actions,
    interactive,
    clock,
    log,
    room,
    mayDecide: createWhoMayDecide(config, { client: interactive, clock, identity }),
    async redraw(card, place) {
      try {
        await desk.show(card, place);
      } catch (error) {
        log.warn({ err: error, approvalId: card.approvalId }, 'slack: a card could not be redrawn');
      }
    },
  });

  function connect() {
    const { appToken, signingSecret, apiUrl } = config;
    if (appToken)
      return createSocketMode({ appToken, ...(apiUrl === undefined ? {} : { apiUrl }) }, { clock, log, logger });
    if (signingSecret && deps.web) return createHttpMode({ signingSecret }, { web: deps.web, clock, logger });
    throw new Error('Slack: expected an app token, or a signing secret and a web server; got neither');
  }

  return {
    desk,
    async start() {
      identity.start();
      connection.start();
    },
    async stop() {
      identity.stop();
      await connection.stop();
      let cancel = () => {};
      const late = new Promise<void>((resolve) => {
        cancel = clock.at(clock.now() + STOP_MS, resolve);
      });
      await Promise.race([settled(), late]);
      cancel();
    },
    health() {
      const who = identity.health();
      const { ok, detail } = connection.health();
      return who.ok ? { ok, detail: `${who.detail}, ${detail}` } : who;
    },
  };
}
