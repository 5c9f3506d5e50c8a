/** The channel the cards go to. Slack reads only ids reliably, so a configured name is turned into one when that can be done. */
import type { webApi } from '@slack/bolt';
import type { Log } from './log.ts';
import { slackErrorOf } from './slack-failures.ts';

export interface ApprovalRoom {
  /** The channel's id; the name as configured when Slack does not let us look it up. Never throws. */
  id(): Promise<string>;
  /** Posting tells the id without any further scope. */
  learned(id: string): void;
  /** Whether something happened in this channel. */
  isHere(channelId: string | undefined, channelName: string | undefined): Promise<boolean>;
}

/** Names are lower case, ids are not. */
const ID = /^[CGD][A-Z0-9]{4,}$/u;
const PAGE = 1_000;
const MAX_PAGES = 20;

export function createApprovalRoom(configured: string, client: webApi.WebClient, log: Log): ApprovalRoom {
  const name = configured.replace(/^#/u, '');
  let known: string | undefined = ID.test(configured) ? configured : undefined;
  let hopeless = false;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    try {
      known = (await find('public_channel,private_channel')) ?? known;
      hopeless = known === undefined;
      if (hopeless) log.warn({ channel: configured }, 'slack: no such channel, or the app was not invited to it');
    } catch (error) {
      const said = slackErrorOf(error);
      hopeless = said === 'missing_scope';
      log.warn(
        { channel: configured, said },
        'slack: the channel name could not be looked up; configure its id, or grant channels:read',
      );
    }
  }

  async function find(types: string): Promise<string | undefined> {
    try {
      let cursor = '';
      for (let page = 0; page < MAX_PAGES; page++) {
        const list = await client.conversations.list({
          types,
          limit: PAGE,
          exclude_archived: true,
          ...(cursor ? { cursor } : {}),
        });
        const found = list.channels?.find((channel) => channel.name === name)?.id;
        cursor = list.response_metadata?.next_cursor ?? '';
        if (found || cursor === '') return found;
      }
      return undefined;
    } catch (error) {
      // Without groups:read public channels can be listed all the same.
      if (slackErrorOf(error) === 'missing_scope' && types.includes('private')) return find('public_channel');
      throw error;
    }
  }

  const room: ApprovalRoom = {
    async id() {
      if (known === undefined && !hopeless) {
        asking ??= ask().finally(() => {
          asking = undefined;
        });
        await asking;
      }
      return known ?? configured;
    },
    learned(id) {
      known = id;
    },
    async isHere(channelId, channelName) {
      if (channelId === undefined) return false;
      const id = await room.id();
      if (known !== undefined) return channelId === id;
      if (channelName !== name) return false;
      known = channelId;
      return true;
    },
  };
  return room;
}
