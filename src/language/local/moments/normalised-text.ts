/**
 * Brings the many ways to write days and times into one: lower case, spelled numbers as digits, abbreviations and
 * misspelt weekdays in full, and everything that only looks like a date (prices, phone numbers, idioms) blanked out.
 * Each character still knows which of the customer's own words it came from.
 */
import type { ToEnglish } from '../../../tongues/to-english.ts';
import { ordinalOf, spelledNumber } from '../numbers.ts';
import { fullWord } from './day-names.ts';
import { withoutDecoys } from './decoys.ts';

export interface NormalisedText {
  readonly text: string;
  /** The customer's own words behind a stretch of the normalised text. */
  original(start: number, end: number): string;
}

/** "the one at 10:30" is no first of the month. */
const POINTING_ONE =
  /\b(?:the|this|that|which|any|no|every|some|each|last|other|earlier|later|early|late|\d(?:st|nd|rd|th)) one$/u;
/** "Tuesday pm". */
const HALF_AFTER_DAY = /(?:day|tomorrow|in the) (am|pm)$/u;

/** The text with spelled numbers in digits and abbreviations in full, and nothing blanked out. */
export function inDigits(input: string): string {
  return spelledOut(input).text;
}

export function normalised(input: string): NormalisedText {
  const { text, span } = traced(input);
  return {
    text,
    original(start, end) {
      const { start: from, end: to } = span(start, end);
      return input.normalize('NFC').slice(from, to).trim();
    },
  };
}

/** The same for another tongue, by way of the English that its words stand for. */
export function normalisedFrom(toEnglish: ToEnglish): (input: string) => NormalisedText {
  return (input) => {
    const english = toEnglish(input);
    const { text, span } = traced(english.text);
    return {
      text,
      original(start, end) {
        const said = span(start, end);
        const { start: from, end: to } = english.span(said.start, said.end);
        return input.normalize('NFC').slice(from, to).trim();
      },
    };
  };
}

interface Traced {
  readonly text: string;
  /** The stretch of the input behind a stretch of the text. */
  span(start: number, end: number): { readonly start: number; readonly end: number };
}

function traced(input: string): Traced {
  const { text, pieces } = spelledOut(input);
  return {
    text: withoutDecoys(text),
    span(start, end) {
      const touched = pieces.filter((piece) => piece.from < end && piece.from + piece.text.length > start);
      return { start: touched[0]?.start ?? 0, end: touched.at(-1)?.end ?? 0 };
    },
  };
}

interface Piece {
  readonly text: string;
  /** Where it stands in the new text, and which of the customer's characters it stands for. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

function spelledOut(input: string): { text: string; pieces: readonly Piece[] } {
  const tokens = [
    ...input
      .normalize('NFC')
      .matchAll(
        /\d+(?:st|nd|rd|th|moro|morrow|day|nite|night)(?!\p{L})|\d+|\p{L}+(?:['’]\p{L}+)*|\s+|(?:\p{Extended_Pictographic}|\p{Cf})+|./gsu,
      ),
  ].map((match) => ({ word: plain(match[0]), start: match.index, end: match.index + match[0].length }));
  const pieces: Piece[] = [];
  let text = '';
  const push = (piece: string, start: number, end: number) => {
    pieces.push({ text: piece, from: text.length, start, end });
    text += piece;
  };
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as { word: string; start: number; end: number };
    const number = POINTING_ONE.test(`${text.slice(-8)}${token.word}`) ? undefined : numberAt(tokens, at);
    const half = HALF_AFTER_DAY.exec(`${text.slice(-12)}${token.word}`)?.[1];
    if (half) {
      push(half === 'am' ? 'morning' : 'afternoon', token.start, token.end);
    } else if (number) {
      const last = tokens[at + number.tokens - 1] as { end: number };
      push(number.text, token.start, last.end);
      at += number.tokens - 1;
    } else if (token.word === '-' && numberAt(tokens, at + 1) && numberAt(tokens, at - 1)) {
      push(' ', token.start, token.end); // "five-thirty"
    } else {
      push(fullWord(token.word), token.start, token.end);
    }
  }
  return { text, pieces };
}

function plain(token: string): string {
  if (/^\s+$/u.test(token)) return ' ';
  return token
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/’/gu, "'")
    .replace(/[–—]/u, '-');
}

/** A spelled number over several tokens, such as "twenty-first" or "two thousand and eighteen". */
function numberAt(tokens: readonly { word: string }[], at: number): { text: string; tokens: number } | undefined {
  if (!/^\p{L}/u.test(tokens[at]?.word ?? '')) return undefined;
  const ahead: { word: string; at: number }[] = [];
  for (let i = at; i < tokens.length && ahead.length < 8; i++) {
    const word = tokens[i]?.word ?? '';
    if (word === ' ' || (word === '-' && i > at)) continue;
    if (!/^\p{L}+$/u.test(word)) break;
    ahead.push({ word, at: i });
  }
  if (ahead[0]?.at !== at) return undefined;
  const number = spelledNumber(
    ahead.map(({ word }) => word),
    0,
  );
  if (!number) return undefined;
  const last = ahead[number.length - 1]?.at ?? at;
  return { text: number.ordinal ? ordinalOf(number.value) : String(number.value), tokens: last - at + 1 };
}
