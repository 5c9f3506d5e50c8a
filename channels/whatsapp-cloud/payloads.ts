/**
 * Writes our messages as Graph API payloads. Pure. The core has cut texts to the capabilities already; labels are cut
 * here, because only this channel knows how long a button may be. A label is never a reason not to send.
 * Limits: OpenAPI of the Cloud API v25.0; ten rows in a whole list as reported; looked up 2026-11.
 */
import { Failure } from '../../src/domain/failure.ts';
import type { Choice, OutboundMessage } from '../../src/domain/message.ts';
import { recipientOf } from './addresses.ts';

/** Reply buttons in one message; more choices become a list. */
const MAX_BUTTONS = 3;
/** Rows of a list: the most choices in one message. */
export const MAX_ROWS = 10;
const BUTTON_TITLE = 20;
const BUTTON_ID = 256;
const ROW_TITLE = 24;
const ROW_DESCRIPTION = 72;
const ROW_ID = 200;
const OPEN_LIST = 'Choose';

type Offered = Required<Choice>;

/** Throws Failure `bad-request` for an address or a choice id that cannot be carried: a bug of whoever made it. */
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
  if (message.kind === 'template') return template(message);
  const text = message.text.toWellFormed();
  const choices = message.choices.map((choice) => ({
    id: choice.id,
    label: oneLine(choice.label),
    description: oneLine(choice.description ?? ''),
  }));
  if (choices.length === 0) return { type: 'text', text: { body: text, preview_url: false } };
  return { type: 'interactive', interactive: asButtons(choices) ? buttons(text, choices) : rows(text, choices) };
}

/** Up to three are buttons, unless a row shows a label in full that a button would cut. */
function asButtons(choices: readonly Offered[]): boolean {
  if (choices.length > MAX_BUTTONS) return false;
  return choices.every(({ label }) => label.length <= BUTTON_TITLE) || choices.some(({ id }) => id.length > ROW_ID);
}

/** Values may hold no line breaks, tabs or runs of spaces (error 132018 otherwise). */
function template({ name, language, values }: Extract<OutboundMessage, { kind: 'template' }>): Record<string, unknown> {
  const parameters = values.map((value) => ({ type: 'text', text: oneLine(value) }));
  const components = parameters.length > 0 ? [{ type: 'body', parameters }] : [];
  return { type: 'template', template: { name, language: { code: language }, components } };
}

function buttons(text: string, choices: readonly Offered[]): Record<string, unknown> {
  const titles = titlesOf(choices, BUTTON_TITLE);
  const list = choices.map(({ id }, n) => ({ type: 'reply', reply: { id: carried(id, BUTTON_ID), title: titles[n] } }));
  return { type: 'button', body: { text }, action: { buttons: list } };
}

/** What a row's title could not show in full stands below it. */
function rows(text: string, choices: readonly Offered[]): Record<string, unknown> {
  const shown = choices.slice(0, MAX_ROWS);
  const titles = titlesOf(shown, ROW_TITLE);
  const list = shown.map(({ id, label, description }, n) => {
    const below = label.length > ROW_TITLE ? label : description;
    const more = below ? { description: shortened(below, ROW_DESCRIPTION) } : {};
    return { id: carried(id, ROW_ID), title: titles[n], ...more };
  });
  return { type: 'list', body: { text }, action: { button: OPEN_LIST, sections: [{ rows: list }] } };
}

/** An id carries the whole meaning of a tap: cut, it would mean something else. */
function carried(id: string, max: number): string {
  if (id.length > 0 && id.length <= max) return id;
  throw new Failure('bad-request', `expected a choice id of 1 to ${max} characters, got ${id.length}`);
}

/** Titles must differ and not be empty: a number tells apart what cutting made the same, and stands for nothing. */
function titlesOf(choices: readonly Offered[], max: number): readonly string[] {
  const seen = new Set<string>();
  return choices.map(({ label }, index) => {
    let title = shortened(label || String(index + 1), max);
    for (let n = index + 1; seen.has(title); n++) title = `${shortened(label, max - 1 - String(n).length)} ${n}`;
    seen.add(title);
    return title;
  });
}

/** Without line breaks and halves of characters, which no label of the platform may hold. */
function oneLine(words: string): string {
  return words.toWellFormed().replace(/\s+/gu, ' ').trim();
}

const CHARACTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** At most `max` UTF-16 code units, the stricter reading of "characters"; cut between what people see as characters. */
function shortened(label: string, max: number): string {
  if (label.length <= max) return label;
  let short = '';
  for (const { segment } of CHARACTERS.segment(label)) {
    if (short.length + segment.length > max - 1) break;
    short += segment;
  }
  return `${short.trimEnd()}…`;
}
