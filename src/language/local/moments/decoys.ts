/**
 * What looks like a day or a time and is none: idioms, prices, phone numbers, sizes, references. Each pattern is over
 * normalised text; a new one needs a test with the sentence that was misread and one that must still be read.
 */

import { patternOf } from '../patterns.ts';
import { MONTHS } from './day-names.ts';

const MONTH = MONTHS.join('|');
const DECOYS = [
  /\b(?:just |only |give me |wait |hold on |hang on )*(?:a|1|one|half a|this) (?:second|2nd|sec|moment|minutes?|mo)\b(?! (?:to|past|after|from|before|later|of))/gu,
  /\b24 ?\/ ?7\b/gu,
  // What time it is while they write: "it's 2am I know"
  /\bi know (?:that )?(?:it's|its|it is) (?:\p{L}+ )?\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|o'clock)?(?! ?\d)/gu,
  /\b(?:it's|its|it is) (?:(?:only|now|already|nearly|almost|just|gone|past) )?\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|o'clock)?(?: (?:in the morning|at night))? (?=i know\b|here\b|already\b|now\b)/gu,
  /\bmay (?=(?:i|we|you|not|or|be|have|need|want|also|as|well|take|ask|come|go|seem|look|get|still|even|only)\b)/gu,
  /\bday (?:after|by|in) day\b|\bday in,? day out\b|\bday to day\b/gu,
  /\b(?:i|we|he|she|they|who|it|bike|cat|dog) (?:just )?sa(?:turday|t) (?=down|on|in|there|for|around|idle|at)/gu,
  /\bsaturday (?=down\b)/gu,
  /\bmarch(?=(?:ed|ing| in\b(?! \d)| into| on\b| up| off))/gu,
  /\b(?:the|in the|some|hot) sunday(?= (?:is|will|shines|sets|rises|was|cream|lotion))/gu,
  /\b(?:2nd|1st|second) ?-? ?(?:hand|class|floor|gear|opinion|name|choice|place)\b/gu,
  /\b(?:at|for) (?:1st|the moment|the minutes)\b(?! (?:thing|of))/gu,
  /\b(?:last|1st|2nd|3rd|next|every|any|each|this|that|same|long|long|some|full|part|half|another|good|all) times?\b/gu,
  /\b(?:on|in) time\b/gu,
  /\b(?:by|until|till|for|since|just|even|up to|and|not|from) now\b(?<!(?:s|day|week|fortnight|month|year|hour) from now)/gu,
  /\bnow (?:that|and then|adays)\b/gu,
  /(?:[€$£¥]\s?\d[\d.,]*(?:k\b)?|\b\d[\d.,]*\s?(?:[€$£¥%]|(?:euros?|eur|usd|gbp|quid|dollars?|bucks|pounds?|cents?|percent|k|km|kg|cm|mm|inch(?:es)?|miles?)\b))/gu,
  /\b[a-z]{1,5}-(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{3,}\b/gu,
  /\b\d+\s?[x×]\s?\d+[a-z]?\b/gu,
  /\b(?:for|takes?|lasts?|lasting|about|around|over|under|nearly|almost|these|past|last) \d+ (?:minutes|hours?)\b(?! (?:before|after|from|later|to|past|time))/gu,
  /\b(?:number|no|nr|size|room|unit|flat|apartment|bus|route|line|platform|gate|terminal|building|version|model|gear|aged?|route|channel|#) ?\.?#?\d+\b/gu,
  /#\d+/gu,
  /\b(?:table|party|group) (?:for|of) \d+\b/gu,
  /\b\d+[.,]\d+ ?(?:hours?|minutes|days?|weeks?|months?|years?|stars?|litres?|inch(?:es)?)\b/gu,
  /\b\d+ (?:years? old|yrs? old|people|persons?|adults?|kids?|children|bikes?|guests?|of us|of them|ppl|pax|pieces?|items?|seats?|tickets?)\b/gu,
].map((decoy) => patternOf(decoy));
/** A run of figures and what separates them; bounded, because it is tried at every figure of what anybody may send. */
const FIGURES = patternOf(/(?<![\d/.-])\+?\(?\d[\d\s()./-]{5,30}\d(?![\d/])/gu);
const FEWEST_PHONE_DIGITS = 7;
const DATE_LIKE = patternOf(
  `^(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}|(?:19|20)\\d{6})(?:[ t,]|$)|\\d:\\d\\d|${MONTH}`,
  'u',
);

/** The text with every decoy blanked out; all positions stay. */
export function withoutDecoys(text: string): string {
  let cleaned = withoutPhones(text);
  for (const decoy of DECOYS) cleaned = cleaned.replace(decoy, (match) => ' '.repeat(match.length));
  return cleaned;
}

/** Blanks phone numbers out: seven figures and more that are no date. */
export function withoutPhones(text: string): string {
  return text.replace(FIGURES, (match) => {
    const phone = match.replace(/\D/gu, '').length >= FEWEST_PHONE_DIGITS;
    const date = DATE_LIKE.test(match.trim()) || /^\d{1,2} ?- ?\d{1,2} /u.test(match);
    return phone && !date ? ' '.repeat(match.length) : match;
  });
}
