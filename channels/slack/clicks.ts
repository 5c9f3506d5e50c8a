/**
 * A click on a card: who and where are checked, then the core's compare-and-set decides; losers hear privately what
 * happened instead, and the card is redrawn from the record either way.
 */
import type { BlockAction, ButtonAction } from '@slack/bolt';
import type { CardAction, CardRef, StaffMember, VerdictOutcome } from '../../src/domain/approval.ts';
import { createAdmission, type SignedBody } from './admission.ts';
import { type ButtonMeaning, readValue } from './button-value.ts';
import { createHints } from './hints.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import { createDialogs } from './open-dialog.ts';
import { inWords, needsAnother } from './outcome-words.ts';

interface Click {
  readonly staff: StaffMember;
  readonly meant: ButtonMeaning;
  readonly place: CardRef;
  readonly triggerId: string;
}

const FAILED = 'This did not work. Please look at the card again in a moment and repeat it if nothing happened.';

export function createClicks(
  deps: InteractionDeps,
): (wanted: CardAction, body: BlockAction, button: ButtonAction) => Promise<void> {
  const { actions, log } = deps;
  const admit = createAdmission(deps);
  const openDialog = createDialogs(deps);
  const hints = createHints(deps);

  return async (wanted, body, button) => {
    const hint = (text: string) => hints(body.channel?.id, body.user.id, text, placeOf(body)?.under);
    try {
      const click = await read(wanted, body, button);
      if (typeof click === 'string') return await hint(click);
      const outcome = await carryOut(wanted, click);
      if (outcome === undefined) return;
      const { approvalId } = click.meant;
      const told = { user: click.staff.id, action: wanted, at: button.action_ts, approvalId, outcome: outcome.kind };
      log.info(told, 'slack: a click');
      if (outcome.kind !== 'done' || needsAnother(outcome)) await hint(inWords(outcome));
      if ('card' in outcome) await deps.redraw(outcome.card, click.place);
    } catch (error) {
      log.error({ err: error, action: wanted }, 'slack: a click failed');
      await hint(FAILED);
    }
  };

  /** The click, or why it does not count. */
  async function read(wanted: CardAction, body: BlockAction, button: ButtonAction): Promise<Click | string> {
    const meant = readValue(button.value);
    const place = placeOf(body);
    const admission = await admit(body as SignedBody, {
      what: wanted,
      approvalId: meant?.approvalId,
      channelId: place?.place,
      ...(body.channel?.name === undefined ? {} : { channelName: body.channel.name }),
    });
    if ('refused' in admission) return admission.refused;
    if (!meant || !place) return 'This button is of an older version and does nothing any more.';
    return { staff: admission.staff, meant, place, triggerId: body.trigger_id };
  }

  async function carryOut(wanted: CardAction, click: Click): Promise<VerdictOutcome | undefined> {
    const { staff, place, triggerId } = click;
    const { approvalId, version, digest, templateId } = click.meant;
    const seen = { version, ...(digest === undefined ? {} : { digest }) };
    switch (wanted) {
      case 'approve':
      case 'settle':
      case 'take-over':
        return await actions.decide(approvalId, version, { kind: wanted }, staff, digest);
      case 'approve-later':
        return await actions.decide(approvalId, version, { kind: 'approve', later: true }, staff, digest);
      case 'claim':
        return await actions.claim(approvalId, staff);
      case 'hand-back':
        return await actions.handBack(approvalId, staff);
      case 'template':
        if (templateId !== undefined)
          return await actions.decide(approvalId, version, { kind: 'template', templateId }, staff, digest);
        return await openDialog({ kind: wanted, approvalId, staff, place, triggerId, seen });
      case 'reply': // whoever has the conversation may write, whatever the card looked like
        return await openDialog({ kind: wanted, approvalId, staff, place, triggerId });
      default:
        return await openDialog({ kind: wanted, approvalId, staff, place, triggerId, seen });
    }
  }
}

function placeOf(body: BlockAction): CardRef | undefined {
  const container = body.container as { message_ts?: string; thread_ts?: string } | undefined;
  const channel = body.channel?.id;
  const ts = body.message?.ts ?? container?.message_ts;
  if (!channel || !ts) return undefined;
  const root = (body.message?.['thread_ts'] as string | undefined) ?? container?.thread_ts;
  return { desk: 'slack', place: channel, id: ts, ...(root && root !== ts ? { under: root } : {}) };
}
