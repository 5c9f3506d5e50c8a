/**
 * How words are read out of what customers type: case, accents, apostrophes, emoji and digits folded away. Everything
 * that compares words goes through here, so that what was learned and what is asked are cut the same way.
 */

/** Lower case without accents and emoji, apostrophes dropped ("what's" and "whats" are one word), digits kept. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/(?:\p{M}|\p{Cf})+/gu, '')
    .toLowerCase()
    .replace(/[’‘`´']/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1$1');
}

/** The words of a text in order; runs of digits are words too. */
export function words(text: string): readonly string[] {
  return folded(text).match(/\p{L}+|\p{N}+/gu) ?? [];
}

/** Words that say nothing about the subject; used where coverage of a question is measured, never for intents. */
const FUNCTION_WORDS = new Set(
  (
    'a an the this that these those i me my mine we us our you your yours ye he him his she her it its they them their ' +
    'is are am was were be been being do does did done doing have has had having can could will would shall should may ' +
    'might must and or but if so as of to in on at by for from with about into than then too also just only very ' +
    'what which who whom whose when where why how whats wheres whens hows im ive id youre theres there here any some all ' +
    'please thanks thank hi hello hey ok okay yes no not dont doesnt didnt cant wont isnt arent get got need want like ' +
    'know tell give let us go much many long exactly roughly actually really maybe possible possibly set back anywhere'
  ).split(' '),
);

export function isFunctionWord(word: string): boolean {
  return FUNCTION_WORDS.has(word);
}

/** The words that carry the subject of a text, each once. */
export function contentWords(text: string): readonly string[] {
  return [...new Set(words(text).filter((word) => !FUNCTION_WORDS.has(word)))];
}

/** A word without the endings that English adds most; good enough to ask "was this word ever used here". */
export function stem(word: string): string {
  return word.length < 4 ? word : word.replace(/(?:ing|ies|ed|es|s|e|er|y)$/u, '');
}

/**
 * Whether two folded words are forms of one ("tyre", "tyres"; "book", "booking"): equal, or all but a short ending in
 * common. Endings are where most European languages inflect, so no stemmer per language is needed.
 */
export function sameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 3 || long.length - short.length > 3) return false;
  if (long.startsWith(short)) return short.length >= 4 || /^(?:e?s|ed|ing)$/u.test(long.slice(short.length));
  let shared = 0;
  while (shared < short.length && short[shared] === long[shared]) shared++;
  return shared >= 4 && short.length - shared <= 1 && long.length - shared <= 3; // service, servicing
}
