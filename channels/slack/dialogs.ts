/** The dialogs staff write in. Pure. Ids only in private metadata; the draft is prefilled as it would be sent. */
import type { Card } from '../../src/domain/approval.ts';
import { escaped } from './text-limits.ts';

export type DialogKind = 'edit' | 'reject' | 'reply';

export interface DialogContext {
  readonly kind: DialogKind;
  readonly approvalId: string;
  readonly version: number;
  readonly channel: string;
  readonly ts: string;
}

export const DIALOG = 'frontdesk_dialog';
export const INPUT_BLOCK = 'reply';
export const INPUT = 'text';
/** plain_text_input takes at most this many characters (Block Kit, 2026-11). */
const INPUT_LIMIT = 3_000;

const WORDS: Readonly<Record<DialogKind, { title: string; submit: string; label: string; hint: string }>> = {
  edit: { title: 'Answer the customer', submit: 'Send', label: 'What the customer will read', hint: 'Sent exactly as written here.' },
  reject: { title: 'Reject', submit: 'Reject', label: 'Why? For the record; the customer does not see it', hint: 'The customer is told that we cannot confirm it.' },
  reply: { title: 'Write to the customer', submit: 'Send', label: 'What the customer will read', hint: 'Sent exactly as written here.' },
};

export function dialog(context: DialogContext, card: Card) {
  const words = WORDS[context.kind];
  const initial = context.kind === 'edit' ? card.draft?.slice(0, INPUT_LIMIT) : undefined;
  const window = card.windowEndsAt === undefined ? [] : [{ type: 'context', elements: [{ type: 'mrkdwn', text: windowLine(card.windowEndsAt) }] }];
  return {
    type: 'modal' as const,
    callback_id: DIALOG,
    private_metadata: JSON.stringify(context),
    title: { type: 'plain_text' as const, text: words.title },
    submit: { type: 'plain_text' as const, text: words.submit },
    close: { type: 'plain_text' as const, text: 'Cancel' },
    blocks: [
      {
        type: 'input',
        block_id: INPUT_BLOCK,
        label: { type: 'plain_text', text: words.label },
        hint: { type: 'plain_text', text: words.hint },
        element: { type: 'plain_text_input', action_id: INPUT, multiline: true, max_length: INPUT_LIMIT, ...(initial ? { initial_value: initial } : {}) },
      },
      ...window,
    ],
  };
}

/** Shown instead of the dialog when somebody else was first: the typed text is not lost. */
export function tooLate(why: string, typed: string) {
  return {
    type: 'modal' as const,
    callback_id: `${DIALOG}_closed`,
    title: { type: 'plain_text' as const, text: 'Not sent' },
    close: { type: 'plain_text' as const, text: 'Close' },
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: escaped(why) } },
      { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: typed || ' ' }] }] },
    ],
  };
}

export function readContext(privateMetadata: string): DialogContext | undefined {
  try {
    const context = JSON.parse(privateMetadata) as DialogContext;
    return context.kind in WORDS && typeof context.approvalId === 'string' ? context : undefined;
  } catch {
    return undefined;
  }
}

function windowLine(at: number): string {
  return `Free text is allowed until <!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${new Date(at).toISOString()}>`;
}
