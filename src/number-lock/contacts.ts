/** Ways to reach someone and names of things: e-mail, link, phone number, street address, reference. */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import { claim, type Recogniser } from './token.ts';

/** Endings under which a bare word with a dot is a link; others are too often a missing space between sentences. */
const ENDINGS =
  'com|org|net|info|biz|eu|ie|uk|de|fr|es|it|nl|be|at|ch|pt|pl|cz|se|dk|no|fi|io|app|dev|shop|store|co|me|online|site|example';

const email: Recogniser = {
  pattern: /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/giu,
  read: ([address]) => claim(`email:${address.toLowerCase()}`),
};

const link: Recogniser = {
  pattern: new RegExp(
    `(?:https?://|www\\.)[^\\s<>()"']+|(?<![@\\p{L}\\d.-])(?:[a-z\\d](?:[a-z\\d-]*[a-z\\d])?\\.)+(?:${ENDINGS})(?![\\p{L}\\d-]|\\.\\p{L})(?:/[^\\s<>()"']*)?`,
    'giu',
  ),
  read: ([address]) => claim(`link:${linkKey(address)}`),
};

/** Protocol, "www." and a closing slash or stop do not matter; the path does. */
function linkKey(address: string): string {
  const bare = address
    .replace(/[.,;:!?*_~]+$/u, '')
    .replace(/^https?:\/\//iu, '')
    .replace(/^www\./iu, '')
    .replace(/\/+$/u, '');
  const slash = bare.indexOf('/');
  return slash < 0 ? bare.toLowerCase() : bare.slice(0, slash).toLowerCase() + bare.slice(slash);
}

const phone: Recogniser = {
  pattern: /(?<![\p{L}\d.,])(?:\+|\(?0)[\d](?:[\d\s()./-]*\d)|(?<![\p{L}\d])1[58]\d{2}[ -]\d{3}[ -]?\d{3}/gu,
  read: ([written], { country }) => {
    const digits = written.replace(/\D/gu, '');
    if (digits.length < 7 || digits.length > 15) return undefined;
    const parsed = parsePhoneNumberFromString(written, country as CountryCode);
    return claim(`phone:${parsed?.number ?? digits}`);
  },
};

const STREET = `(?:street|st|road|rd|avenue|ave|lane|ln|square|sq|place|quay|drive|terrace|row|way|court|park|close|crescent|boulevard|hill|bridge|walk|parade|green)`;

/** "14 Merchants Road": house number with the street it belongs to. */
const address: Recogniser = {
  pattern: new RegExp(`(?<![\\p{L}\\d])(\\d{1,4}[a-z]?)[ ,]{1,2}((?:[\\p{L}'.]+ ){1,3}?)(${STREET})\\b\\.?`, 'giu'),
  read: ([, number = '', name = '', kind = '']) => {
    if (!/^\p{Lu}/u.test(name)) return undefined; // "10 minutes from the street" is no address
    return claim(
      `address:${number.toLowerCase()} ${name.toLowerCase().replace(/['.]/gu, '').trim()} ${longKind(kind.toLowerCase())}`,
    );
  },
};

/** "Hauptstraße 5", "Calle Mayor 12", "12 rue de la Paix": the streets of other countries. */
const streetAbroad: Recogniser = {
  pattern:
    /(?<![\p{L}\d])(?:(?<before>\d{1,4} ?(?:bis|ter|[a-d])?),? (?<french>(?:rue|avenue|boulevard|place|quai|chemin|impasse) (?:(?:de|du|des|la|le|les) |d'|l')*[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)*)|(?<german>\p{Lu}[\p{L}-]*(?:straße|strasse|str\.|gasse|platz|allee|weg|ring|damm))|(?<latin>(?:Calle|Avenida|Av\.|Plaza|Paseo|Rua|Via|Viale|Piazza|Largo|Praça|Corso|Travessa) (?:(?:\p{L}[\p{L}'.-]*) ){0,4}?[\p{L}'-]+),?)(?:(?<=\D) (?:n[.º°o]{1,2} ?)?(?<after>\d{1,4}(?:[a-d]\b)?)(?![\d:.,]\d| ?(?:€|%)))?/gu,
  read: ({ groups = {} }) => {
    const { before, after, french, german, latin } = groups;
    const number = before ?? after;
    if (number === undefined) return undefined;
    const street = (french ?? german ?? latin ?? '').toLowerCase().replace(/strasse$|str\.$/u, 'straße');
    return claim(`address:${number.replace(/ /gu, '').toLowerCase()} ${street}`);
  },
};

function longKind(kind: string): string {
  const long: Record<string, string> = { st: 'street', rd: 'road', ave: 'avenue', ln: 'lane', sq: 'square' };
  return long[kind] ?? kind;
}

/** "HC-7K3M", "H91 XY12", "700x28": letters and digits that belong together. */
const reference: Recogniser = {
  pattern:
    /(?<![\p{L}\d-])(?:[A-Z]{2,5}-[A-Z\d]{3,12}|[A-Z]\d[\dW] ?[A-Z\d]{4}|(?=[\p{L}\d-]*\d[\p{L}\d-]*\d)(?=[\p{L}\d-]*\p{L})[\p{L}\d]+(?:-[\p{L}\d]+)*)(?![\p{L}\d-])/gu,
  read: ([written]) =>
    /^(?:\d+(?:st|nd|rd|th|s)|\p{L}+-\d{2,}|\d+-\p{Ll}+(?:-\p{Ll}+)*)$/u.test(written) && !/^\p{Lu}{2,}/u.test(written)
      ? undefined
      : claim(`reference:${written.toLowerCase().replace(/ /gu, '')}`),
};

export const CONTACTS: readonly Recogniser[] = [link, email];
export const PHONES: readonly Recogniser[] = [phone];
export const ADDRESSES: readonly Recogniser[] = [address, streetAbroad];
export const REFERENCES: readonly Recogniser[] = [reference];
