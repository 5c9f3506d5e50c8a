/**
 * The quote, worked out from the price list and nothing else; undefined when an answer is missing that the price hangs
 * on. It shows how the total came about, in words that fit the count.
 */
import { type Business, type Offer, say } from '../../domain/business.ts';
import type { Utterance } from '../../domain/decision.ts';
import type { Source } from '../../domain/knowledge.ts';
import type { State } from './state.ts';

export interface Quote {
  readonly say: Utterance;
  /** The whole price as it is said. */
  readonly total: string;
}

export function quoteFor(business: Business, offer: Offer, { answers }: Pick<State, 'answers'>): Quote | undefined {
  const { price } = offer;
  const units = price.unitsFrom ? Number(answers[price.unitsFrom]) : 1;
  if (!Number.isInteger(units) || units < 1) return undefined;
  const values = {
    offer: offer.name,
    units: new Intl.NumberFormat(business.locale).format(units),
    unit: price.unitName,
    perUnit: money(business, price.perUnit),
    base: money(business, price.base),
    total: money(business, price.base + price.perUnit * units),
  };
  const quantity = price.unitsFrom ? quantityOf(business, price, units, values.units) : undefined;
  const what = quantity === undefined ? offer.name : say(business, 'sales.quoteFor', { ...values, quantity });
  const sum = sumOf(business, price, units, { ...values, each: quantity === undefined });
  const text = say(business, 'sales.quote', { ...values, quantity: quantity ?? values.units, what, sum });
  const list = `${offer.name}: base ${values.base}, per ${price.unitName} ${values.perUnit}`;
  const sources: Source[] = [
    {
      kind: 'business',
      id: `sales.${offer.id}`,
      title: `Price list: ${offer.name}`,
      text: `${list}. ${what}: ${sum}.`,
    },
    { kind: 'customer', id: 'answers', title: 'The customer said', text: answersInWords(offer, answers) },
  ];
  return { say: { text, choices: [], sources }, total: values.total };
}

/** "6 people", "1 person"; undefined for several when config has no word for several. */
function quantityOf({ locale }: Business, price: Offer['price'], units: number, written: string): string | undefined {
  const isOne = new Intl.PluralRules(locale).select(units) === 'one';
  const word = isOne ? price.unitName : price.unitNamePlural;
  return word && `${written} ${word}`;
}

/** "6 × €49 = €294", with what there is to pay besides. `each`: the unit is not named anywhere else. */
function sumOf(
  business: Business,
  { base, perUnit, unitsFrom, unitName }: Offer['price'],
  count: number,
  { each, ...values }: { units: string; perUnit: string; base: string; total: string; each: boolean },
): string {
  if (!unitsFrom || perUnit === 0) return values.total;
  const onePrice = each ? `${values.perUnit}/${unitName}` : values.perUnit;
  const product = `${values.units} × ${onePrice} = ${money(business, perUnit * count)}`;
  const units = count === 1 ? values.perUnit : product;
  return base === 0 ? units : say(business, 'sales.quoteBase', { ...values, sum: units });
}

/** Questions with their answers, for staff. */
export function answersInWords({ questions }: Offer, answers: State['answers']): string {
  return questions.map(({ id, ask }) => `${ask} ${answers[id] ?? '(not said)'}`).join('; ');
}

function money({ locale, currency }: Business, amount: number): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: Number.isInteger(amount) ? 0 : 2,
  }).format(amount);
}
