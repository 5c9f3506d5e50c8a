/**
 * Facts that cannot both be right: one item with two prices, in two passages or in the knowledge and the config. Pure. It
 * reads plain sentences ("a full service costs EUR 119") and says nothing where it is not sure what the price is of.
 */
import type { Business } from '../domain/business.ts';
import type { Passage } from '../domain/knowledge.ts';
import type { Fault } from '../fault.ts';
import { claimsIn } from '../number-lock.ts';
import type { Terms } from './terms.ts';

interface Price {
  readonly of: string;
  readonly price: string;
  readonly words: string;
  readonly where: string;
}

const AMOUNT = String.raw`(?:from\s)?((?:[€£$]|EUR\s|GBP\s|USD\s|CHF\s)\d(?:[\d.,]*\d)?|\d(?:[\d.,]*\d)?\s?(?:€|£|EUR\b|GBP\b|euros?\b|pounds?\b))`;
const PRICED = new RegExp(
  String.raw`((?:[\p{L}'’-]+\s){1,6}?)(?:costs?\s|is\s|are\s|for\s|:\s)?${AMOUNT}(\s(?:an?|per)\s(?:hour|half|day|week|weekend|night|month|year|person|piece|pair|met(?:er|re)|km|kilo|lit(?:er|re))|\s(?:each|off|deposit))?`,
  'giu',
);
/** Prices that depend on something else: two of them are no contradiction. */
const DEPENDS =
  /\b(?:from|over|under|between|to|up|about|least|most|more|above|than|or|extra|plus|deposit|off|waive|discount|was)\b/iu;

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
  return passage.text.split(/(?<=[.!?;])\s+|\n+/u).flatMap((sentence) =>
    [...sentence.matchAll(PRICED)].flatMap(([, subject = '', amount = '', per = '']) => {
      const price = claimsIn(amount).find((claim) => claim.startsWith('money:'));
      if (!price || DEPENDS.test(subject) || /\b(?:off|deposit)\b/iu.test(per)) return [];
      return [{ of: keyOf(subject, per, terms), price, words: amount.trim(), where: passage.id }];
    }),
  );
}

/** Two words at least: "a bike" alone is many things. */
function keyOf(subject: string, per: string, terms: Terms): string {
  const words = [...new Set(terms.content(subject))].sort();
  return words.length < 2 ? '' : `${words.join(' ')}${per.toLowerCase().replace(/\s(?:an?|per|each)/u, '/')}`;
}
