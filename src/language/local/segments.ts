/**
 * Cuts a message into what may be separate requests, and takes courtesies off: "hi there! do you have helmets? thanks"
 * is about helmets. A message that is nothing but courtesy stays whole, for then courtesy is what it says. The words are
 * those of the customer's tongue, English unless told.
 */
import { wordCount } from '../../phrases.ts';
import { en } from '../../tongues/talk/en.ts';
import type { Talk } from '../../tongues/talk/talk.ts';

/** What stands between a courtesy and the rest. */
const PAUSE = String.raw`\p{Extended_Pictographic}|\p{Variation_Selector}`;

interface Courtesies {
  readonly greeting: RegExp;
  readonly closing: RegExp;
  readonly pleasantry: RegExp;
  readonly when: RegExp;
  readonly asks: RegExp;
}

const known = new WeakMap<Talk, Courtesies>();

function courtesiesOf(talk: Talk): Courtesies {
  const patterns = known.get(talk) ?? {
    greeting: new RegExp(`^[¿¡]*(?:${talk.greeting})(?:[ ,.!:;-]|${PAUSE})+`, 'iu'),
    closing: new RegExp(`[ ,.!;-]+(?:${talk.closing})(?:[ .!]|${PAUSE})*$`, 'iu'),
    pleasantry: new RegExp(`^[¿¡]*(?:${talk.pleasantry})$`, 'iu'),
    when: new RegExp(`^[¿¡]*(?:${talk.when})\\s`, 'iu'),
    asks: new RegExp(`^[¿¡]*(?:${talk.asks})(?![\\p{L}\\p{N}])`, 'iu'),
  };
  known.set(talk, patterns);
  return patterns;
}

const MOST_LEANING_WORDS = 3;

const MAX_SEGMENTS = 12;
const MAX_SEGMENT_LENGTH = 400;
/** Fewer words than this are no request of their own. */
const FEWEST_WORDS = 2;

/** The parts of a message that say something, in order; at least one unless the text is blank. */
export function segmentsOf(text: string, talk: Talk = en): readonly string[] {
  const patterns = courtesiesOf(talk);
  const sentences = joined(sentencesOf(text), patterns).map((sentence) => sentence.slice(0, MAX_SEGMENT_LENGTH));
  const bare = sentences.map((sentence) => withoutCourtesy(sentence, patterns));
  const said = bare.filter((sentence) => !isPleasantry(sentence, patterns));
  const telling = said.filter((sentence) => wordCount(sentence) >= FEWEST_WORDS);
  const chosen = [telling, said, sentences].find((choice) => choice.length > 0) ?? [];
  return [
    ...new Set(chosen.length > MAX_SEGMENTS ? [...chosen.slice(0, 4), ...chosen.slice(4 - MAX_SEGMENTS)] : chosen),
  ];
}

/** "What time do you close", "on Thursday?": a line that only says when belongs to the one before it. */
function joined(sentences: readonly string[], { when }: Courtesies): readonly string[] {
  const whole: string[] = [];
  for (const sentence of sentences) {
    const leans = whole.length > 0 && when.test(sentence) && wordCount(sentence) <= MOST_LEANING_WORDS;
    if (leans) whole[whole.length - 1] += ` ${sentence}`;
    else whole.push(sentence);
  }
  return whole;
}

/** Sentences and lines. A dot inside a number ("10.30", "€2.50") or after one letter ends nothing. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[!?…]|\p{L}{2}\.|\d\.|\))\s+(?=\S)|[\r\n]+|\p{Extended_Pictographic}+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function withoutCourtesy(sentence: string, { greeting, closing }: Courtesies): string {
  let bare = sentence;
  for (let i = 0; i < 3; i++) {
    const next = `${bare} `.replace(greeting, '').replace(closing, '').trim();
    if (next === bare || wordCount(next) < FEWEST_WORDS) break;
    bare = next;
  }
  return bare;
}

/** Whether a sentence asks or requests something, by its form. */
export function isQuestion(sentence: string, talk: Talk = en): boolean {
  return /\?\s*$/u.test(sentence) || courtesiesOf(talk).asks.test(sentence.trim());
}

function isPleasantry(sentence: string, { greeting, pleasantry }: Courtesies): boolean {
  return pleasantry.test(unpunctuated(sentence)) || `${unpunctuated(sentence)} `.replace(greeting, '') === '';
}

function unpunctuated(sentence: string): string {
  return sentence.replace(/[\p{P}\p{S}\s]+$/u, '').trim();
}
