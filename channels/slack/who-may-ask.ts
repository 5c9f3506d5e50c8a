/**
 * Who gets an answer from what is for staff only: full members of our own workspace, and only where nobody else reads
 * along. Fails closed: what Slack cannot tell right now counts as a no. Who joins a channel later can read what was
 * said there before; that is Slack's rule, not ours.
 */
import type { webApi } from '@slack/bolt';
import type { Self } from './identity.ts';
import type { Log } from './log.ts';
import type { People } from './people.ts';
import { slackErrorOf } from './slack-failures.ts';
import type { SpokenTo } from './spoken-to.ts';

export type MayAsk = (
  spoken: SpokenTo,
  self: Self,
) => Promise<{ readonly name: string } | { readonly refused: string }>;

const OUTSIDER = { refused: 'I answer questions of full members of this workspace only, so I have not read yours.' };
const NOT_NOW = {
  refused: 'Slack cannot tell me right now who you are, so I have not read this. Please ask me again.',
};
const READ_ALONG = {
  refused: 'People who are not full members of this workspace read this channel. Please ask me in a direct message.',
};
const TOO_MANY = { refused: 'I cannot check who reads such a large channel. Please ask me in a direct message.' };
const READERS_UNKNOWN = {
  refused: 'Slack cannot tell me right now who reads this channel. Please ask me in a direct message.',
};
/** Each is looked up; users.info allows about a hundred a minute (tier 4, docs.slack.dev, looked up 2026-11). */
const MAX_READERS = 50;

interface Deps {
  readonly client: webApi.WebClient;
  readonly people: People;
  readonly log: Log;
}

export function createWhoMayAsk({ client, people, log }: Deps): MayAsk {
  return async ({ userId, teams, place, shared }, self) => {
    if (teams.some((team) => team !== self.teamId)) return OUTSIDER;
    const asker = await people(userId, self.teamId);
    if (asker.kind === 'unknown') return NOT_NOW;
    if (asker.kind !== 'member') return OUTSIDER;
    if ('person' in place) return asker;
    return (shared ? READ_ALONG : await readersOf(place.channel, self)) ?? asker;
  };

  /** Why nothing may be said in this channel; undefined: only our own people read it. Other apps are the owner's choice. */
  async function readersOf(channel: string, self: Self): Promise<{ readonly refused: string } | undefined> {
    const readers = await membersOf(channel);
    if (readers === undefined) return READERS_UNKNOWN;
    if (readers === 'many') return TOO_MANY;
    const kinds = await Promise.all(
      readers.filter((id) => id !== self.userId).map(async (id) => (await people(id, self.teamId)).kind),
    );
    if (kinds.includes('unknown')) return READERS_UNKNOWN;
    return kinds.every((kind) => kind === 'member' || kind === 'bot') ? undefined : READ_ALONG;
  }

  async function membersOf(channel: string): Promise<readonly string[] | 'many' | undefined> {
    try {
      const { members, response_metadata: more } = await client.conversations.members({ channel, limit: MAX_READERS });
      return more?.next_cursor || (members?.length ?? 0) > MAX_READERS ? 'many' : members;
    } catch (error) {
      log.warn({ channel, said: slackErrorOf(error) }, 'slack: the readers of a channel could not be listed');
      return undefined;
    }
  }
}
