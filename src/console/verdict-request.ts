/** Reads what a person asked for out of a request: a verdict as a value, or one plain sentence about what is wrong. */
import type { StaffMember, Verdict } from '../domain/approval.ts';

/** Longest text a person can send from the console, in UTF-16 code units. */
const MAX_TEXT = 4_000;
const MAX_NAME = 60;

/** Answered as 400 with the message. */
export class BadRequest extends Error {}

export type Wish = { readonly by: StaffMember } & (
  | { readonly kind: 'decide'; readonly version: number; readonly verdict: Verdict }
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'hand-back' }
);

/** From `{verdict, text?, version, name?}`. Throws `BadRequest`: what does not fit decides nothing. */
export function wishOf(body: unknown): Wish {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new BadRequest('Expected a JSON object {verdict, text?, version}.');
  const { verdict, text = '', version, name = '' } = body as Record<string, unknown>;
  if (typeof text !== 'string') throw new BadRequest('text: expected a string.');
  if (text.length > MAX_TEXT)
    throw new BadRequest(`text: expected at most ${MAX_TEXT} characters, got ${text.length}.`);
  if (typeof name !== 'string') throw new BadRequest('name: expected a string.');
  const by = { id: 'console', name: name.trim().slice(0, MAX_NAME) || 'Console' };
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
      return decide({ kind: 'approve' });
    case 'edit':
      return decide({ kind: 'edit', text: words() });
    case 'reject':
      return decide({ kind: 'reject', reason: words() });
    case 'take-over':
      return decide({ kind: 'take-over' });
    case 'reply':
      return { kind: 'reply', text: words(), by };
    case 'hand-back':
      return { kind: 'hand-back', by };
    default:
      throw new BadRequest('verdict: expected approve, edit, reject, take-over, reply or hand-back.');
  }
}
