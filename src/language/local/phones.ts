/**
 * The phone number in a customer's words, as E.164. A number without its country is one of the shop's own country; what
 * is no possible number there, such as a booking reference or a price, is none. Pure.
 */
import { type CountryCode, findPhoneNumbersInText } from 'libphonenumber-js';

const LONGEST = 200;

/** The last one named: "not 086 111 1111 but 087 222 2222" means the second. Undefined for none, and for a mistyped one. */
export function readPhone(text: string, country: string): string | undefined {
  const words = text
    .slice(0, LONGEST)
    .normalize('NFKC')
    .replace(/\b00(?=[1-9])/u, '+');
  return findPhoneNumbersInText(words, country as CountryCode).at(-1)?.number.number;
}
