/** The questions that models are asked: instructions of ours, data of others, the shape of the answer. Pure. */
import { z } from 'zod';
import type { Business, Intent } from '../domain/business.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RankedPassage, Source } from '../domain/knowledge.ts';
import type { Extractions, Moment } from '../ports.ts';
import { addDays, localDate, localTime, sayDay } from '../time.ts';
import type { Desk, Question } from './ask-models.ts';
import { type Citation, citationFault, citedSources } from './citations.ts';
import { passageData } from './model-data.ts';
import type { PromptName, Prompts } from './prompts.ts';
import type { ClaimCheck } from './same-claims.ts';
import { agentAtWork } from './turn-account.ts';

const share = z.number().min(0).max(1);

const classified = z.strictObject({ intent: z.string(), confidence: share });
const answered = z.strictObject({
  answerable: z.boolean(),
  answer: z.string(),
  citations: z.array(z.strictObject({ passage: z.string(), quote: z.string() })),
  confidence: share,
});
const date = z.iso.date().nullable();
const time = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u)
  .nullable();
const extracted = {
  moment: z.strictObject({ words: z.string().nullable(), date, untilDate: date, time, from: time, until: time }),
  name: z.strictObject({ words: z.string().nullable(), name: z.string().nullable() }),
  count: z.strictObject({ words: z.string().nullable(), count: z.int().min(0).max(100_000).nullable() }),
};
const summarised = z.strictObject({ lines: z.array(z.string()) });
const worded = z.strictObject({ text: z.string() });

/** What models are asked to read; the rest is a matter of patterns. */
export type ReadByModels = keyof typeof extracted;

export function isReadByModels(kind: keyof Extractions): kind is ReadByModels {
  return kind in extracted;
}

/** Schemas of all answers, for the test that builds every one of them. */
export const ANSWER_SCHEMAS = { classified, answered, ...extracted, summarised, worded };

export type Answered = z.infer<typeof answered>;

/** Examples of each intent that a model gets to read. */
const EXAMPLES = 4;
const MAX_QUESTION = 2_000;
const MOST_LINES = 4;
/** Nobody books further ahead in words. */
const MOST_DAYS = 800;

/** What an answer may cost in tokens, with room for models that think first. */
const MOST_TOKENS = { classify: 400, answer: 1_200, extract: 500, summarise: 700, word: 1_600 };

/** What a model gets to read besides the question. */
export interface Reading {
  readonly passages: readonly RankedPassage[];
  /** All it may cite; grows while it looks things up. */
  readonly sources: readonly Source[];
  readonly before: readonly JsonObject[];
  /** Of what was said before that. */
  readonly summary: string;
  readonly tools?: Desk | undefined;
}

export interface TasksConfig {
  /** In the language of the customers. */
  readonly business: Business;
  readonly prompts: Prompts;
  readonly tone: string;
  /** BCP 47; what the team reads. */
  readonly teamLocale: string;
  readonly claims: ClaimCheck;
}

export type ModelTasks = ReturnType<typeof createModelTasks>;

