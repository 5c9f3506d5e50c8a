/** The small words of a booking in other languages, compiled once from what each tongue says of them. Pure. */
import { normalised } from '../../phrases.ts';
import { tongueOf } from '../../tongues/list.ts';
import { foldedText, unmarked } from '../../tongues/to-english.ts';
import type { Tongue } from '../../tongues/tongue.ts';

export interface Patterns {
  readonly yes: RegExp;
  readonly no: RegExp;
  readonly quit: RegExp;
  readonly cancelYes: RegExp;
  readonly keep: RegExp;
  readonly change: RegExp;
  readonly soonest: RegExp;
  readonly later: RegExp;
  readonly earlier: RegExp;
  readonly ordinals: readonly (readonly [RegExp, number])[];
  readonly information: RegExp;
  readonly availability: RegExp;
  /** The text as the patterns meet it. */
  words(text: string): string;
}

const compiled = new Map<string, Patterns>();

/** The patterns of a locale's tongue; undefined for English. */
export function patternsOf(locale: string): Patterns | undefined {
  const tongue = tongueOf(locale);
  if (!tongue) return undefined;
  const known = compiled.get(tongue.code) ?? patternsIn(tongue);
  compiled.set(tongue.code, known);
  return known;
}

function patternsIn({ small, names: { opening } }: Tongue): Patterns {
  const whole = (words: string) => new RegExp(unmarked(`^(?:${words})${small.tail}$`), 'u');
  const led = (words: string) => whole(`${small.lead}(?:${words})`);
  const within = (words: string) => new RegExp(unmarked(`(?<!\\p{L})(?:${words})(?!\\p{L})`), 'u');
  return {
    yes: whole(small.yes),
    no: led(small.no),
    quit: led(small.quit),
    cancelYes: led(small.cancelYes),
    keep: led(small.keep),
    change: led(small.change),
    soonest: within(small.soonest),
    later: within(small.later),
    earlier: within(small.earlier),
    ordinals: small.ordinals.map((words, at) => [whole(words), at === 3 ? -1 : at] as const),
    information: new RegExp(unmarked(`^(?:(?:${opening}) )*(?:${small.information})(?!\\p{L})`), 'u'),
    availability: within(small.availability),
    words: (text) => foldedText(normalised(text)),
  };
}
