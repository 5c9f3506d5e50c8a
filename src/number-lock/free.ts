/** "Free", "no charge", "on the house": a price of nothing, which must be proven like any other. */
import { clauseAt } from './clause.ts';
import { claim, type Recogniser } from './token.ts';

/** Things that are free in the sense of not taken. */
const NOT_TAKEN =
  /\b(?:times?|slots?|appointments?|tables?|spots?|spaces?|rooms?|chairs?|places?|dates?|calendar|diary|nothing|none|anything|anyone|someone|nobody|you|we|i|he|she|they)\b/iu;
const THING_WITH_A_PRICE =
  /\b(?:deliver\p{L}*|shipping|postage|parking|entry|admission|consultations?|check\p{L}*|quotes?|estimates?|collection|returns?|wi-?fi|service|repairs?|trial|advice|assessments?|refills?|samples?)\b/iu;
/** A time or a day just before: "Tuesday at 10:00 is free". */
const A_MOMENT =
  /(?:\d[:.]\d{2}|\d\s?[ap]\.?m\.?|day|tomorrow|then|noon|\b(?:19|20)\d\d|o'clock|\))\s+(?:is|are)\s(?:still\s)?$/iu;
const NOT = /\b(?:not|isn't|aren't|never|no longer)\s(?:\p{L}+\s)?$/iu;

const free: Recogniser = {
  pattern:
    /(?<![\p{L}\d-])(free(?: of charge)?|complimentary|gratis|on the house|(?:at |for )?no (?:extra |additional |further )?(?:charge|cost|fee)|without (?:extra |any )?(?:charge|cost)|(?:costs?|pay) nothing|free of cost)(?![\p{L}\d]|-\p{L})/giu,
  read: (match) => {
    const word = match[1]?.toLowerCase() ?? '';
    const at = match.index ?? 0;
    const before = (match.input ?? '').slice(Math.max(0, at - 40), at);
    const after = (match.input ?? '').slice(at + word.length, at + word.length + 24);
    const { text, asked } = clauseAt(match);
    if (word === 'free') {
      if (
        /\b(?:feel|set|hands|tax|duty|next|earliest|nearest|first)\s$/iu.test(before) ||
        /^\s(?:to|up|yourself|time|slot|now to)\b/iu.test(after)
      )
        return { needs: [], gives: [] };
      const priced = THING_WITH_A_PRICE.test(text) && !/\bfor (?:the|a|an|your)\s*$/iu.test(before);
      if (A_MOMENT.test(before) && !/\b(?:deliver|shipping|parking|entry)/iu.test(text))
        return { needs: [], gives: [] };
      if (NOT_TAKEN.test(text) && !(priced && /\b(?:is|are|get|for|with|include\p{L}*|a)\s$/iu.test(before)))
        return /\b(?:times?|slots?|appointments?|tables?|nothing|none|anything)\b/iu.test(text) || !priced
          ? { needs: [], gives: [] }
          : claim('free');
    }
    if (asked) return { needs: [['free']], gives: [] };
    return NOT.test(before) ? claim('free:not') : claim('free');
  },
};

export const FREE: readonly Recogniser[] = [free];
