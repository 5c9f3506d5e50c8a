/**
 * The dialogs staff write in. Pure. Private metadata carries ids only; a draft is prefilled whole, in several inputs
 * when one is too small, so that editing never loses its end.
 */
import type { Card } from '../../src/domain/approval.ts';
import { sourceLine } from './card-blocks.ts';
import type { SayWhen } from './card-buttons.ts';
import { windowLine } from './card-notes.ts';
import { DIALOG, type DialogContext, type StateValues } from './dialog-context.ts';
import { type Block, bold, paragraph, plain } from './rich-text.ts';
import { cut, OPTION_LIMIT, SECTION_LIMIT } from './text-limits.ts';

export type WritingKind = 'edit' | 'reject' | 'reply';

/** Block of the first input; further ones are `reply_2`, `reply_3`. */
export const INPUT_BLOCK = 'reply';
export const INPUT = 'text';
/** The box for "send when the shop opens": block and action. */
const LATER = 'later';
/** plain_text_input takes at most this many characters (docs.slack.dev, Block Kit, looked up 2026-11). */
const INPUT_LIMIT = 3_000;
const SHOWN_SOURCES = 5;
const MINUTE_MS = 60_000;

interface Words {
  readonly title: string;
  readonly submit: string;
  readonly label: string;
  readonly hint: string;
}
const TO_CUSTOMER = { submit: 'Send', label: 'What the customer will read', hint: 'Sent exactly as written here.' };
const WORDS: Readonly<Record<WritingKind, Words>> = {
  edit: { title: 'Answer the customer', ...TO_CUSTOMER },
  reply: { title: 'Write to the customer', ...TO_CUSTOMER },
  reject: {
    title: 'Reject the draft',
    submit: 'Reject',
    label: 'Why?',
    hint: 'For the record: the customer does not see this, only that the draft could not be confirmed.',
  },
};

export interface WritingDialog {
  readonly context: Omit<DialogContext, 'joints'> & { readonly kind: WritingKind };
  /** What stands in the input at first; the draft when editing. */
  readonly prefill?: string;
  /** ms since 1970. */
  readonly now: number;
  readonly sayWhen: SayWhen;
}

export function writingDialog({ context, prefill, now, sayWhen }: WritingDialog, card: Card) {
  const words = WORDS[context.kind];
  const start = prefill ?? (context.kind === 'edit' ? (card.draft ?? '') : '');
  const { parts, joints } = inParts(start);
  const laterAt = context.kind === 'edit' ? card.laterAt : undefined;
  return {
    type: 'modal',
    callback_id: DIALOG,
    private_metadata: JSON.stringify({ ...context, ...(joints.length > 0 ? { joints } : {}) }),
    title: { type: 'plain_text', text: words.title },
    submit: { type: 'plain_text', text: words.submit },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      paragraph(bold('Customer: '), plain(`${cut(card.customerName, OPTION_LIMIT)} · ${card.channel}`)),
      ...parts.map((part, index) => ({
        type: 'input',
        block_id: blockOf(index),
        optional: index > 0,
        label: { type: 'plain_text', text: index === 0 ? words.label : `${words.label}, part ${index + 1}` },
        hint: { type: 'plain_text', text: words.hint },
        element: {
          type: 'plain_text_input',
          action_id: INPUT,
          multiline: true,
          max_length: INPUT_LIMIT,
          ...(part === '' ? {} : { initial_value: part }),
        },
      })),
      ...(laterAt === undefined ? [] : [laterBox(sayWhen(laterAt))]),
      ...(card.windowEndsAt === undefined ? [] : [windowLine(card.windowEndsAt, timeLeft(card.windowEndsAt - now))]),
      ...(context.kind === 'edit' ? card.sources.slice(0, SHOWN_SOURCES) : []).map((source) =>
        sourceLine(source, SECTION_LIMIT),
      ),
    ],
  };
}

function laterBox(when: string): Block {
  const text = cut(`Send it ${when}, when the shop opens`, OPTION_LIMIT);
  return {
    type: 'input',
    block_id: LATER,
    optional: true,
    label: { type: 'plain_text', text: 'When' },
    element: { type: 'checkboxes', action_id: LATER, options: [{ text: { type: 'plain_text', text }, value: LATER }] },
  };
}

/** Such as ` (3 h 12 min left)`; nothing when it has passed. */
function timeLeft(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 0) return '';
  return minutes < 60 ? ` (${minutes} min left)` : ` (${Math.floor(minutes / 60)} h ${minutes % 60} min left)`;
}

/** What was typed, the inputs of a long draft put together again; empty when nothing was. */
export function readTyped(values: StateValues, joints: readonly string[] = []): string {
  const part = (index: number) => values[blockOf(index)]?.[INPUT]?.value ?? '';
  const rest = joints.map((joint, index) => ({ joint, text: part(index + 1) }));
  return rest.reduce((text, next) => (next.text === '' ? text : `${text}${next.joint}${next.text}`), part(0)).trim();
}

/** Whether the box "when the shop opens" was ticked. */
export function readLater(values: StateValues): boolean {
  return (values[LATER]?.[LATER]?.selected_options?.length ?? 0) > 0;
}

/** Shown instead of a dialog, with what was typed, to be copied. */
export function notice(title: string, why: string, typed = '') {
  return {
    type: 'modal',
    callback_id: `${DIALOG}_closed`,
    title: { type: 'plain_text', text: title },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      paragraph(plain(why)),
      ...(typed === ''
        ? []
        : [{ type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [plain(typed)] }] }]),
    ],
  };
}

function blockOf(index: number): string {
  return index === 0 ? INPUT_BLOCK : `${INPUT_BLOCK}_${index + 1}`;
}

/** Cuts at line ends, else at blanks, and remembers what was cut away: Slack may trim the ends of an input. */
function inParts(text: string): { parts: string[]; joints: string[] } {
  const parts: string[] = [];
  const joints: string[] = [];
  let rest = text;
  while (rest.length > INPUT_LIMIT) {
    const window = rest.slice(0, INPUT_LIMIT + 1);
    const line = window.lastIndexOf('\n');
    const at = line > 0 ? line : window.lastIndexOf(' ');
    const end = at > 0 ? at : INPUT_LIMIT - (isHighSurrogate(rest, INPUT_LIMIT - 1) ? 1 : 0);
    parts.push(rest.slice(0, end));
    joints.push(at > 0 ? rest.charAt(at) : '');
    rest = rest.slice(at > 0 ? end + 1 : end);
  }
  return { parts: [...parts, rest], joints };
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}
