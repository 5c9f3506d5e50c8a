/** The small words of a booking in other languages, compiled once from what each tongue says of them. Pure. */
import { normalised } from '../../phrases.ts';
import { tongueOf } from '../../tongues/list.ts';
import { REQUESTS, type RequestPatterns } from '../../tongues/requests.ts';
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
  readonly onlyOne: RegExp;
  readonly books: RegExp;
  readonly wishes: RegExp;
  readonly moves: RegExp;
  readonly cancels: RegExp;
  readonly mine: RegExp;
  /** The text as the patterns meet it. */
  words(text: string): string;
}

/** Of all languages here; one that is none in the language spoken stands before no service of it. */
const ARTICLES = '(?:the|el|la|los|las|una?|os?|as?|uma?|les?|l|une|der|die|das|den|dem|eine?[nr]?|il|lo|gli)';

/** @param lead words before a correction, as a pattern of any number of them */
export function onlyOnePattern(lead: string, tail: string): RegExp {
  const led = `(?:${lead})(?<=\\p{L} )`;
  return new RegExp(`^(?:${led}(?:${ARTICLES} )?|${ARTICLES} )(?:de |da |do )?\\p{L}+(?: \\p{L}+)?${tail}$`, 'u');
}

const NOTHING = /(?!)/u;
const compiled = new Map<string, Patterns>();

/** The patterns of a locale's tongue; undefined for English. */
export function patternsOf(locale: string): Patterns | undefined {
  const tongue = tongueOf(locale);
  if (!tongue) return undefined;
  const known = compiled.get(tongue.code) ?? patternsIn(tongue);
  compiled.set(tongue.code, known);
  return known;
}

function patternsIn({ code, small, names: { opening } }: Tongue): Patterns {
  const whole = (words: string) => new RegExp(unmarked(`^(?:${words})${small.tail}$`), 'u');
  const led = (words: string) => whole(`${small.lead}(?:${words})`);
  const within = (words: string) => new RegExp(unmarked(`(?<!\\p{L})(?:${words})(?!\\p{L})`), 'u');
  const requests = REQUESTS[code];
  const asks = (what: keyof RequestPatterns) => (requests ? within(requests[what]) : NOTHING);
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
    ordinals: small.ordinals.map((words, at) => [led(words), at === 3 ? -1 : at] as const),
    information: new RegExp(unmarked(`^(?:(?:${opening}) )*(?:${small.information})(?!\\p{L})`), 'u'),
    availability: within(small.availability),
    onlyOne: onlyOnePattern(unmarked(small.lead), unmarked(small.tail)),
    books: asks('books'),
    wishes: asks('wishes'),
    moves: asks('moves'),
    cancels: asks('cancels'),
    mine: asks('mine'),
    words: (text) => foldedText(normalised(text)),
  };
}
