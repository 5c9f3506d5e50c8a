/**
 * START HERE: builds the Slack part, the staff desk and the channel on which staff ask. Clicks, dialogs and messages
 * come in by HTTP or by a socket; cards, lines and answers go out. Slack being away or refusing us never stops the
 * process: it is tried again, and `health` says so.
 */
import { App, webApi } from '@slack/bolt';
import type { Express } from 'express';
import type { Channel, Clock, Intake, StaffActions, StaffDesk } from '../../src/ports.ts';
import { createApprovalRoom } from './approval-room.ts';
import { createApproverGroup } from './approver-group.ts';
import { createCall } from './calls.ts';
import type { SayWhen } from './card-buttons.ts';
import { createConversationChannel } from './conversation-channel.ts';
import { createDesk } from './desk.ts';
import { type AskFact, type Facts, registerFactQuestions } from './fact-questions.ts';
import type { Changes } from './home.ts';
import { createHttpMode } from './http-mode.ts';
import { createIdentity } from './identity.ts';
import { registerInteractions } from './interactions.ts';
import { boltLogger, type Log } from './log.ts';
import { registerOversight } from './oversight-interactions.ts';
import type { Overview } from './overview.ts';
import { createPeople } from './people.ts';
import { createPictures, type ShowPicture } from './pictures.ts';
import { createSocketMode } from './socket-mode.ts';
import { storedFirst } from './stored-first.ts';
import { createWhoMayDecide } from './who-may-decide.ts';
import { createWhoMayOversee } from './who-may-oversee.ts';

export interface SlackConfig {
  readonly botToken: string;
  /** Id of the channel, or its name with or without `#`. */
  readonly approvalChannel: string;
  /** HTTP mode. */
  readonly signingSecret?: string;
  /** Socket Mode; wins when both are given. */
  readonly appToken?: string;
  readonly apiUrl?: string;
  /** Slack user ids that may decide; empty, and no group: every full member of the workspace who can see the channel. */
  readonly approvers: readonly string[];
  /** Id of a user group whose members may decide too. */
  readonly approverGroup?: string;
}

export interface SlackDeps {
  readonly actions: StaffActions;
  readonly overview: Overview;
  /** Hints that the queue may have changed. */
  readonly changes: Changes;
  /** Where questions of staff go. */
  readonly intake: Intake;
  /** Facts that end soon and what the team says of them. */
  readonly facts: Facts;
  readonly clock: Clock;
  readonly log: Log;
  /** The shop's own clock: a button cannot show each reader theirs. */
  readonly sayWhen: SayWhen;
  /** HTTP mode needs it: the web server, before any body parser is mounted on it. */
  readonly web?: Express;
}

export interface Slack {
  readonly desk: StaffDesk;
  /** Asks in the room whether a fact still holds, with buttons. */
  readonly askFact: AskFact;
  /** A picture for staff that changes, in the room. */
  readonly showPicture: ShowPicture;
  /** Direct messages and mentions. */
  readonly channel: Channel;
  /** Returns at once; connecting goes on in the background. */
  start(): Promise<void>;
  /** Takes no more clicks and messages and waits, within limits, for those that are being carried out. */
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
  const { actions, intake, clock, log, sayWhen } = deps;
  const logger = boltLogger(log);
  const address = config.apiUrl === undefined ? {} : { slackApiUrl: config.apiUrl };
  const outbox = new webApi.WebClient(config.botToken, { ...OUTBOX, ...address, logger });
  const interactive = new webApi.WebClient(config.botToken, { ...INTERACTIVE, ...address, logger });
  const identity = createIdentity(interactive, clock, log);
  const people = createPeople({ client: interactive, clock });
  const room = createApprovalRoom(config.approvalChannel, interactive, log);
  const desk = createDesk({ client: outbox, room, identity, log, sayWhen });
  const group = config.approverGroup && createApproverGroup(config.approverGroup, { client: interactive, clock, log });
  const conversations = createConversationChannel({ intake, actions, outbox, interactive, identity, people, log });
  const connection = connect();
  const kept = storedFirst(connection.receiver, conversations.hear, log);
  const app = new App({
    receiver: kept.receiver,
    // With a token Bolt would call auth.test in its constructor and end the process when Slack is away.
    authorize: async () => ({ botToken: config.botToken }),
    ignoreSelf: false, // would need the bot's id; messages are heard before they reach Bolt
    convoStore: false,
    clientOptions: { ...INTERACTIVE, ...address },
    logger,
  });
  app.error(async (error) => log.error({ err: error }, 'slack: an interaction failed'));
  const mayDecide = createWhoMayDecide(config, { identity, people, ...(group ? { group } : {}) });
  const settled = registerInteractions(app, {
    actions,
    interactive,
    clock,
    log,
    room,
    sayWhen,
    mayDecide,
    async redraw(card, place) {
      try {
        await desk.show(card, place);
      } catch (error) {
        log.warn({ err: error, approvalId: card.approvalId }, 'slack: a card could not be redrawn');
      }
    },
  });

  const named = config.approvers.length > 0 || config.approverGroup !== undefined;
  const mayOversee = createWhoMayOversee({ named }, { mayDecide, room, client: interactive, clock, log });
  const { overview, changes, facts } = deps;
  const overseen = registerOversight(app, { actions, overview, changes, mayOversee, client: interactive, clock, log });
  const call = createCall(identity);
  const asked = registerFactQuestions(app, { facts, actions, outbox, interactive, room, call, mayOversee, log });

  function connect() {
    const { appToken, signingSecret, apiUrl } = config;
    if (appToken)
      return createSocketMode({ appToken, ...(apiUrl === undefined ? {} : { apiUrl }) }, { clock, log, logger });
    if (signingSecret && deps.web) return createHttpMode({ signingSecret }, { web: deps.web, clock, logger });
    throw new Error('Slack: expected an app token, or a signing secret and a web server; got neither');
  }

  return {
    desk,
    askFact: asked.ask,
    showPicture: createPictures({ client: outbox, room, log }),
    channel: conversations.channel,
    async start() {
      identity.start();
      connection.start();
    },
    async stop() {
      identity.stop();
      overseen.stop();
      await connection.stop();
      let cancel = () => {};
      const late = new Promise<void>((resolve) => {
        cancel = clock.at(clock.now() + STOP_MS, resolve);
      });
      await Promise.race([Promise.all([settled(), overseen.settled(), asked.settled(), kept.settled()]), late]);
      cancel();
    },
    health() {
      const who = identity.health();
      const { ok, detail } = connection.health();
      return who.ok ? { ok, detail: `${who.detail}, ${detail}` } : who;
    },
  };
}
