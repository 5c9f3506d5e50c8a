/**
 * A dialog that was sent off. The act is decided before the answer to Slack, because only the answer can keep the
 * dialog open: what a person typed is never lost. One dialog acts once, however often it is delivered.
 */
import type { ViewOutput, ViewSubmitAction } from '@slack/bolt';
import type { StaffMember, VerdictOutcome } from '../../src/domain/approval.ts';
import { type DialogContext, INPUT_BLOCK, readContext, readTyped, tooLate } from './dialogs.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import { inWords } from './outcome-words.ts';

export interface Answer {
  /** Undefined closes the dialog. */
  readonly response?: { readonly response_action: 'errors' | 'update'; readonly [field: string]: unknown };
  /** To be done when Slack has its answer; never throws. */
  afterwards(): Promise<void>;
}

/** Longer than a signed request stays valid. */
const REMEMBER_MS = 10 * 60_000;
const nothing = async () => {};

export function createSubmissions(
  deps: InteractionDeps,
): (body: ViewSubmitAction, view: ViewOutput) => Promise<Answer> {
  const { actions, clock, log } = deps;
  /** Dialogs that have acted, by Slack's id of the view. */
  const acted = new Map<string, { until: number; answer: Promise<Answer> }>();

  return async (body, view) => {
    const before = acted.get(view.id);
    if (before && before.until > clock.now()) return await before.answer;
    for (const [id, { until }] of acted) if (until <= clock.now()) acted.delete(id);
    const answer = submit(body, view);
    acted.set(view.id, { until: clock.now() + REMEMBER_MS, answer });
    if ((await answer).response?.response_action === 'errors') acted.delete(view.id); // still open: it may come again
    return await answer;
  };

  async function submit(body: ViewSubmitAction, view: ViewOutput): Promise<Answer> {
    const context = readContext(view.private_metadata);
    const typed = readTyped(view.state.values, context?.joints);
    if (!context) return closed('This dialog is of an older version. Please open it again.', typed);
    if (typed === '') return open('Write something first.');
    try {
      const admission = await deps.mayDecide({
        userId: body.user.id,
        userName: body.user.name,
        teamId: body.user.team_id ?? body.team?.id,
        appId: body.api_app_id,
      });
      const here = await deps.room.isHere(context.channel, undefined);
      const refused =
        'refused' in admission
          ? admission.refused
          : here
            ? undefined
            : 'The card of this dialog is not in the approval channel.';
      if ('refused' in admission || refused !== undefined) {
        log.warn({ user: body.user.id, action: context.kind, why: refused }, 'slack: a dialog was refused');
        return open(refused ?? '');
      }
      const outcome = await carryOut(context, typed, admission.staff);
      log.info(
        { user: body.user.id, action: context.kind, approvalId: context.approvalId, outcome: outcome.kind },
        'slack: a dialog',
      );
      return { ...answerTo(outcome, typed), afterwards: () => redraw(outcome, context) };
    } catch (error) {
      log.error({ err: error, action: context.kind }, 'slack: a dialog failed');
      return open('This did not work. Please look at the card, and send it again if nothing happened.');
    }
  }

  function carryOut(
    { kind, approvalId, version }: DialogContext,
    typed: string,
    staff: StaffMember,
  ): Promise<VerdictOutcome> {
    switch (kind) {
      case 'edit':
        return actions.decide(approvalId, version, { kind, text: typed }, staff);
      case 'reject':
        return actions.decide(approvalId, version, { kind, reason: typed }, staff);
      case 'reply':
        return actions.reply(approvalId, typed, staff);
    }
  }

  async function redraw(outcome: VerdictOutcome, { channel, ts }: DialogContext): Promise<void> {
    if ('card' in outcome) await deps.redraw(outcome.card, { desk: 'slack', place: channel, id: ts });
  }
}

function answerTo(outcome: VerdictOutcome, typed: string): Answer {
  if (outcome.kind === 'done') return { afterwards: nothing };
  return outcome.kind === 'refused' ? open(outcome.why) : closed(inWords(outcome), typed);
}

/** The dialog stays as it is, with this under the input. */
function open(why: string): Answer {
  return { response: { response_action: 'errors', errors: { [INPUT_BLOCK]: why } }, afterwards: nothing };
}

/** The dialog shows what happened, and the typed text to copy. */
function closed(why: string, typed: string): Answer {
  return { response: { response_action: 'update', view: tooLate(why, typed) }, afterwards: nothing };
}
