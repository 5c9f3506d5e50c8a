/**
 * The dialogs staff write in. Pure. Private metadata carries ids only; a draft is prefilled whole, in several inputs
 * when one is too small, so that editing never loses its end.
 */
import type { Card } from '../../src/domain/approval.ts';
import { windowLine } from './card-blocks.ts';
import { paragraph, plain } from './rich-text.ts';

export type DialogKind = 'edit' | 'reject' | 'reply';

export interface DialogContext {
  readonly kind: DialogKind;
  readonly approvalId: string;
  readonly version: number;
  readonly channel: string;
  readonly ts: string;
  /** What stood between the inputs of a long draft. */
  readonly joints?: readonly string[];
}

export const DIALOG = 'frontdesk_dialog';
/** Block of the first input; further ones are `reply_2`, `reply_3`. */
export const INPUT_BLOCK = 'reply';
export const INPUT = 'text';
/** plain_text_input takes at most this many characters (docs.slack.dev, Block Kit, looked up 2026-11). */
const INPUT_LIMIT = 3_000;

interface Words {
  readonly title: string;
  readonly submit: string;
  readonly label: string;
  readonly hint: string;
}
const TO_CUSTOMER = { submit: 'Send', label: 'What the customer will read', hint: 'Sent exactly as written here.' };
const WORDS: Readonly<Record<DialogKind, Words>> = {
  edit: { title: 'Answer the customer', ...TO_CUSTOMER },
  reply: { title: 'Write to the customer', ...TO_CUSTOMER },
  reject: {
    title: 'Reject the draft',
    submit: 'Reject',
    label: 'Why?',
    hint: 'For the record: the customer does not see this, only that the draft could not be confirmed.',
  },
};

export function dialog(context: Omit<DialogContext, 'joints'>, card: Card) {
  const words = WORDS[context.kind];
  const { parts, joints } = context.kind === 'edit' && card.draft ? inParts(card.draft) : { parts: [''], joints: [] };
  return {
    type: 'modal',
    callback_id: DIALOG,
    private_metadata: JSON.stringify({ ...context, ...(joints.length > 0 ? { joints } : {}) }),
    title: { type: 'plain_text', text: words.title },
    submit: { type: 'plain_text', text: words.submit },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
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
      ...(card.windowEndsAt === undefined ? [] : [windowLine(card.windowEndsAt)]),
    ],
  };
}

/** Shown instead of the dialog when somebody else was first: the typed text can still be copied. */
export function tooLate(why: string, typed: string) {
  return {
    type: 'modal',
    callback_id: `${DIALOG}_closed`,
    title: { type: 'plain_text', text: 'Not sent' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      paragraph(plain(why)),
      { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [plain(typed)] }] },
    ],
  };
}

/** Undefined: not written by this version of this program. */
export function readContext(privateMetadata: string): DialogContext | undefined {
  try {
    const context = JSON.parse(privateMetadata) as Partial<DialogContext>;
    const { kind, approvalId, version, channel, ts } = context;
    const whole = kind !== undefined && kind in WORDS && typeof version === 'number';
    const ids = [approvalId, channel, ts].every((id) => typeof id === 'string' && id !== '');
    return whole && ids ? (context as DialogContext) : undefined;
  } catch {
    return undefined;
  }
}

type StateValues = Readonly<Record<string, Readonly<Record<string, { readonly value?: string | null }>>>>;

/** What was typed, the inputs of a long draft put together again; empty when nothing was. */
export function readTyped(values: StateValues, joints: readonly string[] = []): string {
  const part = (index: number) => values[blockOf(index)]?.[INPUT]?.value ?? '';
  const rest = joints.map((joint, index) => ({ joint, text: part(index + 1) }));
  return rest.reduce((text, next) => (next.text === '' ? text : `${text}${next.joint}${next.text}`), part(0)).trim();
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
