/**
 * The phone number in a customer's words, as E.164. A number without its country is one of the shop's own country; what
 * is no possible number there, such as a booking reference or a price, is none. Pure.
 */
import { type CountryCode, findPhoneNumbersInText } from 'libphonenumber-js';

const LONGEST = 200;

/** The last one named: "not 086 111 1111 but 087 222 2222" means the second; of two to choose from, the first. Undefined for none, and for a mistyped one. */
export function readPhone(text: string, country: string): string | undefined {
  const words = text
    .slice(0, LONGEST)
    .normalize('NFKC')
    .replace(/\b00(?=[1-9])/u, '+');
  const found = findPhoneNumbersInText(words, country as CountryCode);
  const [first, second] = found;
  const either = first && second && /^[\s,]*(?:or|oder|ou|o)\s*$/iu.test(words.slice(first.endsAt, second.startsAt));
  return (either ? first : found.at(-1))?.number.number;
}
