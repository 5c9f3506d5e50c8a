/**
 * Writes out how people shorten English in a chat, for readers that learned from whole words. The meaning stays; what is
 * no shorthand stays as it is.
 */
const WRITTEN_OUT: Readonly<Record<string, string>> = {
  u: 'you',
  ya: 'you',
  ye: 'you',
  yous: 'you',
  ur: 'your',
  r: 'are',
  hw: 'how',
  wat: 'what',
  wot: 'what',
  wen: 'when',
  whn: 'when',
  wher: 'where',
  y: 'why',
  mon: 'Monday',
  tue: 'Tuesday',
  tues: 'Tuesday',
  thu: 'Thursday',
  thur: 'Thursday',
  thurs: 'Thursday',
  fri: 'Friday',
  tmrw: 'tomorrow',
  tmr: 'tomorrow',
  tomoz: 'tomorrow',
  pls: 'please',
  plz: 'please',
  thx: 'thanks',
  ty: 'thanks',
  gonna: 'going to',
  wanna: 'want to',
  dunno: 'do not know',
  cuz: 'because',
  coz: 'because',
  bout: 'about',
  abt: 'about',
  appt: 'appointment',
  mins: 'minutes',
  hrs: 'hours',
  msg: 'message',
  num: 'number',
};

export function writtenOut(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}'’@./-])\p{L}{1,5}(?![\p{L}\p{N}'’@/-])/gu, (word) => {
    const lower = word.toLowerCase();
    return Object.hasOwn(WRITTEN_OUT, lower) ? (WRITTEN_OUT[lower] ?? word) : word;
  });
}
