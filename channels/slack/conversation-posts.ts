/**
 * A message to somebody in Slack: nothing in it is parsed, so no word of it calls anybody or becomes a link. Choices are
 * buttons whose value is the choice itself, so that an old button still means what it said. Pure.
 */
import type { Choice, OutboundMessage } from '../../src/domain/message.ts';
import { type Block, paragraph, plain } from './rich-text.ts';
import { CHOICE } from './spoken-to.ts';
import { cut, escaped, LABEL_LIMIT } from './text-limits.ts';

export const MESSAGE_EVENT = 'frontdesk_message';

/** Slack advises to stay below this and cuts at 40,000 (docs.slack.dev, chat.postMessage, looked up 2026-11). */
export const MAX_TEXT = 4_000;
/** With blocks the whole counts: about 13,200 characters of JSON (bolt-js issue 2509, read 2026-11). */
export const MAX_TEXT_WITH_CHOICES = 2_000;
export const MAX_CHOICES = 10;

export interface ConversationPost {
  readonly text: string;
  readonly blocks?: readonly Block[];
  readonly mrkdwn: false;
  readonly metadata: object;
}

export function conversationPost(message: OutboundMessage, sendId: string): ConversationPost {
  const choices = message.kind === 'text' ? message.choices : [];
  return {
    text: escaped(message.text),
    mrkdwn: false,
    // Everybody in the workspace can read metadata: an id and nothing else.
    metadata: { event_type: MESSAGE_EVENT, event_payload: { send: sendId } },
    ...(choices.length > 0 ? { blocks: [paragraph(plain(message.text)), buttons(choices)] } : {}),
  };
}

function buttons(choices: readonly Choice[]): Block {
  return {
    type: 'actions',
    elements: choices.map(({ id, label }, index) => ({
      type: 'button',
      action_id: `${CHOICE}.${index}`,
      text: { type: 'plain_text', text: cut(label.trim(), LABEL_LIMIT) || String(index + 1), emoji: false },
      value: id,
    })),
  };
}
