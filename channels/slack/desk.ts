/**
 * The staff desk in Slack: one message per approval, discussion and long texts in its thread. It keeps no state; a card
 * is always drawn whole (text, blocks and metadata) and drawings of one card never overtake each other.
 */
import type { webApi } from '@slack/bolt';
import type { Card, CardRef } from '../../src/domain/approval.ts';
import { type Failure, isFailure } from '../../src/domain/failure.ts';
import type { StaffDesk } from '../../src/ports.ts';
import type { ApprovalRoom } from './approval-room.ts';
import { type CardLayout, layoutOf } from './card-blocks.ts';
import type { Identity } from './identity.ts';
import { type Block, paragraph, plain, quote } from './rich-text.ts';
import { failureOf, type Repeatable, slackErrorOf } from './slack-failures.ts';
import { escaped, pieces, SECTION_LIMIT } from './text-limits.ts';

interface Deps {
  readonly client: webApi.WebClient;
  readonly room: ApprovalRoom;
  readonly identity: Identity;
}

const NAME = 'slack';
const CARD_EVENT = 'frontdesk_approval';
const TEXT_EVENT = 'frontdesk_text';
/** Slack must not fetch links that customers send, nor turn words into mentions. */
const QUIETLY = { unfurl_links: false, unfurl_media: false, parse: 'none', link_names: false } as const;
/** Slack's clock and ours may differ when looking for a card we may have posted. */
const LOOK_BACK_S = 60;
const PAGE = 200;
const MAX_PAGES = 10;
/** The card cannot be redrawn where it was: somebody deleted it, or another app posted it. */
const GONE: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);
const NO_THREAD: ReadonlySet<string> = new Set(['thread_not_found', 'message_not_found', 'cannot_reply_to_message']);

