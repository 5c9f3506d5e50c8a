/**
 * Rewrites what another language says of money, days, times and quantities into the English that the recognisers read, so
 * that an altered price is unproven in every language that is spoken. Every other word stays; each character still knows
 * where it came from. A sentence that is English already is left alone.
 */
import { signsOf } from '../tongues/list.ts';
import { spokenNumber } from './foreign-numbers.ts';
import { de } from './spoken/de.ts';
import { es } from './spoken/es.ts';
import { fr } from './spoken/fr.ts';
import { it } from './spoken/it.ts';
import { pt } from './spoken/pt.ts';
import { around, clock, type Groups, HOUR_OR_SPAN, type SpokenRule, type SpokenWords } from './spoken/spoken-words.ts';

/** A text whose characters know the span of the original behind them. */
export interface Traced {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

interface CompiledRule {
  readonly pattern: RegExp;
  readonly english: SpokenRule[1];
}

interface Reader {
  readonly code: string;
  readonly spoken: SpokenWords;
  /** Those that begin with a letter, and those that begin with a figure. */
  readonly rules: Readonly<Record<'words' | 'figures', readonly CompiledRule[]>>;
  readonly counted: RegExp;
  readonly rarely: RegExp;
  readonly clockBefore: RegExp;
  readonly thanks: RegExp;
  /** Everyday words of the language. */
  readonly tells: ReadonlySet<string>;
}

const SPOKEN: Readonly<Record<string, SpokenWords>> = { de, es, fr, it, pt };
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const ENGLISH = new Set(
  'the is are was we you your our and of for it with from at have has can or be this that if on please by costs cost not there will'.split(
    ' ',
  ),
);
/** "A la una", "all'una", "à une heure", "à uma da tarde". */
const ONE_O_CLOCK = /(?:\bla |l')una(?!\p{L})|\b(?:a|vers|des) une heure|\b(?:a|da) uma(?= (?:da|hora|e )|[.,;!?]|$)/u;
const THANKS_BEFORE = /\b(?:grazie|gracias|merci) $/u;
const readers = new Map<string, Reader>();

export function untouched(text: string): Traced {
  const starts = Array.from({ length: text.length }, (_, at) => at);
  return { text, starts, ends: starts.map((at) => at + 1) };
}

/** `text` with the claims of the locale's language in English; itself for English and for languages not known here. */
export function inEnglish(text: string, locale: string): Traced {
  const reader = readerOf(locale.split('-', 1)[0]?.toLowerCase() ?? '');
  const whole = untouched(text);
  if (!reader) return whole;
  // "24. November" is no end of a sentence.
  const cuts = [...text.matchAll(/(?<=\p{L}[.!?])\s+|\n/gu)].map(({ index, 0: gap }) => index + gap.length);
  const parts = [0, ...cuts].map((from, at) => sliced(whole, from, cuts[at] ?? text.length));
  return joined(parts.map((part) => (isEnglish(part.text, reader) ? part : rewrite(part, reader))));
}

function rewrite(part: Traced, reader: Reader): Traced {
  const figures = rewritten(part, (folded, at) => figureAt(folded, at, reader));
  return rewritten(figures, (folded, at) => {
    // The figure of a price is no day, whatever begins the next sentence: "são € 18. Marco?"
    if (CURRENCY_BEFORE.test(folded.slice(Math.max(0, at - 4), at))) return undefined;
    for (const { pattern, english } of reader.rules[/\d/u.test(folded[at] ?? '') ? 'figures' : 'words']) {
      pattern.lastIndex = at;
      const match = pattern.exec(folded);
      if (!match || match[0] === '') continue;
      const said = filled(english, match.groups ?? {});
      if (said !== undefined) return { length: match[0].length, text: said };
    }
    const word = /^\p{L}+/u.exec(folded.slice(at, at + 40))?.[0] ?? '';
    const known = reader.spoken.words[word];
    return known === undefined ? undefined : { length: word.length, text: known };
  });
}

/** A sign that has no amount before it already, as in "45 € 24. November". */
const CURRENCY_BEFORE = /(?<!\d\s?)[€£$¥₹]\s?$/u;

/** "Treinta y cinco", as figures. "One" is mostly an article, and some words only count with a unit. */
function figureAt(folded: string, at: number, reader: Reader): { length: number; text: string } | undefined {
  const run = /^\p{L}+(?:[ -]\p{L}+){0,8}/u.exec(folded.slice(at, at + 120))?.[0];
  if (run === undefined) return undefined;
  const words = run.split(/[ -]/u);
  const found = spokenNumber(words, reader.code);
  if (!found) return undefined;
  const length = words.slice(0, found.length).join(' ').length;
  const after = folded.slice(at + length);
  if (found.value === 1)
    return ONE_O_CLOCK.test(folded.slice(Math.max(0, at - 8), at + length + 8)) ? { length, text: '1' } : undefined;
  if (found.value >= 100 && (reader.thanks.test(after) || THANKS_BEFORE.test(folded.slice(0, at)))) return undefined;
  const counted = reader.counted.test(after) || reader.clockBefore.test(folded.slice(Math.max(0, at - 20), at));
  if (!counted && reader.rarely.test(run.slice(0, length))) return undefined;
  return { length, text: String(found.value) };
}

function isEnglish(text: string, { tells }: Reader): boolean {
  const words = fold(text).match(/\p{L}+/gu) ?? [];
  const english = words.filter((word) => ENGLISH.has(word)).length;
  return english >= 2 && english > words.filter((word) => tells.has(word) && !ENGLISH.has(word)).length;
}

function filled(english: SpokenRule[1], groups: Groups): string | undefined {
  if (typeof english === 'function') return english(groups);
  return english.replace(/<(\w+)>/gu, (_, name: string) => {
    if (/^[WS]D/u.test(name)) return WEEKDAYS[numbered(groups, name.toLowerCase())] ?? '';
    if (name.startsWith('MON')) return MONTHS[numbered(groups, name.toLowerCase())] ?? '';
    return groups[name] ?? '';
  });
}

function numbered(groups: Groups, name: string): number {
  for (let at = 0; at < 12; at++) if (groups[`${name}_${at}`] !== undefined) return at;
  return -1;
}

function readerOf(code: string): Reader | undefined {
  const spoken = SPOKEN[code];
  const known = readers.get(code);
  if (!spoken || known) return known;
  const tells = new Set(fold(signsOf(code)?.tells ?? '').split(/\s+/u));
  const unit = `\\s?(?:%|€|${Object.keys(spoken.words).join('|')}|uhr|h\\b|y media|y cuarto|e mezza|e meia|et demie|por c|per c|pour c|de la|da (?:manha|tarde|noite)|${anyMonth(spoken)}|de (?:${anyMonth(spoken)}))`;
  const rules = rulesOf(spoken);
  const compile = ([source, english]: SpokenRule) => ({
    pattern: compiled(source.replace(/^#/u, ''), spoken),
    english,
  });
  const reader: Reader = {
    code,
    spoken,
    tells,
    rules: {
      words: rules.filter(([source]) => !source.startsWith('#')).map(compile),
      figures: rules.map(compile),
    },
    counted: new RegExp(`^(?:${unit})`, 'u'),
    rarely: new RegExp(`^(?:${spoken.rarely})$`, 'u'),
    clockBefore: new RegExp(`(?<!\\p{L})(?:${spoken.clockBefore})\\s$`, 'u'),
    thanks: new RegExp(`^\\s(?:${spoken.thanks})`, 'u'),
  };
  readers.set(code, reader);
  return reader;
}

const anyMonth = ({ months }: SpokenWords) => months.join('|');

/** What all languages share, in their own small words; the language's own rules come first. `#`: begins with a figure. */
function rulesOf(spoken: SpokenWords): readonly SpokenRule[] {
  const { and, or, to, article, of, inMonth, am, pm, clockBefore, spanBefore, dayBefore, everyday } = spoken;
  const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
  const YEAR = `(?:,? (?:(?:${of}) )?(?<year>(?:19|20)\\d\\d)(?!\\d))?`;
  const END = `(?=\\s*(?:$|[.,;!?)\\n](?!\\d)|(?:${and}|${or})(?!\\p{L})))`;
  const HALF = `(?: (?:(?<am>${am})|(?<pm>${pm})))?`;
  const half = (g: Groups) => (g['am'] ? 'am' : g['pm'] ? 'pm' : undefined);
  const HOURS = '(?:h|hs|hrs|horas?|heures?|ore)(?!\\p{L})';
  const CLOCKED = `(?<=(?<!\\p{L})(?:${clockBefore}) )`;
  const pastOrTo = (g: Groups) => {
    const { h, sign = '', part = '' } = g;
    const minutes = /^(?:me|demi)/u.test(part) ? 30 : part.includes('uart') ? 15 : Number(part);
    return around(Number(h), /^m/u.test(sign) ? -minutes : minutes, half(g));
  };
  return [
    ...spoken.rules,
    ['#(?<n>\\d+) ?€ ?(?<cents>\\d\\d)(?![\\d.,:])', '<n>.<cents> €'],
    [
      `#(?<d>${DAY})\\.?o? ?(?:${and}|${to}|${or}|-) ?(?:(?:${article}) )?(?:{WD},? )?(?<d2>${DAY})(?:\\.|er|o)?(?: (?:${of}))? {MON}(?!\\p{L})\\.?${YEAR}`,
      '<d> to <d2> <MON> <year>',
    ],
    [
      `(?:{WD}(?!\\p{L})\\.?,? ?(?:(?:${article}) )?)?(?<d>${DAY})(?:\\.|er|o)?(?: (?:${of}))? ?{MON}(?!\\p{L})\\.?${YEAR}`,
      '<WD> <d> <MON> <year>',
    ],
    [`{MON}(?!\\p{L}) (?:${to}|${and}) {MON2}(?!\\p{L})`, 'from <MON> until <MON2>'],
    [`(?:${inMonth})[ -]{MON}(?!\\p{L})${YEAR}`, 'in <MON> <year>'],
    [`{MON}(?!\\p{L}) (?:(?:${of}) )?(?<year>(?:19|20)\\d\\d)(?!\\d)`, '<MON> <year>'],
    [`{WD}(?!\\p{L}),? (?:(?:${article}) )(?<d>${DAY})\\.?${END}`, '<WD> the <d>th'],
    [`{SD}\\.? ?(?:${to}|-) ?{SD2}(?!\\p{L})`, '<SD> to <SD2>'],
    [`{WD}(?!\\p{L}) ?(?:${to}|-) ?(?:(?:${article}) )?{WD2}(?!\\p{L})`, '<WD> to <WD2>'],
    [`(?:am )?{WD}(?!\\p{L})`, '<WD>'],
    [`${dayBefore} (?<d>${DAY})(?!\\.? (?:${to}|${and}|${or}) \\d)(?!\\.? ?{MON})\\.?(?![\\d:/])${END}`, 'the <d>th'],
    // "De 9 a 17 h", "dalle 9:30 alle 13".
    [
      `(?:de|desde|das|dalle|tra le|entre)(?: las?| as)? (?<h>\\d{1,2})(?:[:.](?<m>\\d\\d)| ?h ?(?<m2>[0-5]\\d)?)?(?: ?${HOURS})? (?:${to}|${and})(?: las?| as?)? (?<h2>\\d{1,2})(?:[:.](?<m3>\\d\\d)| ?h ?(?<m4>[0-5]\\d)?)?(?: ?${HOURS})?(?![\\d:])${HALF}(?=\\s*(?:$|[.,;!?)\\n](?!\\d)|(?:${and}|${or}|los|el|le|il|la|du|de|da|del|tous|todos|tutti|ogni|cada|{WD})(?!\\p{L})))`,
      ({ h, m, m2, h2, m3, m4, ...g }) => {
        const [from, until] = [
          clock(Number(h), Number(m ?? m2 ?? 0)),
          clock(Number(h2), Number(m3 ?? m4 ?? 0), half(g)),
        ];
        return from && until && `${from} to ${until}`;
      },
    ],
    // "Las 5 y media de la tarde", "17 h 30", "5 heures moins le quart".
    [
      `#(?<h>\\d{1,2})(?: ?h(?:eures?)?)? (?:(?<sign>${and}|menos|moins|meno) )(?:le |un |1 )?(?<part>media|meia|mezz[ao]|demie?|cuarto|quarto|quart)(?!\\d|\\p{L}| ?(?:€|%|euro|dias|jours|giorni|minut|hora|horas|ore|heure|person|pesso))${HALF}`,
      pastOrTo,
    ],
    [
      `#${CLOCKED}(?<h>\\d{1,2})(?: ?h(?:eures?)?)? (?:(?<sign>${and}|menos|moins|meno) )(?:le |un |1 )?(?<part>5|10|15|20|25|30|35|40|45|50)(?!\\d|\\p{L}| ?(?:€|%|euro|dias|jours|giorni|minut|hora|horas|ore|heure|person|pesso))${HALF}`,
      pastOrTo,
    ],
    [
      `#(?<h>\\d{1,2}) ?h(?:eures?|oras)? ?(?<m>[0-5]\\d)(?!\\d|[.,]\\d|\\p{L}| ?(?:€|%|euro))${HALF}`,
      (g) => clock(Number(g['h']), Number(g['m']), half(g)),
    ],
    [
      `#(?<h>\\d{1,2})(?:[:.](?<m>\\d\\d))?(?: ?${HOURS})? (?:(?<am>${am})|(?<pm>${pm}))`,
      (g) => clock(Number(g['h']), Number(g['m'] ?? 0), half(g)),
    ],
    [`#${CLOCKED}(?<h>\\d{1,2}) ?${HOURS}`, ({ h }) => clock(Number(h), 0)],
    [`#(?<=(?<!\\p{L})(?:${spanBefore}) )(?<h>\\d{1,3}) ?${HOURS}`, '<h> hours'],
    ['#(?<h>24|36|48|72|96) ?(?:h|horas|heures|ore)(?!\\p{L})', '<h> hours'],
    [`#(?<h>\\d{1,2}) ?(?:h|hs|heures?)(?!\\p{L})`, ({ h }) => (Number(h) > 24 ? undefined : `${h}${HOUR_OR_SPAN}`)],
    [`#(?<n>\\d+) (?:${everyday})(?!\\p{L})`, '<n> options'],
    [`(?<=\\d(?:[^\\p{L}\\d,;.])?(?: ?(?:€|%|euros?|uhr))? )(?:${to}) (?=\\d)`, 'to '],
    [`(?<=\\d(?: ?(?:€|%|euros?))? )(?:${and}|con) (?=\\d)`, 'and '],
    [`(?<=\\d(?: ?(?:€|%|euros?))? )(?:${or}) (?=\\d)`, 'or '],
    [`(?<=\\S )(?:${and})(?= \\S)`, 'and'],
    [`(?<=\\p{L} )(?:${or})(?= \\p{L})`, 'or'],
  ];
}

function compiled(source: string, { weekdays, shortWeekdays, months }: SpokenWords): RegExp {
  const named = (words: readonly string[], group: string) =>
    `(?:${words.map((word, at) => `(?<${group}_${at}>${word})`).join('|')})`;
  const macros: Readonly<Record<string, string>> = {
    WD: named(weekdays, 'wd'),
    WD2: named(weekdays, 'wd2'),
    SD: named(shortWeekdays, 'sd'),
    SD2: named(shortWeekdays, 'sd2'),
    MON: named(months, 'mon'),
    MON2: named(months, 'mon2'),
  };
  return new RegExp(
    `(?:${source.replace(/\{(\w+)\}/gu, (whole, name: string) => macros[name] ?? whole)})(?!\\p{L})`,
    'uy',
  );
}

/** One pass from left to right; `read` is asked at the beginning of every word and figure, with the folded text. */
function rewritten(
  source: Traced,
  read: (folded: string, at: number) => { readonly length: number; readonly text: string } | undefined,
): Traced {
  const folded = fold(source.text);
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < folded.length; ) {
    const begins =
      /[\p{L}\d]/u.test(folded[at] ?? '') &&
      (at === 0 || !/[\p{L}\d.,:/-]/u.test(folded[at - 1] ?? '') || /[\s(]/u.test(folded[at - 1] ?? ''));
    const piece = begins || /['-]/u.test(folded[at - 1] ?? '') ? read(folded, at) : undefined;
    const length = piece?.length ?? 1;
    const words = piece?.text ?? source.text[at] ?? '';
    for (let i = 0; i < words.length; i++) {
      starts.push(source.starts[at] ?? 0);
      ends.push(source.ends[at + length - 1] ?? 0);
    }
    text += words;
    at += length;
  }
  return { text, starts, ends };
}

/** Small letters without accents, one code unit for one. */
function fold(text: string): string {
  return text.replace(/[\u0080-\uffff]|[A-Z]/gu, (sign) => {
    const plain = sign
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase();
    return plain.length === sign.length ? plain : sign;
  });
}

function sliced({ text, starts, ends }: Traced, from: number, until: number): Traced {
  return { text: text.slice(from, until), starts: starts.slice(from, until), ends: ends.slice(from, until) };
}

function joined(parts: readonly Traced[]): Traced {
  return {
    text: parts.map(({ text }) => text).join(''),
    starts: parts.flatMap(({ starts }) => starts),
    ends: parts.flatMap(({ ends }) => ends),
  };
}
