/**
 * The dialogs staff choose in: which template, and which customers get one answer. Pure. Everything that is sent can be
 * read in full above the choice, and a choice carries the version that was shown.
 */
import type { Alike, Card } from '../../src/domain/approval.ts';
import { DIALOG, type DialogContext, type StateValues } from './dialog-context.ts';
import { type Block, bold, marked, paragraph, plain, quote } from './rich-text.ts';
import { cut, OPTION_LIMIT, pieces, SECTION_LIMIT } from './text-limits.ts';

/** Of a group of checkboxes, and of radio buttons (docs.slack.dev, Block Kit, looked up 2026-11). */
const GROUP = 10;
/** More templates than anybody reads through; a dialog takes 100 blocks. */
const MOST_TEMPLATES = 40;
/** More customers than anybody reads through; each may take a block for their words. */
export const MOST_ALIKE = 50;
const WORDS_LIMIT = 600;

export const TEMPLATE_BLOCK = 'template';
/** The first group; further ones are `alike_2`, `alike_3`. */
export const ALIKE_BLOCK = 'alike';
const CHOICE = 'choice';

export interface Chosen {
  readonly approvalId: string;
  readonly version: number;
}

export function templateDialog(context: DialogContext, { templates }: Card) {
  const shown = templates.slice(0, MOST_TEMPLATES);
  const options = shown.map(({ id, text }, index) => ({
    text: { type: 'plain_text', text: cut(`${index + 1}. ${text.replace(/\s+/gu, ' ')}`, OPTION_LIMIT) },
    value: id,
  }));
  return modal(context, { title: 'Send a template', submit: 'Send' }, [
    paragraph(plain('The customer reads exactly this:')),
    ...shown.flatMap(({ text }, index) => [paragraph(bold(`${index + 1}.`)), quote(plain(cut(text, SECTION_LIMIT)))]),
    ...(templates.length > shown.length ? [paragraph(plain(`The first ${shown.length} of ${templates.length}.`))] : []),
    input(TEMPLATE_BLOCK, 'Which one?', {
      type: options.length <= GROUP ? 'radio_buttons' : 'static_select',
      action_id: CHOICE,
      options,
    }),
  ]);
}

export function readTemplate(values: StateValues): string | undefined {
  return values[TEMPLATE_BLOCK]?.[CHOICE]?.selected_option?.value;
}

/** Everybody who waits for the draft of this card, the card's own customer first. */
export function alikeDialog(context: DialogContext, card: Card) {
  const { approvalId, version, customerName, customerWords } = card;
  const own = { approvalId, version, customerName, customerWords, exception: false };
  const all = [own, ...card.alike];
  const shown = all.slice(0, MOST_ALIKE);
  const same = inGroups(shown.filter(({ exception }) => !exception));
  const others = inGroups(shown.filter(({ exception }) => exception));
  return modal(context, { title: 'One answer for all', submit: 'Approve' }, [
    paragraph(bold('Everybody you tick gets this:')),
    ...pieces(card.draft ?? '', SECTION_LIMIT).map((part) => quote(...marked(part, card.unproven))),
    ...same.flatMap((group, index) => [...inFull(group), boxes(index, 'They ask the same', group)]),
    ...(others.length === 0 ? [] : [paragraph(bold('Not quite the same question: read it before you tick.'))]),
    ...others.flatMap((group, index) => [
      ...inFull(group),
      boxes(same.length + index, 'They ask something slightly different', group),
    ]),
    ...(all.length > shown.length
      ? [paragraph(plain(`${all.length - shown.length} more wait: open this again afterwards.`))]
      : []),
  ]);
}

/** The customers that were ticked, each as their card stood. */
export function readChosen(values: StateValues): readonly Chosen[] {
  const groups = Object.entries(values).filter(
    ([block]) => block === ALIKE_BLOCK || block.startsWith(`${ALIKE_BLOCK}_`),
  );
  return groups.flatMap(([, group]) =>
    (group[CHOICE]?.selected_options ?? []).flatMap(({ value = '' }) => readChoice(value) ?? []),
  );
}

function readChoice(value: string): Chosen | undefined {
  const [, version, approvalId] = /^(\d+) (\S+)$/u.exec(value) ?? [];
  return approvalId === undefined ? undefined : { approvalId, version: Number(version) };
}

/** The words of those whose words do not fit beside their box. */
function inFull(group: readonly Alike[]): readonly Block[] {
  const long = group.filter((one) => cut(said(one), OPTION_LIMIT) !== said(one));
  return long.map((one) => ({
    type: 'rich_text',
    elements: [
      { type: 'rich_text_section', elements: [bold(nameOf(one)), plain(' wrote:')] },
      { type: 'rich_text_quote', elements: [plain(cut(one.customerWords.join('\n'), WORDS_LIMIT))] },
    ],
  }));
}

function boxes(index: number, label: string, group: readonly Alike[]): Block {
  const options = group.map((one) => ({
    text: { type: 'plain_text', text: nameOf(one) },
    value: `${one.version} ${one.approvalId}`,
    ...(said(one) === '' ? {} : { description: { type: 'plain_text', text: cut(said(one), OPTION_LIMIT) } }),
  }));
  const ticked = options.filter((_, at) => !group[at]?.exception);
  return input(
    index === 0 ? ALIKE_BLOCK : `${ALIKE_BLOCK}_${index + 1}`,
    label,
    { type: 'checkboxes', action_id: CHOICE, options, ...(ticked.length > 0 ? { initial_options: ticked } : {}) },
    true,
  );
}

function nameOf({ customerName }: Alike): string {
  return cut(customerName, OPTION_LIMIT) || 'A customer';
}

function said({ customerWords }: Alike): string {
  return customerWords.join(' / ').replace(/\s+/gu, ' ').trim();
}

function inGroups(all: readonly Alike[]): readonly (readonly Alike[])[] {
  return Array.from({ length: Math.ceil(all.length / GROUP) }, (_, index) =>
    all.slice(index * GROUP, (index + 1) * GROUP),
  );
}

function input(block: string, label: string, element: Block, optional = false): Block {
  return { type: 'input', block_id: block, optional, label: { type: 'plain_text', text: label }, element };
}

function modal(context: DialogContext, words: { title: string; submit: string }, blocks: readonly Block[]) {
  return {
    type: 'modal',
    callback_id: DIALOG,
    private_metadata: JSON.stringify(context),
    title: { type: 'plain_text', text: words.title },
    submit: { type: 'plain_text', text: words.submit },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks,
  };
}
