/**
 * What Slack's errors mean for one conversation: the platform is away, our access is gone, or this one person or thread
 * cannot be reached, which is nobody else's trouble.
 */
import { Failure, type FailureCode } from '../../src/domain/failure.ts';
import type { Identity } from './identity.ts';
import { failureOf, type Repeatable, slackErrorOf } from './slack-failures.ts';

/** docs.slack.dev, errors of chat.postMessage and conversations.*, looked up 2026-11. */
const NOT_THERE: ReadonlySet<string> = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'restricted_action_thread_only_channel',
  'user_not_found',
  'user_disabled',
  'user_not_visible',
  'cannot_dm_bot',
  'messages_tab_disabled',
  'thread_not_found',
  'message_not_found',
  'cannot_reply_to_message',
]);

const CODES: Readonly<Partial<Record<FailureCode, FailureCode>>> = {
  'staff-desk-unavailable': 'channel-unavailable',
  'staff-desk-auth': 'channel-auth',
  'staff-desk-rejected': 'bad-request',
};

export function conversationFailureOf(error: unknown, method: string, repeatable: Repeatable): Failure {
  const failure = failureOf(error, method, repeatable);
  const said = slackErrorOf(error);
  const code = said !== undefined && NOT_THERE.has(said) ? 'undeliverable' : (CODES[failure.code] ?? failure.code);
  const { retryAfterMs } = failure;
  return new Failure(code, `Slack ${method}: ${said ?? 'no answer'}`, {
    cause: error,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

export type ConversationCall = <T>(method: string, repeatable: Repeatable, run: () => Promise<T>) => Promise<T>;

/** Calls Slack for a conversation; `health` hears of what is wrong for all of them. */
export function createConversationCall(identity: Identity): ConversationCall {
  return async (method, repeatable, run) => {
    try {
      const answer = await run();
      identity.worked();
      return answer;
    } catch (error) {
      const failure = conversationFailureOf(error, method, repeatable);
      if (failure.retry !== 'never') identity.failed(failureOf(error, method, repeatable));
      throw failure;
    }
  };
}
