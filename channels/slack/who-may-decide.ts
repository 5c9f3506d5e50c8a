/**
 * Who may decide: the configured people and the members of the configured group; with neither, every full member of
 * our own workspace. Fails closed: whoever cannot be looked up may not.
 */
import type { StaffMember } from '../../src/domain/approval.ts';
import type { ApproverGroup } from './approver-group.ts';
import type { Identity } from './identity.ts';
import type { People, Standing } from './people.ts';

/** Who a signed request says it comes from. */
export interface Actor {
  readonly userId: string;
  readonly userName: string | undefined;
  readonly teamId: string | undefined;
  readonly appId: string | undefined;
}

export type Admission = { readonly staff: StaffMember } | { readonly refused: string };
export type MayDecide = (actor: Actor) => Promise<Admission>;

const NOT_OUR_APP = { refused: 'This does not come from our app.' };
const NOT_OUR_WORKSPACE = { refused: 'Only people of our own workspace can decide.' };
const NOT_LISTED = { refused: 'You are not on the list of people who may decide.' };
const OUTSIDER = { refused: 'Only full members of the workspace can decide.' };
const STRANGER = { refused: 'Slack does not know you.' };
const NOT_NOW = { refused: 'Slack cannot tell who you are right now. Nothing was done; please try again.' };
const NO_GROUP = {
  refused: 'Slack cannot tell right now who is in the group that may decide. Nothing was done; please try again.',
};

const REFUSALS: Readonly<Record<Exclude<Standing['kind'], 'member'>, Admission>> = {
  outsider: OUTSIDER,
  bot: OUTSIDER,
  elsewhere: NOT_OUR_WORKSPACE,
  stranger: STRANGER,
  unknown: NOT_NOW,
};

interface Deps {
  readonly identity: Identity;
  readonly people: People;
  /** Absent: there is no such group. */
  readonly group?: ApproverGroup;
}

export function createWhoMayDecide(
  { approvers }: { approvers: readonly string[] },
  { identity, people, group }: Deps,
): MayDecide {
  return async (actor) => {
    const self = await identity.known();
    if (!self) return NOT_NOW;
    if (self.appId !== undefined && actor.appId !== self.appId) return NOT_OUR_APP;
    if (actor.teamId !== self.teamId) return NOT_OUR_WORKSPACE;
    const listed = approvers.includes(actor.userId);
    const excluded = listed ? undefined : await exclusion(actor.userId);
    if (excluded) return excluded;
    const standing = await people(actor.userId, self.teamId);
    if (standing.kind === 'member') return { staff: { id: actor.userId, name: standing.name } };
    // The list itself is the permission; for the listed Slack only adds the name.
    return listed ? { staff: { id: actor.userId, name: actor.userName ?? actor.userId } } : REFUSALS[standing.kind];
  };

  /** Why somebody who is not on the list may not; undefined when that alone does not exclude them. */
  async function exclusion(userId: string): Promise<Admission | undefined> {
    if (!group) return approvers.length > 0 ? NOT_LISTED : undefined;
    const member = await group(userId);
    if (member === undefined) return NO_GROUP;
    return member ? undefined : NOT_LISTED;
  }
}
