/**
 * The gate before every act of staff: who, from where. Whoever is refused hears it alone, and it is written down for
 * the owner.
 */
import type { StaffMember } from '../../src/domain/approval.ts';
import type { InteractionDeps } from './interaction-deps.ts';

/** What Bolt tells of whoever clicks, sends off a dialog or picks a shortcut. */
export interface SignedBody {
  readonly user: { readonly id: string; readonly name?: string; readonly team_id?: string };
  readonly team: { readonly id: string } | null;
  readonly api_app_id?: string;
}

export interface Attempt {
  /** Such as `approve`, for the record. */
  readonly what: string;
  readonly approvalId: string | undefined;
  readonly channelId: string | undefined;
  readonly channelName?: string;
}

export type Admit = (body: SignedBody, attempt: Attempt) => Promise<{ staff: StaffMember } | { refused: string }>;

const ELSEWHERE = 'This card is not in the approval channel.';

export function createAdmission({ mayDecide, room, actions, log }: InteractionDeps): Admit {
  return async (body, { what, approvalId, channelId, channelName }) => {
    const { user } = body;
    const admission = await mayDecide({
      userId: user.id,
      userName: user.name,
      teamId: user.team_id ?? body.team?.id,
      appId: body.api_app_id,
    });
    const here = 'refused' in admission || (await room.isHere(channelId, channelName));
    if ('staff' in admission && here) return admission;
    const why = 'refused' in admission ? admission.refused : ELSEWHERE;
    log.warn({ user: user.id, action: what, why }, 'slack: somebody was refused');
    try {
      await actions.refused(what, { id: user.id, name: user.name ?? user.id }, why, approvalId);
    } catch (error) {
      log.error({ err: error, user: user.id, action: what }, 'slack: a refusal could not be written down');
    }
    return { refused: why };
  };
}
