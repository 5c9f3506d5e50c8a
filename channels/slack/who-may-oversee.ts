/**
 * Who may see the queue and stop all sending: whoever may decide. Where the shop names nobody, seeing the approval
 * channel is the permission, so outside of it that is asked of Slack. Fails closed.
 */
import type { webApi } from '@slack/bolt';
import type { Clock } from '../../src/ports.ts';
import type { ApprovalRoom } from './approval-room.ts';
import type { Log } from './log.ts';
import { slackErrorOf } from './slack-failures.ts';
import type { Actor, Admission, MayDecide } from './who-may-decide.ts';

/** `channelId`: where it was asked for; absent on the app's Home. */
export type MayOversee = (actor: Actor, channelId?: string, channelName?: string) => Promise<Admission>;

const NOT_OF_THE_ROOM = { refused: 'Only people of the approval channel can do this.' };
const NOT_NOW = { refused: 'Slack cannot tell who is in the approval channel right now. Please try again.' };
const CACHE_MS = 60_000;
const PAGE = 1_000;
const MAX_PAGES = 10;

interface Deps {
  readonly mayDecide: MayDecide;
  readonly room: ApprovalRoom;
  readonly client: webApi.WebClient;
  readonly clock: Clock;
  readonly log: Log;
}

/** `named`: the shop names who may decide, one by one or by a group. */
export function createWhoMayOversee(
  { named }: { readonly named: boolean },
  { mayDecide, room, client, clock, log }: Deps,
): MayOversee {
  let cached: { readonly until: number; readonly ids: ReadonlySet<string> } | undefined;

  return async (actor, channelId, channelName) => {
    const admission = await mayDecide(actor);
    if ('refused' in admission || named || (await room.isHere(channelId, channelName))) return admission;
    const ids = await members();
    if (ids === undefined) return NOT_NOW;
    return ids.has(actor.userId) ? admission : NOT_OF_THE_ROOM;
  };

  async function members(): Promise<ReadonlySet<string> | undefined> {
    if (cached && cached.until > clock.now()) return cached.ids;
    try {
      const ids = new Set<string>();
      let cursor = '';
      for (let page = 0; page < MAX_PAGES; page++) {
        const more = cursor ? { cursor } : {};
        const answer = await client.conversations.members({ channel: await room.id(), limit: PAGE, ...more });
        for (const id of answer.members ?? []) ids.add(id);
        cursor = answer.response_metadata?.next_cursor ?? '';
        if (cursor === '') break;
      }
      cached = { until: clock.now() + CACHE_MS, ids };
      return ids;
    } catch (error) {
      log.warn({ said: slackErrorOf(error) }, 'slack: the members of the approval channel could not be listed');
      return undefined;
    }
  }
}
