/**
 * Clicks and dialogs. Every handler acknowledges first, then checks who and where, then hands the act to the core,
 * whose compare-and-set decides; losers hear privately what happened instead.
 */
import type { App, BlockAction, ButtonAction, webApi } from '@slack/bolt';
import type { Card, CardRef, StaffMember, Verdict, VerdictOutcome } from '../../src/domain/approval.ts';
import type { StaffActions } from '../../src/ports.ts';
import { ACTION_IDS } from './card-blocks.ts';
import { DIALOG, type DialogContext, type DialogKind, dialog, INPUT, INPUT_BLOCK, readContext, tooLate } from './dialogs.ts';
import type { Log } from './log.ts';
import type { MayDecide } from './who-may-decide.ts';

export interface InteractionDeps {
  readonly actions: StaffActions;
  readonly interactive: webApi.WebClient;
  readonly log: Log;
  readonly mayDecide: MayDecide;
  readonly isOurPlace: (channelId: string | undefined, channelName: string | undefined) => boolean;
  readonly redraw: (card: Card, place: CardRef) => Promise<void>;
}

interface Click {
  readonly staff: StaffMember;
  readonly approvalId: string;
  readonly version: number;
  readonly place: CardRef;
  readonly triggerId: string;
}

export function registerInteractions(app: App, deps: InteractionDeps): void {
  const { actions, interactive, log } = deps;

  app.action({ type: 'block_actions', action_id: new RegExp(`^(?:${Object.values(ACTION_IDS).join('|')})$`, 'u') }, async ({ ack, body, action }) => {
    await ack();
    const click = await readClick(body as BlockAction, action as ButtonAction);
    if (!click) return;
    const { action_id: id } = action as ButtonAction;
    if (id === ACTION_IDS.approve) return finish(click, await decide(click, { kind: 'approve' }));
    if (id === ACTION_IDS['take-over']) return finish(click, await decide(click, { kind: 'take-over' }));
    if (id === ACTION_IDS['hand-back']) return finish(click, await actions.handBack(click.approvalId, click.staff));
    return openDialog(click, id === ACTION_IDS.edit ? 'edit' : id === ACTION_IDS.reject ? 'reject' : 'reply');
  });
  // A button of an older version of this program: acknowledge, so that nobody sees a spinner.
  app.action(/^(?!frontdesk_)/u, async ({ ack }) => ack());

  app.view({ callback_id: DIALOG, type: 'view_submission' }, async ({ ack, body, view }) => {
    const context = readContext(view.private_metadata);
    const typed = view.state.values[INPUT_BLOCK]?.[INPUT]?.value?.trim() ?? '';
    if (!context) return ack({ response_action: 'update', view: tooLate('This dialog is of an older version; open it again.', typed) as never });
    if (typed === '') return ack({ response_action: 'errors', errors: { [INPUT_BLOCK]: 'Write something first.' } });
    const { user, team, api_app_id: appId } = body as unknown as { user: { id: string; team_id?: string }; team: { id: string } | null; api_app_id?: string };
    const who = await deps.mayDecide({ userId: user.id, teamId: user.team_id ?? team?.id, appId });
    if ('refused' in who) return ack({ response_action: 'update', view: tooLate(who.refused, typed) as never });
    const outcome = await submit(context, typed, who.staff);
    if (outcome.kind === 'done') await ack();
    else if (outcome.kind === 'refused') await ack({ response_action: 'errors', errors: { [INPUT_BLOCK]: outcome.why } });
    else await ack({ response_action: 'update', view: tooLate(inWords(outcome), typed) as never });
    if ('card' in outcome) await deps.redraw(outcome.card, { desk: 'slack', place: context.channel, id: context.ts });
  });

  function decide(click: Pick<Click, 'approvalId' | 'version' | 'staff'>, verdict: Verdict): Promise<VerdictOutcome> {
    return actions.decide(click.approvalId, click.version, verdict, click.staff);
  }

  function submit({ kind, approvalId, version }: DialogContext, typed: string, staff: StaffMember): Promise<VerdictOutcome> {
    if (kind === 'reply') return actions.reply(approvalId, typed, staff);
    return decide({ approvalId, version, staff }, kind === 'edit' ? { kind: 'edit', text: typed } : { kind: 'reject', reason: typed });
  }

  /** Who clicked what, once it is certain that they may and that the card is ours; else they are told privately. */
  async function readClick(body: BlockAction, action: ButtonAction): Promise<Click | undefined> {
    const channel = body.channel?.id;
    const ts = body.message?.ts ?? (body.container as { message_ts?: string } | undefined)?.message_ts;
    const appId = (body as { api_app_id?: string }).api_app_id;
    const who = await deps.mayDecide({ userId: body.user.id, teamId: body.user.team_id ?? body.team?.id, appId });
    if ('refused' in who) {
      log.warn({ user: body.user.id, action: action.action_id }, 'slack: a click was refused');
      await hint(channel, body.user.id, who.refused);
      return undefined;
    }
    if (!channel || !ts || !deps.isOurPlace(channel, body.channel?.name)) {
      await hint(channel, body.user.id, 'This card is not in the approval channel.');
      return undefined;
    }
    try {
      const { e: approvalId, v: version } = JSON.parse(action.value ?? '') as { e: string; v: number };
      return { staff: who.staff, approvalId, version, place: { desk: 'slack', place: channel, id: ts }, triggerId: body.trigger_id };
    } catch {
      await hint(channel, body.user.id, 'This button is of an older version and does nothing any more.');
      return undefined;
    }
  }

  /** The draft as it is now, so that nobody edits an old one. */
  async function openDialog(click: Click, kind: DialogKind): Promise<void> {
    const card = await actions.card(click.approvalId);
    if (!card) return finish(click, { kind: 'unknown' });
    if (kind !== 'reply' && card.state.kind !== 'pending') return finish(click, { kind: 'already', card });
    if (kind !== 'reply' && card.version !== click.version) return finish(click, { kind: 'changed', card });
    const context = { kind, approvalId: click.approvalId, version: card.version, channel: click.place.place, ts: click.place.id };
    try {
      await interactive.views.open({ trigger_id: click.triggerId, view: dialog(context, card) as never });
    } catch (error) {
      log.warn({ err: error }, 'slack: a dialog did not open');
      await hint(click.place.place, click.staff.id, 'The dialog did not open in time; please click once more.');
    }
  }

  async function finish(click: Click, outcome: VerdictOutcome): Promise<void> {
    if (outcome.kind !== 'done') await hint(click.place.place, click.staff.id, inWords(outcome));
    if ('card' in outcome) await deps.redraw(outcome.card, click.place);
  }

  /** Seen by one person only, gone with the next reload: a hint, never a record. */
  async function hint(channel: string | undefined, user: string, text: string): Promise<void> {
    if (!channel) return;
    await interactive.chat.postEphemeral({ channel, user, text }).catch((error: unknown) => log.debug({ err: error }, 'slack: a hint was not shown'));
  }
}

function inWords(outcome: VerdictOutcome): string {
  switch (outcome.kind) {
    case 'done':
      return 'Done.';
    case 'refused':
      return outcome.why;
    case 'unknown':
      return 'This card has been replaced by a newer one.';
    case 'changed':
      return 'This draft changed: the customer wrote again. Please look at the card once more.';
    case 'already': {
      const { state } = outcome.card;
      if (state.kind === 'pending') return 'Nobody has taken this conversation over.';
      return 'by' in state ? `Already ${state.kind.replace('-', ' ')} by ${state.by.name}.` : `Already ${state.kind}.`;
    }
  }
}
