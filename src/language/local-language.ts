/**
 * Understanding without a key and without a network: trained at start from the business's own examples, always there,
 * and the last link of every chain. It answers only what it can prove and is unsure rather than wrong.
 */
import type { Business, Intent } from '../domain/business.ts';
import { isFailure } from '../domain/failure.ts';
import type { ExtractionContext, Extractions, Language } from '../ports.ts';
import { tongueOf } from '../tongues/list.ts';
import { talkOf } from '../tongues/talk/list.ts';
import { createToEnglish } from '../tongues/to-english.ts';
import { readCount } from './local/counts.ts';
import { readDuration } from './local/durations.ts';
import { extractAnswer } from './local/extractive-answer.ts';
import { type IntentClassifier, trainIntentClassifier } from './local/intent-classifier.ts';
import type { LearnedIntents } from './local/learned-intents.ts';
import { createMomentReader, type MomentBusiness } from './local/moments/moment-reader.ts';
import { normalisedFrom } from './local/moments/normalised-text.ts';
import { grammarOf, readName } from './local/names.ts';
import { readPhone } from './local/phones.ts';
import { summarise } from './local/summary.ts';
import { words } from './local/tokens.ts';

export interface LocalLanguageConfig {
  readonly intents: readonly Intent[];
  /** `locale` says in which language its customers write; English when absent. */
  readonly business: MomentBusiness & Pick<Business, 'services'> & Partial<Pick<Business, 'locale'>>;
}

/** From here on an intent is taken for granted, when a bare answer could also be a name and in summaries. */
const CLEAR = 0.7;
/** Longer texts are read up to here; extraction needs no novel. */
export const READ_LENGTH = 600;

/** Names and other words for what the business does. */
export function serviceWords({ services }: Pick<Business, 'services'>): readonly string[] {
  return services.flatMap((service) => [service.name, ...service.aliases]);
}

/**
 * Without `learned` it trains by words at once, which takes some tenths of a second. With it nothing is trained here,
 * unless what was learned elsewhere is not to be had. First dates take longer to read unless warm-up.ts has been at it.
 */
export function createLocalLanguage(
  { intents, business }: LocalLanguageConfig,
  learned?: Pick<LearnedIntents, 'classifier'>,
): Language {
  const tongue = tongueOf(business.locale);
  const toEnglish = tongue && createToEnglish(tongue);
  const inEnglish = (text: string) => toEnglish?.(text).text ?? text;
  const grammar = tongue && grammarOf(tongue.names);
  const byWords = onceNeeded(() => trainIntentClassifier(intents, serviceWords(business), tongue));
  if (!learned) byWords();
  const classifier = preferring(learned, byWords);
  const vocabulary = onceNeeded(() => new Set(intents.flatMap(({ examples }) => examples.flatMap(words))));
  /** "Lucia" is near "luci" by its letters, but nobody asks for lamps by it. */
  const looksLikeName = (text: string) =>
    /^(?:\p{Lu}[\p{L}\p{M}'’.-]*(?: |$))+$/u.test(text) && !words(text).some((word) => vocabulary().has(word));
  const readMoment = createMomentReader(business, toEnglish && normalisedFrom(toEnglish));

  async function clearIntent(text: string): Promise<Intent | undefined> {
    const [best] = (await classifier.classify(text)).ranked;
    return best && best.confidence >= CLEAR ? intents.find((intent) => intent.id === best.intent) : undefined;
  }

  const readers: {
    [K in keyof Extractions]: (text: string, context: ExtractionContext) => Promise<Extractions[K] | undefined>;
  } = {
    moment: async (text, context) => readMoment(text, context),
    count: async (text, { asked }) => readCount(inEnglish(text), asked),
    duration: async (text, { asked }) => readDuration(inEnglish(text), asked),
    phone: async (text) => readPhone(text, business.country),
    name: (text, { asked, now }) =>
      readName(
        text,
        {
          asked,
          saysWhen: (said) => readMoment(said, { now, asked: false }) !== undefined,
          saysHowMany: (said) => readCount(inEnglish(said), false) !== undefined,
          isRequest: async (said) => !looksLikeName(said) && (await clearIntent(said)) !== undefined,
        },
        grammar,
      ),
  };

  return {
    name: 'local',
    classify: (text) => classifier.classify(text),
    answer: async (question, passages) => extractAnswer(question, passages),
    extract: (kind, text, context) => readers[kind](text.slice(0, READ_LENGTH), context),
    summarise: (entries) =>
      summarise(entries, {
        intentOf: async (text) => (await clearIntent(text))?.label,
        momentOf: (text, now) => readMoment(text.slice(0, READ_LENGTH), { now, asked: false }),
        talk: talkOf(business.locale),
      }),
    word: async (text) => text,
  };
}

function preferring(
  learned: Pick<LearnedIntents, 'classifier'> | undefined,
  byWords: () => IntentClassifier,
): IntentClassifier {
  return {
    async classify(text) {
      try {
        return await (learned?.classifier ?? byWords()).classify(text);
      } catch (error) {
        if (!isFailure(error, 'language-unavailable')) throw error;
        return byWords().classify(text);
      }
    },
  };
}

function onceNeeded<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
