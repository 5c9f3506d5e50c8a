/**
 * A click on a card: who and where are checked, then the core's compare-and-set decides; losers hear privately what
 * happened instead, and the card is redrawn from the record either way.
 */
import type { BlockAction, ButtonAction } from '@slack/bolt';
import type { CardAction, CardRef, StaffMember, VerdictOutcome } from '../../src/domain/approval.ts';
import { type DialogKind, dialog } from './dialogs.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import { inWords } from './outcome-words.ts';
import { escaped } from './text-limits.ts';

interface Click {
  readonly staff: StaffMember;
  readonly approvalId: string;
  readonly version: number;
  readonly place: CardRef;
  readonly triggerId: string;
}

export function createClicks(
  deps: InteractionDeps,
): (wanted: CardAction, body: BlockAction, button: ButtonAction) => Promise<void> {
  const { actions, interactive, log } = deps;

  return async (wanted, body, button) => {
    const hint = hintTo(body.channel?.id, body.user.id);
    try {
      const click = await admit(body, button);
      if (typeof click === 'string') {
        log.warn({ user: body.user.id, action: wanted, why: click }, 'slack: a click was refused');
        return await hint(click);
      }
      const outcome = await carryOut(wanted, click);
      if (outcome === undefined) return;
      log.info(
        {
          user: click.staff.id,
          action: wanted,
          at: button.action_ts,
          approvalId: click.approvalId,
          outcome: outcome.kind,
        },
        'slack: a click',
      );
      if (outcome.kind !== 'done') await hint(inWords(outcome));
      if ('card' in outcome) await deps.redraw(outcome.card, click.place);
    } catch (error) {
      log.error({ err: error, action: wanted }, 'slack: a click failed');
      await hint('This did not work. Please look at the card again in a moment and repeat it if nothing happened.');
    }
  };

  /** The click, or why it does not count. */
  async function admit(body: BlockAction, button: ButtonAction): Promise<Click | string> {
    const channel = body.channel?.id;
    const ts = body.message?.ts ?? (body.container as { message_ts?: string } | undefined)?.message_ts;
    const admission = await deps.mayDecide({
      userId: body.user.id,
      userName: body.user.name,
      teamId: body.user.team_id ?? body.team?.id,
      appId: body.api_app_id,
    });
    if ('refused' in admission) return admission.refused;
    if (!channel || !ts || !(await deps.room.isHere(channel, body.channel?.name)))
      return 'This card is not in the approval channel.';
    const meant = readValue(button.value);
    if (!meant) return 'This button is of an older version and does nothing any more.';
    return {
      staff: admission.staff,
      ...meant,
      place: { desk: 'slack', place: channel, id: ts },
      triggerId: body.trigger_id,
    };
  }

  async function carryOut(wanted: CardAction, click: Click): Promise<VerdictOutcome | undefined> {
    const { approvalId, version, staff } = click;
    switch (wanted) {
      case 'approve':
      case 'take-over':
        return await actions.decide(approvalId, version, { kind: wanted }, staff);
      case 'approve-later':
        return await actions.decide(approvalId, version, { kind: 'approve', later: true }, staff);
      case 'approve-alike':
      case 'template':
        return { kind: 'unknown' };
      case 'claim':
        return await actions.claim(approvalId, staff);
      case 'hand-back':
        return await actions.handBack(approvalId, staff);
      default:
        return await openDialog(click, wanted);
    }
  }

  /** Opens with the draft as it is now, so that nobody edits an old one; undefined: the dialog is open. */
  async function openDialog(
    { approvalId, version, place, triggerId, staff }: Click,
    kind: DialogKind,
  ): Promise<VerdictOutcome | undefined> {
    const card = await actions.card(approvalId);
    if (!card) return { kind: 'unknown' };
    if (!card.actions.includes(kind)) return { kind: 'already', card };
    if (kind !== 'reply' && card.version !== version) return { kind: 'changed', card };
    const view = dialog({ kind, approvalId, version, channel: place.place, ts: place.id }, card);
    try {
      await interactive.views.open({ trigger_id: triggerId, view: view as never });
    } catch (error) {
      log.warn({ err: error }, 'slack: a dialog did not open');
      await hintTo(place.place, staff.id)('The dialog did not open in time. Please click once more.');
    }
    return undefined;
  }

  /** Seen by one person only and gone with the next reload: a hint, never a record. */
  function hintTo(channel: string | undefined, user: string): (text: string) => Promise<void> {
    return async (text) => {
      if (!channel) return;
      try {
        await interactive.chat.postEphemeral({ channel, user, text: escaped(text) });
      } catch (error) {
        log.warn({ err: error }, 'slack: a hint was not shown');
      }
    };
  }
}

function readValue(value: string | undefined): { approvalId: string; version: number } | undefined {
  try {
    const { e, v } = JSON.parse(value ?? '') as { e?: unknown; v?: unknown };
    return typeof e === 'string' && typeof v === 'number' ? { approvalId: e, version: v } : undefined;
  } catch {
    return undefined;
  }
}
