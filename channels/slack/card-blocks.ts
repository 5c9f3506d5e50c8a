/**
 * Draws a card as Block Kit. Pure. Whatever people or documents wrote stands in rich text or plain text, where nothing
 * is parsed: no mention, no link, no formatting of theirs comes alive.
 */
import type { Card, CardAction } from '../../src/domain/approval.ts';
import { type Block, bold, bullets, date, dateToken, lines, marked, paragraph, plain, quote } from './rich-text.ts';
import { CARD, CARD_LIMIT, cut, escaped, HEADER_LIMIT, LABEL_LIMIT, TIGHTER } from './text-limits.ts';

const SHOWN_REASONS = 5;
const SHOWN_SOURCES = 3;
const SHOWN_HISTORY = 8;

export interface CardLayout {
  readonly blocks: readonly Block[];
  /** Texts that were cut, whole, for the card's thread. */
  readonly overflow: readonly Overflow[];
}

interface Overflow {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

type Limits = Readonly<Record<keyof typeof CARD, number>>;

/** The card with limits tight enough that Slack takes it as one message. */
export function layoutOf(card: Card): CardLayout {
  let layout = drawn(card, CARD);
  for (const scale of TIGHTER) {
    if (escaped(JSON.stringify(layout.blocks)).length <= CARD_LIMIT) break;
    layout = drawn(card, scaled(scale));
  }
  return layout;
}

function drawn(card: Card, limits: Limits): CardLayout {
  const words = card.customerWords.join('\n');
  const { draft, previousDraft } = card;
  const overflow: Overflow[] = [
    ...(cut(words, limits.words) === words
      ? []
      : [{ id: 'words', title: 'Everything the customer wrote', text: words }]),
    ...(draft === undefined || cut(draft, limits.draft) === draft
      ? []
      : [{ id: 'draft', title: 'The whole draft', text: draft }]),
  ];
  const blocks: Block[] = [
    { type: 'header', text: { type: 'plain_text', text: cut(card.headline, HEADER_LIMIT), emoji: false } },
    paragraph(bold('Customer: '), plain(`${cut(card.customerName, limits.name)} · ${card.channel}`)),
  ];
  if (words !== '') blocks.push(quote(plain(cut(words, limits.words))));
  if (previousDraft !== undefined) {
    blocks.push(paragraph(bold('The customer wrote again. The draft before:')));
    blocks.push(quote(plain(cut(previousDraft, limits.previousDraft))));
  }
  if (draft !== undefined) {
    blocks.push(paragraph(bold('Draft:')));
    blocks.push(quote(...marked(cut(draft, limits.draft), card.unproven)));
  }
  if (overflow.length > 0) blocks.push(paragraph(plain('Cut here; everything stands in the thread of this card.')));
  if (card.why.length > 0) {
    blocks.push(paragraph(bold('Why you see this:')));
    blocks.push(bullets(card.why.slice(0, SHOWN_REASONS).map((why) => cut(why, limits.reason))));
  }
  if (card.summary !== '') blocks.push(paragraph(bold('Summary: '), plain(cut(card.summary, limits.summary))));
  blocks.push(...card.sources.slice(0, SHOWN_SOURCES).map((source) => sourceLine(source, limits.source)));
  if (card.windowEndsAt !== undefined && card.actions.length > 0) blocks.push(windowLine(card.windowEndsAt));
  if (card.history.length > 0) {
    const recent = card.history.slice(-SHOWN_HISTORY);
    blocks.push(lines(recent.map(({ text, at }) => [plain(`${cut(text, limits.history)} · `), date(at), plain('\n')])));
  }
  if (card.actions.length > 0) blocks.push(buttons(card));
  return { blocks, overflow };
}

function scaled(scale: number): Limits {
  return Object.fromEntries(Object.entries(CARD).map(([part, limit]) => [part, Math.floor(limit * scale)])) as Limits;
}

/** When free text to this customer stops being allowed (ms since 1970); every word of this line is ours. */
export function windowLine(at: number): Block {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: `Free text is allowed until ${dateToken(at)}` }] };
}

const BUTTONS: Readonly<Record<CardAction, { id: string; label: string; style?: 'primary' | 'danger'; says: string }>> =
  {
    approve: { id: 'frontdesk_approve', label: 'Approve', style: 'primary', says: 'Approve the reply' },
    'approve-later': { id: 'frontdesk_approve_later', label: 'Send later', says: 'Approve the reply for later' },
    'approve-alike': { id: 'frontdesk_approve_alike', label: 'Approve all', says: 'Approve for all who wait' },
    template: { id: 'frontdesk_template', label: 'Send a template', says: 'Send an approved template' },
    claim: { id: 'frontdesk_claim', label: "I'm on it", says: 'Say that you look at it' },
    edit: { id: 'frontdesk_edit', label: 'Edit', says: 'Edit the reply' },
    reject: { id: 'frontdesk_reject', label: 'Reject', style: 'danger', says: 'Reject the reply' },
    'take-over': { id: 'frontdesk_take_over', label: 'Take over', says: 'Take over the conversation' },
    reply: { id: 'frontdesk_reply', label: 'Reply', style: 'primary', says: 'Reply to the customer' },
    'hand-back': { id: 'frontdesk_hand_back', label: 'Hand back', says: 'Hand back to the bot' },
  };

/** What a button of ours asks for; undefined for any other. */
export function actionOf(actionId: string): CardAction | undefined {
  return (Object.keys(BUTTONS) as CardAction[]).find((action) => BUTTONS[action].id === actionId);
}

function buttons(card: Card): Block {
  const value = JSON.stringify({ e: card.approvalId, v: card.version }); // ids only: never the draft, never a person
  return {
    type: 'actions',
    block_id: `frontdesk_${card.version}`,
    elements: card.actions.map((action) => {
      const { id, label, style, says } = BUTTONS[action];
      const answers = action === 'edit' && card.draft === undefined;
      return {
        type: 'button',
        action_id: id,
        text: { type: 'plain_text', text: answers ? 'Answer' : label, emoji: false },
        value,
        accessibility_label: cut(`${answers ? 'Answer the customer' : says}: ${card.customerName}`, LABEL_LIMIT),
        ...(style ? { style } : {}),
      };
    }),
  };
}

function sourceLine({ title, text }: Card['sources'][number], limit: number): Block {
  const line = cut(`Source: ${title} · ${text.replace(/\s+/gu, ' ')}`, limit);
  return { type: 'context', elements: [{ type: 'plain_text', text: line, emoji: false }] };
}
