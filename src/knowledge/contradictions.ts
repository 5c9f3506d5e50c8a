/**
 * Facts that cannot both be right: one item with two prices, in two passages or in the knowledge and the config. Pure. It
 * reads plain sentences ("a full service costs EUR 119") and says nothing where it is not sure what the price is of.
 */
import type { Business } from '../domain/business.ts';
import type { Passage } from '../domain/knowledge.ts';
import type { Fault } from '../fault.ts';
import { scan } from '../number-lock/scan.ts';
import { claimsIn } from '../number-lock.ts';
import type { Terms } from './terms.ts';

interface Price {
  readonly of: string;
  readonly price: string;
  readonly words: string;
  readonly where: string;
}

const MONEY = /[€£$¥]|\b(?:EUR|GBP|USD|CHF|euros?|pounds?|dollars?|quid|francs?)\b/iu;
const PER =
  /^\s(?:an?|per)\s(?:hour|half|day|week|weekend|night|month|year|person|piece|pair|met(?:er|re)|km|kilo|lit(?:er|re))|^\s(?:each|off|deposit)/iu;
/** Prices that depend on something else: two of them are no contradiction. */
const DEPENDS =
  /\b(?:from|over|under|between|to|up|about|least|most|more|above|than|or|extra|plus|deposit|off|waive|discount|was)\b/iu;
/** What joins an item to its price and is no part of its name. */
const JOINS =
  /\b(?:costs?|charged?|charges|we|our|you|pay|prices?|priced|is|are|for|at|only|just|comes?|each|it|and|the|an?)\b/giu;
/** Words of an item's name, counted back from its price. */
const NAME_WORDS = /(?:[\p{L}'’-]+[\s:–-]*){1,7}$/u;
/** "€45 for a wheel wash". */
const NAMED_AFTER = /^\s(?:is )?for ((?:[\p{L}'’-]+\s?){1,5})/u;

/** Items named with two different prices, each pair once. */
export function contradictions(
  passages: readonly Passage[],
  terms: Terms,
  business?: Pick<Business, 'services' | 'currency'>,
): readonly Fault[] {
  const prices = [
    ...(business?.services ?? []).map(({ name, price }) => ({
      of: keyOf(name, '', terms),
      price: claimsIn(`${business?.currency} ${price}`)[0] ?? '',
      words: `${business?.currency} ${price}`,
      where: `services in the config (${name})`,
    })),
    ...passages.flatMap((passage) => pricesIn(passage, terms)),
  ];
  const first = new Map<string, Price>();
  const faults: Fault[] = [];
  for (const price of prices) {
    if (price.of === '') continue;
    const other = first.get(price.of);
    if (!other) first.set(price.of, price);
    else if (other.price !== price.price)
      faults.push({
        path: price.where,
        expected: `one price for it: ${other.where} says ${other.words}`,
        got: price.words,
      });
  }
  return faults;
}

function pricesIn(passage: Passage, terms: Terms): readonly Price[] {
  return passage.text.split(/(?<=[.!?;])\s+|\n+/u).flatMap((sentence) => {
    const tokens = MONEY.test(sentence) ? scan(sentence, {}) : []; // reading all of a large folder takes a while
    return tokens.flatMap(({ start, end, needs }, at) => {
      const from = tokens[at - 1]?.end ?? 0;
      const before =
        sentence
          .slice(from, start)
          .split(/[,;(]\s?/u)
          .at(-1) ?? '';
      const [price] = needs[0] ?? [];
      // Two prices at once are a range; one with a side is open on the other.
      if (!price?.startsWith('money:') || needs.length !== 1) return [];
      const after = sentence.slice(end);
      const per = PER.exec(after)?.[0] ?? '';
      if (DEPENDS.test(before) || /\b(?:off|deposit)\b/iu.test(per)) return [];
      const words = sentence.slice(start, end).trim();
      const told = (NAME_WORDS.exec(before)?.[0] ?? '').replace(/[:–-]+\s*$/u, '');
      // "€15 for a city bike and €29": the bike is of the price before it, and depends on whatever was said before that.
      const own = from > 0 && /^\s*for\b/iu.test(before) ? '' : keyOf(told.replace(JOINS, ' '), per, terms);
      const alone = terms.content(sentence.slice(0, start).replace(JOINS, ' ')).length === 0;
      const named = alone ? (NAMED_AFTER.exec(after)?.[1] ?? '') : '';
      const of = own === '' ? keyOf(named.replace(JOINS, ' '), per, terms) : own;
      return [{ of, price, words, where: passage.id }];
    });
  });
}

/** Two words at least: "a bike" alone is many things. */
function keyOf(subject: string, per: string, terms: Terms): string {
  const words = [...new Set(terms.content(subject))].sort();
  return words.length < 2 ? '' : `${words.join(' ')}${per.toLowerCase().replace(/\s(?:an?|per|each)/u, '/')}`;
}
