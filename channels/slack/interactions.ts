/**
 * Binds clicks and dialogs to Bolt. Everything is acknowledged whatever happens, nothing thrown here reaches Slack or
 * ends the process, and whatever is still running can be waited for.
 */
import type { App, BlockAction, ButtonAction, MessageShortcut, ViewSubmitAction } from '@slack/bolt';
import { actionOf } from './card-buttons.ts';
import { createClicks } from './clicks.ts';
import { tooLate } from './dialog-acts.ts';
import { DIALOG } from './dialog-context.ts';
import { readTyped } from './dialogs.ts';
import { FACT_DIALOG } from './fact-question-blocks.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import { createSendShortcut, SEND_SHORTCUT } from './send-shortcut.ts';
import { createSubmissions } from './submissions.ts';

/** Not a catch-all: Bolt runs every listener that fits, and a second acknowledgement throws. */
const NOT_OURS = new RegExp(`^(?!(?:${[DIALOG, FACT_DIALOG, SEND_SHORTCUT].join('|')})$)`, 'u');

/** Returns how to wait for what is still running. */
export function registerInteractions(app: App, deps: InteractionDeps): () => Promise<void> {
  const { log } = deps;
  const running = new Set<Promise<void>>();
  const clicked = createClicks(deps);
  const submitted = createSubmissions(deps);
  const sendToCustomer = createSendShortcut(deps);

  async function track(work: Promise<void>): Promise<void> {
    running.add(work);
    await work.finally(() => running.delete(work));
  }

  // One listener for every button, also those of older versions of this program: an unanswered click shows a warning.
  app.action<BlockAction>(/^/u, async ({ ack, body, action }) => {
    await ack();
    const wanted = action.type === 'button' ? actionOf(action.action_id) : undefined;
    if (wanted) await track(clicked(wanted, body, action as ButtonAction));
  });

  app.view<ViewSubmitAction>({ callback_id: DIALOG, type: 'view_submission' }, async ({ ack, body, view }) => {
    const answer = await submitted(body, view);
    try {
      await (answer.response === undefined ? ack() : ack(answer.response as never));
    } finally {
      await track(answer.afterwards()); // also when the answer came too late for Slack
    }
  });

  app.shortcut<MessageShortcut>({ callback_id: SEND_SHORTCUT, type: 'message_action' }, async ({ ack, body }) => {
    await ack();
    await track(sendToCustomer(body));
  });

  // What this version does not know may stand open since before it was started.
  app.view<ViewSubmitAction>({ callback_id: NOT_OURS, type: 'view_submission' }, async ({ ack, view }) => {
    const typed = readTyped(view.state.values, undefined);
    await ack(tooLate('This dialog is of an older version. Please open it again.', typed).response as never);
    log.warn({ callback: view.callback_id }, 'slack: a dialog that nobody knows');
  });

  app.shortcut({ callback_id: NOT_OURS }, async ({ ack, shortcut }) => {
    await ack();
    log.warn({ callback: shortcut.callback_id }, 'slack: a shortcut that nobody knows');
  });

  return async () => {
    await Promise.allSettled(running);
  };
}
