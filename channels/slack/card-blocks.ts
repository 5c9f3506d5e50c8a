/**
 * Draws a card as Block Kit. Pure. Customers' words stand in rich text only, where nothing is parsed: no mention, no
 * link, no formatting of theirs comes alive.
 */
import type { Card, CardAction } from '../../src/domain/approval.ts';
import { CUSTOMER_WORDS_LIMIT, cut, DRAFT_LIMIT, escaped, HEADER_LIMIT, SECTION_LIMIT, SOURCE_LIMIT } from './text-limits.ts';

export type Block = Readonly<Record<string, unknown>>;
type RichText = { type: 'text'; text: string; style?: { bold?: boolean; code?: boolean } };

const SHOWN_SOURCES = 3;
const SHOWN_HISTORY = 8;

export function cardBlocks(card: Card): Block[] {
  const blocks: Block[] = [
    { type: 'header', text: { type: 'plain_text', text: cut(card.headline, HEADER_LIMIT), emoji: false } },
    titled('Customer', [{ type: 'text', text: `${cut(card.customerName, 120)} · ${card.channel}` }]),
    quoted(card.customerWords.join('\n')),
  ];
  if (card.previousDraft !== undefined) {
    blocks.push(titled('The customer wrote again. Draft before', [{ type: 'text', text: cut(card.previousDraft, 600) }]));
  }
  if (card.draft !== undefined) blocks.push(titled('Draft', [])), blocks.push(preformatted(cut(card.draft, DRAFT_LIMIT), card.unproven));
  if (card.why.length > 0) blocks.push(section(`*Why you see this*\n${card.why.map((why) => `• ${escaped(why)}`).join('\n')}`));
  if (card.summary !== '') blocks.push(titled('Summary', [{ type: 'text', text: cut(card.summary, 1_000) }]));
  for (const source of card.sources.slice(0, SHOWN_SOURCES)) {
    blocks.push(context(`Source: *${escaped(cut(source.title, 80))}* · ${escaped(cut(source.text.replaceAll('\n', ' '), SOURCE_LIMIT))}`));
  }
  if (card.windowEndsAt !== undefined && card.actions.length > 0) blocks.push(context(`Free text is allowed until ${date(card.windowEndsAt)}`));
  if (card.history.length > 0) {
    const lines = card.history.slice(-SHOWN_HISTORY).map(({ text, at }) => `${escaped(cut(text, 160))} · ${date(at)}`);
    blocks.push(context(lines.join('\n')));
  }
  if (card.actions.length > 0) blocks.push(buttons(card));
  return blocks;
}

/** Texts that did not fit the card, in full, for its thread. */
export function overflow(card: Card): { title: string; text: string }[] {
  const words = card.customerWords.join('\n');
  return [
    ...(cut(words, CUSTOMER_WORDS_LIMIT) === words ? [] : [{ title: 'All the customer wrote', text: words }]),
    ...(card.draft === undefined || cut(card.draft, DRAFT_LIMIT) === card.draft ? [] : [{ title: 'The whole draft', text: card.draft }]),
  ];
}

/** Customers' words as a quote, for the card and for lines in its thread. */
export function quoted(text: string): Block {
  const words = text === '' ? '(no words)' : cut(text, CUSTOMER_WORDS_LIMIT);
  return { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: words }] }] };
}

const BUTTONS: Readonly<Record<CardAction, { id: string; label: string; style?: 'primary' | 'danger'; says: string }>> = {
  approve: { id: 'frontdesk_approve', label: 'Approve', style: 'primary', says: 'Approve the reply' },
  edit: { id: 'frontdesk_edit', label: 'Edit', says: 'Edit the reply' },
  reject: { id: 'frontdesk_reject', label: 'Reject', style: 'danger', says: 'Reject the reply' },
  'take-over': { id: 'frontdesk_take_over', label: 'Take over', says: 'Take over the conversation' },
  reply: { id: 'frontdesk_reply', label: 'Reply', style: 'primary', says: 'Reply to the customer' },
  'hand-back': { id: 'frontdesk_hand_back', label: 'Hand back', says: 'Hand back to the bot' },
};
export const ACTION_IDS: Readonly<Record<CardAction, string>> = Object.fromEntries(
  Object.entries(BUTTONS).map(([action, { id }]) => [action, id]),
) as Record<CardAction, string>;

function buttons(card: Card): Block {
  const value = JSON.stringify({ e: card.approvalId, v: card.version }); // ids only: never the draft, never a person
  return {
    type: 'actions',
    block_id: `frontdesk_${card.version}`,
    elements: card.actions.map((action) => {
      const { id, label, style, says } = BUTTONS[action];
      const text = action === 'edit' && card.draft === undefined ? 'Answer' : label;
      return {
        type: 'button',
        action_id: id,
        text: { type: 'plain_text', text, emoji: false },
        value,
        accessibility_label: cut(`${says} for ${card.customerName}`, 75),
        ...(style ? { style } : {}),
      };
    }),
  };
}

function titled(title: string, elements: readonly RichText[]): Block {
  const head: RichText = { type: 'text', text: elements.length > 0 ? `${title}: ` : title, style: { bold: true } };
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [head, ...elements] }] };
}

/** The draft exactly as it would be sent; what nothing proves is marked. */
function preformatted(text: string, unproven: readonly string[]): Block {
  return { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: marked(text, unproven) }] };
}

function marked(text: string, tokens: readonly string[]): RichText[] {
  const first = tokens
    .map((token) => ({ token, at: text.toLowerCase().indexOf(token.toLowerCase()) }))
    .filter(({ at, token }) => at >= 0 && token !== '')
    .sort((a, b) => a.at - b.at)[0];
  if (!first) return text === '' ? [] : [{ type: 'text', text }];
  const end = first.at + first.token.length;
  const before: RichText[] = first.at > 0 ? [{ type: 'text', text: text.slice(0, first.at) }] : [];
  return [...before, { type: 'text', text: text.slice(first.at, end), style: { bold: true, code: true } }, ...marked(text.slice(end), tokens)];
}

function section(mrkdwn: string): Block {
  return { type: 'section', text: { type: 'mrkdwn', text: mrkdwn.slice(0, SECTION_LIMIT), verbatim: true } };
}

function context(mrkdwn: string): Block {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: mrkdwn.slice(0, SECTION_LIMIT), verbatim: true }] };
}

/** A moment in the reader's own time zone. */
function date(at: number): string {
  const fallback = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${fallback} UTC>`;
}
