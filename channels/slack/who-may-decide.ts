/**
 * Who may decide: the configured people, or every full member of our own workspace. Fails closed: whoever cannot be
 * looked up may not.
 */
import type { webApi } from '@slack/bolt';
import type { StaffMember } from '../../src/domain/approval.ts';
import type { Clock } from '../../src/ports.ts';
import type { Identity } from './identity.ts';

export interface Actor {
  readonly userId: string;
  readonly teamId: string | undefined;
  readonly appId: string | undefined;
}

export type MayDecide = (actor: Actor) => Promise<{ staff: StaffMember } | { refused: string }>;

const CACHE_MS = 60_000;

interface Deps {
  readonly client: webApi.WebClient;
  readonly clock: Clock;
  readonly identity: Identity;
}

export function createWhoMayDecide({ approvers }: { approvers: readonly string[] }, { client, clock, identity }: Deps): MayDecide {
  const cache = new Map<string, { until: number; answer: { staff: StaffMember } | { refused: string } }>();

  return async ({ userId, teamId, appId }) => {
    if (identity.appId !== undefined && appId !== identity.appId) return { refused: 'This click is not from our app.' };
    if (identity.teamId !== undefined && teamId !== identity.teamId) return { refused: 'Only people of our own workspace can decide.' };
    const known = cache.get(userId);
    if (known && known.until > clock.now()) return known.answer;
    const answer = await lookUp(userId);
    if (answer !== UNKNOWN) cache.set(userId, { until: clock.now() + CACHE_MS, answer });
    return answer;
  };

  async function lookUp(userId: string): Promise<{ staff: StaffMember } | { refused: string }> {
    if (approvers.length > 0 && !approvers.includes(userId)) return { refused: 'You are not on the list of people who may decide.' };
    try {
      const { user } = await client.users.info({ user: userId });
      if (!user?.id) return { refused: 'Slack does not know you.' };
      const outside = user.deleted || user.is_bot || user.is_restricted || user.is_ultra_restricted || user.is_stranger;
      if (outside) return { refused: 'Guests and outsiders cannot decide.' };
      if (identity.teamId !== undefined && user.team_id !== undefined && user.team_id !== identity.teamId) {
        return { refused: 'Only people of our own workspace can decide.' };
      }
      const name = user.profile?.display_name || user.real_name || user.profile?.real_name || user.name || userId;
      return { staff: { id: userId, name } };
    } catch (error) {
      const said = (error as { data?: { error?: string } }).data?.error;
      return said === 'user_not_found' ? { refused: 'Slack does not know you.' } : UNKNOWN;
    }
  }
}

/** Not cached: Slack may answer the next time. */
const UNKNOWN = { refused: 'Slack cannot tell who you are right now; please try again.' };
