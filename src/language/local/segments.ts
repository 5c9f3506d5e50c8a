/**
 * Cuts a message into what may be separate requests, and takes courtesies off: "hi there! do you have helmets? thanks"
 * is about helmets. A message that is nothing but courtesy stays whole, for then courtesy is what it says.
 */
import { wordCount } from '../../phrases.ts';

const GREETING =
  /^(?:(?:oh |ah )?(?:hi+|hello+|hey+|hiya|heya|howdy|hallo|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|greetings|dear|yo|ok(?:ay)?|so|well|right|grand|great|perfect|sorry|excuse me|quick question|just wondering|one more thing|(?:never ?mind|forget (?:it|that))(?= *[,.;:!–-])|actually|anyways?|by the way|btw|also|and|ah|oh|um+|eh)\b(?:[ ,]+(?:there|all|folks|guys|lads|everyone|everybody|team|again|to (?:you|ye|all|everyone)|sir|madam|then|now|so|to bother you|for bothering you|i was wondering|just wondering))*)(?:[ ,.!:;-]|\p{Extended_Pictographic}|\p{Variation_Selector})+/iu;
const CLOSING =
  /[ ,.!;-]+(?:(?:many |kind )?(?:thanks|thank you|thx|cheers|ta)(?: (?:a lot|a million|a mill|so much|very much|in advance|again|guys|lads))?|please|pls|plz|regards|kind regards|best regards|x+)(?:[ .!]|\p{Extended_Pictographic}|\p{Variation_Selector})*$/iu;
/** Sentences that say nothing when another one says something. */
const PLEASANTRY =
  /^(?:(?:i )?hope (?:you|ye|all|this|everyone|everything)\b.*|how are (?:you|ye|things)\b.*|how(?: i|')?s it going.*|(?:many )?(?:thanks|thank you|thx|cheers|ta)\b.{0,25}|(?:quick|a) question|please|pls|i have (?:a|another) (?:quick )?question|(?:kind |best )?regards.*|nice one|sound|no worries|ok(?:ay)?|great|perfect)$/iu;

const LEANING = /^(?:on|at|by|before|after|until|till|from|this|next)\s/iu;
const MOST_LEANING_WORDS = 3;

const MAX_SEGMENTS = 12;
const MAX_SEGMENT_LENGTH = 400;
/** Fewer words than this are no request of their own. */
const FEWEST_WORDS = 2;

/** The parts of a message that say something, in order; at least one unless the text is blank. */
export function segmentsOf(text: string): readonly string[] {
  const sentences = joined(sentencesOf(text)).map((sentence) => sentence.slice(0, MAX_SEGMENT_LENGTH));
  const bare = sentences.map(withoutCourtesy);
  const said = bare.filter((sentence) => !isPleasantry(sentence));
  const telling = said.filter((sentence) => wordCount(sentence) >= FEWEST_WORDS);
  const chosen = [telling, said, sentences].find((choice) => choice.length > 0) ?? [];
  return [
    ...new Set(chosen.length > MAX_SEGMENTS ? [...chosen.slice(0, 4), ...chosen.slice(4 - MAX_SEGMENTS)] : chosen),
  ];
}

/** "What time do you close", "on Thursday?": a line that only says when belongs to the one before it. */
function joined(sentences: readonly string[]): readonly string[] {
  const whole: string[] = [];
  for (const sentence of sentences) {
    const leans = whole.length > 0 && LEANING.test(sentence) && wordCount(sentence) <= MOST_LEANING_WORDS;
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

function withoutCourtesy(sentence: string): string {
  let bare = sentence;
  for (let i = 0; i < 3; i++) {
    const next = `${bare} `.replace(GREETING, '').replace(CLOSING, '').trim();
    if (next === bare || wordCount(next) < FEWEST_WORDS) break;
    bare = next;
  }
  return bare;
}

/** Whether a sentence asks or requests something, by its form. */
export function isQuestion(sentence: string): boolean {
  return (
    /\?\s*$/u.test(sentence) ||
    /^(?:can|could|may|would|will|do|does|did|is|are|am|was|have|has|should|what|whats|what's|when|where|which|who|whom|whose|why|how|any)\b/iu.test(
      sentence.trim(),
    )
  );
}

function isPleasantry(sentence: string): boolean {
  return PLEASANTRY.test(unpunctuated(sentence)) || `${unpunctuated(sentence)} `.replace(GREETING, '') === '';
}

function unpunctuated(sentence: string): string {
  return sentence.replace(/[\p{P}\p{S}\s]+$/u, '').trim();
}
