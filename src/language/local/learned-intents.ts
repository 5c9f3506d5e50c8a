/**
 * Intents for a running program, learned in a thread while the program already serves, by words or by words and meaning.
 * Until a lesson is learned, and after it broke, it has no classifier here; who asks `patient` waits for it.
 */
import { Worker } from 'node:worker_threads';
import type { Intent } from '../../domain/business.ts';
import { Failure, isFailure } from '../../domain/failure.ts';
import type { Classification } from '../../ports.ts';
import { tongueOf } from '../../tongues/list.ts';
import type { IntentClassifier, Sentences } from './intent-classifier.ts';
import { partsOf, prepareLesson } from './intent-lesson.ts';
import type { FromLearningThread, LearningThreadData, LearnRequest, RankRequest } from './learning-thread.ts';

export interface LearnedIntents {
  /** There once it has learned, gone when it broke. `classify` throws `Failure` language-unavailable. */
  readonly classifier: IntentClassifier | undefined;
  /** Waits while it learns. `classify` throws `Failure` language-unavailable when it broke. */
  readonly patient: IntentClassifier;
  /** For /readyz. What has failed stays so until the next start. */
  state(): 'learning' | 'ready' | { readonly failed: string };
  stop(): Promise<void>;
}

export interface Learning {
  /**
   * Returns at once; nothing here ever throws.
   * @param locale of the examples, English when absent
   * @param sentences learns by meaning too
   */
  learn(
    lesson: { readonly intents: readonly Intent[]; readonly services: readonly string[]; readonly locale?: string },
    sentences?: Sentences,
  ): LearnedIntents;
  stop(): Promise<void>;
}

interface Waiting {
  readonly done: (ranked: Classification) => void;
  readonly failed: (failure: Failure) => void;
}

/** Learns by words and meaning, in a thread of its own. */
export function startLearning(
  sentences: Sentences,
  intents: readonly Intent[],
  services: readonly string[],
): LearnedIntents {
  const learning = createLearning({});
  const learned = learning.learn({ intents, services }, sentences);
  return {
    get classifier() {
      return learned.classifier;
    },
    patient: learned.patient,
    state: learned.state,
    async stop() {
      await learned.stop();
      await learning.stop();
    },
  };
}

/** One thread for all lessons, started with the first. With a folder, what was learned is kept in it between starts. */
export function createLearning(workerData: LearningThreadData): Learning {
  let thread: Worker | undefined;
  let broken: string | undefined;
  let count = 0;
  const waiting = new Map<number, Waiting>();
  const lessons = new Map<number, { ready(): void; failed(why: string): void }>();

  function giveUp(why: string): void {
    broken ??= why;
    for (const lesson of lessons.values()) lesson.failed(broken);
    for (const { failed } of waiting.values()) failed(unavailable(broken));
    waiting.clear();
  }

  function running(): Worker {
    if (thread) return thread;
    thread = new Worker(new URL('./learning-thread.ts', import.meta.url), {
      workerData,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    thread.unref();
    thread.on('message', (message: FromLearningThread) => {
      if (message.kind === 'learned') lessons.get(message.lesson)?.ready();
      else {
        waiting.get(message.id)?.done({ ranked: message.ranked });
        waiting.delete(message.id);
      }
      if (waiting.size === 0) thread?.unref();
    });
    thread.on('error', (error) =>
      giveUp(`its thread broke: ${error instanceof Error ? error.message : String(error)}`),
    );
    thread.on('exit', () => giveUp('its thread ended'));
    return thread;
  }

  function rank(request: Omit<RankRequest, 'kind' | 'id'>): Promise<Classification> {
    return new Promise((done, failed) => {
      if (broken !== undefined || !thread) return failed(unavailable(broken ?? 'its thread is gone'));
      const id = ++count;
      waiting.set(id, { done, failed });
      thread.ref();
      thread.postMessage({ kind: 'rank', id, ...request } satisfies RankRequest);
    });
  }

  return {
    learn({ intents, services, locale }, sentences) {
      const lesson = ++count;
      const tongue = tongueOf(locale);
      let state: ReturnType<LearnedIntents['state']> = 'learning';
      let settle: () => void = () => {};
      const settled = new Promise<void>((resolve) => {
        settle = resolve;
      });
      const fail = (why: string) => {
        if (typeof state === 'string') state = { failed: why };
        settle();
      };
      lessons.set(lesson, {
        failed: fail,
        ready() {
          if (state === 'learning') state = 'ready';
          settle();
        },
      });
      if (broken !== undefined) fail(broken);
      const spelled = sentences && prepareLesson(intents, services, tongue);

      async function learn(): Promise<void> {
        const vectors = spelled && (await sentences?.encode(spelled.sentences(), { keep: true }));
        if (state !== 'learning') return;
        const request: LearnRequest = {
          kind: 'learn',
          lesson,
          intents,
          services,
          ...(locale === undefined ? {} : { locale }),
          ...(vectors ? { vectors } : {}),
        };
        running().postMessage(request);
      }

      const classifier: IntentClassifier = {
        async classify(text) {
          if (typeof state !== 'string') throw unavailable(state.failed);
          const parts = partsOf(text, tongue);
          const vectors = spelled && (await sentences?.encode(parts.map(spelled.spelled)));
          return rank({ lesson, parts, ...(vectors ? { vectors } : {}) });
        },
      };
      void learn().catch((error: unknown) => {
        if (!isFailure(error, 'language-unavailable')) throw error;
        fail(error.message);
      });
      return {
        get classifier() {
          return state === 'ready' ? classifier : undefined;
        },
        patient: {
          async classify(text) {
            await settled;
            return classifier.classify(text);
          },
        },
        state: () => state,
        async stop() {
          fail('it was stopped');
          lessons.delete(lesson);
        },
      };
    },
    async stop() {
      giveUp('it was stopped');
      await thread?.terminate();
    },
  };
}

/** Threads keep more room than they need for short-lived things unless told. */
const YOUNG_MB = 8;

function unavailable(why: string): Failure {
  return new Failure('language-unavailable', `understanding: ${why}`);
}
