/** Puts lines into the room or into the thread of a card; a thread that is gone is no reason to lose a line. */
import type { webApi } from '@slack/bolt';
import type { CardRef } from '../../src/domain/approval.ts';
import { isFailure } from '../../src/domain/failure.ts';
import type { ApprovalRoom } from './approval-room.ts';
import type { Call } from './calls.ts';
import type { Block } from './rich-text.ts';
import { slackErrorOf } from './slack-failures.ts';

/** Slack must not fetch links that customers send, nor turn words into mentions. */
export const QUIETLY = { unfurl_links: false, unfurl_media: false, parse: 'none', link_names: false } as const;
const NO_THREAD: ReadonlySet<string> = new Set(['thread_not_found', 'message_not_found', 'cannot_reply_to_message']);

export interface Post {
  /** Escaped: for notifications and screen readers. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata?: object;
}

export interface Posted {
  readonly ts: string;
  readonly channel: string;
  /** Root of the thread it stands in. */
  readonly under?: string;
}

/** `broadcast`: seen in the room too. Throws `Failure`. */
export type PutPost = (post: Post, thread: CardRef | undefined, broadcast?: boolean) => Promise<Posted>;

/** Slack knows no threads within threads. */
export function rootOf({ id, under }: CardRef): string {
  return under ?? id;
}

export function isThreadGone(error: unknown): boolean {
  return isFailure(error) && NO_THREAD.has(slackErrorOf(error.cause) ?? '');
}

interface Deps {
  readonly client: webApi.WebClient;
  readonly room: ApprovalRoom;
  readonly call: Call;
}

export function createPosts({ client, room, call }: Deps): PutPost {
  const put: PutPost = async (post, thread, broadcast = false) => {
    try {
      const channel = thread?.place ?? (await room.id());
      const where = thread ? { channel, thread_ts: rootOf(thread), reply_broadcast: broadcast } : { channel };
      const { ts, channel: place } = await call('chat.postMessage', 'once', () =>
        client.chat.postMessage({ ...where, ...post, ...QUIETLY } as never),
      );
      if (!ts || !place) throw new Error('chat.postMessage: expected ts and channel in the answer, got none');
      if (!thread) room.learned(place); // a thread may still stand in an earlier channel
      return { ts, channel: place, ...(thread ? { under: rootOf(thread) } : {}) };
    } catch (error) {
      if (!thread || !isThreadGone(error)) throw error;
      return await put(post, undefined);
    }
  };
  return put;
}
