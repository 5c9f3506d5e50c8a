/** Reads the chat API's input: a value of the right shape, or `BadRequest` with one plain sentence. */
import { createHash, randomUUID } from 'node:crypto';

/** Longest text a customer can send, in UTF-16 code units. */
const MAX_TEXT = 4_000;

/** Answered as 400 with the message. */
export class BadRequest extends Error {}

export interface MessageInput {
  /** The conversation's key: whoever has it is that customer. */
  readonly key: string;
  /** The page's own id of this message, or a new one: sent again, it is the same message. */
  readonly id: string;
  readonly said: { readonly text: string } | { readonly choiceId: string };
}

/** From `{conversation, text|choice, id?}`. Throws `BadRequest`. */
export function messageOf(body: unknown): MessageInput {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new BadRequest('Expected a JSON object.');
  const { conversation, text, choice, id } = body as Record<string, unknown>;
  return { key: keyOf(conversation), id: idOf(id), said: saidOf(text, choice) };
}

function saidOf(text: unknown, choice: unknown): MessageInput['said'] {
  if ((text === undefined) === (choice === undefined)) throw new BadRequest('Expected either text or choice.');
  if (text === undefined) {
    if (typeof choice !== 'string' || choice === '') throw new BadRequest('choice: expected the id of a choice.');
    return { choiceId: choice };
  }
  if (typeof text !== 'string') throw new BadRequest('text: expected a string.');
  if (text.trim() === '') throw new BadRequest('text: expected words, got none.');
  if (text.length > MAX_TEXT)
    throw new BadRequest(`text: expected at most ${MAX_TEXT} characters, got ${text.length}.`);
  return { text: text.toWellFormed() };
}

/** The secret key of a conversation. Throws `BadRequest`. */
export function keyOf(value: unknown): string {
  if (typeof value === 'string' && /^[\w-]{16,64}$/u.test(value)) return value;
  throw new BadRequest('conversation: expected 16 to 64 characters of A-Z a-z 0-9 - _.');
}

function idOf(value: unknown): string {
  if (value === undefined) return randomUUID();
  if (typeof value === 'string' && /^[\w-]{8,64}$/u.test(value)) return value;
  throw new BadRequest('id: expected 8 to 64 characters of A-Z a-z 0-9 - _.');
}

/** The number of the last line the page has. Throws `BadRequest`. */
export function afterOf(value: unknown): number {
  if (value === undefined || value === '') return 0;
  if (typeof value === 'string' && /^\d{1,15}$/u.test(value)) return Number(value);
  throw new BadRequest('after: expected a whole number from 0.');
}

/** A page's own id means something within its conversation only; the key itself is nobody else's business. */
export function externalIdOf(key: string, id: string): string {
  return `${createHash('sha256').update(key).digest('base64url').slice(0, 16)}-${id}`;
}
