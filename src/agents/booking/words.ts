/** Small words with a plain meaning inside a booking: yes, no, leave it, the second one, any later? Pure. */
import { normalised } from '../../phrases.ts';
import { foldedText } from '../../tongues/to-english.ts';
import { onlyOnePattern, type Patterns, patternsOf } from './small-words.ts';

const TAIL = '(?: (?:please|pls|thanks|thank you|thanks a million|cheers|so|then|sorry|great|perfect|grand|lovely))*';
const whole = (words: string) => new RegExp(`^(?:${words})${TAIL}$`, 'u');

const YES = whole(
  '(?:(?:yes|yeah|yep|yup|yea|ya|aye|y|sure|ok|okay|oki|k|fine|great|perfect|grand|lovely|brilliant|super|deal|correct|right|exactly|absolutely|definitely|of course|please do|go ahead|do it|do that|go on|go for it|work away|happy days|cool|alright|all right|please|i do|i would|that (?:would|d) be (?:great|lovely|perfect|grand|good)|book it|book me in|book that|confirm|confirmed|i confirm|sounds good|that works|works for me|that s (?:fine|grand|great|good|right|correct|it|perfect)|that is (?:fine|right|correct)|all good|looks good|si|sí|oui|ja|sim|tak) ?)+',
);
const LEAD =
  '(?:(?:ok|okay|oh|ah|please|pls|actually|sorry|no|well|hmm|right|wait|just|let s|can you|could you|i want to) )*';
const NO = whole(
  `${LEAD}(?:no|nope|nah|n|no no|not now|not yet|don t|do not|neither|none|none of (?:them|these|those|the above)|not (?:really|that one|those|these)|no good|(?:none|neither) (?:work|works|suits?)(?: for)?(?: me)?|nein|non|não|nie)`,
);
const QUIT = whole(
  `${LEAD}(?:cancel|cancel (?:it|that|this|everything|all)|stop (?:it|that|this)?|forget (?:it|that|about it|about that)|never ?mind|nevermind|leave it|drop it|abort|quit|exit|scrap (?:it|that)|don t bother|do not bother|don t book(?: it| anything)?|i(?: ve| have)? changed my mind|changed my mind|no longer needed|not any ?more|another time maybe|maybe (?:later|another time)|not interested)`,
);
const CANCEL_YES = whole(
  `(?:(?:yes|yeah|yep|sure) )?${LEAD}(?:cancel|cancel (?:it|that|this|the booking|the appointment|my booking)|delete it|remove it)`,
);
const KEEP = whole(
  `${LEAD}(?:keep it|keep (?:the|my) (?:booking|appointment)|leave it(?: as it is)?|forget it|never ?mind|nevermind|don t cancel(?: it)?|do not cancel(?: it)?|i ll (?:keep it|come))`,
);
const CHANGE = whole(
  `${LEAD}(?:change|change (?:it|that|something|the (?:time|day|date))|something else|(?:an)?other (?:time|day|date)|(?:a )?different (?:time|day|date)|edit)`,
);
const SOONEST =
  /\b(?:asap|as soon as (?:possible|you can)|earliest|soonest|(?:next|first) (?:free|available|possible|opening|slot|appointment)|any ?time|any day|whenever|when(?:ever)? (?:can|could|would) (?:you|ye|i)|when (?:is|are) (?:you|there|the next)|what (?:times|have you|do you have|slots)|(?:i m|am) (?:easy|flexible)|don t mind)\b/u;
const LATER = /\b(?:any(?:thing)? later|later(?: (?:one|time|slot|please|on))?|after that)\b/u;
const EARLIER = /\b(?:any(?:thing)? (?:earlier|sooner)|earlier|sooner|before that)\b/u;
const HESITANT =
  '(?:(?:ok|okay|well|then|maybe|i think|let s say|i ll (?:take|have|go (?:for|with))|can i have|give me) )*';
