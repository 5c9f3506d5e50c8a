/**
 * What people do that is meant for the bot: a direct message, a mention, a tap on a choice of ours. Pure. Everything
 * else that Slack delivers is nothing here: edits, joins, files (any `subtype`), other bots, our own words.
 */
import type { Self } from './identity.ts';

export const CHOICE = 'frontdesk_choice';

/** Where an answer goes: to a person, or into a thread of a channel. */
export type Place = { readonly person: string } | { readonly channel: string; readonly thread: string };

export interface SpokenTo {
  readonly userId: string;
  /** Workspaces that Slack names for this person. */
  readonly teams: readonly string[];
  readonly place: Place;
  /** Of the message or the click; a mention and a message of the same `ts` are one. */
  readonly id: string;
  /** ms since 1970. */
  readonly at: number;
  /** Where it happened, for a hint. */
  readonly channel: string;
  /** People of other companies can read there. */
  readonly shared: boolean;
  readonly did:
    | { readonly kind: 'wrote'; readonly text: string }
    | { readonly kind: 'tapped'; readonly choiceId: string; readonly label: string };
}

type Loose = Readonly<Record<string, unknown>>;

/** Undefined: not for us. `self`: without it nothing counts as ours. */
export function readSpokenTo(body: object, self: Self): SpokenTo | undefined {
  const { type, api_app_id: app, team_id: teamId, team } = body as Loose;
  if (self.appId !== undefined && app !== self.appId) return undefined;
  if (type === 'event_callback') return teamId === self.teamId ? fromEvent(body as Loose, self) : undefined;
  if (type === 'block_actions') return textOf(team, 'id') === self.teamId ? fromClick(body as Loose) : undefined;
  return undefined;
}

/** Whether the body may be for us: all that can be told without knowing who we are. */
export function concernsUs(body: object): boolean {
  const { type, event, actions } = body as Loose;
  const kind = textOf(event, 'type');
  if (type === 'event_callback') return kind === 'app_mention' || kind === 'message';
  return type === 'block_actions' && isChoice((actions as readonly unknown[] | undefined)?.[0]);
}

function fromEvent(body: Loose, self: Self): SpokenTo | undefined {
  const event = (body['event'] ?? {}) as Loose;
  const { type, channel, ts, user, subtype, bot_id: bot, channel_type: kind, thread_ts: thread } = event;
  if (typeof channel !== 'string' || typeof ts !== 'string' || typeof user !== 'string') return undefined;
  if (!Number.isFinite(Number(ts))) return undefined;
  const direct = kind === 'im' || channel.startsWith('D');
  if (type !== 'app_mention' && !(type === 'message' && direct)) return undefined;
  if (subtype !== undefined || bot !== undefined || user === self.userId) return undefined;
  return {
    userId: user,
    teams: [event['user_team'], event['source_team'], event['team']].filter((one) => typeof one === 'string'),
    place: direct ? { person: user } : { channel, thread: typeof thread === 'string' ? thread : ts },
    id: `${channel}:${ts}`,
    at: Math.round(Number(ts) * 1000),
    channel,
    shared: body['is_ext_shared_channel'] === true,
    did: { kind: 'wrote', text: typeof event['text'] === 'string' ? event['text'] : '' },
  };
}

function fromClick(body: Loose): SpokenTo | undefined {
  const action = (body['actions'] as readonly unknown[] | undefined)?.[0];
  const user = textOf(body['user'], 'id');
  const channel = textOf(body['channel'], 'id');
  const ts = textOf(body['message'], 'ts') ?? textOf(body['container'], 'message_ts');
  const choiceId = textOf(action, 'value');
  const clickedAt = textOf(action, 'action_ts');
  if (!isChoice(action) || !user || !channel || !ts || !choiceId || !Number.isFinite(Number(clickedAt)))
    return undefined;
  const thread = textOf(body['message'], 'thread_ts') ?? textOf(body['container'], 'thread_ts') ?? ts;
  const team = textOf(body['user'], 'team_id');
  return {
    userId: user,
    teams: team ? [team] : [],
    place: channel.startsWith('D') ? { person: user } : { channel, thread },
    id: `${channel}:${ts}:${user}:${clickedAt}`,
    at: Math.round(Number(clickedAt) * 1000),
    channel,
    shared: false,
    did: { kind: 'tapped', choiceId, label: textOf((action as Loose)['text'], 'text') ?? '' },
  };
}

function isChoice(action: unknown): boolean {
  return textOf(action, 'action_id')?.startsWith(`${CHOICE}.`) === true;
}

function textOf(parent: unknown, name: string): string | undefined {
  const value = (parent as Loose | null | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}
