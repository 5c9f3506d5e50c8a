/**
 * The limits of Block Kit that an emulator lets pass, as Slack refuses them. Counted on escaped text.
 * https://docs.slack.dev/reference/block-kit, looked up 2026-11; the limit of the whole is from bolt-js issue 2509.
 */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Fields = { readonly [key: string]: Json };

const MAX_PAYLOAD = 13_200;
const MAX_VIEW = 250_000;
const LIMITS: Readonly<Record<string, number>> = {
  header: 150,
  section: 3_000,
  button: 75,
  title: 24,
  submit: 24,
  close: 24,
  label: 2_000,
  hint: 2_000,
};
/** Most options of each kind of choice. */
const OPTIONS: Readonly<Record<string, number>> = { checkboxes: 10, radio_buttons: 10, static_select: 100 };

/** Slack's error code for these blocks, as JSON; undefined when they are fine. */
export function blocksError(json: string): string | undefined {
  return escaped(json).length > MAX_PAYLOAD ? 'msg_blocks_too_long' : blocksFault(json, 50);
}

function blocksFault(json: string, most: number): string | undefined {
  let blocks: Json;
  try {
    blocks = JSON.parse(json) as Json;
  } catch {
    return 'invalid_blocks_format';
  }
  if (!Array.isArray(blocks)) return 'invalid_blocks_format';
  if (blocks.length > most || !unique(blocks.map(({ block_id: id }: Fields) => id))) return 'invalid_blocks';
  return (blocks as Json[]).every(fineBlock) ? undefined : 'invalid_blocks';
}

/** Slack's error code for a modal, as JSON. */
export function viewError(json: string): string | undefined {
  const view = JSON.parse(json) as Fields;
  if (JSON.stringify(view.private_metadata ?? '').length > 3_000) return 'invalid_arguments';
  const texts = ['title', 'submit', 'close'].every(
    (name) => view[name] === undefined || textFits(view[name], LIMITS[name] ?? 0),
  );
  const hasInput = (view.blocks as Fields[]).some((block) => block.type === 'input');
  if (!texts || (hasInput && view.submit === undefined)) return 'invalid_arguments';
  if (json.length > MAX_VIEW) return 'view_too_large';
  return blocksFault(JSON.stringify(view.blocks), 100) && 'invalid_arguments';
}

function fineBlock(block: Json): boolean {
  const fields = block as Fields;
  switch (fields.type) {
    case 'header':
    case 'section':
      return textFits(fields.text, LIMITS[fields.type] ?? 0);
    case 'context': {
      const elements = fields.elements as Json[];
      return (
        elements.length >= 1 &&
        elements.length <= 10 &&
        elements.every((element) => lengthOf((element as Fields).text) >= 1)
      );
    }
    case 'actions': {
      const elements = fields.elements as Fields[];
      const ids = elements.map(({ action_id: id }) => id);
      return elements.length >= 1 && elements.length <= 25 && unique(ids) && elements.every(fineButton);
    }
    case 'input':
      return (
        textFits(fields.label, 2_000) &&
        (fields.hint === undefined || textFits(fields.hint, 2_000)) &&
        fineInput(fields.element as Fields)
      );
    case 'rich_text':
      return (fields.elements as Json[]).length > 0 && fineRichText(fields.elements as Json[]);
    default:
      return false;
  }
}

function fineButton(button: Fields): boolean {
  return (
    textFits(button.text, 75) &&
    lengthOf(button.value) <= 2_000 &&
    lengthOf(button.action_id) <= 255 &&
    lengthOf(button.accessibility_label ?? '') <= 75 &&
    (button.style === undefined || button.style === 'primary' || button.style === 'danger') &&
    (button.confirm === undefined || fineConfirm(button.confirm as Fields))
  );
}

function fineConfirm({ title, text, confirm, deny }: Fields): boolean {
  return textFits(title, 100) && textFits(text, 300) && textFits(confirm, 30) && textFits(deny, 30);
}

function fineInput(element: Fields): boolean {
  const most = OPTIONS[String(element.type)];
  if (most !== undefined) return fineOptions(element, most);
  return Number(element.max_length) <= 3_000 && lengthOf(element.initial_value ?? '') <= 3_000 * 5;
}

function fineOptions({ options, initial_options: ticked }: Fields, most: number): boolean {
  const all = options as Fields[];
  const fits = all.every(
    ({ text, value, description }) =>
      textFits(text, 75) &&
      lengthOf(value) >= 1 &&
      lengthOf(value) <= 150 &&
      (description === undefined || textFits(description, 75)),
  );
  const known = new Set(all.map((option) => JSON.stringify(option)));
  const initial = ticked as Fields[] | undefined;
  const exact = initial === undefined || (initial.length > 0 && initial.every((one) => known.has(JSON.stringify(one))));
  return all.length >= 1 && all.length <= most && unique(all.map(({ value }) => value)) && fits && exact;
}

const LEAVES: Readonly<Record<string, string>> = {
  text: 'text',
  user: 'user_id',
  usergroup: 'usergroup_id',
  link: 'url',
  date: 'fallback',
};

function fineRichText(elements: readonly Json[]): boolean {
  return elements.every((element) => {
    const fields = element as Fields;
    const leaf = LEAVES[String(fields.type)];
    if (leaf !== undefined) return lengthOf(fields[leaf]) > 0;
    return (
      fields.elements !== undefined && (fields.elements as Json[]).length > 0 && fineRichText(fields.elements as Json[])
    );
  });
}

function unique(values: readonly (Json | undefined)[]): boolean {
  const given = values.filter((value) => value !== undefined);
  return new Set(given).size === given.length;
}

function textFits(text: Json | undefined, limit: number): boolean {
  const length = lengthOf((text as Fields | undefined)?.text);
  return length >= 1 && length <= limit;
}

function lengthOf(text: Json | undefined): number {
  return typeof text === 'string' ? escaped(text).length : 0;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
