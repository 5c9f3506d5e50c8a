/** Which of the offered answers a customer means who types instead of tapping. Pure. */
import { tellingWords } from '../../phrases.ts';
import { foldedText } from '../../tongues/to-english.ts';
import { smallWords } from '../booking/words.ts';

/**
 * The option whose words are said, or whose own word is: "half day" and "the half one" are "Half a day" beside "Full
 * day". Undefined when that is none or several. `asked`: the question stands open, so that few words are enough.
 */
export function optionMeant(
  said: string,
  options: readonly string[],
  { asked, locale }: { readonly asked: boolean; readonly locale: string },
): string | undefined {
  const text = foldedText(said);
  const whole = options.filter((option) => text.includes(foldedText(option)));
  const longest = whole.toSorted((a, b) => b.length - a.length)[0];
  if (longest !== undefined || !asked) return longest;
  const heard = new Set(tellingWords(text));
  const owners = options.filter((option) => ownWords(option, options).some((word) => heard.has(word)));
  if (owners.length > 0) return owners.length === 1 ? owners[0] : undefined;
  const { ordinal } = smallWords(said, locale);
  return ordinal === undefined ? undefined : options.at(ordinal);
}

/** The words of an option that none of the others has. */
function ownWords(option: string, options: readonly string[]): readonly string[] {
  const words = (one: string) => tellingWords(foldedText(one));
  const others = new Set(options.filter((other) => other !== option).flatMap(words));
  return words(option).filter((word) => !others.has(word));
}
