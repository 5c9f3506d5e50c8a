/**
 * A dialog that was sent off. The act is decided before the answer to Slack, because only the answer can keep the
 * dialog open; when it takes too long Slack is answered first. One dialog acts once, however often it is delivered.
 */
import type { ViewOutput, ViewSubmitAction } from '@slack/bolt';
import { createAdmission, type SignedBody } from './admission.ts';
import { type Acted, act, missing, type Response, stayOpen, tooLate } from './dialog-acts.ts';
import { type DialogContext, placeOf, readContext } from './dialog-context.ts';
import { notice, readTyped } from './dialogs.ts';
import { createHints } from './hints.ts';
import type { InteractionDeps } from './interaction-deps.ts';

export interface Answer {
  /** Undefined closes the dialog. */
  readonly response?: Response;
  /** To be done when Slack has its answer; never throws. */
  afterwards(): Promise<void>;
}

/** Longer than a signed request stays valid. */
const REMEMBER_MS = 10 * 60_000;
/** Slack shows an error after 3 s (docs.slack.dev, modals, looked up 2026-11). */
const ANSWER_WITHIN_MS = 2_000;

export function createSubmissions(
  deps: InteractionDeps,
): (body: ViewSubmitAction, view: ViewOutput) => Promise<Answer> {
  const { actions, clock, log, interactive } = deps;
  const admit = createAdmission(deps);
  const hint = createHints(deps);
  /** Dialogs that have acted, by Slack's id of the view. */
  const acted = new Map<string, { until: number; answer: Promise<Answer> }>();

  return async (body, view) => {
    const before = acted.get(view.id);
    if (before && before.until > clock.now()) return { ...(await before.answer), afterwards: async () => {} };
    for (const [id, { until }] of acted) if (until <= clock.now()) acted.delete(id);
    const answer = inTime(body, view);
    acted.set(view.id, { until: clock.now() + REMEMBER_MS, answer });
    if ((await answer).response?.response_action === 'errors') acted.delete(view.id); // still open: it may come again
    return await answer;
  };

  async function inTime(body: ViewSubmitAction, view: ViewOutput): Promise<Answer> {
    const context = readContext(view.private_metadata);
    const work = submit(context, body, view);
    let cancel = () => {};
    const slow = new Promise<'slow'>((resolve) => {
      cancel = clock.at(clock.now() + ANSWER_WITHIN_MS, () => resolve('slow'));
    });
    const first = await Promise.race([work, slow]);
    cancel();
    if (first !== 'slow') {
      const { response } = first;
      return { ...(response ? { response } : {}), afterwards: () => finish(first, context, body) };
    }
    const typed = readTyped(view.state.values, context?.joints);
    const waiting = notice('One moment', 'This takes longer than usual. Please leave this window open.', typed);
    const response = { response_action: 'update', view: waiting } as const;
    return { response, afterwards: async () => showLate(await work, context, body, view) };
  }

  /** Never throws. */
  async function submit(context: DialogContext | undefined, body: ViewSubmitAction, view: ViewOutput): Promise<Acted> {
    const { values } = view.state;
    if (!context)
      return tooLate('This dialog is of an older version. Please open it again.', readTyped(values, undefined));
    const { kind, approvalId, channel } = context;
    try {
      const empty = missing(context, values);
      if (empty !== undefined) return stayOpen(context, empty);
      const admission = await admit(body as SignedBody, { what: kind, approvalId, channelId: channel });
      if ('refused' in admission) return stayOpen(context, admission.refused);
      const done = await act(context, values, admission.staff, actions);
      log.info({ user: body.user.id, action: kind, approvalId, outcome: done.outcome }, 'slack: a dialog');
      return done;
    } catch (error) {
      log.error({ err: error, action: kind }, 'slack: a dialog failed');
      return stayOpen(context, 'This did not work. Please look at the card, and send it again if nothing happened.');
    }
  }

  async function finish(done: Acted, context: DialogContext | undefined, body: ViewSubmitAction): Promise<void> {
    if (done.hint !== undefined) await hint(context?.channel, body.user.id, done.hint, context?.under);
    await redraw(done, context);
  }

  async function redraw({ card }: Acted, context: DialogContext | undefined): Promise<void> {
    if (card && context) await deps.redraw(card, placeOf(context));
  }

  /** Slack was answered already: what came of it replaces the words that asked for patience. */
  async function showLate(
    done: Acted,
    context: DialogContext | undefined,
    body: ViewSubmitAction,
    view: ViewOutput,
  ): Promise<void> {
    const ending = endingOf(done, readTyped(view.state.values, context?.joints));
    try {
      await interactive.views.update({ view_id: view.id, view: ending as never });
    } catch (error) {
      log.warn({ err: error }, 'slack: a dialog could not show how it ended');
      const late = done.hint ?? 'Your dialog came through late: please look at the card.';
      await hint(context?.channel, body.user.id, late, context?.under);
    }
    await redraw(done, context);
  }
}

/** How a dialog ended whose answer came too late for Slack. */
function endingOf({ response, hint }: Acted, typed: string): object {
  if (response === undefined) return notice('Done', hint ?? 'It is done.');
  if (response.response_action === 'update') return response.view;
  return notice('Not sent', Object.values(response.errors).join(' '), typed);
}
