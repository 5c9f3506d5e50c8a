/**
 * Takes out of a text what belongs to a person: e-mail, phone, address, bank and card numbers, and names that are known
 * to be customers'. Pure. Masks rather too much than too little; a person reads every draft anyway.
 */
import { type CountryCode, findPhoneNumbersInText } from 'libphonenumber-js';

export interface MaskContext {
  /** ISO 3166-1 alpha-2: whose national phone numbers are read; `IE` when absent. */
  readonly country?: string;
  /** Names of customers, as they stand in the text. */
  readonly names?: readonly string[];
  /** The business's own phone, e-mail and address, which are facts and stay. */
  readonly keep?: readonly string[];
}

/** What stands in place of what was taken out. */
export const MASKS = ['[e-mail]', '[phone]', '[address]', '[bank account]', '[card number]', '[name]'] as const;

const EMAIL = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu;
const IBAN = /\b[A-Z]{2}\d{2}(?:[ ]?[A-Z\d]{4}){2,7}(?:[ ]?[A-Z\d]{1,4})?\b/giu;
const CARD = /(?<![\d.])\d(?:[ -]?\d){12,18}(?!\d)/gu;
const STREET = `(?:street|st|road|rd|avenue|ave|lane|square|sq|place|quay|drive|terrace|row|way|court|park|close|crescent|boulevard|straße|strasse|str|gasse|platz|allee|rue|calle|via|plaza|weg|laan|straat)`;
const ADDRESS = new RegExp(
  String.raw`(?<![\p{L}\d])(?:\d{1,4}[a-z]?,? (?:[\p{Lu}][\p{L}'’.-]* ?){0,3}?${STREET}\b\.?|(?:rue|calle|via|plaza|avenida) (?:[\p{L}'’.-]+ ){0,3}?[\p{L}'’.-]+,? \d{1,4}\b|[\p{Lu}][\p{L}-]*(?:straße|strasse|str\.|gasse|platz|allee|weg|laan|straat) \d{1,4}[a-z]?\b)(?:,? ?[A-Z]\d{2} ?[A-Z\d]{4}\b|,? \d{4,5} [\p{Lu}][\p{L}-]+)?`,
  'giu',
);
const SAID_NAME =
  /\b(my name is|this is|i am called|mein name ist|ich heiße|je m'appelle|me llamo|mi chiamo|regards,?|thanks,|cheers,|lg|vg)\s+((?:\p{Lu}[\p{L}'’-]+)(?:\s\p{Lu}[\p{L}'’-]+)?)/giu;
const GREETING =
  /^\s*(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|servus|hola|buenos días|bonjour|salut|ciao|buongiorno|ol[aá]|bom dia)(?: there)?(?:,? \[name\])?\s*[,!.:–-]+\s*/iu;

export function maskPersonal(text: string, { country = 'IE', names = [], keep = [] }: MaskContext = {}): string {
  const kept = new Set(keep.map((one) => bare(one)));
  const unless = (mask: string) => (found: string) => (kept.has(bare(found)) ? found : mask);
  let masked = text.replace(EMAIL, unless('[e-mail]'));
  masked = masked.replace(IBAN, (found) => (isIban(found) ? '[bank account]' : found));
  masked = masked.replace(CARD, (found) => (isCard(found) ? '[card number]' : found));
  masked = maskPhones(masked, country, kept);
  masked = masked.replace(ADDRESS, unless('[address]'));
  masked = masked.replace(SAID_NAME, (whole: string, before: string, name: string) =>
    /^\p{Lu}/u.test(name) ? `${before} [name]` : whole,
  );
  return maskNames(masked, names);
}

/**
 * The parts of the name a customer goes by that are to be masked: people call themselves "Bike Lover", and what stands in
 * `innocent` as well is no name.
 */
export function namesToMask(displayName: string | undefined, innocent: string): readonly string[] {
  const words = new Set(innocent.toLowerCase().match(/\p{L}+/gu));
  const parts = (displayName ?? '').match(/\p{L}[\p{L}'’-]*/gu) ?? [];
  return parts.filter((part) => !words.has(part.toLowerCase()));
}

/** ", [name]." adds nothing to an answer for everybody. */
export function withoutVocatives(masked: string): string {
  return masked.replace(/,? \[name\](?=\s*[.,!?](?:\s|$))/gu, '');
}

/** A masked message to one customer as an answer for everybody: no "Hi [name]," and no ", [name]." */
export function withoutGreeting(masked: string): string {
  return withoutVocatives(masked)
    .replace(GREETING, '')
    .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

function maskPhones(text: string, country: string, kept: ReadonlySet<string>): string {
  const found = findPhoneNumbersInText(text, { defaultCountry: country as CountryCode });
  let masked = text;
  for (const { startsAt, endsAt, number } of found.toReversed()) {
    const written = masked.slice(startsAt, endsAt);
    if (kept.has(bare(written)) || kept.has(bare(number.number))) continue;
    masked = `${masked.slice(0, startsAt)}[phone]${masked.slice(endsAt)}`;
  }
  // Numbers of unknown countries are phone numbers all the same.
  return masked.replace(/\+\d[\d\s()/-]{6,18}\d/gu, (written) => (kept.has(bare(written)) ? written : '[phone]'));
}

/** Whole names and their parts of three letters or more, in any case. */
function maskNames(text: string, names: readonly string[]): string {
  const parts = names.flatMap((name) => [name, ...name.split(/\s+/u)]).filter((part) => /\p{L}{3}/u.test(part));
  if (parts.length === 0) return text;
  const any = [...new Set(parts)]
    .sort((a, b) => b.length - a.length)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'))
    .join('|');
  return text.replace(new RegExp(`(?<![\\p{L}\\d])(?:${any})(?![\\p{L}\\d])`, 'giu'), '[name]');
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\d@]/gu, '');
}

/** ISO 13616: moved and lettered, the remainder by 97 is 1. */
function isIban(written: string): boolean {
  const plain = written.replace(/ /gu, '').toUpperCase();
  const digits = `${plain.slice(4)}${plain.slice(0, 4)}`.replace(/[A-Z]/gu, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** ISO 7812: the Luhn sum. */
function isCard(written: string): boolean {
  const digits = [...written.replace(/\D/gu, '')].map(Number).reverse();
  const sum = digits.reduce(
    (total, digit, at) => total + (at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2),
    0,
  );
  return digits.length >= 13 && sum % 10 === 0;
}
