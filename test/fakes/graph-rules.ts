/**
 * What the Cloud API accepts, as strictly as its OpenAPI (v25.0) and reported limits say. Returns why a payload is
 * refused, in Meta's manner; undefined when it is fine.
 */
export interface GraphError {
  readonly code: number;
  readonly message: string;
  readonly details: string;
}

type Part = Record<string, unknown>;

/** Checks one POST to `/<phone number id>/messages`. */
export function faultIn(payload: unknown): GraphError | undefined {
  const details = [...faults(part(payload))][0];
  return details === undefined ? undefined : { code: 100, message: '(#100) Invalid parameter', details };
}

/** The text a customer reads in an accepted payload. */
export function textIn(payload: Part): string {
  if (payload.type === 'text') return String(part(payload.text).body);
  if (payload.type === 'interactive') return String(part(part(payload.interactive).body).text);
  const components = parts(part(payload.template).components);
  return components.flatMap((component) => parts(component.parameters).map(({ text }) => String(text))).join(' | ');
}

/** The buttons or rows a customer can tap in an accepted payload. */
export function tapsIn(payload: Part): readonly { id: string; title: string; type: 'button_reply' | 'list_reply' }[] {
  const action = part(part(payload.interactive).action);
  const buttons = parts(action.buttons).map((button) => ({ ...part(button.reply), type: 'button_reply' }));
  const rows = parts(action.sections).flatMap((section) =>
    parts(section.rows).map((row) => ({ ...row, type: 'list_reply' })),
  );
  return [...buttons, ...rows] as { id: string; title: string; type: 'button_reply' | 'list_reply' }[];
}

function* faults(payload: Part): Generator<string> {
  if (payload.messaging_product !== 'whatsapp') yield 'messaging_product must be whatsapp';
  if (payload.status === 'read') {
    if (!filled(payload.message_id, 512)) yield 'message_id is required';
    return;
  }
  if (payload.recipient_type !== 'individual') yield 'recipient_type must be individual';
  if (!/^\d{5,20}$/u.test(String(payload.to)) && !filled(payload.recipient, 140)) yield 'to or recipient is required';
  const callback = payload.biz_opaque_callback_data;
  if (callback !== undefined && !filled(callback, 512)) yield 'biz_opaque_callback_data is too long';
  if (payload.type === 'text') yield* textFaults(part(payload.text));
  else if (payload.type === 'interactive') yield* interactiveFaults(part(payload.interactive));
  else if (payload.type === 'template') yield* templateFaults(part(payload.template));
  else yield `type ${String(payload.type)} is unknown`;
}

function* textFaults({ body }: Part): Generator<string> {
  if (!filled(body, 4096)) yield 'text.body must have 1 to 4096 characters';
}

function* interactiveFaults(interactive: Part): Generator<string> {
  if (!filled(part(interactive.body).text, 1024)) yield 'interactive.body.text must have 1 to 1024 characters';
  const action = part(interactive.action);
  if (interactive.type === 'button') yield* buttonFaults(parts(action.buttons));
  else if (interactive.type === 'list') yield* listFaults(action);
  else yield `interactive.type ${String(interactive.type)} is unknown`;
}

function* buttonFaults(buttons: readonly Part[]): Generator<string> {
  const replies = buttons.map((button) => part(button.reply));
  if (replies.length < 1 || replies.length > 3) yield 'expected 1 to 3 buttons';
  for (const { id, title } of replies) {
    if (!filled(id, 256)) yield 'button id must have 1 to 256 characters';
    if (!filled(title, 20)) yield 'button title must have 1 to 20 characters';
  }
  yield* repeated(replies, 'title');
  yield* repeated(replies, 'id');
}

function* listFaults(action: Part): Generator<string> {
  const sections = parts(action.sections);
  const rows = sections.flatMap((section) => parts(section.rows));
  if (!filled(action.button, 20)) yield 'action.button must have 1 to 20 characters';
  if (sections.length > 1 && sections.some(({ title }) => !filled(title, 24))) yield 'sections need titles';
  if (rows.length < 1 || rows.length > 10) yield 'expected 1 to 10 rows in total';
  for (const { id, title, description } of rows) {
    if (!filled(id, 200)) yield 'row id must have 1 to 200 characters';
    if (!filled(title, 24)) yield 'row title must have 1 to 24 characters';
    if (description !== undefined && !filled(description, 72)) yield 'row description must have 1 to 72 characters';
  }
  yield* repeated(rows, 'id');
}

function* templateFaults(template: Part): Generator<string> {
  if (!filled(template.name, 512)) yield 'template.name is required';
  if (!filled(part(template.language).code, 10)) yield 'template.language.code is required';
  for (const component of parts(template.components)) {
    for (const { text } of parts(component.parameters)) {
      if (!filled(text, 1024)) yield 'a template parameter must have 1 to 1024 characters';
      if (/[\n\t]| {5}/u.test(String(text)))
        yield 'a template parameter cannot have new-lines, tabs or more than 4 spaces in a row';
    }
  }
}

function* repeated(items: readonly Part[], field: string): Generator<string> {
  if (new Set(items.map((item) => item[field])).size !== items.length) yield `${field}s must be unique`;
}

function filled(value: unknown, max: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= max && !/\p{Cs}/u.test(value);
}

function part(value: unknown): Part {
  return typeof value === 'object' && value !== null ? (value as Part) : {};
}

function parts(value: unknown): readonly Part[] {
  return Array.isArray(value) ? value.map(part) : [];
}
