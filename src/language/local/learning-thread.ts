/**
 * The thread that learns intents and afterwards ranks: seconds of work that must not hold up the main thread. All lessons
 * of a program share it, own language and others. It answers one request after the other, in order.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Intent } from '../../domain/business.ts';
import type { Classification } from '../../ports.ts';
import { tongueOf } from '../../tongues/list.ts';
import { type Lesson, prepareLesson } from './intent-lesson.ts';
import { type IntentRanker, learnIntents } from './intent-ranker.ts';
import { createKeptLessons, keyOf } from './kept-lessons.ts';

export interface LearningThreadData {
  /** Where what was learned is kept; not at all when absent. */
  readonly cacheDir?: string;
}

/** What is asked of the thread, by kind; a lesson is prepared, then learned, then spelled and ranked with. */
export interface Requests {
  readonly prepare: {
    readonly lesson: number;
    readonly intents: readonly Intent[];
    readonly services: readonly string[];
    /** Of the examples; English when absent. */
    readonly locale?: string;
    readonly byMeaning: boolean;
  };
  /** `vectors` of the lesson's sentences, when it is learned by meaning too. */
  readonly learn: { readonly lesson: number; readonly vectors?: readonly Float32Array[] };
  readonly spell: { readonly lesson: number; readonly parts: readonly string[] };
  readonly rank: {
    readonly lesson: number;
    readonly parts: readonly string[];
    readonly vectors?: readonly Float32Array[];
  };
}

export interface Answers {
  /** The texts of which learning by meaning needs the vectors; none by words. */
  readonly prepare: readonly string[];
  readonly learn: true;
  /** The parts as the encoder reads them best. */
  readonly spell: readonly string[];
  readonly rank: Classification['ranked'];
}

export type ToLearningThread = {
  [K in keyof Requests]: { readonly id: number; readonly kind: K; readonly request: Requests[K] };
}[keyof Requests];

export interface FromLearningThread {
  readonly id: number;
  readonly answer: Answers[keyof Answers];
}

if (parentPort) {
  const port = parentPort;
  const { cacheDir } = workerData as LearningThreadData;
  const kept = cacheDir === undefined ? undefined : createKeptLessons(cacheDir);
  const lessons = new Map<number, Lesson>();
  const rankers = new Map<number, IntentRanker>();

  const answers: { [K in keyof Requests]: (request: Requests[K]) => Answers[K] | Promise<Answers[K]> } = {
    prepare({ lesson, intents, services, locale, byMeaning }) {
      const prepared = prepareLesson(intents, services, tongueOf(locale));
      lessons.set(lesson, prepared);
      return byMeaning ? prepared.sentences() : [];
    },
    learn({ lesson, vectors }) {
      const prepared = lessons.get(lesson);
      if (!prepared) throw new Error(`lesson ${lesson}: expected one that was prepared`);
      const key = kept && keyOf(prepared, vectors);
      const known = key === undefined ? undefined : kept?.read(key);
      const ranker = learnIntents(prepared, vectors, known);
      rankers.set(lesson, ranker);
      if (!known && key !== undefined && ranker.learned) kept?.write(key, ranker.learned);
      return true;
    },
    spell: ({ lesson, parts }) => parts.map((part) => lessons.get(lesson)?.spelled(part) ?? part),
    rank: async ({ lesson, parts, vectors }) => (await rankers.get(lesson)?.rank(parts, vectors))?.ranked ?? [],
  };

  port.on('message', async ({ id, kind, request }: ToLearningThread) => {
    const answer = await (answers[kind] as (asked: typeof request) => Answers[keyof Answers])(request);
    port.postMessage({ id, answer } satisfies FromLearningThread);
  });
}
