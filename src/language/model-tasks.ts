/** The questions that models are asked: instructions of ours, data of others, the shape of the answer. Pure. */
import { z } from 'zod';
import type { Business, Intent } from '../domain/business.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RankedPassage } from '../domain/knowledge.ts';
import type { Extractions, Moment } from '../ports.ts';
import { addDays, localDate, localTime, sayDay } from '../time.ts';
import type { Question } from './ask-models.ts';
import { type Citation, citationFault } from './citations.ts';
import { passageData } from './model-data.ts';
import type { Prompts } from './prompts.ts';

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

/** Schemas of all answers, for the test that builds every one of them. */
export const ANSWER_SCHEMAS = { classified, answered, ...extracted, summarised };

export type Answered = z.infer<typeof answered>;

/** Examples of each intent that a model gets to read. */
const EXAMPLES = 4;
const MAX_QUESTION = 2_000;
const MOST_LINES = 4;
/** Nobody books further ahead in words. */
const MOST_DAYS = 800;

export type ModelTasks = ReturnType<typeof createModelTasks>;

export function createModelTasks({ business, prompts }: { business: Business; prompts: Prompts }) {
  function instructions(name: 'classify' | 'answer' | 'extract' | 'summarise', now: number): string {
    const values: Readonly<Record<string, string>> = {
      name: business.name,
      address: business.address,
      now: `${sayDay(now, business)}, ${localTime(now, business.timeZone)}`,
      timeZone: business.timeZone,
    };
    const envelope = prompts.text('envelope').replace(/\{(\w+)\}/gu, (whole, key: string) => values[key] ?? whole);
    return `${envelope}\n\n${prompts.text(name)}`;
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
        maxTokens: 60,
        fault: ({ intent }) => (ids.has(intent) ? undefined : 'intent: expected one of the ids, or "none"'),
      };
    },

    answer(
      question: string,
      passages: readonly RankedPassage[],
      before: readonly JsonObject[],
      now: number,
    ): Question<Answered> {
      return {
        task: 'answer',
        tier: 'large',
        instructions: instructions('answer', now),
        data: { passages: [...passageData(passages)], before: [...before], question: question.slice(0, MAX_QUESTION) },
        schema: answered,
        maxTokens: 500,
        fault: (value) => (value.answerable ? answerFault(value, passages) : undefined),
      };
    },

    extract<K extends keyof Extractions>(kind: K, text: string, now: number): Question<z.infer<(typeof extracted)[K]>> {
      return {
        task: 'extract',
        tier: 'small',
        instructions: instructions('extract', now),
        data: { kind, words: text },
        schema: extracted[kind] as unknown as z.ZodType<z.infer<(typeof extracted)[K]>>,
        maxTokens: 120,
        fault: ({ words }) =>
          words === null || text.toLowerCase().includes(words.toLowerCase())
            ? undefined
            : 'words: expected words of the customer',
      };
    },

    /** What was read, in the language's own terms; undefined when nothing certain was. */
    read<K extends keyof Extractions>(kind: K, value: JsonObject, now: number): Extractions[K] | undefined {
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
        maxTokens: 300,
        fault: ({ lines: told }) =>
          told.length === 0 || told.length > MOST_LINES ? `lines: expected 1 to ${MOST_LINES}` : undefined,
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
}

function answerFault(value: Answered, passages: readonly RankedPassage[]): string | undefined {
  if (value.answer.trim() === '') return 'answer: expected some text, because answerable is true';
  return citationFault(value.citations as readonly Citation[], passages);
}
