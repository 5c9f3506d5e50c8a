/**
 * WhatsApp through the official Cloud API: webhook in, Graph API out, plain `fetch`. Translates, verifies, sends;
 * decides nothing.
 */
import type { Router } from 'express';
import { Failure, isFailure } from '../../src/domain/failure.ts';
import type { Channel, Clock, Intake } from '../../src/ports.ts';
import { failureOf, networkFailure } from './graph-errors.ts';
import type { Log } from './log.ts';
import { MAX_ROWS, payloadOf } from './payloads.ts';
import { createWebhook } from './webhook.ts';

export interface WhatsAppCloudConfig {
  readonly accessToken: string;
  readonly phoneNumberId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  /** Graph base URL with version, without a slash at the end. */
  readonly apiUrl: string;
  /** How long to wait for a status before a send of unknown outcome is tried again. */
  readonly receiptWaitMs?: number;
}

export interface WhatsAppCloud {
  readonly channel: Channel;
  /** Mount it before any body parser. */
  readonly router: Router;
  health(): { ok: boolean; detail: string };
}

const SEND_TIMEOUT_MS = 10_000;
const TYPING_TIMEOUT_MS = 3_000;
const RECEIPT_WAIT_MS = 30_000;
/** Free text is allowed this long after the customer's last message (Meta, customer service window). */
const REPLY_WINDOW_MS = 24 * 60 * 60 * 1000;

export function createWhatsAppCloud(config: WhatsAppCloudConfig, deps: { intake: Intake; clock: Clock; log: Log }): WhatsAppCloud {
  const { clock, log } = deps;
  const url = `${config.apiUrl}/${config.phoneNumberId}/messages`;
  let refused: string | undefined;

  async function post(body: Record<string, unknown>, timeoutMs: number): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${config.accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      throw networkFailure(error);
    }
    if (!response.ok) throw await failureOf(response);
    try {
      return await response.json();
    } catch (error) {
      throw new Failure('channel-outcome-unknown', 'Graph API accepted, but its answer could not be read', { cause: error });
    }
  }

  const channel: Channel = {
    name: 'whatsapp',
    capabilities: {
      maxText: 4096,
      maxTextWithChoices: 1024,
      maxChoices: MAX_ROWS,
      numberedChoices: false,
      replyWindowMs: REPLY_WINDOW_MS,
      reconciliation: 'receipt',
      receiptWaitMs: config.receiptWaitMs ?? RECEIPT_WAIT_MS,
    },

    async send(address, message, sendId) {
      try {
        const answer = (await post(payloadOf(address.key, message, sendId), SEND_TIMEOUT_MS)) as { messages?: { id?: string }[] };
        refused = undefined;
        const externalId = answer.messages?.[0]?.id;
        return externalId ? { externalId } : {};
      } catch (error) {
        if (isFailure(error) && error.retry === 'slowly') {
          refused = `${error.code} at ${new Date(clock.now()).toISOString()}`;
          log.error({ code: error.code }, 'whatsapp: the Graph API refuses us; the owner must act');
        }
        throw error;
      }
    },

    async showTyping(_address, externalId) {
      const body = { messaging_product: 'whatsapp', status: 'read', message_id: externalId, typing_indicator: { type: 'text' } };
      await post(body, TYPING_TIMEOUT_MS).catch((error: unknown) => log.debug({ code: isFailure(error) ? error.code : 'bug' }, 'whatsapp: typing not shown'));
    },
  };

  return {
    channel,
    router: createWebhook(config, deps),
    health: () => (refused ? { ok: false, detail: refused } : { ok: true, detail: 'Cloud API' }),
  };
}
