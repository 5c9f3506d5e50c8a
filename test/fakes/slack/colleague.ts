/**
 * A person in Slack who talks to the bot: Slack's events for what they write, escaped as Slack escapes it, and their
 * taps on buttons that a message really shows.
 */
import type { Clock } from '../../../src/ports.ts';
import { APP, BOT_USER, TEAM } from './seed.ts';
import type { Deliver, Delivered } from './staff-hands.ts';
import type { Workspace } from './workspace.ts';

export interface Written {
  readonly ts: string;
  readonly answer: Delivered;
}

export interface Colleague {
  /** Writes to the bot directly. `more` forges fields of the event, `body` of what it is wrapped in. */
  writes(typed: string, more?: object, body?: object): Promise<Written>;
  /** Calls the bot by name, in the thread `root` or as a message of the channel whose `ts` is given. */
  mentions(typed: string, where: { ts?: string; root?: string }, more?: object, body?: object): Promise<Written>;
  /** Taps what stands at this place (from 0) under the newest message of ours in this place, by default the direct one. */
  taps(index: number, inThread?: string, changes?: object): Promise<Delivered>;
  /** What we have shown here, oldest first; by default directly. */
  sees(inThread?: string): readonly Shown[];
}

export interface Shown {
  readonly text: string;
  readonly labels: readonly string[];
  readonly ts: string;
}

export interface Colleagues {
  of(userId: string): Colleague;
  /** What was delivered last, once more, as Slack does. */
  redeliver(): Promise<Delivered>;
  /** Delivers any body that Slack might send. */
  deliver: Deliver;
}

type Block = { readonly type: string; readonly elements: readonly { readonly [field: string]: unknown }[] };

export function createColleagues(workspace: Workspace, clock: Clock, take: Deliver): Colleagues {
  let count = 0;
  let last: object = {};
  const deliver: Deliver = (payload) => {
    last = payload;
    return take(payload);
  };
  const nextTs = () => `${Math.floor(clock.now() / 1000)}.${String(++count).padStart(6, '0')}`;

  const wrapped = (event: object, body: object) => ({
    type: 'event_callback',
    team_id: TEAM,
    api_app_id: APP,
    event_id: `Ev${++count}`,
    event_time: Math.floor(clock.now() / 1000),
    authorizations: [{ team_id: TEAM, user_id: BOT_USER, is_bot: true }],
    is_ext_shared_channel: false,
    event,
    ...body,
  });

  function of(user: string): Colleague {
    const direct = `D0${user}`;

    function posts(inThread: string | undefined) {
      return workspace.proxy.calls.filter(
        ({ method, args, result }) =>
          method === 'chat.postMessage' &&
          result.ok &&
          (inThread === undefined ? args.channel === user : args.thread_ts === inThread),
      );
    }
    return {
      async writes(typed, more = {}, body = {}) {
        const ts = nextTs();
        const event = {
          type: 'message',
          channel_type: 'im',
          channel: direct,
          user,
          text: asDelivered(typed),
          ts,
          team: TEAM,
        };
        return { ts, answer: await deliver(wrapped({ ...event, event_ts: ts, ...more }, body)) };
      },
      async mentions(typed, { ts = nextTs(), root }, more = {}, body = {}) {
        const thread = root === undefined ? {} : { thread_ts: root };
        const text = `<@${BOT_USER}> ${asDelivered(typed)}`;
        const event = { type: 'app_mention', channel: workspace.room, user, text, ts, team: TEAM, ...thread };
        return { ts, answer: await deliver(wrapped({ ...event, event_ts: ts, ...more }, body)) };
      },
      async taps(index, inThread, changes = {}) {
        const post = posts(inThread).at(-1);
        const button = buttonsOf(post?.args.blocks)[index];
        if (!post || !button)
          throw new Error(`expected something to tap at ${index}, the newest message shows nothing`);
        const ts = String(post.result.ts);
        const thread = inThread === undefined ? {} : { thread_ts: inThread };
        return await deliver({
          type: 'block_actions',
          team: { id: TEAM, domain: 'shop' },
          user: { id: user, name: 'somebody', team_id: TEAM },
          api_app_id: APP,
          is_enterprise_install: false,
          trigger_id: 'unused',
          channel: { id: inThread === undefined ? direct : workspace.room, name: 'somewhere' },
          container: { type: 'message', message_ts: ts, channel_id: direct, ...thread },
          message: { type: 'message', ts, ...thread },
          actions: [{ ...button, block_id: 'b1', action_ts: nextTs() }],
          ...changes,
        });
      },
      sees: (inThread) =>
        posts(inThread).map(({ args, result }) => ({
          text: wordsOf(args),
          labels: buttonsOf(args.blocks).map(({ text }) => text.text),
          ts: String(result.ts),
        })),
    };
  }

  return { of, deliver, redeliver: () => take(last) };
}

function buttonsOf(blocks = '[]'): readonly { readonly text: { readonly text: string }; readonly value: string }[] {
  const rows = (JSON.parse(blocks) as readonly Block[]).filter(({ type }) => type === 'actions');
  return rows.flatMap(({ elements }) => elements) as never;
}

/** As a person reads it: blocks win over the text, and what Slack escapes is unescaped. */
function wordsOf({ text = '', blocks }: Readonly<Record<string, string>>): string {
  if (blocks === undefined) return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  const texts = (JSON.parse(blocks) as readonly Block[]).filter(({ type }) => type === 'rich_text');
  return texts
    .flatMap(({ elements }) => elements.flatMap((section) => section['elements'] as { text: string }[]))
    .map((leaf) => leaf.text)
    .join('');
}

/** What Slack does to what people type. */
function asDelivered(typed: string): string {
  return typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
