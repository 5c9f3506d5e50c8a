/**
 * Which tongue a customer writes. Short texts tell little: everyday words are counted first, letters are only asked
 * when those are silent, and a conversation that has found its tongue keeps it until several words speak for another.
 */
import { signsOf } from './list.ts';
import { foldedText, unmarked } from './to-english.ts';

export type FoundTongue =
  | { readonly kind: 'spoken'; readonly code: string }
  /** A language that the shop does not speak, by the code that the identifier has for it. */
  | { readonly kind: 'foreign'; readonly code: string };

export interface Heard {
  /** What the customer has just written. */
  readonly text: string;
  /** The tongue of the conversation so far; undefined at its beginning. */
  readonly before: string | undefined;
}

/** Fewer words than this never change the tongue of a conversation. */
const FEWEST_TO_CHANGE = 4;
/** Letters alone need this many words before they change it. */
const FEWEST_BY_LETTERS = 6;
/** Fewer letters than this say nothing by themselves. */
const FEWEST_LETTERS = 10;
/** Fewer words than this are not taken for a language that we do not speak. */
const FEWEST_FOREIGN = 3;
/** What a sign of one tongue counts, in words. */
const MARK = 2;
/** How much better than the one we speak the letters of another must fit. */
const CLEARLY = 0.08;
/** Everyday words of one tongue, as a share of the text, that settle it. */
const SETTLED = 0.25;

export interface TongueFinderConfig {
  /** The shop's own tongue, taken when nothing tells. */
  readonly own: string;
  readonly spoken: readonly string[];
  /** What customers say of this trade, by tongue: words that only one of them has tell it too. */
  readonly examples?: Readonly<Record<string, readonly string[]>>;
}

/** @param isOwn whether a text is known to be of the shop's own tongue, whatever it looks like */
export function createTongueFinder(
  { own, spoken, examples = {} }: TongueFinderConfig,
  isOwn: (text: string) => boolean = () => false,
): (heard: Heard) => Promise<FoundTongue> {
  const trade = tradeWords(examples);
  const known = [own, ...spoken].flatMap((code) => {
    const signs = signsOf(code);
    return signs
      ? [
          {
            code,
            tells: new Set([...foldedText(signs.tells).split(/\s+/u), ...(trade.get(code) ?? [])]),
            marks: signs.marks === undefined ? undefined : new RegExp(signs.marks, 'iu'),
            greetings: new Set(signs.greetings.map((greeting) => squeezed(plain(greeting)))),
            wished: new RegExp(unmarked(signs.wished), 'u'),
          },
        ]
      : [];
  });

  return async ({ text, before }) => {
    const said = plain(text).replace(/(\p{L})\1{2,}/gu, '$1'); // "holaaa"
    const stay: FoundTongue = { kind: 'spoken', code: before ?? own };
    const wished = known.find((tongue) => tongue.wished.test(said));
    if (wished) return { kind: 'spoken', code: wished.code };
    const words = said.match(/[\p{L}\p{M}']+/gu) ?? [];
    const latin = !/[^\p{Script=Latin}\P{L}]/u.test(said);
    if (words.length === 0 || isOwn(text)) return stay;
    if (before === undefined) {
      const greeted = known.filter((tongue) => tongue.greetings.has(squeezed(said)));
      if (greeted.length === 1) return { kind: 'spoken', code: greeted[0]?.code ?? own };
    } else if (words.length < FEWEST_TO_CHANGE && latin) {
      return stay;
    }
    const counts = known.map(({ code, tells, marks }) => ({
      code,
      hits: words.filter((word) => tells.has(word)).length + (marks?.test(text) ? MARK : 0),
    }));
    const [best, second] = counts.toSorted((a, b) => b.hits - a.hits || (a.code === stay.code ? -1 : 1));
    const current = counts.find(({ code }) => code === stay.code)?.hits ?? 0;
    if (best && best.code === stay.code && best.hits >= SETTLED * words.length) return stay;
    const clear = best && best.hits > (second?.hits ?? 0) && best.hits >= 2 * current;
    const enough = before === undefined ? 1 : Math.max(2, SETTLED * words.length);
    const told: FoundTongue | undefined =
      best && clear && best.hits >= enough ? { kind: 'spoken', code: best.code } : undefined;
    if (told && best && best.hits >= SETTLED * words.length) return told;
    const byThem = await byLetters(said, words.length, before, latin);
    return told && byThem?.kind !== 'foreign' ? told : (byThem ?? stay); // one word in seven may be anybody's
  };

  /** What the letters say; undefined when they do not say it clearly. */
  async function byLetters(
    said: string,
    words: number,
    before: string | undefined,
    latin: boolean,
  ): Promise<FoundTongue | undefined> {
    const letters = said.match(/\p{L}/gu)?.length ?? 0;
    if (latin && (letters < FEWEST_LETTERS || (before !== undefined && words < FEWEST_BY_LETTERS))) return undefined;
    const { eld } = await import('eld/extrasmall'); // some 90 MB, which a shop with customers of one tongue never loads
    const result = eld.detect(said);
    const scores = result.getScores();
    const scoreOf = (code: string) => scores[code] ?? 0;
    const [best = own] = known.map(({ code }) => code).sort((a, b) => scoreOf(b) - scoreOf(a));
    const top = result.language;
    const foreign = top !== '' && !known.some(({ code }) => code === top) && (!latin || words >= FEWEST_FOREIGN);
    if (foreign && (result.isReliable() || !latin) && scoreOf(top) > scoreOf(best) + CLEARLY)
      return { kind: 'foreign', code: top };
    return scoreOf(best) > scoreOf(before ?? own) + CLEARLY ? { kind: 'spoken', code: best } : undefined;
  }
}

/** The words of each tongue's examples that no other tongue's have. */
function tradeWords(examples: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, Set<string>>();
  for (const [code, texts] of Object.entries(examples)) {
    for (const word of texts.flatMap((text) => plain(text).split(' ')))
      owners.set(word, (owners.get(word) ?? new Set()).add(code));
  }
  const words = new Map<string, string[]>();
  for (const [word, codes] of owners) {
    const [code] = codes;
    if (codes.size === 1 && code !== undefined && word.length > 1) words.set(code, [...(words.get(code) ?? []), word]);
  }
  return words;
}

/** "Holaaa", "oiii": letters drawn out are one. */
function squeezed(words: string): string {
  return words.replace(/(\p{L})\1+/gu, '$1');
}

/** Small letters without accents, addresses and signs. */
function plain(text: string): string {
  return foldedText(text.replace(/\S+@\S+|https?:\S+|\p{Lu}{2}-\w+/gu, ' '))
    .replace(/[^\p{L}\p{M}\d']+/gu, ' ')
    .trim();
}