export function createDesk({ client, room, identity }: Deps): StaffDesk {
  const drawing = new Map<string, Promise<unknown>>();

  const desk: StaffDesk = {
    name: NAME,
    show: (card, ref) => inOrder(card.approvalId, () => draw(card, ref)),
    find: (approvalId, since) => find(approvalId, since / 1000),
    async tell({ text, quote: words, urgency }, ref) {
      const line = urgency === 'high' ? `⚠ ${text}` : text;
      const [first, ...rest] = pieces(words ?? '', SECTION_LIMIT);
      const inThread = ref?.desk === NAME ? ref : undefined;
      await post(
        line,
        [paragraph(plain(line)), ...(first === undefined ? [] : [quote(plain(first))])],
        inThread,
        urgency === 'high',
      );
      for (const part of rest) await post(line, [quote(plain(part))], inThread, false);
    },
  };
  return desk;

  async function draw(card: Card, ref: CardRef | undefined): Promise<CardRef> {
    const layout = layoutOf(card);
    const content = {
      text: escaped(card.headline),
      blocks: layout.blocks as never[],
      metadata: { event_type: CARD_EVENT, event_payload: { approval: card.approvalId, version: card.version } },
    };
    if (ref?.desk === NAME) {
      const redrawn = await redraw(ref, content);
      if (redrawn) return await completed(card, layout, ref);
      if (card.actions.length === 0) return ref; // nobody has to act on it any more
    }
    if (ref) {
      // The record still names the old place: look whether the card has been posted anew already.
      const again = await find(card.approvalId, ref.desk === NAME ? Number(ref.id) : 0, ref.id);
      if (again && (await redraw(again, content))) return await completed(card, layout, again);
    }
    const channel = await room.id();
    const posted = await call('chat.postMessage', 'once', () =>
      client.chat.postMessage({ channel, ...content, ...QUIETLY }),
    );
    if (!posted.ts || !posted.channel)
      throw new Error('chat.postMessage: expected ts and channel in the answer, got none');
    room.learned(posted.channel);
    return await completed(card, layout, { desk: NAME, place: posted.channel, id: posted.ts });
  }

  /** False: it is gone. */
  async function redraw(ref: CardRef, content: { text: string; blocks: never[]; metadata: object }): Promise<boolean> {
    try {
      await call('chat.update', 'again', () =>
        client.chat.update({ channel: ref.place, ts: ref.id, ...content, parse: 'none', link_names: false } as never),
      );
      return true;
    } catch (error) {
      if (isFailure(error) && GONE.has(slackErrorOf(error.cause) ?? '')) return false;
      throw error;
    }
  }

  /** Puts what did not fit the card into its thread, whole and once: staff decide on what they have read. */
  async function completed(card: Card, { overflow }: CardLayout, ref: CardRef): Promise<CardRef> {
    const parts = card.actions.length === 0 ? [] : overflow.flatMap(({ id, title, text }) => numbered(id, title, text));
    if (parts.length === 0) return ref;
    const posted = await textsIn(ref);
    for (const { id, title, text } of parts) {
      const key = `${card.version}.${id}`;
      if (posted.has(key)) continue;
      const metadata = { event_type: TEXT_EVENT, event_payload: { approval: card.approvalId, key } };
      await post(title, [paragraph(plain(title)), quote(plain(text))], ref, false, metadata);
    }
    return ref;
  }

  async function textsIn(ref: CardRef): Promise<ReadonlySet<unknown>> {
    const replies = await call('conversations.replies', 'again', () =>
      client.conversations.replies({ channel: ref.place, ts: ref.id, include_all_metadata: true, limit: PAGE }),
    );
    return new Set(replies.messages?.map((message) => payloadOf(message, TEXT_EVENT)?.key));
  }

  /** The newest card of the approval posted after `sinceS`, other than `notId`. */
  async function find(approvalId: string, sinceS: number, notId?: string): Promise<CardRef | undefined> {
    const channel = await room.id();
    const oldest = String(Math.max(0, sinceS - LOOK_BACK_S));
    let cursor = '';
    for (let page = 0; page < MAX_PAGES; page++) {
      const more = cursor ? { cursor } : {};
      const history = await call('conversations.history', 'again', () =>
        client.conversations.history({ channel, oldest, include_all_metadata: true, limit: PAGE, ...more }),
      );
      const isTheCard = (message: object & { ts?: string }) =>
        message.ts !== notId && payloadOf(message, CARD_EVENT)?.approval === approvalId;
      const found = history.messages?.find(isTheCard);
      if (found?.ts) return { desk: NAME, place: channel, id: found.ts };
      cursor = history.response_metadata?.next_cursor ?? '';
      if (cursor === '') return undefined;
    }
    return undefined;
  }

  /** A line in the thread; in the channel when there is no thread (any more). */
  async function post(
    text: string,
    blocks: Block[],
    thread: CardRef | undefined,
    broadcast: boolean,
    metadata?: object,
  ): Promise<void> {
    const content = {
      text: escaped(text),
      blocks: blocks as never[],
      ...QUIETLY,
      ...(metadata ? { metadata: metadata as never } : {}),
    };
    try {
      const channel = thread?.place ?? (await room.id());
      const where = thread ? { channel, thread_ts: thread.id, reply_broadcast: broadcast } : { channel };
      const posted = await call('chat.postMessage', 'once', () =>
        client.chat.postMessage({ ...where, ...content } as never),
      );
      if (posted.channel && !thread) room.learned(posted.channel); // a thread may still stand in an earlier channel
    } catch (error) {
      if (!thread || !isFailure(error) || !NO_THREAD.has(slackErrorOf(error.cause) ?? '')) throw error;
      await post(text, blocks, undefined, false, metadata);
    }
  }

  async function call<T>(method: string, repeatable: Repeatable, run: () => Promise<T>): Promise<T> {
    try {
      const answer = await run();
      identity.worked();
      return answer;
    } catch (error) {
      const failure: Failure = failureOf(error, method, repeatable);
      identity.failed(failure);
      throw failure;
    }
  }

  async function inOrder<T>(key: string, run: () => Promise<T>): Promise<T> {
    const mine = (drawing.get(key) ?? Promise.resolve()).then(run, run);
    drawing.set(key, mine);
    try {
      return await mine;
    } finally {
      if (drawing.get(key) === mine) drawing.delete(key);
    }
  }
}

function numbered(id: string, title: string, text: string): { id: string; title: string; text: string }[] {
  const parts = pieces(text, SECTION_LIMIT);
  return parts.map((part, index) => ({
    id: `${id}.${index + 1}`,
    title: parts.length === 1 ? title : `${title} (${index + 1} of ${parts.length})`,
    text: part,
  }));
}

function payloadOf(message: object, eventType: string): Record<string, unknown> | undefined {
  const { metadata } = message as { metadata?: { event_type?: string; event_payload?: Record<string, unknown> } };
  return metadata?.event_type === eventType ? metadata.event_payload : undefined;
}
