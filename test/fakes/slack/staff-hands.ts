/** The hands of staff in Slack: clicks buttons that the card really shows, fills the dialog that really opened. */
import { createHmac } from 'node:crypto';
import { manifestOf } from '../../../channels/slack/manifest.ts';
import { RESPONSE } from './front-proxy.ts';
import { APP, SIGNING_SECRET, TEAM } from './seed.ts';
import type { Message, Workspace } from './workspace.ts';

export interface Delivered {
  readonly status: number;
  readonly body: string;
}

/** Takes a payload to the program, by HTTP or by socket. */
export type Deliver = (payload: object) => Promise<Delivered>;

export interface StaffHands {
  click(ts: string, label: string, user: string, changes?: object): Promise<Delivered>;
  /** Sends off the dialog this user opened last; each text goes into the next input. */
  submit(user: string, texts: readonly string[], changes?: object): Promise<Delivered>;
  /** The same for dialogs in which something is chosen: labels of boxes and options. What is not named stays as it is. */
  fill(user: string, filled: Filled, changes?: object): Promise<Delivered>;
  /** Picks a message shortcut of our app, by its name, on a message of the room. */
  shortcut(name: string, message: Message, user: string, changes?: object): Promise<Delivered>;
  /** Types a slash command of our app, anywhere in the workspace. */
  command(text: string, user: string, changes?: object): Promise<Delivered>;
  /** Opens our app's Home. */
  home(user: string, changes?: object): Promise<Delivered>;
  /** Clicks a button of the Home that this user sees. */
  clickHome(label: string, user: string, changes?: object): Promise<Delivered>;
  /** The dialog this user opened last. */
  dialog(user: string): Dialog;
  /** What was delivered last, to deliver it again. */
  lastPayload(): object;
}

export interface Filled {
  readonly texts?: readonly string[];
  readonly tick?: readonly string[];
  readonly untick?: readonly string[];
  readonly pick?: string;
}

export interface Option {
  readonly text: { readonly text: string };
  readonly description?: { readonly text: string };
  readonly value: string;
}

export interface Dialog {
  readonly id: string;
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly blocks: readonly {
    type: string;
    block_id: string;
    element?: {
      type: string;
      action_id: string;
      initial_value?: string;
      max_length: number;
      options?: readonly Option[];
      initial_options?: readonly Option[];
    };
  }[];
}

interface Button {
  readonly action_id: string;
  readonly value: string;
  readonly text: { readonly text: string };
}