const ORDINALS: readonly (readonly [RegExp, number])[] = [
  [whole(`${HESITANT}(?:the )?(?:first|1st)(?: one| option| time)?`), 0],
  [whole(`${HESITANT}(?:the )?(?:second|2nd|middle)(?: one| option| time)?`), 1],
  [whole(`${HESITANT}(?:the )?(?:third|3rd)(?: one| option| time)?`), 2],
  [whole(`${HESITANT}(?:the )?last(?: one| option| time)?`), -1],
];

/** Asks for information of another kind, however many dates it mentions. */
const INFORMATION =
  /^(?:(?:and|but|ok|okay|so|hi|hey|hello|also|thanks|great|by the way|btw|(?:one|a|quick|just a) (?:quick )?question) )*(?:what(?: s)?|how (?:much|long|many|far|do|does|is|are)|where|do (?:you|ye|i)|does|are (?:you|ye)|is (?:there|the|it)|who|why|which|when do (?:you|ye))\b/u;
/** Asks whether a time is to be had, which is what a booking is about. */
const AVAILABILITY =
  /\b(?:free|availab\w+|availability|slots?|fit me in|squeeze|book|appointments?|anything|(?:what|how) about|works?|suits?|possible|instead|rather|what times|what have you|times (?:have|do) you|can (?:i|you|we) (?:do|take|make|come|get|have|move)|could (?:i|you|we))\b/u;

/** How something is put right, in any of the languages. */
const CORRECTS =
  /^(?:(?:oh|ah|ay|uy|ach|ups|oops|wait|sorry|scusa|pardon|perdon|desculpa|desculpe) )*(?:no|nope|actually|i meant|non|nein|nee|nao|anzi|afinal|alias|mejor|melhor|meglio|lieber|doch|plutot|finalement|en fait|na verdade|en realidad|in realta)(?!\p{L})/u;

/** Whether the words put right what was said or settled before. */
export function corrects(text: string): boolean {
  return CORRECTS.test(foldedText(normalised(text)));
}

/** "Siii", "yesss". */
function undrawn(words: string): string {
  return words.replace(/(\p{L})\1{2,}/gu, '$1');
}

/** What people write while they think, in any language. */
const HESITATION = /^(?:(?:eh+m?|em+|uh+m?|um+|oh|ah|h+m+|m{2,}|ähm?|ahm?|euh|heu|beh|pues|este) )+(?=\p{L})/u;
const ONLY_ONE = onlyOnePattern(LEAD, TAIL);
const BOOKS =
  /\b(?:book|booking|booked in|appointment|appt|slot|reserve|schedule|fit me in|squeeze|put me (?:in|down)|pencil|(?:can|could) (?:you|u|ye) do|(?:have|got) (?:you |ye )?(?:anything|space|room|a slot|time)|any (?:chance|space|room|openings?|availability|slots?)|(?:come|drop|pop|bring (?:it|her|him|them|(?:my|the) \p{L}+)) (?:in|by|over|down|round)|drop (?:it|(?:my|the) \p{L}+) (?:in|off|by|down)|available|availability)\b/u;
const WISHES =
  /\b(?:i (?:d|would) (?:like|love|prefer)|i (?:want|need)|(?:he|she|we|they|my \p{L}+) (?:wants?|needs?)|looking (?:for|to)|please|pls|plz|(?:can|could|may) (?:i|we|you|u|ye) (?:get|have|do|make|take))\b/u;
const MOVES =
  /\b(?:(?:move|push|shift|change|put|switch|swap|make) (?:it|that|this|(?:the|my) (?:booking|appointment|slot|time)) (?:back|forward|out|to|for|by|an?|later|earlier|\d+)|bring (?:it|(?:the|my) (?:booking|appointment)) forward|reschedul\w*|postpone)\b/u;
