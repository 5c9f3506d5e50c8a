/**
 * Rewrites what a tongue says about days, times and numbers into the English that the readers know; every other word
 * becomes a neutral one. Each character still knows which of the customer's own it came from.
 */
import { patternOf } from '../language/local/patterns.ts';
import type { Clock, Tongue } from './tongue.ts';

export interface Rewritten {
  readonly text: string;
  /** The stretch of the input behind a stretch of the text. */
  span(start: number, end: number): { readonly start: number; readonly end: number };
}

/** Stands for a word that says nothing about days, times and numbers; no English word. */
const NEUTRAL = 'zzz';
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const NTH = ['1st', '2nd', '3rd', '4th', 'last'];
const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** A text whose characters know where they came from. */
interface Traced {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

interface Rule {
  readonly pattern: RegExp;
  english(groups: Readonly<Record<string, string | undefined>>): string | undefined;
}

export type ToEnglish = (input: string, unknown?: 'neutral' | 'left out') => Rewritten;

/** @param glossary more words of the trade, `folded: english` */
export function createToEnglish(tongue: Tongue, glossary: Readonly<Record<string, string>> = {}): ToEnglish {
  const rules = [
    ...Object.entries(glossary).map(([words, english]) => compiled([escaped(foldedText(words)), english], tongue)),
    ...ownRules(tongue),
  ];
  const words = new Map(Object.entries(tongue.words));
  const numbers = new Map(Object.entries(tongue.numbers));
  return (input, unknown = 'neutral') => {
    const figures = rewritten(traced(input), (text, at) => numberAt(text, at, numbers));
    const english = rewritten(figures, (text, at) => {
      for (const { pattern, english } of rules) {
        pattern.lastIndex = at;
        const match = pattern.exec(text);
        const said = match && match[0].length > 0 ? english(match.groups ?? {}) : undefined;
        if (match && said !== undefined) return { length: match[0].length, text: said };
      }
      const word = /^[\p{L}\p{M}]+(?:'(?=\p{L}))?/u.exec(text.slice(at, at + 40))?.[0];
      if (word === undefined) return undefined;
      return { length: word.length, text: words.get(word) ?? (unknown === 'neutral' ? NEUTRAL : '') };
    });
    return {
      text: english.text,
      span: (start, end) => ({ start: english.starts[start] ?? 0, end: english.ends[Math.max(start, end - 1)] ?? 0 }),
    };
  };
}

const known = new WeakMap<Tongue, readonly Rule[]>();

/** The rules of a tongue are the same for everybody who reads it. */
function ownRules(tongue: Tongue): readonly Rule[] {
  const rules = known.get(tongue) ?? tongue.rules.map((rule) => compiled(rule, tongue));
  known.set(tongue, rules);
  return rules;
}

export function foldedText(text: string): string {
  return traced(text).text;
}

/** Small letters without accents, other spaces and quotes made plain. */
function traced(input: string): Traced {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  let at = 0;
  for (const sign of input.normalize('NFC')) {
    const plain = plainSign(sign);
    for (let i = 0; i < plain.length; i++) {
      starts.push(at);
      ends.push(at + sign.length);
    }
    text += plain;
    at += sign.length;
  }
  return { text, starts, ends };
}

/** Texts use few signs, each of them often. */
const PLAIN_SIGNS = new Map<string, string>();
const MOST_SIGNS = 5_000;

function plainSign(sign: string): string {
  const known = PLAIN_SIGNS.get(sign);
  if (known !== undefined) return known;
  const plain = sign
    .replace(/ß/gu, 'ss')
    .replace(/º|ª/gu, 'o')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[’‘`´]/gu, "'")
    .replace(/\s/gu, ' ')
    .replace(/[–—]/gu, '-');
  if (PLAIN_SIGNS.size < MOST_SIGNS) PLAIN_SIGNS.set(sign, plain);
  return plain;
}

/** One pass from left to right; `read` is asked at the beginning of every word and figure. */
function rewritten(
  source: Traced,
  read: (text: string, at: number) => { readonly length: number; readonly text: string } | undefined,
): Traced {
  const { text } = source;
  const starts: number[] = [];
  const ends: number[] = [];
  let out = '';
  for (let at = 0; at < text.length; ) {
    const begins = /[\p{L}\d@]/u.test(text[at] ?? '') && (at === 0 || !/[\p{L}\d]/u.test(text[at - 1] ?? ''));
    const piece = begins ? read(text, at) : undefined;
    const length = piece?.length ?? 1;
    const words = piece?.text ?? text[at] ?? '';
    for (let i = 0; i < words.length; i++) {
      starts.push(source.starts[at] ?? 0);
      ends.push(source.ends[at + length - 1] ?? 0);
    }
    out += words;
    at += length;
  }
  return { text: out, starts, ends };
}

/** The longest number in words that begins here: "treinta y cinco", "vingt-cinq". */
function numberAt(
  text: string,
  at: number,
  numbers: ReadonlyMap<string, number | string>,
): { length: number; text: string } | undefined {
  const ahead = text.slice(at, at + 40);
  for (const pattern of [/^\p{L}+(?:[ -]\p{L}+){2}(?!\p{L})/u, /^\p{L}+[ -]\p{L}+(?!\p{L})/u, /^\p{L}+(?!\p{L})/u]) {
    const words = pattern.exec(ahead)?.[0];
    const value = words === undefined ? undefined : numbers.get(words.replace(/-/gu, ' '));
    if (words !== undefined && value !== undefined) return { length: words.length, text: String(value) };
  }
  return undefined;
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}

function compiled([source, english]: readonly [string, string], tongue: Tongue): Rule {
  const macros: Readonly<Record<string, (n: string) => string>> = {
    WD: (n) => `(?:${named(tongue.weekdays, 'wd', n)})(?![\\p{L}\\d])`,
    WDJ: (n) => `(?:${named(tongue.weekdays, 'wd', n)})`, // the first half of one word: "Freitagnachmittag"
    MON: (n) => `(?:${named(tongue.months, 'mon', n)})(?![\\p{L}\\d])\\.?`,
    NTH: (n) => `(?:${named(tongue.nth, 'nth', n)})(?![\\p{L}\\d])`,
    N: (n) => `(?<N${n}>\\d{1,3})`,
    CLOCK: (n) => tongue.clock.pattern.replace(/\(\?<(\w+)>/gu, `(?<$1${n}>`),
  };
  const pattern = unmarked(source).replace(
    /\{(WDJ|WD|MON|NTH|N|CLOCK)(_2)?\}/gu,
    (_, name: string, n = '') => macros[name]?.(n) ?? '',
  );
  return {
    // "5.30" and "17h30" end in figures; a rule that ends inside a longer word or number is none
    pattern: patternOf(`(?:${pattern})(?![\\p{L}\\d])`, 'uy'),
    english(groups) {
      let possible = true;
      const said = english.replace(/<(!?)(\w+?)(_2)?>/gu, (_, sure: string, name: string, n = '') => {
        if (name === 'WD') return WEEKDAYS[numberedGroup(groups, 'wd', n)] ?? '';
        if (name === 'NTH') return NTH[numberedGroup(groups, 'nth', n)] ?? '';
        if (name === 'MON') return MONTHS[numberedGroup(groups, 'mon', n)] ?? '';
        if (name !== 'CLOCK') return groups[`${name}${n}`] ?? '';
        const time = clockIn(groups, n, tongue.clock, sure === '!');
        if (time === undefined) possible = false;
        return time ?? '';
      });
      return possible ? said : undefined;
    },
  };
}

function named(words: readonly string[], group: string, n: string): string {
  return words.map((names, at) => `(?<${group}${at}${n}>${names})`).join('|');
}

/** The source of a pattern with its accents taken off, as the text it meets. */
export function unmarked(source: string): string {
  return source
    .replace(/ß/gu, 'ss')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '');
}

function numberedGroup(groups: Readonly<Record<string, string | undefined>>, name: string, n: string): number {
  for (let at = 0; at < 12; at++) if (groups[`${name}${at}${n}`] !== undefined) return at;
  return -1;
}

/**
 * A clock time as English figures, its half of the day open unless told; undefined when it is none.
 * @param sure it must show by itself that it is a time
 */
function clockIn(
  groups: Readonly<Record<string, string | undefined>>,
  n: string,
  { minutes, halves }: Clock,
  sure: boolean,
): string | undefined {
  const group = (name: string) => groups[`${name}${n}`];
  const written = group('h');
  const word = (name: string) => {
    const said = group(name);
    return said === undefined ? 0 : (minutes[said] ?? Number(said));
  };
  const told = halves[group('half') ?? ''];
  const signs = ['m', 'plus', 'minus', 'before', 'halb', 'half', 'unit'].some((name) => group(name) !== undefined);
  if (written === undefined || Number(written) > 24 || (sure && !signs)) return undefined;
  const total =
    Number(written) * 60 +
    Number(group('m') ?? 0) +
    word('plus') -
    word('minus') -
    word('before') -
    (group('halb') ? 30 : 0);
  const hour = Math.floor(total / 60) % 24;
  const past = String((total + 24 * 60) % 60).padStart(2, '0');
  if (Number(written) > 12 || written.startsWith('0')) return `${String(Math.max(0, hour)).padStart(2, '0')}:${past}`;
  const said = `${((hour + 11) % 12) + 1}:${past}`;
  return told === undefined ? said : `${said} ${halfOf(told, hour % 12)}`;
}

/** "12 de la mañana" is noon, "12 de la noche" midnight, "2 de la noche" two hours later. */
function halfOf(told: 'am' | 'pm' | 'night', hour: number): 'am' | 'pm' {
  if (told === 'night') return hour < 5 ? 'am' : 'pm';
  return told === 'am' && hour > 0 ? 'am' : 'pm';
}
