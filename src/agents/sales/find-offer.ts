/** Which offer a customer's words mean: its name or an alias, else words that only one offer uses. Pure. */
import type { Offer } from '../../domain/business.ts';
import { normalised, tellingWords } from '../../phrases.ts';

/** Letters that words of one stem share at least, and those of an ending. */
const LEAST_SHARED = 4;
const ENDING = 2;

/** Undefined when no offer is named, and when the words speak for two alike: then the customer is asked. */
export function findOffer(text: string, offers: readonly Offer[]): Offer | undefined {
  return named(text, offers) ?? toldBySingleWords(text, offers);
}

/** Of several the one named at the greatest length: "e-bike fleet" is not just a "fleet". */
function named(text: string, offers: readonly Offer[]): Offer | undefined {
  const said = ` ${normalised(text)} `;
  const lengthIn = (offer: Offer) =>
    Math.max(...phrasesOf(offer).map((words) => (said.includes(` ${words} `) ? words.length : 0)));
  const found = offers.map((offer) => ({ offer, length: lengthIn(offer) }));
  return found.filter(({ length }) => length > 0).toSorted((a, b) => b.length - a.length)[0]?.offer;
}

function toldBySingleWords(text: string, offers: readonly Offer[]): Offer | undefined {
  const words = offers.map((offer) => [...new Set(phrasesOf(offer).flatMap(tellingWords))]);
  const holds = (own: readonly string[], word: string) => own.some((one) => alike(one, word));
  const said = [...new Set(tellingWords(text))];
  const ownIn = (mine: readonly string[]) =>
    said.filter((word) => holds(mine, word) && words.every((other) => other === mine || !holds(other, word))).length;
  const [best, next] = offers
    .map((offer, n) => ({ offer, own: ownIn(words[n] ?? []) }))
    .toSorted((a, b) => b.own - a.own);
  return best && best.own > (next?.own ?? 0) ? best.offer : undefined;
}

/** "Servicing" and "service", "rent" and "rental": all but the last letters. */
function alike(a: string, b: string): boolean {
  const shared = Math.max(LEAST_SHARED, Math.min(a.length, b.length) - ENDING);
  return a.slice(0, shared) === b.slice(0, shared);
}

function phrasesOf({ name, aliases }: Offer): readonly string[] {
  return [name, ...aliases].map(normalised);
}
