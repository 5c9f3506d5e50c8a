/**
 * Who somebody is in our workspace, as Slack has it. Only a member is one of us: whoever Slack cannot tell about right
 * now is `unknown`, which nobody may take for anything else.
 */
import type { webApi } from '@slack/bolt';
import type { Clock } from '../../src/ports.ts';
import { slackErrorOf } from './slack-failures.ts';

/** `outsider`: a guest, or somebody who has left; `elsewhere`: of another workspace. */
export type Standing =
  | { readonly kind: 'member' | 'outsider' | 'bot' | 'elsewhere'; readonly name: string }
  | { readonly kind: 'stranger' | 'unknown' };

/** Never throws. */
export type People = (userId: string, teamId: string) => Promise<Standing>;

const CACHE_MS = 60_000;
const CACHE_SIZE = 1_000;

/** Needs scope users:read. */
export function createPeople({ client, clock }: { client: webApi.WebClient; clock: Clock }): People {
  const cache = new Map<string, { readonly until: number; readonly standing: Standing }>();

  return async (userId, teamId) => {
    const cached = cache.get(userId);
    if (cached && cached.until > clock.now()) return cached.standing;
    const standing = await lookUp(userId, teamId);
    if (cache.size >= CACHE_SIZE) cache.clear();
    // Slack may be able to tell the next time.
    if (standing.kind !== 'unknown') cache.set(userId, { until: clock.now() + CACHE_MS, standing });
    return standing;
  };

  async function lookUp(userId: string, teamId: string): Promise<Standing> {
    try {
      const { user } = await client.users.info({ user: userId });
      if (user?.id !== userId) return { kind: 'stranger' };
      const name = user.profile?.display_name || user.real_name || user.profile?.real_name || user.name || userId;
      if (user.is_bot) return { kind: 'bot', name };
      if (user.deleted || user.is_restricted || user.is_ultra_restricted || user.is_stranger)
        return { kind: 'outsider', name };
      return { kind: user.team_id === undefined || user.team_id === teamId ? 'member' : 'elsewhere', name };
    } catch (error) {
      return { kind: slackErrorOf(error) === 'user_not_found' ? 'stranger' : 'unknown' };
    }
  }
}
