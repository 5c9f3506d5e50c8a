/**
 * The name somebody gives for a booking. Only what was said as a name counts; a bare "Ana" is one when a name was just
 * asked for and it is not rather a yes, a question, a day or a request.
 */
import type { NameWords } from '../../tongues/tongue.ts';
import { isCommonWord } from './common-words.ts';
import { patternOf } from './patterns.ts';
import { isQuestion } from './segments.ts';
import { folded, isFunctionWord, words } from './tokens.ts';

const PART = String.raw`\p{L}[\p{L}\p{M}'’.-]*`;
const NAME = `(?<name>${PART}(?: (?:&|and) ${PART}| ${PART}){0,3})`;

/** How a language introduces names, and what is none in it. */
export interface NameGrammar {
  readonly introductions: readonly { readonly pattern: RegExp; readonly sure: boolean }[];
  readonly ends: ReadonlySet<string>;
  readonly notNames: ReadonlySet<string>;
  readonly opening: RegExp;
  readonly courtesy: RegExp;
  /** Whether words that ask nothing else by their form ask after all. */
  readonly asks: (said: string) => boolean;
}

/** Ways to introduce a name; `sure` ones need no capital letter. */
const INTRODUCTIONS: NameGrammar['introductions'] = [
  {
    pattern: patternOf(
      String.raw`\b(?:my|the|under the|in the|full|first|last|their|her|his)? ?name(?: is|['’]?s| would be| should be| will be|:| =)?:? (?!is\b)(?:of )?${NAME}`,
      'iu',
    ),
    sure: true,
  },
  {
    pattern: patternOf(String.raw`\b(?:call me|i['’]?m called|i am called|the name['’]?s|i go by) ${NAME}`, 'iu'),
    sure: true,
  },
  {
    pattern: patternOf(
      String.raw`\b(?:book|put|leave|make|reserve|have|pop|place)(?: it| that| me| this| the \p{L}+)?(?: down)? (?:under|in the name of|for|as) ${NAME}`,
      'iu',
    ),
    sure: false,
  },
  { pattern: patternOf(String.raw`\b(?:under|in the name of) ${NAME}`, 'iu'), sure: false },
  {
    pattern: patternOf(
      String.raw`\bmy (?:wife|husband|partner|son|daughter|mum|mam|mom|dad|brother|sister|friend),? ${NAME}`,
      'iu',
    ),
    sure: false,
  },
  {
    pattern: patternOf(
      String.raw`^\W*(?:it['’]?s|it is|its|this is|i['’]?m|i am|im|that would be|that['’]?d be|that['’]?s|for|as|under|just|put|use|say)(?: just| for| under| put| use| me)* ${NAME}`,
      'iu',
    ),
    sure: false,
  },
  { pattern: patternOf(String.raw`^\W*${NAME} (?:here|speaking)\b`, 'iu'), sure: false },
  { pattern: patternOf(String.raw`\b(?:this is|i['’]?m|i am|it['’]?s) ${NAME}`, 'iu'), sure: false },
  {
    pattern: patternOf(
      String.raw`\bfor ${NAME}(?= (?:please|pls|thanks|on|at|next|this|tomorrow|today)\b|[.,!]|$)`,
      'iu',
    ),
    sure: false,
  },
];

/** A word that ends a name, or shows that there is none. */
const ENDS = new Set(
  (
    'please pls plz thanks thank thx cheers ta and but or so on at in for from to of with the a an my your our is are was be will would ' +
    'can could next this that tomorrow today tonight monday tuesday wednesday thursday friday saturday sunday if it i you we they he she ' +
    'here there not no yes ok okay sure calling speaking writing looking just only too also again hi hello hey bye if then now if about ' +
    'fine good great grand ready happy sorry afraid interested wondering hoping trying having bringing coming going running late early ' +
    'bike bikes service repair booking appointment first second'
  ).split(' '),
);
const NO_NAMES = new Set(
  (
    'yes no yeah yep yup nope nah ok okay sure fine cancel stop start help none nothing nobody later maybe same me myself us thanks thank ' +
    'cheers hello hi hey bye what why who when where how which please idk dunno whatever any anyone anything never mind nevermind forget ' +
    'wait sorry great perfect good cool grand lovely book change move change reschedule correct right wrong exactly done test human person agent actually make sooner earlier another different ' +
    'pardon hmm ehm guess nah perhaps depends always often never everybody nope yup sorted'
  ).split(' '),
);
const PARTICLES = new Set([
  'de',
  'da',
  'do',
  'dos',
  'das',
  'del',
  'della',
  'di',
  'du',
  'van',
  'von',
  'der',
  'den',
  'ten',
  'la',
  'le',
  'el',
  'bin',
  'ibn',
  'al',
  'zu',
  'y',
  'e',
  'and',
]);
const LONGEST_NAME = 60;

