/**
 * The shop in its other languages: `config/languages/<code>.yaml` over the sentences that come with us and the files of
 * the shop's own language. What nobody has translated is said as the owner wrote it, so there never is a hole;
 * `untranslated` lists it.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Business, Offer } from '../domain/business.ts';
import { shown } from '../fault.ts';
import { qualifyOf } from '../leads/qualify.ts';
import { codeOf, tongueOf } from '../tongues/list.ts';
import { crossFaults } from './cross-checks.ts';
import { spokenTexts } from './default-texts.ts';
import { oneOf, type PathFault } from './path-fault.ts';
import { agentsFile, conversationFile } from './schema.ts';
import { textFaults } from './text-checks.ts';

const FOLDER = 'languages';
/** Said to those whose language we do not speak, in our own only. */
const OFFERED = 'languageChoice';

const text = z.string('some text').trim().min(1, 'some text');
const words = z.array(text, 'a list of words');
const intent = agentsFile.shape.intents.element.shape;

export const spokenFile = z.strictObject({
  services: z.record(z.string(), z.strictObject({ name: text, aliases: words })).default({}),
  offers: z
    .record(
      z.string(),
      z.strictObject({
        name: text,
        unitName: text,
        unitNamePlural: text.exactOptional(),
        aliases: words,
        questions: z.record(z.string(), z.strictObject({ ask: text, options: words.default([]) })),
      }),
    )
    .default({}),
  closedOn: z.record(z.string(), text).default({}),
  glossary: z.record(z.string(), text).default({}),
  personRequests: words.default([]),
  labels: z.record(z.string(), intent.label),
  examples: z.record(z.string(), intent.examples),
  texts: conversationFile.shape.texts,
});
export type SpokenFile = z.infer<typeof spokenFile>;

/** Names of the files, `languages/es.yaml`; none when the shop speaks one language only. */
export function spokenFiles(dir: string): readonly string[] {
  try {
    return readdirSync(join(dir, FOLDER))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => `${FOLDER}/${name}`);
  } catch {
    return []; // no such folder
  }
}

/** The shop in the language of the file `name`; `brought`: the sentences of that language that came with us. */
export function inLanguage(
  business: Business,
  name: string,
  file: SpokenFile,
  brought: Readonly<Record<string, string>>,
): Business {
  const code = basename(name, '.yaml');
  return {
    ...business,
    locale: `${code}-${business.country}`,
    closedOn: business.closedOn.map((day) => ({ ...day, reason: file.closedOn[day.date] ?? day.reason })),
    services: business.services.map((service) => ({ ...service, ...file.services[service.id] })),
    sales: {
      ...business.sales,
      offers: business.sales.offers.map((offer) => {
        const said = file.offers[offer.id];
        if (!said) return offer;
        return {
          ...offer,
          name: said.name,
          aliases: said.aliases,
          price: priceIn(offer, said),
          questions: offer.questions.map((question) => ({ ...question, ...said.questions[question.id] })),
          ...rulesIn(offer, said.questions),
        };
      }),
    },
    intents: business.intents.map((one) => ({
      ...one,
      label: file.labels[one.id] ?? one.label,
      examples: file.examples[one.id] ?? [],
    })),
    personRequests: [...business.personRequests, ...file.personRequests],
    texts: { ...business.texts, ...spokenTexts(business, file.texts, brought) },
    glossary: file.glossary,
  };
}

/** A plural of the owner's own language never stands beside a word of this one. */
function priceIn({ price }: Offer, { unitName, unitNamePlural }: Pick<Offer['price'], 'unitName' | 'unitNamePlural'>) {
  const { unitNamePlural: _owners, ...rest } = price;
  return { ...rest, unitName, ...(unitNamePlural === undefined ? {} : { unitNamePlural }) };
}

/** Rules name options in the owner's own language; here they name those that the customer reads. */
function rulesIn(offer: Offer, said: Readonly<Record<string, { options: readonly string[] }>>): object {
  const qualify = qualifyOf(offer);
  if (!qualify) return {};
  const rules = qualify.rules.map((rule) => {
    const question = offer.questions.find(({ id }) => id === rule.question);
    const options = said[rule.question]?.options;
    if (question?.answer !== 'choice' || !rule.oneOf || !options) return rule;
    return { ...rule, oneOf: rule.oneOf.map((option) => options[question.options.indexOf(option)] ?? option) };
  });
  return { qualify: { ...qualify, rules } };
}

/** What is wrong in a file, by its own paths. */
export function spokenFaults(business: Business, name: string, file: SpokenFile): readonly PathFault[] {
  const code = basename(name, '.yaml');
  if (code === codeOf(business.locale) || !tongueOf(code))
    return [{ path: [], expected: 'the code of another language that Frontdesk has words for', got: shown(code) }];
  const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);
  const known = (path: string, given: object, allowed: readonly string[]): PathFault[] =>
    Object.keys(given)
      .filter((key) => !allowed.includes(key))
      .map((key) => ({ path: [path, key], expected: oneOf(allowed, key), got: shown(key) }));
  const intents = ids(business.intents);
  const questions = Object.entries(file.offers).flatMap(([id, said]) => {
    const asked = business.sales.offers.find((offer) => offer.id === id)?.questions ?? [];
    return asked.flatMap(({ id: question, options }) => {
      const given = said.questions[question];
      return given && given.options.length === options.length
        ? []
        : [
            {
              path: ['offers', id, 'questions', question],
              expected: `the question with ${options.length} options`,
              got: given ? `${given.options.length} options` : 'nothing',
            },
          ];
    });
  });
  return [
    ...known('services', file.services, ids(business.services)),
    ...known('offers', file.offers, ids(business.sales.offers)),
    ...known('labels', file.labels, intents),
    ...known('examples', file.examples, intents),
    ...textFaults(file.texts, business.intents),
    ...questions,
    ...crossFaults(inLanguage(business, name, file, {})).map((fault) => placed(fault, business)),
  ];
}

/** What customers would not read as the owner means it, as paths such as `texts.lapsed`; `own`: the owner's sentences. */
export function untranslated(
  business: Business,
  file: SpokenFile,
  own: Readonly<Record<string, string>>,
): readonly string[] {
  const intents = business.intents.map(({ id }) => id);
  const missing = (path: string, given: object, all: readonly string[]) =>
    all.filter((key) => !(key in given)).map((key) => `${path}.${key}`);
  return [
    ...missing('labels', file.labels, intents),
    ...missing('examples', file.examples, intents),
    ...missing(
      'services',
      file.services,
      business.services.map(({ id }) => id),
    ),
    ...missing(
      'offers',
      file.offers,
      business.sales.offers.map(({ id }) => id),
    ),
    ...missing(
      'texts',
      file.texts,
      Object.keys(own).filter((key) => key !== OFFERED),
    ),
  ];
}

/** The path of a fault in the whole shop as the file has it. */
function placed({ path: [first, at, ...rest], ...fault }: PathFault, business: Business): PathFault {
  const id = first === 'intents' && typeof at === 'number' ? business.intents[at]?.id : undefined;
  if (id !== undefined) return { ...fault, path: ['examples', id, ...rest.slice(1)] };
  return { ...fault, path: [] };
}
