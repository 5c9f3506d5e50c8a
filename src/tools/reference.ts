/**
 * Names that follow from a task's id, so that the same task run twice makes the same ones. A reference is short enough
 * to read out on the phone; a hold's id also shows whose it is.
 */
import { createHash } from 'node:crypto';

/** Without I, L, O, U, 0 and 1: nothing that is misread, misheard or rude by accident. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 4;
/** Four signs are about 810,000 references; a crowded shop gets longer ones by and by. */
const TRIES_PER_LENGTH = 4;

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The `attempt`-th candidate (from 0) for a task, such as `HC-7K3M`. */
export function referenceFor(prefix: string, taskId: string, attempt: number): string {
  const bytes = digest(`${taskId}#${attempt}`);
  const length = LENGTH + Math.floor(attempt / TRIES_PER_LENGTH);
  const signs = Array.from({ length }, (_, at) => ALPHABET[(bytes.readUInt16BE((at * 2) % 30) + at) % ALPHABET.length]);
  return `${prefix}-${signs.join('')}`;
}

/** A reference as stored, from however the customer writes it; undefined when there is none in the text. */
export function referenceIn(prefix: string, text: string): string | undefined {
  const match = new RegExp(`\\b${prefix}[-\\s\u2010-\u2015]?([0-9A-Z]{${LENGTH},8})\\b`, 'iu').exec(text);
  // "hc fits" is no reference: the signs stand behind a dash, or hold a digit.
  if (!match?.[1] || !(/[-\u2010-\u2015]/u.test(match[0]) || /\d/u.test(match[1]))) return undefined;
  return `${prefix}-${match[1].toUpperCase()}`;
}

export function holdIdFor(customerId: string, taskId: string): string {
  return `${ownerMark(customerId)}-${digest(taskId).toString('hex').slice(0, 24)}`;
}

/** Whether a hold was made for this customer; anything else a customer sends us as an id is not theirs. */
export function isHoldOf(customerId: string, holdId: string): boolean {
  return holdId.startsWith(`${ownerMark(customerId)}-`);
}

function ownerMark(customerId: string): string {
  return digest(`owner ${customerId}`).toString('hex').slice(0, 16);
}
