/**
 * Writes our messages as Graph API payloads. Pure. The core has cut texts to the capabilities already; labels are cut
 * here, because only this channel knows how long a button may be.
 * Limits: OpenAPI of the Cloud API v25.0, looked up 2026-11.
 */
import type { Choice, OutboundMessage } from '../../src/domain/message.ts';
import { recipientOf } from './addresses.ts';

export const MAX_BUTTONS = 3;
export const MAX_ROWS = 10;
const BUTTON_TITLE = 20;
const BUTTON_ID = 256;
const ROW_TITLE = 24;
const ROW_DESCRIPTION = 72;
const ROW_ID = 200;
const OPEN_LIST = 'Choose';

export function payloadOf(key: string, message: OutboundMessage, sendId: string): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipientOf(key),
    ...bodyOf(message),
    biz_opaque_callback_data: sendId,
  };
}

function bodyOf(message: OutboundMessage): Record<string, unknown> {
  if (message.kind === 'template') {
    const parameters = message.values.map((text) => ({ type: 'text', text }));
    const components = parameters.length > 0 ? [{ type: 'body', parameters }] : [];
    return { type: 'template', template: { name: message.name, language: { code: message.language }, components } };
  }
  const { text, choices } = message;
  if (choices.length === 0) return { type: 'text', text: { body: text, preview_url: false } };
  const longIds = choices.some(({ id }) => id.length > ROW_ID);
  if (choices.length <= MAX_BUTTONS && (longIds || choices.every(({ label }) => fits(label, BUTTON_TITLE)))) return buttons(text, choices);
  return rows(text, choices.slice(0, MAX_ROWS));
}

function buttons(text: string, choices: readonly Choice[]): Record<string, unknown> {
  const titles = unique(choices.map(({ label }) => shortened(label, BUTTON_TITLE)), BUTTON_TITLE);
  const list = choices.map(({ id }, index) => ({ type: 'reply', reply: { id: id.slice(0, BUTTON_ID), title: titles[index] } }));
  return { type: 'interactive', interactive: { type: 'button', body: { text }, action: { buttons: list } } };
}

/** A label too long for a row's title stands in full below it. */
function rows(text: string, choices: readonly Choice[]): Record<string, unknown> {
  const titles = unique(choices.map(({ label }) => shortened(label, ROW_TITLE)), ROW_TITLE);
  const list = choices.map(({ id, label, description }, index) => {
    const more = fits(label, ROW_TITLE) ? description : label;
    return { id: id.slice(0, ROW_ID), title: titles[index], ...(more ? { description: shortened(more, ROW_DESCRIPTION) } : {}) };
  });
  return { type: 'interactive', interactive: { type: 'list', body: { text }, action: { button: OPEN_LIST, sections: [{ rows: list }] } } };
}

/** Counted in UTF-16 units, the stricter reading; cut between characters. */
function shortened(label: string, max: number): string {
  if (fits(label, max)) return label;
  let short = '';
  for (const character of label) {
    if (short.length + character.length > max - 1) break;
    short += character;
  }
  return `${short.trimEnd()}…`;
}

function fits(label: string, max: number): boolean {
  return label.length <= max;
}

/** Titles of one message must differ: a number tells apart what cutting made the same. */
function unique(titles: readonly string[], max: number): readonly string[] {
  const seen = new Set<string>();
  return titles.map((title, index) => {
    const own = seen.has(title) ? `${shortened(title, max - 3)} ${index + 1}` : title;
    seen.add(own);
    return own;
  });
}
