/**
 * Who may decide: the configured people, or every full member of our own workspace. Fails closed: whoever cannot be
 * looked up may not.
 */
import type { webApi } from '@slack/bolt';
import type { StaffMember } from '../../src/domain/approval.ts';
import type { Clock } from '../../src/ports.ts';
import type { Identity } from './identity.ts';
import { slackErrorOf } from './slack-failures.ts';

/** Who a signed request says it comes from. */
export interface Actor {
  readonly userId: string;
  readonly userName: string | undefined;
  readonly teamId: string | undefined;
  readonly appId: string | undefined;
}

export type Admission = { readonly staff: StaffMember } | { readonly refused: string };
export type MayDecide = (actor: Actor) => Promise<Admission>;

const CACHE_MS = 60_000;
const CACHE_SIZE = 1_000;
const NOT_OUR_APP = { refused: 'This does not come from our app.' };
const NOT_OUR_WORKSPACE = { refused: 'Only people of our own workspace can decide.' };
const NOT_LISTED = { refused: 'You are not on the list of people who may decide.' };
const OUTSIDER = { refused: 'Only full members of the workspace can decide.' };
const STRANGER = { refused: 'Slack does not know you.' };
/** Not cached: Slack may answer the next time. */
const NOT_NOW = { refused: 'Slack cannot tell who you are right now. Nothing was done; please try again.' };

interface Deps {
  readonly client: webApi.WebClient;
  readonly clock: Clock;
  readonly identity: Identity;
}

export function createWhoMayDecide(
  { approvers }: { approvers: readonly string[] },
  { client, clock, identity }: Deps,
): MayDecide {
  const cache = new Map<string, { until: number; admission: Admission }>();

  return async (actor) => {
    const self = await identity.known();
    if (!self) return NOT_NOW;
    if (self.appId !== undefined && actor.appId !== self.appId) return NOT_OUR_APP;
    if (actor.teamId !== self.teamId) return NOT_OUR_WORKSPACE;
    if (approvers.length > 0 && !approvers.includes(actor.userId)) return NOT_LISTED;
    const cached = cache.get(actor.userId);
    if (cached && cached.until > clock.now()) return cached.admission;
    const admission = await lookUp(actor.userId, self.teamId);
    // The list itself is the permission; for the listed Slack only adds the name.
    if (approvers.length > 0 && !('staff' in admission))
      return { staff: { id: actor.userId, name: actor.userName ?? actor.userId } };
    if (cache.size >= CACHE_SIZE) cache.clear();
    if (admission !== NOT_NOW) cache.set(actor.userId, { until: clock.now() + CACHE_MS, admission });
    return admission;
  };

  async function lookUp(userId: string, teamId: string): Promise<Admission> {
    try {
      const { user } = await client.users.info({ user: userId });
      if (user?.id !== userId) return STRANGER;
      if (user.deleted || user.is_bot || user.is_restricted || user.is_ultra_restricted || user.is_stranger)
        return OUTSIDER;
      if (user.team_id !== undefined && user.team_id !== teamId) return NOT_OUR_WORKSPACE;
      const name = user.profile?.display_name || user.real_name || user.profile?.real_name || user.name || userId;
      return { staff: { id: userId, name } };
    } catch (error) {
      return slackErrorOf(error) === 'user_not_found' ? STRANGER : NOT_NOW;
    }
  }
}
