/**
 * The staff desk in Slack: one message per approval, discussion and long texts in its thread. It keeps no state; a card
 * is always drawn whole (text, blocks and metadata) and drawings of one card never overtake each other.
 */
import type { webApi } from '@slack/bolt';
import type { Card, CardRef } from '../../src/domain/approval.ts';
import { isFailure } from '../../src/domain/failure.ts';
import type { StaffDesk } from '../../src/ports.ts';
import type { ApprovalRoom } from './approval-room.ts';
import { createCall } from './calls.ts';
import { type CardLayout, layoutOf } from './card-blocks.ts';
import type { SayWhen } from './card-buttons.ts';
import { CARD_EVENT, createCardSearch, payloadOf } from './card-search.ts';
import type { Identity } from './identity.ts';
import { createLines } from './lines.ts';
import type { Log } from './log.ts';
import { createPosts, type Post, rootOf } from './posts.ts';
import { paragraph, plain, quote } from './rich-text.ts';
import { slackErrorOf } from './slack-failures.ts';
import { escaped, pieces, SECTION_LIMIT } from './text-limits.ts';

interface Deps {
  readonly client: webApi.WebClient;
  readonly room: ApprovalRoom;
  readonly identity: Identity;
  readonly log: Log;
  readonly sayWhen: SayWhen;
}

const NAME = 'slack';
const TEXT_EVENT = 'frontdesk_text';
const PAGE = 200;
const MAX_PAGES = 5;
/** The card cannot be redrawn where it was: somebody deleted it, or another app posted it. */
const GONE: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

export function createDesk({ client, room, identity, log, sayWhen }: Deps): StaffDesk {
  const drawing = new Map<string, Promise<unknown>>();
  const call = createCall(identity);
  const put = createPosts({ client, room, call });
  const find = createCardSearch({ client, room, call });

  return {
    name: NAME,
    show: (card, ref, under) => inOrder(card.approvalId, () => draw(card, ref, under)),
    find: (approvalId, since) => find(approvalId, since / 1000),
    tell: createLines({ client, call, put, log }),
  };

  async function draw(card: Card, ref: CardRef | undefined, under: CardRef | undefined): Promise<CardRef> {
    const layout = layoutOf(card, sayWhen);
    const content = {
      text: escaped(card.headline),
      blocks: layout.blocks,
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
    const leader = under?.desk === NAME ? under : undefined;
    const before = ref?.desk === NAME && ref.under !== undefined ? ref : undefined;
    const posted = await put(content, leader ?? before);
    const root = posted.under === undefined ? {} : { under: posted.under };
    return await completed(card, layout, { desk: NAME, place: posted.channel, id: posted.ts, ...root });
  }

  /** False: it is gone. */
  async function redraw(ref: CardRef, content: Post): Promise<boolean> {
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

  /** Puts the texts that were cut into the thread, each once, also after half of them were lost. */
  async function completed(card: Card, { overflow }: CardLayout, ref: CardRef): Promise<CardRef> {
    const parts = card.actions.length === 0 ? [] : overflow.flatMap(({ id, title, text }) => numbered(id, title, text));
    if (parts.length === 0) return ref;
    const posted = await textsIn(ref, card.approvalId);
    // In a shared thread a text says whose it is.
    const whose = ref.under === undefined ? '' : ` (${card.customerName})`;
    for (const { id, title, text } of parts) {
      const key = `${card.version}.${id}`;
      if (posted.has(key)) continue;
      const metadata = { event_type: TEXT_EVENT, event_payload: { approval: card.approvalId, key } };
      await put({ text: title, blocks: [paragraph(plain(`${title}${whose}`)), quote(plain(text))], metadata }, ref);
    }
    return ref;
  }

  async function textsIn(ref: CardRef, approvalId: string): Promise<ReadonlySet<unknown>> {
    const keys = new Set<unknown>();
    let cursor = '';
    for (let page = 0; page < MAX_PAGES; page++) {
      const more = cursor ? { cursor } : {};
      const replies = await call('conversations.replies', 'again', () =>
        client.conversations.replies({
          channel: ref.place,
          ts: rootOf(ref),
          include_all_metadata: true,
          limit: PAGE,
          ...more,
        }),
      );
      for (const message of replies.messages ?? []) {
        const payload = payloadOf(message, TEXT_EVENT);
        if (payload?.['approval'] === approvalId) keys.add(payload['key']);
      }
      cursor = replies.response_metadata?.next_cursor ?? '';
      if (cursor === '') break;
    }
    return keys;
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
