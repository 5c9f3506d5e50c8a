/** The buttons of a card, in the order of the record: what is sent stands first, and only that is green. Pure. */
import type { Card, CardAction } from '../../src/domain/approval.ts';
import { writeValue } from './button-value.ts';
import type { Block } from './rich-text.ts';
import { CONFIRM_LIMIT, cut, LABEL_LIMIT } from './text-limits.ts';

/** Says a moment (ms since 1970) on the shop's own clock, such as `at 09:00` or `on Tue 24 Nov, 09:00`. */
export type SayWhen = (at: number) => string;

interface Words {
  readonly id: string;
  readonly label: string;
  readonly style?: 'primary' | 'danger';
  /** For a screen reader, before the customer's name. */
  readonly says: string;
}

const BUTTONS: Readonly<Record<CardAction, Words>> = {
  approve: { id: 'frontdesk_approve', label: 'Approve', style: 'primary', says: 'Approve the reply' },
  'approve-later': { id: 'frontdesk_approve_later', label: 'Send later', says: 'Approve, to be sent later' },
  'approve-alike': { id: 'frontdesk_approve_alike', label: 'Approve all', says: 'Approve for all who wait' },
  template: { id: 'frontdesk_template', label: 'Send a template', style: 'primary', says: 'Send a template' },
  claim: { id: 'frontdesk_claim', label: "I'm on it", says: 'Say that you look at it' },
  edit: { id: 'frontdesk_edit', label: 'Edit', says: 'Edit the reply' },
  reject: { id: 'frontdesk_reject', label: 'Reject', style: 'danger', says: 'Reject the reply' },
  settle: { id: 'frontdesk_settle', label: 'Nothing left to answer', says: 'Close the card without a message' },
  'take-over': { id: 'frontdesk_take_over', label: 'Take over', says: 'Take over the conversation' },
  reply: { id: 'frontdesk_reply', label: 'Reply', style: 'primary', says: 'Reply to the customer' },
  'hand-back': { id: 'frontdesk_hand_back', label: 'Hand back', says: 'Hand back to the bot' },
};

/** What a button of ours asks for; undefined for any other. */
export function actionOf(actionId: string): CardAction | undefined {
  return (Object.keys(BUTTONS) as CardAction[]).find((action) => BUTTONS[action].id === actionId);
}

export function buttons(card: Card, sayWhen: SayWhen): Block {
  return {
    type: 'actions',
    block_id: `frontdesk_${card.version}`,
    elements: card.actions.map((action) => button(card, action, sayWhen)),
  };
}

function button(card: Card, action: CardAction, sayWhen: SayWhen): Block {
  const { approvalId, version, digest } = card;
  const { id, label, style, says } = wordsFor(card, action, sayWhen);
  const only = action === 'template' && card.templates.length === 1 ? card.templates[0] : undefined;
  return {
    type: 'button',
    action_id: id,
    text: { type: 'plain_text', text: cut(label, LABEL_LIMIT), emoji: false },
    value: writeValue({ approvalId, version, digest, ...(only ? { templateId: only.id } : {}) }),
    accessibility_label: cut(`${says}: ${card.customerName}`, LABEL_LIMIT),
    ...(style ? { style } : {}),
    ...(only ? { confirm: confirmation(only.text) } : {}),
  };
}

function wordsFor(card: Card, action: CardAction, sayWhen: SayWhen): Words {
  const words = BUTTONS[action];
  if (action === 'edit' && card.draft === undefined) return { ...words, label: 'Answer', says: 'Answer the customer' };
  if (action === 'approve-later' && card.laterAt !== undefined) {
    const when = sayWhen(card.laterAt);
    return { ...words, label: `Send ${when}`, says: `Approve, to be sent ${when}` };
  }
  if (action === 'approve-alike') return { ...words, label: `Approve all ${card.alike.length + 1}` };
  return words;
}

/** A template goes out as it stands: whoever sends it reads it first. */
function confirmation(text: string): Block {
  const words = (said: string) => ({ type: 'plain_text', text: said });
  return {
    title: words('Send this template?'),
    text: words(cut(text, CONFIRM_LIMIT)),
    confirm: words('Send'),
    deny: words('Cancel'),
  };
}
