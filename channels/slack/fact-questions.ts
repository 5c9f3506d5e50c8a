/**
 * Asks the team whether a fact still holds and passes the answer on: yes, change or pause. The core's record decides
 * which answer was first; whoever was later hears so, and the message shows the outcome without buttons.
 */
import type { App, BlockAction, ButtonAction, ViewSubmitAction, webApi } from '@slack/bolt';
import type { StaffActions } from '../../src/ports.ts';
import type { ApprovalRoom } from './approval-room.ts';
import type { Call } from './calls.ts';
import {
  answeredBlocks,
  FACT_ACTIONS,
  FACT_BUTTON,
  FACT_DIALOG,
  type FactAction,
  type FactQuestion,
  factBlocks,
  factDialog,
  readFactDialog,
} from './fact-question-blocks.ts';
import { createHints } from './hints.ts';
import type { Log } from './log.ts';
import { createPosts } from './posts.ts';
import { escaped } from './text-limits.ts';
import type { MayOversee } from './who-may-oversee.ts';

export type FactAnswer =
  | { readonly answer: 'yes' }
  | { readonly answer: 'pause' }
  | { readonly answer: 'change'; readonly text: string };

/** What the core offers about facts. */
export interface Facts {
  /** The question as it stands; undefined when nobody waits for an answer any more. */
  question(id: string): Promise<FactQuestion | undefined>;
  answer(
    id: string,
    given: FactAnswer,
    by: string,
  ): Promise<{ readonly kind: 'done' } | { readonly kind: 'refused'; readonly why: string }>;
}

/** Posts the question in the room. Throws `Failure`. */
export type AskFact = (fact: FactQuestion) => Promise<void>;

interface Deps {
  readonly facts: Facts;
  readonly actions: Pick<StaffActions, 'refused'>;
  readonly outbox: webApi.WebClient;
  readonly interactive: webApi.WebClient;
  readonly room: ApprovalRoom;
  readonly call: Call;
  readonly mayOversee: MayOversee;
  readonly log: Log;
}

interface Place {
  readonly channel: string;
  readonly ts: string;
}

const OVER = 'This was answered already, or the fact is gone.';
const DONE: Readonly<Record<FactAction, (by: string, fact: FactQuestion | undefined) => string>> = {
  yes: (by, fact) => `Yes, said ${by}${fact ? `: it is said until ${fact.keptUntil}` : ''}.`,
  change: (by) => `Changed by ${by}; customers hear the new words from now on.`,
  pause: (by) => `Paused by ${by}: customers are not told any more, and their questions come to you.`,
};

export function registerFactQuestions(app: App, deps: Deps): { readonly ask: AskFact; settled(): Promise<void> } {
  const { facts, actions, outbox, interactive, room, call, mayOversee, log } = deps;
  const put = createPosts({ client: outbox, room, call });
  const hint = createHints({ interactive, log });
  const running = new Set<Promise<void>>();

  async function track(what: string, work: Promise<void>): Promise<void> {
    const quiet = work.catch((error: unknown) => log.error({ err: error, what }, 'slack: a fact was not answered'));
    running.add(quiet);
    await quiet.finally(() => running.delete(quiet));
  }

  // Acknowledged with all other buttons, by interactions.ts.
  app.action<BlockAction>(
    new RegExp(`^${FACT_BUTTON}(?:${FACT_ACTIONS.join('|')})$`, 'u'),
    async ({ body, action }) => {
      const wanted = action.action_id.slice(FACT_BUTTON.length) as FactAction;
      await track(wanted, clicked(wanted, body, action as ButtonAction));
    },
  );

  app.view<ViewSubmitAction>({ callback_id: FACT_DIALOG, type: 'view_submission' }, async ({ ack, body, view }) => {
    const typed = readFactDialog(view);
    if (typed?.text === '') {
      await ack({ response_action: 'errors', errors: { text: 'Expected words; to say nothing any more, use Pause.' } });
      return;
    }
    await ack();
    if (typed) await track('change', changed(typed, body));
  });

  async function clicked(wanted: FactAction, body: BlockAction, { value: id = '' }: ButtonAction): Promise<void> {
    const place = placeOf(body);
    const staff = await admitted(wanted, body, place);
    if (staff === undefined || !place) return;
    const fact = await facts.question(id);
    if (!fact) return await over(place, body.user.id);
    if (wanted !== 'change') return await settle(id, { answer: wanted }, { staff, user: body.user.id, place, fact });
    await interactive.views.open({ trigger_id: body.trigger_id, view: factDialog(fact, place) as never });
  }

  async function changed(
    { id, text, ...place }: Place & { id: string; text: string },
    body: ViewSubmitAction,
  ): Promise<void> {
    const staff = await admitted('change', body, place);
    if (staff === undefined) return;
    const fact = await facts.question(id);
    if (!fact) return await over(place, body.user.id);
    await settle(id, { answer: 'change', text }, { staff, user: body.user.id, place, fact });
  }

  async function settle(
    id: string,
    given: FactAnswer,
    { staff, user, place, fact }: { staff: string; user: string; place: Place; fact: FactQuestion },
  ): Promise<void> {
    const outcome = await facts.answer(id, given, staff);
    log.info({ user, answer: given.answer, outcome: outcome.kind }, 'slack: a fact was answered');
    if (outcome.kind === 'refused') return await hint(place.channel, user, outcome.why);
    await redraw(place, fact.question, DONE[given.answer](staff, fact));
  }

  /** The name of the person; undefined when they may not, which they are told. */
  async function admitted(wanted: FactAction, body: BlockAction | ViewSubmitAction, place: Place | undefined) {
    const { user, team, api_app_id: appId } = body;
    const actor = {
      userId: user.id,
      userName: user.name,
      teamId: ('team_id' in user && user.team_id) || team?.id,
      appId,
    };
    const admission = await mayOversee(actor, place?.channel);
    if ('staff' in admission) return admission.staff.name;
    await actions.refused(`fact ${wanted}`, { id: user.id, name: user.name ?? user.id }, admission.refused);
    await hint(place?.channel, user.id, admission.refused);
    return undefined;
  }

  async function over(place: Place, user: string): Promise<void> {
    await hint(place.channel, user, OVER);
    await redraw(place, 'A fact that was about to end', OVER);
  }

  async function redraw({ channel, ts }: Place, question: string, outcome: string): Promise<void> {
    const content = { text: escaped(`${question} ${outcome}`), blocks: answeredBlocks(question, outcome) as never[] };
    await outbox.chat.update({ channel, ts, ...content });
  }

  return {
    async ask(fact) {
      await put({ text: escaped(fact.question), blocks: factBlocks(fact) }, undefined);
    },
    async settled() {
      await Promise.allSettled(running);
    },
  };
}

function placeOf({ container, channel }: BlockAction): Place | undefined {
  const { message_ts: ts } = container as { readonly message_ts?: string };
  return channel && ts ? { channel: channel.id, ts } : undefined;
}
