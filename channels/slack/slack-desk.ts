/**
 * Slack as the staff desk: cards in the approval channel, lines in their threads, clicks and dialogs back. It keeps no
 * state that matters; the card is always redrawn from the record.
 */
import { App, webApi } from '@slack/bolt';
import type { Express } from 'express';
import type { Card, CardRef } from '../../src/domain/approval.ts';
import { isFailure } from '../../src/domain/failure.ts';
import type { Clock, StaffActions, StaffDesk } from '../../src/ports.ts';
import { type Block, cardBlocks, overflow, quoted } from './card-blocks.ts';
import { createIdentity } from './identity.ts';
import { registerInteractions } from './interactions.ts';
import { boltLogger, type Log } from './log.ts';
import { connectHttp, connectSocket, type Connection } from './connections.ts';
import { failureOf } from './slack-failures.ts';
import { pieces, SECTION_LIMIT } from './text-limits.ts';
import { createWhoMayDecide } from './who-may-decide.ts';

export interface SlackConfig {
  readonly botToken: string;
  readonly approvalChannel: string;
  /** HTTP mode. */
  readonly signingSecret?: string;
  /** Socket Mode. */
  readonly appToken?: string;
  readonly apiUrl?: string;
  /** Slack user ids that may decide; empty: every full member of the workspace who can see the channel. */
  readonly approvers: readonly string[];
}

export interface SlackDeps {
  readonly actions: StaffActions;
  readonly clock: Clock;
  readonly log: Log;
  /** The web server, before any body parser is mounted on it. */
  readonly web: Express;
}

export interface Slack {
  readonly desk: StaffDesk;
  start(): Promise<void>;
  stop(): Promise<void>;
  health(): { ok: boolean; detail: string };
}

/** Cards, updates, thread posts: our agenda is the retry. */
const OUTBOX = { timeout: 10_000, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true } as const;
/** Dialogs and hints: a trigger lives three seconds. */
const INTERACTIVE = { timeout: 2_500, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true } as const;
const EVENT_TYPE = 'frontdesk_approval';
const QUIETLY = { unfurl_links: false, unfurl_media: false, parse: 'none', link_names: false } as const;
/** Slack's clock and ours may differ a little when looking for a card we may have posted. */
const LOOK_BACK_MS = 60_000;

export function createSlackDesk(config: SlackConfig, deps: SlackDeps): Slack {
  const { clock, log } = deps;
  const logger = boltLogger(log);
  const address = config.apiUrl ? { slackApiUrl: config.apiUrl } : {};
  const outbox = new webApi.WebClient(config.botToken, { ...OUTBOX, ...address, logger });
  const interactive = new webApi.WebClient(config.botToken, { ...INTERACTIVE, ...address, logger });
  const identity = createIdentity(interactive, clock, log);
  const connection: Connection = config.appToken
    ? connectSocket({ appToken: config.appToken, ...(config.apiUrl ? { apiUrl: config.apiUrl } : {}) }, { clock, log, logger })
    : connectHttp({ signingSecret: config.signingSecret ?? '', web: deps.web }, { clock, logger });
  const app = new App({
    receiver: connection.receiver,
    // Our own authorisation: with a token Bolt would call auth.test at once and end the process when Slack is away.
    authorize: async () => ({ botToken: config.botToken }),
    ignoreSelf: false, // needs the bot's id; we listen to no messages
    convoStore: false,
    clientOptions: { ...INTERACTIVE, ...address },
    logger,
  });
  app.error(async (error) => log.error({ err: error }, 'slack: an interaction failed'));

  /** Where cards really stand: a configured name becomes an id with the first post. */
  let room: string | undefined = /^[CGD][A-Z0-9]{6,}$/u.test(config.approvalChannel) ? config.approvalChannel : undefined;

  const desk: StaffDesk = {
    name: 'slack',
    async show(card, ref) {
      const content = { text: card.headline, blocks: cardBlocks(card) as never[], metadata: metadataOf(card) };
      try {
        if (ref) {
          await outbox.chat.update({ channel: ref.place, ts: ref.id, ...content, parse: 'none', link_names: false });
          return ref;
        }
        const posted = await outbox.chat.postMessage({ channel: config.approvalChannel, ...content, ...QUIETLY });
        if (!posted.ts) throw new Error('chat.postMessage: expected a ts, got none');
        room = posted.channel ?? config.approvalChannel;
        const shown: CardRef = { desk: 'slack', place: room, id: posted.ts };
        await showOverflow(card, shown);
        return shown;
      } catch (error) {
        throw isFailure(error) ? error : failureOf(error, ref ? 'chat.update' : 'chat.postMessage');
      }
    },

    async find(approvalId, since) {
      try {
        const oldest = String((since - LOOK_BACK_MS) / 1000);
        const history = await outbox.conversations.history({ channel: room ?? config.approvalChannel, oldest, include_all_metadata: true, limit: 200 });
        const found = history.messages?.find(({ metadata }) => metadata?.event_type === EVENT_TYPE && (metadata.event_payload as { approval?: unknown })?.approval === approvalId);
        return found?.ts ? { desk: 'slack', place: room ?? config.approvalChannel, id: found.ts } : undefined;
      } catch (error) {
        throw failureOf(error, 'conversations.history');
      }
    },

    async tell({ text, quote, urgency }, ref) {
      const line = urgency === 'high' ? `:warning: ${text}` : text;
      const blocks: Block[] = [{ type: 'section', text: { type: 'mrkdwn', text: line, verbatim: true } }, ...(quote === undefined ? [] : [quoted(quote)])];
      const place = ref?.desk === 'slack' ? { channel: ref.place, thread_ts: ref.id } : { channel: config.approvalChannel };
      try {
        await outbox.chat.postMessage({ ...place, text, blocks: blocks as never[], ...QUIETLY });
      } catch (error) {
        throw failureOf(error, 'chat.postMessage');
      }
    },
  };

  /** What did not fit the card stands in full in its thread. Best effort: the card itself is up. */
  async function showOverflow(card: Card, ref: CardRef): Promise<void> {
    for (const { title, text } of overflow(card)) {
      for (const part of pieces(text, SECTION_LIMIT)) {
        const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: part }] }] }] as never[];
        await outbox.chat
          .postMessage({ channel: ref.place, thread_ts: ref.id, text: title, blocks, ...QUIETLY })
          .catch((error: unknown) => log.warn({ err: error }, 'slack: a long text did not reach the thread'));
      }
    }
  }

  registerInteractions(app, {
    actions: deps.actions,
    interactive,
    log,
    mayDecide: createWhoMayDecide({ approvers: config.approvers }, { client: interactive, clock, identity }),
    isOurPlace: (channelId, channelName) =>
      channelId === (room ?? config.approvalChannel) || (room === undefined && channelName === config.approvalChannel.replace(/^#/u, '')),
    redraw: async (card, place) => {
      await desk.show(card, place).catch((error: unknown) => log.warn({ err: error }, 'slack: a card could not be redrawn'));
    },
  });

  return {
    desk,
    async start() {
      identity.start();
      await connection.start();
    },
    async stop() {
      identity.stop();
      await connection.stop();
    },
    health() {
      const who = identity.health();
      return who.ok ? connection.health() : who;
    },
  };
}

function metadataOf(card: Card) {
  return { event_type: EVENT_TYPE, event_payload: { approval: card.approvalId, version: card.version } };
}
