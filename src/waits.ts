/**
 * How long to wait for the rest of a burst before answering. Pure. A finished sentence waits little, a bare greeting
 * longer; a tap, STOP or a request for a person does not wait at all.
 */
import type { Business } from './domain/business.ts';
import type { Content } from './domain/message.ts';
import { consentWord, normalised, quickReply, wantsPerson } from './phrases.ts';

/** Ends that show the writer has more to say. */
const UNFINISHED = /(?:[,;:–-]|\.\.\.|…|\b(?:and|or|but|because|so|with|for|the|a|an|my|to|also))$/iu;
const SENTENCE_END = /[.!?)\]\p{Extended_Pictographic}]$/u;
const WORDS_OF_A_SENTENCE = 4;

/** Milliseconds of quiet to wait for after this content. */
export function waitAfter(content: Content, business: Business): number {
  if (content.kind === 'choice') return 0;
  if (content.kind !== 'text') return business.waits.fragmentMs; // a photo is often followed by its words
  const text = content.text.trim();
  if (consentWord(text, business) !== undefined || wantsPerson(text, business)) return 0;
  if (business.waits.greetings.includes(normalised(text))) return business.waits.greetingMs;
  if (quickReply(text, business) !== undefined) return business.waits.sentenceMs;
  if (UNFINISHED.test(text)) return business.waits.fragmentMs;
  const words = text.split(/\s+/u).length;
  return SENTENCE_END.test(text) || words >= WORDS_OF_A_SENTENCE
    ? business.waits.sentenceMs
    : business.waits.fragmentMs;
}

/** When the turn about everything unread is due: quiet after the newest message, at most `capMs` after the first. */
export function turnDueAt(newest: Content, now: number, firstUnreadAt: number, business: Business): number {
  return Math.min(now + waitAfter(newest, business), Math.max(now, firstUnreadAt + business.waits.capMs));
}