const CANCELS = /\b(?:cancel|cancelled|canceling|cancelling|call (?:it|that) off|scrap (?:it|that|the booking))\b/u;
const MINE =
  /\b(?:(?:what|when|which)(?: \p{L}+){1,5} again|remind me (?:when|what)|(?:what|when|which)(?: \p{L}+){0,3} my (?:reference|ref|booking|appointment|slot))\b/u;

export interface SmallWords {
  readonly yes: boolean;
  readonly no: boolean;
  /** Leave the whole thing. */
  readonly quit: boolean;
  readonly change: boolean;
  readonly soonest: boolean;
  readonly later: boolean;
  readonly earlier: boolean;
  /** Hardly more than an article and a word, or a word put right: "the full one", "no, mejor la básica". */
  readonly onlyOne: boolean;
  /** From 0; -1: the last. */
  readonly ordinal: number | undefined;
}

const ENGLISH: Patterns = {
  yes: YES,
  no: NO,
  quit: QUIT,
  cancelYes: CANCEL_YES,
  keep: KEEP,
  change: CHANGE,
  soonest: SOONEST,
  later: LATER,
  earlier: EARLIER,
  ordinals: ORDINALS,
  information: INFORMATION,
  availability: AVAILABILITY,
  onlyOne: ONLY_ONE,
  books: BOOKS,
  wishes: WISHES,
  moves: MOVES,
  cancels: CANCELS,
  mine: MINE,
  words: normalised,
};

/** @param locale of the business as it speaks in this conversation */
export function smallWords(text: string, locale = 'en'): SmallWords {
  const patterns = patternsOf(locale) ?? ENGLISH;
  const words = undrawn(patterns.words(text)).replace(HESITATION, '');
  return {
    yes: patterns.yes.test(words),
    no: patterns.no.test(words),
    quit: patterns.quit.test(words),
    change: patterns.change.test(words),
    soonest: patterns.soonest.test(words),
    later: patterns.later.test(words),
    earlier: patterns.earlier.test(words),
    onlyOne: patterns.onlyOne.test(words),
    ordinal: patterns.ordinals.find(([pattern]) => pattern.test(words))?.[1],
  };
}

/** The answer to "shall I cancel it?", where "cancel" means yes and "leave it" means no. */
export function cancelAnswer(text: string, locale = 'en'): 'yes' | 'no' | undefined {
  const patterns = patternsOf(locale) ?? ENGLISH;
  const words = patterns.words(text);
  if (patterns.yes.test(words)) return 'yes';
  if (patterns.keep.test(words)) return 'no'; // before "cancel", which "don't cancel" holds
  if (patterns.cancelYes.test(words)) return 'yes';
  return patterns.no.test(words) || /^no\b.*\bkeep\b/u.test(words) ? 'no' : undefined;
}

/** What a message without an open question may ask of the booking agent. */
export type RequestWords = Readonly<Record<'books' | 'wishes' | 'moves' | 'cancels' | 'mine', boolean>>;

export function requestWords(text: string, locale = 'en'): RequestWords {
  const patterns = patternsOf(locale) ?? ENGLISH;
  const words = patterns.words(text);
  return {
    books: patterns.books.test(words),
    wishes: patterns.wishes.test(words),
    moves: patterns.moves.test(words),
    cancels: patterns.cancels.test(words),
    mine: patterns.mine.test(words),
  };
}

export function isQuestion(text: string, locale = 'en'): boolean {
  const patterns = patternsOf(locale) ?? ENGLISH;
  return /\?\s*$/u.test(text) || patterns.information.test(patterns.words(text));
}

/** A question that a booking cannot answer: "what time do you close on Thursdays?", but not "is Thursday free?". */
export function asksForInformation(text: string, locale = 'en'): boolean {
  const patterns = patternsOf(locale) ?? ENGLISH;
  const words = patterns.words(text);
  return patterns.information.test(words) && !patterns.availability.test(words) && !patterns.soonest.test(words);
}
