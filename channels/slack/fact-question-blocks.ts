/** "Still €45?" as a message with buttons, and the dialog in which the answer is changed. Pure; facts are data in it. */
import { type Block, bold, paragraph, plain, quote } from './rich-text.ts';
import { cut, LABEL_LIMIT, SECTION_LIMIT } from './text-limits.ts';

/** A fact that ends soon, in words for the team. */
export interface FactQuestion {
  readonly id: string;
  readonly question: string;
  /** What customers are told now. */
  readonly text: string;
  /** Its last day, and that on which it would end after a yes, as people say them. */
  readonly until: string;
  readonly keptUntil: string;
  readonly owner: string;
  /** False: a whole document ends, which is changed in its file. */
  readonly mayChange: boolean;
}

export const FACT_ACTIONS = ['yes', 'change', 'pause'] as const;
export type FactAction = (typeof FACT_ACTIONS)[number];
export const FACT_BUTTON = 'frontdesk_fact_';
export const FACT_DIALOG = 'frontdesk_fact';
const INPUT = 'text';
/** plain_text_input takes at most this many characters (docs.slack.dev, Block Kit, looked up 2026-11). */
const INPUT_LIMIT = 3_000;

export function factBlocks(fact: FactQuestion): readonly Block[] {
  const { id, question, text, until, keptUntil, owner, mayChange } = fact;
  const button = (action: FactAction, label: string) => ({
    type: 'button',
    action_id: `${FACT_BUTTON}${action}`,
    value: id,
    text: { type: 'plain_text', text: cut(label, LABEL_LIMIT) },
  });
  return [
    paragraph(bold(cut(question, 300))),
    quote(plain(cut(text, SECTION_LIMIT / 2))),
    paragraph(plain(cut(`It is said until ${until}. ${owner} knows.`, 300))),
    {
      type: 'actions',
      elements: [
        button('yes', `Yes, until ${keptUntil}`),
        ...(mayChange ? [button('change', 'Change')] : []),
        button('pause', 'Pause'),
      ],
    },
  ];
}

/** The same message once it is answered, without buttons. */
export function answeredBlocks(question: string, outcome: string): readonly Block[] {
  return [paragraph(bold(cut(question, 300))), paragraph(plain(cut(outcome, 600)))];
}

/** `place`: the message that is to show the outcome; Slack keeps it until the dialog is sent off. */
export function factDialog(fact: FactQuestion, place: { readonly channel: string; readonly ts: string }): object {
  return {
    type: 'modal',
    callback_id: FACT_DIALOG,
    private_metadata: JSON.stringify({ id: fact.id, ...place }),
    title: { type: 'plain_text', text: 'Change the answer' },
    submit: { type: 'plain_text', text: 'Change' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      paragraph(bold(cut(fact.question, 300))),
      {
        type: 'input',
        block_id: INPUT,
        label: { type: 'plain_text', text: 'What customers are told' },
        hint: { type: 'plain_text', text: cut(`Said from now on, until ${fact.keptUntil}.`, 150) },
        element: {
          type: 'plain_text_input',
          action_id: INPUT,
          multiline: true,
          max_length: INPUT_LIMIT,
          initial_value: fact.text.slice(0, INPUT_LIMIT),
        },
      },
    ],
  };
}

/** What a dialog of ours says; undefined for anything else. */
export function readFactDialog(view: {
  readonly private_metadata: string;
  readonly state: {
    readonly values: Readonly<Record<string, Readonly<Record<string, { readonly value?: string | null }>>>>;
  };
}): { readonly id: string; readonly channel: string; readonly ts: string; readonly text: string } | undefined {
  try {
    const { id, channel, ts } = JSON.parse(view.private_metadata) as Readonly<Record<string, unknown>>;
    const text = view.state.values[INPUT]?.[INPUT]?.value ?? '';
    if (typeof id !== 'string' || typeof channel !== 'string' || typeof ts !== 'string') return undefined;
    return { id, channel, ts, text: text.trim() };
  } catch {
    return undefined;
  }
}
