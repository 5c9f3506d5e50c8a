/** Which service the words mean: names and aliases first, the longest wins; in an answer a telling word is enough. Pure. */
import type { Business, Service } from '../../domain/business.ts';
import { singular, tellingWords } from '../../phrases.ts';
import { foldedText } from '../../tongues/to-english.ts';

type Services = Pick<Business, 'services'> & Partial<Pick<Business, 'texts'>>;

/** Ids of every service that is named; several when the words name several. */
export function servicesIn(text: string, { services }: Services): readonly string[] {
  let rest = ` ${plain(text)} `;
  const found = new Set<string>();
  const names = services
    .flatMap((service) =>
      [service.name, ...service.aliases].map((name) => ({ id: service.id, words: ` ${plain(name)} ` })),
    )
    .sort((a, b) => b.words.length - a.words.length);
  for (const { id, words } of names) {
    if (!rest.includes(words)) continue;
    found.add(id);
    rest = rest.replaceAll(words, ' | '); // "e-bike service" must not also be heard as a "bike service"
  }
  return [...found];
}

/** "The full one": the word before it says which. */
const THE_ONE = /\bthe ([\p{L}-]+) (?:one|option|service|package|job)\b/iu;

/** Like `servicesIn`, and when nothing is named in full: "the full one". */
export function servicesMeant(text: string, business: Services): readonly string[] {
  const named = servicesIn(text, business);
  const [, word] = THE_ONE.exec(text) ?? [];
  return named.length > 0 || word === undefined ? named : servicesAnswered(word, business);
}

/** Like `servicesIn`, and when nothing is named in full: services that alone own one of the words ("the basic one"). */
export function servicesAnswered(text: string, business: Services): readonly string[] {
  const named = servicesIn(text, business);
  if (named.length > 0) return named;
  const said = new Set(plain(text).split(' '));
  const asked = tellingWords(foldedText(business.texts?.['booking.askService'] ?? ''));
  const owners = new Map<string, Set<string>>();
  for (const service of business.services) {
    for (const word of wordsOf(service).filter((one) => !isOfQuestion(one, asked)))
      owners.set(word, (owners.get(word) ?? new Set()).add(service.id));
  }
  const ids = [...said].flatMap((word) => {
    const ids = owners.get(word);
    return ids?.size === 1 ? [...ids] : [];
  });
  return [...new Set(ids)];
}

function wordsOf({ name, aliases }: Service): readonly string[] {
  return [name, ...aliases].flatMap((words) => tellingWords(foldedText(words)));
}

/** "My bike" tells nothing where the question was what the bike needs, though only e-bikes have it in their name. */
function isOfQuestion(word: string, asked: readonly string[]): boolean {
  return asked.some((one) => word.startsWith(one) || one.startsWith(word));
}

/** Phones leave accents out: "revision basica", "grosse Inspektion". */
function plain(text: string): string {
  return singular(foldedText(text));
}
