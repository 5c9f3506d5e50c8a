/**
 * The members of the group that may decide, as Slack has them. Fails closed: a list older than ten minutes counts for
 * nothing, and neither does no list at all.
 */
import type { webApi } from '@slack/bolt';
import type { Clock } from '../../src/ports.ts';
import type { Log } from './log.ts';
import { slackErrorOf } from './slack-failures.ts';

const FRESH_MS = 60_000;
const LAST_GOOD_MS = 10 * 60_000;

/** Undefined: nobody can tell right now. */
export type ApproverGroup = (userId: string) => Promise<boolean | undefined>;

interface Deps {
  readonly client: webApi.WebClient;
  readonly clock: Clock;
  readonly log: Log;
}

/** `groupId`: such as S0123456789. Needs scope usergroups:read and a paid plan. */
export function createApproverGroup(groupId: string, { client, clock, log }: Deps): ApproverGroup {
  let known: { readonly at: number; readonly members: ReadonlySet<string> } | undefined;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    try {
      const { users } = await client.usergroups.users.list({ usergroup: groupId });
      if (!users) throw new Error('usergroups.users.list: expected users, got none');
      known = { at: clock.now(), members: new Set(users) };
    } catch (error) {
      const said = slackErrorOf(error) ?? 'no answer';
      log.warn(
        { groupId, said },
        'slack: the group of approvers could not be read; nobody gets in by an old list for long',
      );
    }
  }

  return async (userId) => {
    if (!known || known.at + FRESH_MS <= clock.now()) {
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      await asking;
    }
    return known && known.at + LAST_GOOD_MS > clock.now() ? known.members.has(userId) : undefined;
  };
}