export function createStaffHands(workspace: Workspace, take: Deliver): StaffHands {
  let clicks = 0;
  let last: object = {};
  const deliver: Deliver = (payload) => {
    last = payload;
    return take(payload);
  };
  const common = (user: string) => ({
    team: { id: TEAM, domain: 'shop' },
    user: { id: user, name: 'somebody', team_id: TEAM },
    api_app_id: APP,
    is_enterprise_install: false,
    token: 'legacy',
  });

  function dialog(user: string): Dialog {
    const opened = workspace.proxy.calls.findLast(
      ({ method, result, args }) =>
        method === 'views.open' && result.ok && triggers.get(args.trigger_id ?? '') === user,
    );
    if (!opened) throw new Error('expected an open dialog, there is none');
    return opened.result.view as Dialog;
  }

  const triggers = new Map<string, string>();
  async function triggerFor(user: string): Promise<string> {
    const { trigger_id: trigger } = await workspace.api('views.generateTriggerId', { user_id: user });
    triggers.set(String(trigger), user);
    return String(trigger);
  }
  return {
    dialog,
    lastPayload: () => last,
    async click(ts, label, user, changes = {}) {
      const message = await workspace.message(ts);
      const rows = (message.blocks ?? []).filter((block) => block.type === 'actions');
      const buttons = rows.flatMap((row) =>
        (row.elements as Button[]).map((button) => ({ ...button, block_id: row.block_id })),
      );
      const button = buttons.find(({ text }) => text.text === label);
      if (!button)
        throw new Error(
          `expected a button ${label}, the card shows: ${buttons.map(({ text }) => text.text).join(', ') || 'none'}`,
        );
      const trigger = await triggerFor(user);
      const { action_id, block_id, value, text } = button;
      return deliver({
        ...common(user),
        type: 'block_actions',
        trigger_id: trigger,
        channel: { id: workspace.room, name: 'approvals' },
        container: {
          type: 'message',
          message_ts: ts,
          channel_id: workspace.room,
          ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
        },
        message,
        response_url: 'http://127.0.0.1:9/never-used',
        actions: [{ type: 'button', action_id, block_id, value, text, action_ts: `1.${++clicks}` }],
        ...changes,
      });
    },
    async command(text, user, changes = {}) {
      const [offered] = manifestOf(undefined).features.slash_commands;
      if (!offered) throw new Error('expected a slash command in the manifest');
      return deliver({
        command: offered.command,
        text,
        token: 'legacy',
        team_id: TEAM,
        team_domain: 'shop',
        channel_id: workspace.room,
        channel_name: 'approvals',
        user_id: user,
        user_name: 'somebody',
        api_app_id: APP,
        is_enterprise_install: 'false',
        response_url: `${workspace.proxy.url}${RESPONSE}`,
        trigger_id: await triggerFor(user),
        ...changes,
      });
    },
    home: (user, changes = {}) =>
      deliver({
        type: 'event_callback',
        team_id: TEAM,
        api_app_id: APP,
        event_id: `Ev${++clicks}`,
        event_time: 1,
        event: { type: 'app_home_opened', user, channel: 'D0HOME', tab: 'home', event_ts: '1.1' },
        ...changes,
      }),
    async clickHome(label, user, changes = {}) {
      const view = workspace.home(user);
      const rows = (view?.blocks ?? []).filter(({ type }) => type === 'actions');
      const buttons = rows.flatMap((row) =>
        (row.elements as Button[]).map((button) => ({ ...button, block_id: row.block_id })),
      );
      const button = buttons.find(({ text }) => text.text === label);
      if (!button) throw new Error(`expected a button ${label} on the Home of ${user}`);
      const { action_id, block_id, text } = button;
      return deliver({
        ...common(user),
        type: 'block_actions',
        trigger_id: await triggerFor(user),
        container: { type: 'view', view_id: 'V1' },
        view: { id: 'V1', type: 'home', blocks: view?.blocks ?? [] },
        actions: [{ type: 'button', action_id, block_id, text, action_ts: `1.${++clicks}` }],
        ...changes,
      });
    },
    submit: (user, texts, changes) => fill(user, { texts }, changes),
    fill,
    async shortcut(name, message, user, changes = {}) {
      const offered = manifestOf(undefined).features.shortcuts.find((shortcut) => shortcut.name === name);
      if (!offered) throw new Error(`expected a shortcut ${name} in the manifest`);
      const trigger = await triggerFor(user);
      return deliver({
        ...common(user),
        type: 'message_action',
        callback_id: offered.callback_id,
        trigger_id: trigger,
        message_ts: message.ts,
        channel: { id: workspace.room, name: 'approvals' },
        message: { type: 'message', ...message },
        response_url: 'http://127.0.0.1:9/never-used',
        action_ts: `1.${++clicks}`,
        ...changes,
      });
    },
  };

  function fill(user: string, filled: Filled, changes: object = {}): Promise<Delivered> {
    const view = dialog(user);
    const inputs = view.blocks.filter(({ type }) => type === 'input');
    const texts = [...(filled.texts ?? [])];
    const known = inputs.flatMap(({ element }) => element?.options?.map(({ text }) => text.text) ?? []);
    for (const label of [...(filled.tick ?? []), ...(filled.untick ?? []), filled.pick ?? []].flat())
      if (!known.includes(label)) throw new Error(`expected a choice ${label}, the dialog shows: ${known.join(', ')}`);
    const values = Object.fromEntries(
      inputs.map(({ block_id, element }) => [
        block_id,
        { [element?.action_id ?? '']: element ? entered(element, texts, filled) : {} },
      ]),
    );
    return deliver({
      ...common(user),
      type: 'view_submission',
      trigger_id: 'unused',
      view: { ...view, state: { values } },
      response_urls: [],
      ...changes,
    });
  }
}

/** What Slack would send for one input; texts are used up in order. */
function entered(element: NonNullable<Dialog['blocks'][number]['element']>, texts: string[], filled: Filled): object {
  const { type, options = [], initial_options: initial = [] } = element;
  const labelIn = (labels: readonly string[] | undefined, { text }: Option) => labels?.includes(text.text) === true;
  if (type === 'plain_text_input') return { type, value: texts.shift() ?? null };
  if (type !== 'checkboxes')
    return { type, selected_option: options.find(({ text }) => text.text === filled.pick) ?? null };
  const selected = options.filter(
    (option) =>
      labelIn(filled.tick, option) ||
      (initial.some(({ value }) => value === option.value) && !labelIn(filled.untick, option)),
  );
  return { type, selected_options: selected };
}

/** A request as Slack signs it; `changes` forge one. */
export function signed(
  payload: object,
  changes: { at?: number; version?: string; secret?: string; headers?: Record<string, string>; json?: boolean } = {},
): { method: 'POST'; headers: Record<string, string>; body: string } {
  const { at = Math.floor(Date.now() / 1000), version = 'v0', secret = SIGNING_SECRET } = changes;
  const json = JSON.stringify(payload);
  const form = 'command' in payload ? new URLSearchParams(payload as Record<string, string>).toString() : undefined;
  const body = changes.json ? json : (form ?? `payload=${encodeURIComponent(json)}`);
  const signature = createHmac('sha256', secret).update(`${version}:${at}:${body}`).digest('hex');
  return {
    method: 'POST',
    headers: {
      'content-type': changes.json ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `${version}=${signature}`,
      ...changes.headers,
    },
    body,
  };
}
