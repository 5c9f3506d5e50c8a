/** Reads what a person asked for out of a request: a verdict as a value, or one plain sentence about what is wrong. */
import type { StaffMember, Verdict } from '../domain/approval.ts';

/** Longest text a person can send from the console, in UTF-16 code units. */
const MAX_TEXT = 4_000;
export const MAX_NAME = 60;
/** More than anybody reads through before approving them all. */
const MAX_CHOSEN = 100;

/** Answered as 400 with the message. */
export class BadRequest extends Error {}

export interface Chosen {
  readonly approvalId: string;
  readonly version: number;
}

export type Wish = { readonly by: StaffMember } & (
  | { readonly kind: 'decide'; readonly version: number; readonly verdict: Verdict }
  | { readonly kind: 'approve-alike'; readonly chosen: readonly Chosen[] }
  | { readonly kind: 'claim' }
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'hand-back' }
);

/**
 * From `{verdict, text?, version, name?, later?, templateId?, chosen?}`. Whoever may use the console is the owner, so a
 * manager too. Throws `BadRequest`: what does not fit decides nothing.
 */
export function wishOf(body: unknown): Wish {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new BadRequest('Expected a JSON object {verdict, text?, version}.');
  const { verdict, text = '', version, name = '', later, templateId, chosen } = body as Record<string, unknown>;
  if (typeof text !== 'string') throw new BadRequest('text: expected a string.');
  if (text.length > MAX_TEXT)
    throw new BadRequest(`text: expected at most ${MAX_TEXT} characters, got ${text.length}.`);
  if (typeof name !== 'string') throw new BadRequest('name: expected a string.');
  if (later !== undefined && typeof later !== 'boolean') throw new BadRequest('later: expected true or false.');
  const whenOpen = later ? { later } : {};
  const by = { id: 'console', name: name.trim().slice(0, MAX_NAME) || 'Console', manager: true };
  const words = () => {
    if (text.trim() === '') throw new BadRequest(`text: expected words with "${String(verdict)}", got none.`);
    return text.toWellFormed();
  };
  const decide = (meant: Verdict): Wish => {
    if (!Number.isSafeInteger(version)) throw new BadRequest('version: expected the number on the card you saw.');
    return { kind: 'decide', version: version as number, verdict: meant, by };
  };
  switch (verdict) {
    case 'approve':
      return decide({ kind: 'approve', ...whenOpen });
    case 'edit':
      return decide({ kind: 'edit', text: words(), ...whenOpen });
    case 'reject':
      return decide({ kind: 'reject', reason: words() });
    case 'settle':
    case 'take-over':
      return decide({ kind: verdict });
    case 'template':
      if (typeof templateId !== 'string' || templateId === '')
        throw new BadRequest('templateId: expected the id of a template on the card.');
      return decide({ kind: 'template', templateId });
    case 'approve-alike':
      return { kind: 'approve-alike', chosen: chosenIn(chosen), by };
    case 'claim':
      return { kind: 'claim', by };
    case 'reply':
      return { kind: 'reply', text: words(), by };
    case 'hand-back':
      return { kind: 'hand-back', by };
    default:
      throw new BadRequest(
        'verdict: expected approve, edit, reject, settle, take-over, claim, template, approve-alike, reply or hand-back.',
      );
  }
}

function chosenIn(chosen: unknown): readonly Chosen[] {
  const isOne = (one: unknown): one is Chosen => {
    const { approvalId, version } = (one ?? {}) as Partial<Record<string, unknown>>;
    return typeof approvalId === 'string' && approvalId !== '' && Number.isSafeInteger(version);
  };
  if (!Array.isArray(chosen) || chosen.length === 0 || chosen.length > MAX_CHOSEN || !chosen.every(isOne))
    throw new BadRequest(`chosen: expected a list of 1 to ${MAX_CHOSEN} {approvalId, version}, as they were shown.`);
  return chosen.map(({ approvalId, version }) => ({ approvalId, version }));
}