export function createModelTasks({ business, prompts, tone, teamLocale, claims }: TasksConfig) {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const nameOf = (locale: string) => names.of(new Intl.Locale(locale).language) ?? locale;

  function instructions(name: PromptName, now: number): string {
    const values: Readonly<Record<string, string>> = {
      name: business.name,
      address: business.address,
      now: `${sayDay(now, { ...business, locale: teamLocale })}, ${localTime(now, business.timeZone)}`,
      timeZone: business.timeZone,
      language: nameOf(business.locale),
      teamLanguage: nameOf(teamLocale),
      tone,
    };
    const envelope = prompts.text('envelope').replace(/\{(\w+)\}/gu, (whole, key: string) => values[key] ?? whole);
    const role = prompts.ofAgent(agentAtWork()?.name ?? '');
    return [envelope, role, prompts.text(name)].filter(Boolean).join('\n\n');
  }

  return {
    classify(text: string, intents: readonly Intent[], now: number): Question<z.infer<typeof classified>> {
      const known = intents.map(({ id, label, examples }) => ({ id, label, examples: examples.slice(0, EXAMPLES) }));
      const ids = new Set([...intents.map(({ id }) => id), 'none']);
      return {
        task: 'classify',
        tier: 'small',
        instructions: instructions('classify', now),
        data: { intents: known, message: text.slice(0, MAX_QUESTION) },
        schema: classified,
        maxTokens: MOST_TOKENS.classify,
        fault: ({ intent }) => (ids.has(intent) ? undefined : 'intent: expected one of the ids, or "none"'),
      };
    },

    answer(question: string, { passages, sources, before, summary, tools }: Reading, now: number): Question<Answered> {
      return {
        task: 'answer',
        tier: 'large',
        instructions: instructions('answer', now),
        data: {
          passages: [...passageData(passages)],
          summary,
          before: [...before],
          question: question.slice(0, MAX_QUESTION),
        },
        schema: answered,
        maxTokens: MOST_TOKENS.answer,
        fault: (value) => (value.answerable ? answerFault(value, sources, question) : undefined),
        ...(tools ? { tools } : {}),
      };
    },

    extract<K extends ReadByModels>(
      kind: K,
      text: string,
      now: number,
      tools?: Desk,
    ): Question<z.infer<(typeof extracted)[K]>> {
      return {
        task: 'extract',
        tier: 'small',
        instructions: instructions('extract', now),
        data: { kind, words: text },
        schema: extracted[kind] as unknown as z.ZodType<z.infer<(typeof extracted)[K]>>,
        maxTokens: MOST_TOKENS.extract,
        fault: ({ words }) =>
          words === null || text.toLowerCase().includes(words.toLowerCase())
            ? undefined
            : 'words: expected words of the customer',
        ...(tools ? { tools } : {}),
      };
    },

    /** What was read, in the language's own terms; undefined when nothing certain was. */
    read<K extends ReadByModels>(kind: K, value: JsonObject, now: number): Extractions[K] | undefined {
      if (typeof value.words !== 'string' || value.words.trim() === '') return undefined;
      if (kind === 'moment') return momentOf(value, now) as Extractions[K] | undefined;
      const read = value[kind];
      if (kind === 'count') return (typeof read === 'number' ? read : undefined) as Extractions[K] | undefined;
      // A name is nothing but words of theirs.
      const theirs = typeof read === 'string' && read !== '' && value.words.toLowerCase().includes(read.toLowerCase());
      return (theirs ? read.trim().slice(0, 60) : undefined) as Extractions[K] | undefined;
    },

    summarise(lines: readonly JsonObject[], outline: string, now: number): Question<z.infer<typeof summarised>> {
      return {
        task: 'summarise',
        tier: 'small',
        instructions: instructions('summarise', now),
        data: { conversation: [...lines], before: outline },
        schema: summarised,
        maxTokens: MOST_TOKENS.summarise,
        fault: ({ lines: told }) =>
          told.length === 0 || told.length > MOST_LINES ? `lines: expected 1 to ${MOST_LINES}` : undefined,
      };
    },

    /** The very text in the language of the customer; `fault` names what it lost or won on the way. */
    word(text: string, now: number): Question<z.infer<typeof worded>> {
      return {
        task: 'word',
        tier: 'small',
        instructions: instructions('word', now),
        data: { text },
        schema: worded,
        maxTokens: MOST_TOKENS.word,
        fault: ({ text: said }) => claims.differ(text, said),
      };
    },
  };

  function momentOf(value: JsonObject, now: number): Moment | undefined {
    const today = localDate(now, business.timeZone);
    const last = addDays(today, MOST_DAYS);
    const known = (['date', 'untilDate', 'time', 'from', 'until'] as const).flatMap((key) =>
      typeof value[key] === 'string' ? [[key, value[key]] as const] : [],
    );
    const days = known.filter(([key]) => key === 'date' || key === 'untilDate').map(([, day]) => day);
    if (known.length === 0 || days.some((day) => day < today || day > last)) return undefined;
    return { ...Object.fromEntries(known), words: String(value.words) };
  }

  function answerFault(value: Answered, sources: readonly Source[], question: string): string | undefined {
    if (value.answer.trim() === '') return 'answer: expected some text, because answerable is true';
    const citations = value.citations as readonly Citation[];
    const cited = citedSources(citations, sources);
    return citationFault(citations, sources) ?? claims.unproven(value.answer, cited, question);
  }
}
