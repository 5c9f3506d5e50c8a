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
/** How much better than the one we speak the letters of another must fit. */
const CLEARLY = 0.08;
/** Everyday words of one tongue, as a share of the text, that settle it. */
const SETTLED = 0.25;

/**
 * @param own the shop's own tongue, taken when nothing tells
 * @param isOwn whether a text is known to be of it, whatever it looks like
 */
export function createTongueFinder(
  { own, spoken }: { readonly own: string; readonly spoken: readonly string[] },
  isOwn: (text: string) => boolean = () => false,
): (heard: Heard) => Promise<FoundTongue> {
  const known = [own, ...spoken].flatMap((code) => {
    const signs = signsOf(code);
    return signs
      ? [
          {
            code,
            tells: new Set(foldedText(signs.tells).split(/\s+/u)),
            greetings: new Set(signs.greetings.map(plain)),
            wished: new RegExp(unmarked(signs.wished), 'u'),
          },
        ]
      : [];
  });

  return async ({ text, before }) => {
    const said = plain(text);
    const stay: FoundTongue = { kind: 'spoken', code: before ?? own };
    const wished = known.find((tongue) => tongue.wished.test(said));
    if (wished) return { kind: 'spoken', code: wished.code };
    const words = said.match(/[\p{L}\p{M}']+/gu) ?? [];
    if (words.length === 0 || isOwn(text)) return stay;
    if (before === undefined) {
      const greeted = known.filter((tongue) => tongue.greetings.has(said));
      if (greeted.length === 1) return { kind: 'spoken', code: greeted[0]?.code ?? own };
    } else if (words.length < FEWEST_TO_CHANGE && !/[^\p{Script=Latin}\P{L}]/u.test(said)) {
      return stay;
    }
    const counts = known.map(({ code, tells }) => ({ code, hits: hitsIn(words, tells) }));
    const [best, second] = counts.toSorted((a, b) => b.hits - a.hits || (a.code === stay.code ? -1 : 1));
    const current = counts.find(({ code }) => code === stay.code)?.hits ?? 0;
    if (best && best.code === stay.code && best.hits >= SETTLED * words.length) return stay;
    const clear = best && best.hits >= SETTLED * words.length && best.hits > (second?.hits ?? 0);
    const enough = before === undefined ? 1 : 2;
    if (best && clear && best.hits >= enough && best.hits >= 2 * current) return { kind: 'spoken', code: best.code };
    return (await byLetters(said, words.length, before)) ?? stay;
  };

  /** What the letters say; undefined when they do not say it clearly. */
  async function byLetters(said: string, words: number, before: string | undefined): Promise<FoundTongue | undefined> {
    const foreignScript = /[^\p{Script=Latin}\P{L}]/u.test(said);
    const letters = said.match(/\p{L}/gu)?.length ?? 0;
    if (!foreignScript && (letters < FEWEST_LETTERS || (before !== undefined && words < FEWEST_BY_LETTERS)))
      return undefined;
    const { eld } = await import('eld/extrasmall'); // some 90 MB, which a shop with customers of one tongue never loads
    const result = eld.detect(said);
    const scores = result.getScores();
    const top = result.language;
    const ours = Math.max(0, ...known.map(({ code }) => scores[code] ?? 0));
    const current = scores[before ?? own] ?? 0;
    if (top === '' || !(result.isReliable() || foreignScript)) return undefined;
    if (known.some(({ code }) => code === top)) {
      return (scores[top] ?? 0) > current + CLEARLY ? { kind: 'spoken', code: top } : undefined;
    }
    const clearly = (scores[top] ?? 0) > ours + CLEARLY && (foreignScript || words >= 3);
    return clearly ? { kind: 'foreign', code: top } : undefined;
  }
}

function hitsIn(words: readonly string[], tells: ReadonlySet<string>): number {
  return words.filter((word) => tells.has(word)).length;
}

/** Small letters without accents, addresses and signs. */
function plain(text: string): string {
  return foldedText(text.replace(/\S+@\S+|https?:\S+|\p{Lu}{2}-\w+/gu, ' '))
    .replace(/[^\p{L}\p{M}\d']+/gu, ' ')
    .trim();
}
