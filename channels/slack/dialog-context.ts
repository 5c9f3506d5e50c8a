/** What a dialog remembers until it is sent off: ids only, because Slack keeps it. Pure. */
import type { CardRef } from '../../src/domain/approval.ts';

export const DIALOG_KINDS = ['edit', 'reject', 'reply', 'template', 'approve-alike'] as const;
export type DialogKind = (typeof DIALOG_KINDS)[number];

export interface DialogContext {
  readonly kind: DialogKind;
  readonly approvalId: string;
  readonly version: number;
  /** Of the draft it was opened on. */
  readonly digest?: string;
  readonly channel: string;
  readonly ts: string;
  /** The card in whose thread this one stands. */
  readonly under?: string;
  /** What stood between the inputs of a long draft. */
  readonly joints?: readonly string[];
}

/** Callback id of every dialog that can be sent off. */
export const DIALOG = 'frontdesk_dialog';

export function placeOf({ channel, ts, under }: DialogContext): CardRef {
  return { desk: 'slack', place: channel, id: ts, ...(under === undefined ? {} : { under }) };
}

/** Undefined: not written by this version of this program. */
export function readContext(privateMetadata: string): DialogContext | undefined {
  try {
    const context = JSON.parse(privateMetadata) as Partial<DialogContext>;
    const { kind, approvalId, version, channel, ts } = context;
    const whole = kind !== undefined && DIALOG_KINDS.includes(kind) && typeof version === 'number';
    const ids = [approvalId, channel, ts].every((id) => typeof id === 'string' && id !== '');
    return whole && ids ? (context as DialogContext) : undefined;
  } catch {
    return undefined;
  }
}

/** What Slack sends of the inputs of a dialog. */
export type StateValues = Readonly<
  Record<
    string,
    Readonly<
      Record<
        string,
        {
          readonly value?: string | null;
          readonly selected_option?: { readonly value?: string } | null;
          readonly selected_options?: readonly { readonly value?: string }[] | null;
        }
      >
    >
  >
>;