export interface NameHints {
  /** A name was the question just asked. */
  readonly asked: boolean;
  /** Whether the text names a day or time. */
  readonly saysWhen: (text: string) => boolean;
  /** Whether the text says how many: "two bikes". */
  readonly saysHowMany: (text: string) => boolean;
  /** Whether the text is clearly a request of another kind. */
  readonly isRequest: (text: string) => Promise<boolean>;
}

/** The name as it should be written in a booking, or undefined. */
export async function readName(
  text: string,
  hints: NameHints,
  grammar: NameGrammar = ENGLISH,
): Promise<string | undefined> {
  const said = text
    .replace(/(?:\p{Extended_Pictographic}|\p{Variation_Selector}|\p{Cf})+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(HESITATION, '');
  if (said.endsWith('?') || grammar.asks(said)) {
    const caller = trimmed(CALLER.exec(said)?.groups?.name ?? '', grammar);
    return caller !== '' && credible(caller, false, false, grammar) ? written(caller) : undefined;
  }
  for (const { pattern, sure } of grammar.introductions) {
    const found = trimmed(pattern.exec(said)?.groups?.name ?? '', grammar);
    if (found !== '' && credible(found, sure || hints.asked, sure, grammar)) return written(found);
  }
  if (!hints.asked) return undefined;
  const bare = withoutCourtesy(said, grammar);
  const parts = bare.split(' ');
  if (parts.length > 4 || words(bare).length > 5 || !BARE_NAME.test(bare)) return undefined;
  if (
    parts.some(
      (part, at) =>
        endsName(part, grammar) && !(NAMES_TOO.has(folded(part)) && parts.length > 1 && (at > 0 || part !== 'an')),
    )
  ) {
    return undefined;
  }
  if (!credible(bare, true, true, grammar) || hints.saysWhen(bare) || hints.saysHowMany(bare)) return undefined;
  return (await hints.isRequest(bare)) ? undefined : written(bare);
}

/** "Eh, Sean": what people write while they think. */
const HESITATION = /^(?:(?:eh+m?|uh+m?|um+|h+m+|m{2,}|ähm?|euh|heu)[ ,.]+)+(?=\p{L})/iu;
const BARE_NAME = patternOf(`^${NAME}$`, 'iu');
/** Who asks, before the question: "this is Dave from number 12, is it ready?" */
const CALLER = patternOf(
  String.raw`^\W*(?:(?:hi|hello|hey|good \w+)[ ,!.]+)?(?:this is|my name is|my name['’]s) ${NAME}(?=,|[.!] | from | here| and )`,
  'iu',
);
const OPENING = /^(?:hi|hello|hey|ok|okay|sure|yes|yeah|yep|of course|oh|well|great|perfect)\b[ ,.!]+/iu;
const COURTESY = /[ ,.!]+(?:please|pls|plz|thanks|thank you|thx|cheers|ta|is fine|will do)[ .!]*$/iu;
/** Everyday words that are names beside another one: "Will Smith", "Nguyễn Văn An". */
const NAMES_TOO = new Set(['will', 'an', 'may', 'so', 'grand', 'ta']);

const ENGLISH: NameGrammar = {
  introductions: INTRODUCTIONS,
  ends: ENDS,
  notNames: NO_NAMES,
  opening: OPENING,
  courtesy: COURTESY,
  asks: (said) => isQuestion(said) && said.split(' ').length > 2, // "Will Smith" asks nothing
};

const grammars = new WeakMap<NameWords, NameGrammar>();

/** The grammar of names of another language. */
export function grammarOf(names: NameWords): NameGrammar {
  const grammar = grammars.get(names) ?? madeOf(names);
  grammars.set(names, grammar);
  return grammar;
}

function madeOf(names: NameWords): NameGrammar {
  const pattern = (source: string) => patternOf(`(?<!\\p{L})(?:${source.replace('NAME', NAME)})`, 'iu');
  return {
    introductions: [
      ...names.sure.map((source) => ({ pattern: pattern(source), sure: true })),
      ...names.likely.map((source) => ({ pattern: pattern(source), sure: false })),
    ],
    ends: new Set(names.ends.split(' ').map(folded)),
    notNames: new Set(names.notNames.split(' ').map(folded)),
    opening: new RegExp(`^${names.opening}[ ,.!]+`, 'iu'),
    courtesy: new RegExp(`[ ,.!]+${names.courtesy}[ .!]*$`, 'iu'),
    asks: () => false,
  };
}

/** An answer without its courtesies and without what is added after a comma or in brackets. */
function withoutCourtesy(said: string, { opening, courtesy }: NameGrammar): string {
  const bare = said.replace(opening, '').replace(courtesy, '');
  return bare
    .replace(/\s*(?:,| ?\().*$/su, '')
    .replace(/[.!,;]+$/u, '')
    .trim();
}

function endsName(part: string, { ends }: NameGrammar): boolean {
  return ends.has(folded(part).replace(/[.-]+$/u, ''));
}

/** "da" in "João da Silva": inside a name, before a capital letter. */
function isParticle(parts: readonly string[], at: number): boolean {
  return at > 0 && PARTICLES.has(folded(parts[at] ?? '')) && /^\p{Lu}/u.test(parts[at + 1] ?? '');
}

/** Cuts a name where ordinary words begin again. */
function trimmed(candidate: string, grammar: NameGrammar): string {
  const kept: string[] = [];
  const parts = candidate.replace(/[.,!?;:]+$/u, '').split(' ');
  for (const [at, part] of parts.entries()) {
    const joins = kept.length > 0 && (part === '&' || folded(part) === 'and' || isParticle(parts, at));
    if (!joins && endsName(part, grammar)) break;
    kept.push(part);
    if (/[.!?;,]$/u.test(part) && part.length > 3) break;
  }
  while (kept.length > 0 && /^(?:&|and)$/iu.test(kept.at(-1) ?? '')) kept.pop();
  return kept.join(' ').replace(/[.,;!?]+$/u, '');
}

/**
 * @param lowerCase also without a capital letter
 * @param commonToo also when every word is an everyday one, as in "Mark Young" or "May"
 */
function credible(name: string, lowerCase: boolean, commonToo: boolean, { notNames }: NameGrammar): boolean {
  if (name.length > LONGEST_NAME || !/\p{L}{2}/u.test(name)) return false;
  const parts = name.split(' ').map((part) => folded(part));
  if (notNames.has(parts[0] ?? '') || parts.some((part) => part.length > 2 && notNames.has(part))) return false;
  if (parts.every((part) => isFunctionWord(part))) return false;
  const capital = /^\p{Lu}/u.test(name) || !/\p{Ll}|\p{Lu}/u.test(name);
  if (!capital && !lowerCase) return false;
  const everyday = parts.every((part) => isCommonWord(part) || /(?:ing|ed|ly)$/u.test(part));
  return capital || commonToo || !everyday;
}

/** Names typed without care get their capitals; others stay as their owner writes them. */
function written(name: string): string {
  const careless = name === name.toLowerCase() || (name === name.toUpperCase() && name.length > 3);
  if (!careless) return name;
  return name
    .toLowerCase()
    .split(' ')
    .map((part, at) => (at > 0 && PARTICLES.has(part) ? part : capitalised(part)))
    .join(' ');
}

function capitalised(part: string): string {
  return part.replace(/(^mc(?=\p{L}{3})|^[od]['’]|^|-)(\p{L})/giu, (_, lead: string, letter: string) => {
    const start = /^mc$/iu.test(lead) ? 'Mc' : lead.toUpperCase();
    return start + letter.toUpperCase();
  });
}
