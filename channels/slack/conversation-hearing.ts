/**
 * Hands what people say to the bot to the intake. When `hear` resolves it is stored, or its writer has been told why it
 * is not; when it throws, Slack must not be told that it was received. Reads text as data, whatever it says.
 */
import type { webApi } from '@slack/bolt';
import { Failure, isFailure } from '../../src/domain/failure.ts';
import type { Content } from '../../src/domain/message.ts';
import type { Intake, StaffActions } from '../../src/ports.ts';
import { keyOf, NAME } from './conversation-address.ts';
import type { ConversationCall } from './conversation-failures.ts';
import type { Identity, Self } from './identity.ts';
import type { Log } from './log.ts';
import type { People } from './people.ts';
import { QUIETLY } from './posts.ts';
import { decoded } from './slack-text.ts';
import { concernsUs, readSpokenTo, type SpokenTo } from './spoken-to.ts';
import { escaped } from './text-limits.ts';
import type { MayAsk } from './who-may-ask.ts';

export interface HearingDeps {
  readonly intake: Intake;
  readonly actions: Pick<StaffActions, 'refused'>;
  readonly client: webApi.WebClient;
  readonly call: ConversationCall;
  readonly identity: Identity;
  readonly people: People;
  readonly mayAsk: MayAsk;
  readonly log: Log;
}

const MENTION = /<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/gu;
const OURS = '@us';
/** How we are called, with what stands around it. */
const CALL = new RegExp(`\\s*<${OURS}>[,:]?\\s*`, 'gu');
/** Colleagues named in one message; further ones stay `@colleague`. */
const MAX_NAMES = 10;

/** Takes any signed body that Slack delivers; what is not said to the bot is left alone. */
export function createHearing(deps: HearingDeps): (body: object) => Promise<void> {
  const { intake, actions, client, call, identity, people, mayAsk, log } = deps;
  const running = new Map<string, Promise<void>>();

  return async (body) => {
    if (!concernsUs(body)) return;
    const self = await identity.known();
    if (!self) throw new Failure('channel-unavailable', 'Slack does not tell whose workspace this is');
    const spoken = readSpokenTo(body, self);
    if (!spoken) return;
    // Slack delivers again while we are still at it, and a mention may come as a message too.
    const mine = running.get(spoken.id) ?? take(spoken, self).finally(() => running.delete(spoken.id));
    running.set(spoken.id, mine);
    await mine;
  };

  async function take(spoken: SpokenTo, self: Self): Promise<void> {
    const asker = await mayAsk(spoken, self);
    if ('refused' in asker) return await refuse(spoken, asker.refused);
    await intake.message({
      address: { channel: NAME, account: self.teamId, key: keyOf(spoken.place) },
      externalId: spoken.id,
      aliases: [], // a thread has several writers: their names must not be taken for one person's
      displayName: asker.name,
      content: await contentOf(spoken, self),
      sentAt: spoken.at,
    });
  }

  async function contentOf({ did }: SpokenTo, self: Self): Promise<Content> {
    if (did.kind === 'tapped') return { kind: 'choice', id: did.choiceId, label: did.label };
    const text = await readable(did.text, self);
    return text === '' ? { kind: 'unsupported', description: 'a mention without words' } : { kind: 'text', text };
  }

  /** Our own mention is only how we are called; other people's ids become their names. */
  async function readable(raw: string, self: Self): Promise<string> {
    const ids = [...new Set([...raw.matchAll(MENTION)].map(([, id = '']) => id))].filter((id) => id !== self.userId);
    const names = new Map<string, string>();
    await Promise.all(
      ids.slice(0, MAX_NAMES).map(async (id) => {
        const standing = await people(id, self.teamId);
        if ('name' in standing) names.set(id, standing.name.replace(/[<>|\n]/gu, ' '));
      }),
    );
    const named = raw.replace(MENTION, (whole, id: string) => {
      if (id === self.userId) return `<${OURS}>`;
      const name = names.get(id);
      return name === undefined ? whole : `<@${id}|${name}>`;
    });
    return decoded(named.replace(CALL, ' ')).trim();
  }

  async function refuse(spoken: SpokenTo, why: string): Promise<void> {
    log.warn({ user: spoken.userId, why }, 'slack: a question was refused');
    try {
      await actions.refused('ask', { id: spoken.userId, name: spoken.userId }, why);
    } catch (error) {
      log.error({ err: error, user: spoken.userId }, 'slack: a refusal could not be written down');
    }
    try {
      await tell(spoken, why);
    } catch (error) {
      // Whoever cannot be reached at all cannot be told; while Slack is away this is delivered again.
      if (!isFailure(error) || (error.retry !== 'never' && error.retry !== 'slowly')) throw error;
      log.warn({ user: spoken.userId, code: error.code }, 'slack: a refusal could not be told');
    }
  }

  async function tell({ place, userId, channel, id }: SpokenTo, why: string): Promise<void> {
    const text = escaped(why);
    if ('person' in place) {
      await call('chat.postMessage', 'again', () => client.chat.postMessage({ channel: userId, text, ...QUIETLY }));
      return;
    }
    // Only they see it, where they wrote.
    const inThread = id === `${channel}:${place.thread}` ? {} : { thread_ts: place.thread };
    await call('chat.postEphemeral', 'again', () =>
      client.chat.postEphemeral({ channel, user: userId, text, ...inThread }),
    );
  }
}
