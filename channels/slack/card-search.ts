/**
 * Finds cards that were posted, by the ids in their metadata: after an unknown outcome, and to tell whose thread a
 * message stands in. A card that waits with others stands in the thread of another card.
 */
import type { webApi } from '@slack/bolt';
import type { CardRef } from '../../src/domain/approval.ts';
import type { ApprovalRoom } from './approval-room.ts';
import type { Call } from './calls.ts';

export const CARD_EVENT = 'frontdesk_approval';

export interface FoundCard {
  readonly approvalId: string;
  readonly place: CardRef;
}

/** The newest card of the approval posted after `sinceS` (seconds since 1970), other than `notId`. */
export type FindCard = (approvalId: string, sinceS: number, notId?: string) => Promise<CardRef | undefined>;

interface Deps {
  readonly client: webApi.WebClient;
  readonly room: ApprovalRoom;
  readonly call: Call;
}

/** Slack's clock and ours may differ when looking for a card we may have posted. */
const LOOK_BACK_S = 60;
const PAGE = 200;
const MAX_PAGES = 10;
/** A card further back has no thread that anybody still adds to: it would be posted twice instead. */
const THREAD_PAGES = 3;
const REPLY_PAGES = 5;

type Message = object & { readonly ts?: string; readonly reply_count?: number; readonly latest_reply?: string };

export function createCardSearch({ client, room, call }: Deps): FindCard {
  async function* history(channel: string, oldest: number, pages: number): AsyncGenerator<readonly Message[]> {
    let cursor = '';
    for (let page = 0; page < pages; page++) {
      const more = cursor ? { cursor } : {};
      const answer = await call('conversations.history', 'again', () =>
        client.conversations.history({
          channel,
          oldest: String(oldest),
          include_all_metadata: true,
          limit: PAGE,
          ...more,
        }),
      );
      yield (answer.messages ?? []) as readonly Message[];
      cursor = answer.response_metadata?.next_cursor ?? '';
      if (cursor === '') return;
    }
  }

  return async (approvalId, sinceS, notId) => {
    const channel = await room.id();
    const oldest = Math.max(0, sinceS - LOOK_BACK_S);
    const isIt = (message: Message) =>
      message.ts !== notId && payloadOf(message, CARD_EVENT)?.['approval'] === approvalId;
    for await (const messages of history(channel, oldest, MAX_PAGES)) {
      const found = messages.find(isIt);
      if (found?.ts) return { desk: 'slack', place: channel, id: found.ts };
    }
    for await (const messages of history(channel, 0, THREAD_PAGES)) {
      for (const root of messages.filter((message) => hasRepliesSince(message, oldest))) {
        const cards = await call('conversations.replies', 'again', () =>
          cardsIn(client, channel, root.ts ?? '', oldest),
        );
        const found = cards.findLast((card) => card.approvalId === approvalId && card.place.id !== notId);
        if (found) return found.place;
      }
    }
    return undefined;
  };
}

function hasRepliesSince(message: Message, oldest: number): boolean {
  if (payloadOf(message, CARD_EVENT) === undefined || !message.reply_count) return false;
  return message.latest_reply === undefined || Number(message.latest_reply) >= oldest;
}

/** The cards of a thread, its root first, then those since `oldest` (seconds since 1970). Throws as the client does. */
export async function cardsIn(
  client: webApi.WebClient,
  channel: string,
  root: string,
  oldest = 0,
): Promise<readonly FoundCard[]> {
  const cards: FoundCard[] = [];
  let cursor = '';
  for (let page = 0; page < REPLY_PAGES; page++) {
    const { messages, response_metadata: next } = await client.conversations.replies({
      channel,
      ts: root,
      oldest: String(oldest),
      include_all_metadata: true,
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    });
    cards.push(...(messages ?? []).flatMap((message) => cardIn(message, channel, root)));
    cursor = next?.next_cursor ?? '';
    if (cursor === '') break;
  }
  return cards;
}

function cardIn(message: Message, channel: string, root: string): readonly FoundCard[] {
  const approvalId = payloadOf(message, CARD_EVENT)?.['approval'];
  if (typeof approvalId !== 'string' || !message.ts) return [];
  const under = message.ts === root ? {} : { under: root };
  return [{ approvalId, place: { desk: 'slack', place: channel, id: message.ts, ...under } }];
}

export function payloadOf(message: object, eventType: string): Readonly<Record<string, unknown>> | undefined {
  const { metadata } = message as { metadata?: { event_type?: string; event_payload?: Record<string, unknown> } };
  return metadata?.event_type === eventType ? metadata.event_payload : undefined;
}
