/**
 * Sends answers, and finds out whether one was sent: every message carries the id of its send as metadata, and is looked
 * for by it before anything is posted again.
 */
import type { webApi } from '@slack/bolt';
import { Failure } from '../../src/domain/failure.ts';
import type { Channel } from '../../src/ports.ts';
import { payloadOf } from './card-search.ts';
import { NAME, placeOf } from './conversation-address.ts';
import type { ConversationCall } from './conversation-failures.ts';
import { conversationPost, MAX_CHOICES, MAX_TEXT, MAX_TEXT_WITH_CHOICES, MESSAGE_EVENT } from './conversation-posts.ts';
import { QUIETLY } from './posts.ts';
import type { Place } from './spoken-to.ts';

/** Slack's clock and ours may differ. */
const LOOK_BACK_MS = 60_000;
const PAGE = 200;
/** So far behind the send nobody asks any more; to post twice is worse than to be told that Slack cannot tell. */
const MAX_PAGES = 10;

interface Deps {
  /** No retries of its own: the agenda is the retry. */
  readonly client: webApi.WebClient;
  readonly call: ConversationCall;
}

interface Found {
  readonly messages?: readonly (object & { readonly ts?: string })[];
  readonly response_metadata?: { readonly next_cursor?: string };
}

export function createConversationSends({ client, call }: Deps): Channel {
  return {
    name: NAME,
    capabilities: {
      audience: 'internal',
      maxText: MAX_TEXT,
      maxTextWithChoices: MAX_TEXT_WITH_CHOICES,
      maxChoices: MAX_CHOICES,
      numberedChoices: false,
      reconciliation: 'lookup',
    },

    async send({ key }, message, sendId) {
      const place = placeOf(key);
      const where = 'person' in place ? { channel: place.person } : { channel: place.channel, thread_ts: place.thread };
      const { channel, ts } = await call('chat.postMessage', 'once', () =>
        client.chat.postMessage({ ...where, ...conversationPost(message, sendId), ...QUIETLY } as never),
      );
      if (channel && ts) return { externalId: `${channel}:${ts}` };
      throw new Failure('channel-outcome-unknown', 'Slack chat.postMessage: expected channel and ts, got none');
    },

    async lookUp({ key }, sendId, startedAt) {
      const place = placeOf(key);
      const channel = 'person' in place ? await directWith(place.person) : place.channel;
      const oldest = String(Math.max(0, startedAt - LOOK_BACK_MS) / 1000);
      let cursor = '';
      for (let page = 0; page < MAX_PAGES; page++) {
        const found = await read(place, channel, { oldest, limit: PAGE, ...(cursor ? { cursor } : {}) });
        const ours = found.messages?.find((message) => payloadOf(message, MESSAGE_EVENT)?.['send'] === sendId);
        if (ours?.ts) return { externalId: `${channel}:${ours.ts}` };
        cursor = found.response_metadata?.next_cursor ?? '';
        if (cursor === '') return 'not-sent';
      }
      throw new Failure(
        'channel-unavailable',
        `Slack: expected the answer within ${MAX_PAGES * PAGE} messages, got more`,
      );
    },
  };

  function read(place: Place, channel: string, more: { oldest: string; limit: number; cursor?: string }) {
    const query = { channel, include_all_metadata: true, ...more };
    if ('person' in place)
      return call('conversations.history', 'again', () => client.conversations.history(query)) as Promise<Found>;
    return call('conversations.replies', 'again', () =>
      client.conversations.replies({ ...query, ts: place.thread }),
    ) as Promise<Found>;
  }

  async function directWith(person: string): Promise<string> {
    const { channel } = await call('conversations.open', 'again', () => client.conversations.open({ users: person }));
    if (channel?.id) return channel.id;
    throw new Failure('channel-unavailable', 'Slack conversations.open: expected a channel, got none');
  }
}
