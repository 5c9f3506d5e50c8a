/**
 * WhatsApp through the official Cloud API: webhook in, Graph API out, plain `fetch`. Translates, verifies, sends;
 * decides nothing.
 */
import type { Router } from 'express';
import { Failure } from '../../src/domain/failure.ts';
import type { Channel, Clock, Intake } from '../../src/ports.ts';
import { keyOfNumber } from './addresses.ts';
import { createGraph } from './graph.ts';
import type { Log } from './log.ts';
import { list, text } from './loose-json.ts';
import { MAX_ROWS, payloadOf } from './payloads.ts';
import { createWebhook } from './webhook.ts';

export interface WhatsAppCloudConfig {
  readonly accessToken: string;
  readonly phoneNumberId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  /** Graph base URL with version. */
  readonly apiUrl?: string;
  /** How long to wait for a status before a send of unknown outcome is tried again, in ms. */
  readonly receiptWaitMs?: number;
  /** How long to wait for Meta's answer to a send, in ms. */
  readonly sendTimeoutMs?: number;
}

export interface WhatsAppCloud {
  readonly channel: Channel;
  /** Mount it before any body parser: signatures are checked over the raw bytes. */
  readonly router: Router;
  health(): { ok: boolean; detail: string };
}

const API_URL = 'https://graph.facebook.com/v25.0';
const SEND_TIMEOUT_MS = 10_000;
const TYPING_TIMEOUT_MS = 3_000;
const RECEIPT_WAIT_MS = 30_000;
/** Longest text (reported) and longest body of buttons or a list (OpenAPI v25.0). */
const MAX_TEXT = 4096;
const MAX_BODY = 1024;
/** Free text is allowed this long after the customer's last message (Meta, customer service window). */
const REPLY_WINDOW_MS = 24 * 60 * 60 * 1000;

export function createWhatsAppCloud(
  config: WhatsAppCloudConfig,
  deps: { intake: Intake; clock: Clock; log: Log },
): WhatsAppCloud {
  const { receiptWaitMs = RECEIPT_WAIT_MS, sendTimeoutMs = SEND_TIMEOUT_MS } = config;
  const graph = createGraph({ apiUrl: API_URL, ...config }, deps);

  const channel: Channel = {
    name: 'whatsapp',
    capabilities: {
      maxText: MAX_TEXT,
      maxTextWithChoices: MAX_BODY,
      maxChoices: MAX_ROWS,
      numberedChoices: false,
      replyWindowMs: REPLY_WINDOW_MS,
      reconciliation: 'receipt',
      receiptWaitMs,
    },

    addressOf: (phone) => ({ channel: 'whatsapp', account: config.phoneNumberId, key: keyOfNumber(phone) }),

    async send(address, message, sendId) {
      const answer = await graph.post(payloadOf(address.key, message, sendId), sendTimeoutMs);
      const externalId = text(list(answer.messages)[0]?.id);
      if (externalId) return { externalId };
      throw new Failure(
        'channel-outcome-unknown',
        'Graph API answered success, expected the id of the message with it',
      );
    },

    async showTyping(_address, externalId) {
      const typing = { status: 'read', message_id: externalId, typing_indicator: { type: 'text' } };
      try {
        await graph.post({ messaging_product: 'whatsapp', ...typing }, TYPING_TIMEOUT_MS);
      } catch (error) {
        deps.log.debug({ err: error }, 'whatsapp: could not show that we are writing');
      }
    },
  };

  return { channel, router: createWebhook(config, deps), health: () => graph.health() };
}
