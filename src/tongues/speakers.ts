/**
 * Who speaks each of the shop's other languages: the same agents with that language's words, trained when the first
 * customer needs them. Facts stay those of the approved documents, also where these are in another language; then the
 * customer is told so.
 */
import type { Agent } from '../agents/agent.ts';
import { createAgents } from '../agents/list.ts';
import type { Business } from '../domain/business.ts';
import type { RankedPassage } from '../domain/knowledge.ts';
import { createLocalLanguage } from '../language/local-language.ts';
import type { Knowledge, Language } from '../ports.ts';
import { configured } from '../review.ts';
import type { ToolBox } from '../tools/tool.ts';
import { createTongueFinder } from './find-tongue.ts';
import { tongueOf } from './list.ts';
import { createToEnglish, type ToEnglish } from './to-english.ts';

export interface Speaker {
  readonly business: Business;
  readonly language: Language;
  readonly knowledge: Knowledge;
  readonly agents: readonly Agent[];
}

export interface SpeakerDeps {
  readonly knowledge: Knowledge;
  readonly tools: ToolBox;
  /** What understands the language of a shop; the local implementation when absent. */
  readonly languageOf?: (business: Business) => Language;
  /** Puts models behind it. */
  readonly joinModels?: (spoken: Business, local: Language, knowledge: Knowledge) => Language;
}

export function createSpeakers({ business }: { business: Business }, deps: SpeakerDeps) {
  const speakers = new Map<string, Speaker>();

  /** Undefined for a language that the shop does not speak besides its own. Trains for some tenths of a second once. */
  return (code: string): Speaker | undefined => {
    const spoken = business.spoken?.[code];
    if (!spoken) return undefined;
    const known = speakers.get(code);
    if (known) return known;
    const speaker = speakerOf(spoken, business, deps);
    speakers.set(code, speaker);
    return speaker;
  };
}

function local(business: Business): Language {
  return createLocalLanguage({ intents: business.intents, business });
}

function speakerOf(
  spoken: Business,
  own: Business,
  { knowledge: documents, tools, languageOf = local, joinModels = (_spoken, behind) => behind }: SpeakerDeps,
): Speaker {
  const tongue = tongueOf(spoken.locale);
  const alone = languageOf(spoken);
  const asDocuments: ToEnglish | undefined = tongue && createToEnglish(tongue, glossaryOf(spoken, own));
  const inEnglish = (question: string) => asDocuments?.(question, 'left out').text.replace(/\s+/gu, ' ').trim() ?? '';
  const knowledge: Knowledge = {
    async search(question, limit, audience) {
      const found = [];
      for (const words of [question, inEnglish(question)])
        found.push(...(await documents.search(words, limit, audience)));
      return bestOf(found).slice(0, limit);
    },
    isInternal: (passageId) => documents.isInternal(passageId),
  };
  const find = createTongueFinder({ own: 'en', spoken: tongue ? [tongue.code] : [] });
  const isWrittenIn = async (text: string) => {
    const written = await find({ text, before: undefined });
    return written.kind === 'spoken' && written.code === tongue?.code;
  };
  /** Finds an answer by the customer's words and by those of the documents. */
  const both: Language = {
    ...alone,
    async answer(question, passages) {
      const answers = [
        await alone.answer(question, passages),
        await alone.answer(inEnglish(question), passages),
      ].filter((answer) => answer !== undefined);
      return answers.toSorted((a, b) => b.confidence - a.confidence)[0];
    },
  };
  const understood = joinModels(spoken, both, knowledge);
  const language: Language = {
    ...understood,
    async answer(question, passages) {
      const best = await understood.answer(question, passages);
      if (!best || (await isWrittenIn(best.text))) return best;
      const worded = await understood.word(best.text);
      if (worded !== best.text && (await isWrittenIn(worded))) return { ...best, text: worded };
      const note = configured(spoken, 'originalLanguage');
      return { ...best, text: `${note.text}\n\n${best.text}`, sources: [...best.sources, ...note.sources] };
    },
  };
  return {
    business: spoken,
    language,
    knowledge,
    agents: createAgents({ business: spoken }, { language, knowledge, tools }),
  };
}

/** The owner's glossary, and the names of services in both languages. */
function glossaryOf(spoken: Business, own: Business): Readonly<Record<string, string>> {
  const services = spoken.services.flatMap(({ id, name, aliases }) => {
    const known = own.services.find((service) => service.id === id);
    return known ? [name, ...aliases].map((words): [string, string] => [words, known.name]) : [];
  });
  const longestFirst = Object.entries({ ...Object.fromEntries(services), ...spoken.glossary }).sort(
    ([a], [b]) => b.length - a.length,
  );
  return Object.fromEntries(longestFirst);
}

/** Each passage once, with the better of its scores, best first. */
function bestOf(found: readonly RankedPassage[]): readonly RankedPassage[] {
  const best = new Map<string, RankedPassage>();
  for (const one of found) {
    const known = best.get(one.passage.id);
    if (!known || known.score < one.score) best.set(one.passage.id, one);
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}
