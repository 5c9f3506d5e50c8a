/**
 * What a person means who was asked on their phone. Pure. An answer is a number and nothing else, or begins with the
 * number of what it answers, or quotes it: whatever could be meant as a customer's words stays a customer's words.
 */
import type { Conversation, CustomerSaid } from '../domain/conversation.ts';
import { textOf } from '../domain/message.ts';
import { lastSaid } from '../said.ts';
import { type Mark, marksIn, openAsks, unshownCalls } from './asked.ts';

/** In the order of their numbers, from 1. */
export const PHONE_ACTIONS = ['approve', 'reject', 'take-over', 'edit'] as const;
export type PhoneAction = (typeof PHONE_ACTIONS)[number];

export type Reading =
  /** Not about any approval. */
  | { readonly kind: 'customer' }
  /** The template worked: show what waits. `only`: the message said nothing else. */
  | { readonly kind: 'show'; readonly calls: readonly Mark[]; readonly only: boolean }
  | { readonly kind: 'act'; readonly ask: Mark; readonly action: PhoneAction; readonly words: string }
  /** Written before the person could have read what it would answer now. */
  | { readonly kind: 'too-early'; readonly ask: Mark }
  /** About this one, but not an answer we carry out. */
  | { readonly kind: 'unclear'; readonly ask: Mark }
  | { readonly kind: 'which'; readonly asks: readonly Mark[] }
  | { readonly kind: 'unknown-number'; readonly number: number };

const NAMED = /^#\s?(\d{1,9})(?!\d)[\s:,.-]*([\s\S]*)$/u;
const OPTION = /^([1-4])(?![\p{L}\p{N}])[\s.):,-]*([\s\S]*)$/u;
/** Platforms tell the time of a message in whole seconds. */
const SECOND_MS = 1_000;
/** A longer first message after a template is more than "show me". */
const SHORT = 30;

export function readAnswer(conversation: Conversation, entry: CustomerSaid): Reading {
  const marks = marksIn(conversation);
  const text = textOf(entry.content).trim();
  const calls = unshownCalls(marks);
  if (calls.length > 0) return { kind: 'show', calls, only: text.length <= SHORT };
  if (marks.length === 0 || entry.content.kind !== 'text') return { kind: 'customer' };

  const named = NAMED.exec(text);
  if (named) return byNumber(marks, Number(named[1]), (named[2] ?? '').trim(), entry);
  const quoted =
    entry.quotedId === undefined ? undefined : marks.findLast(({ externalId }) => externalId === entry.quotedId);
  if (quoted) return optionOf(quoted, text, entry);

  const [, option, words = ''] = OPTION.exec(text) ?? [];
  const asks = openAsks(marks);
  const last = lastSaid(conversation);
  const menu = last?.message.kind === 'text' && last.message.choices.length > 0;
  if (option === undefined || asks.length === 0 || menu) return { kind: 'customer' };
  const [only] = asks;
  if (words !== '') {
    // Words of one's own need the number of what they answer: “4 bikes please” is a customer's wish.
    const meant =
      option === '4' && last !== undefined && marksIn({ ...conversation, entries: [last], agenda: [] }).length > 0;
    return only && meant ? { kind: 'unclear', ask: only } : { kind: 'customer' };
  }
  return asks.length === 1 && only ? optionOf(only, text, entry) : { kind: 'which', asks };
}

function byNumber(marks: readonly Mark[], number: number, rest: string, entry: CustomerSaid): Reading {
  const ask = marks.findLast((mark) => mark.kind === 'ask' && mark.number === number);
  if (ask) return optionOf(ask, rest, entry);
  return OPTION.test(rest) ? { kind: 'unknown-number', number } : { kind: 'customer' };
}

function optionOf(ask: Mark, text: string, entry: CustomerSaid): Reading {
  const [, option, words = ''] = OPTION.exec(text) ?? [];
  const action = PHONE_ACTIONS[Number(option) - 1];
  if (action === undefined) return { kind: 'unclear', ask };
  if (ask.shownAt === undefined || entry.sentAt + SECOND_MS <= ask.shownAt) return { kind: 'too-early', ask };
  const alone = action === 'approve' || action === 'take-over';
  if ((alone && words !== '') || (action === 'edit' && words === '')) return { kind: 'unclear', ask };
  return { kind: 'act', ask, action, words };
}
