/** Phrases with a fixed meaning, recognised before any classifier. Pure; the lists stand in config. */
import type { Business } from './domain/business.ts';

/** Lower case, without accents' variants, surrounding punctuation and doubled spaces: what exact matching compares. */
export function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLocaleLowerCase('en')
    .replace(/[\p{P}\p{S}\p{Cf}]|\ufe0f/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Words and numbers of a text. */
export function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

/** Normalised, with plural and singular as one. */
export function singular(text: string): string {
  return normalised(text).replace(/(?<=\p{L}{2})s(?= |$)/gu, '');
}

/** The words of it that may tell anything; such as "up", "a" or "for" are left out. */
export function tellingWords(text: string): readonly string[] {
  return singular(text)
    .split(' ')
    .filter((word) => word.length > 3);
}

const CONSENT_WORDS = ['stop', 'start', 'stopOffers', 'startOffers'] as const;
export type ConsentWord = (typeof CONSENT_WORDS)[number];

/** STOP or START when the whole message is such a word, else undefined: "stop, Joe isn't coming" means something else. */
export function consentWord(text: string, { consent }: Pick<Business, 'consent'>): ConsentWord | undefined {
  const words = normalised(text);
  if (words.length > 40) return undefined;
  return CONSENT_WORDS.find((meaning) => consent[meaning]?.some((word) => normalised(word) === words));
}

const compiled = new Map<string, RegExp>();
function pattern(source: string): RegExp {
  let regex = compiled.get(source);
  if (!regex) {
    regex = new RegExp(source, 'iu');
    compiled.set(source, regex);
  }
  return regex;
}

/** Whether the customer asks for a person, by the patterns in config. */
export function wantsPerson(text: string, business: Pick<Business, 'personRequests'>): boolean {
  const words = normalised(text.slice(0, 500));
  return business.personRequests.some((source) => pattern(source).test(words));
}

/** The configured fixed answer to a message that matches a quick reply as a whole, captures filled in. */
export function quickReply(text: string, business: Pick<Business, 'quickReplies'>): string | undefined {
  const trimmed = text.trim().slice(0, 500);
  for (const { pattern: source, reply } of business.quickReplies) {
    const match = pattern(`^(?:${source})$`).exec(trimmed);
    if (match) return reply.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
  }
  return undefined;
}
