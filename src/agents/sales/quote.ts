/** The quote, worked out from the price list and nothing else; undefined when an answer is missing that the price hangs on. */
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
  const total = money(business, price.base + price.perUnit * units);
  const values = {
    offer: offer.name,
    units: String(units),
    unit: price.unitName,
    perUnit: money(business, price.perUnit),
    base: money(business, price.base),
    total,
  };
  const proof = `${offer.name}: base ${values.base}, per ${price.unitName} ${values.perUnit}, ${units} ${price.unitName}: total ${total}`;
  const sources: Source[] = [
    { kind: 'business', id: `sales.${offer.id}`, title: `Price list: ${offer.name}`, text: proof },
    { kind: 'customer', id: 'answers', title: 'The customer said', text: answersInWords(offer, answers) },
  ];
  return { say: { text: say(business, 'sales.quote', values), choices: [], sources }, total };
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
