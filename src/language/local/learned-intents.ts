/**
 * Intents for a running program, learned in a thread while the program already serves, by words or by words and meaning.
 * Until a lesson is learned, and after it broke, it has no classifier here; who asks `patient` waits for it.
 */
import { Worker } from 'node:worker_threads';
import type { Intent } from '../../domain/business.ts';
import { Failure, isFailure } from '../../domain/failure.ts';
import { tongueOf } from '../../tongues/list.ts';
import type { IntentClassifier, Sentences } from './intent-classifier.ts';
import { partsOf } from './intent-lesson.ts';
import type { Answers, FromLearningThread, LearningThreadData, Requests, ToLearningThread } from './learning-thread.ts';

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
  readonly done: (answer: FromLearningThread['answer']) => void;
  readonly failed: (failure: Failure) => void;
  /** It is about a message: the process stays for it, as it does not for a lesson. */
  readonly message: boolean;
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
  const lessons = new Map<number, (why: string) => void>();

  function giveUp(why: string): void {
    broken ??= why;
    for (const fail of lessons.values()) fail(broken);
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
    thread.on('message', ({ id, answer }: FromLearningThread) => {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (![...waiting.values()].some(({ message }) => message)) thread?.unref();
      asked?.done(answer);
    });
    thread.on('error', (error) =>
      giveUp(`its thread broke: ${error instanceof Error ? error.message : String(error)}`),
    );
    thread.on('exit', () => giveUp('its thread ended'));
    return thread;
  }

  function ask<K extends keyof Requests>(kind: K, request: Requests[K]): Promise<Answers[K]> {
    return new Promise((done, failed) => {
      if (broken !== undefined) return failed(unavailable(broken));
      const id = ++count;
      const message = kind === 'spell' || kind === 'rank';
      waiting.set(id, { done: done as Waiting['done'], failed, message });
      if (message) running().ref();
      running().postMessage({ id, kind, request } as ToLearningThread);
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
      lessons.set(lesson, fail);
      if (broken !== undefined) fail(broken);

      async function learn(): Promise<void> {
        const told = { lesson, intents, services, byMeaning: sentences !== undefined };
        const texts = await ask('prepare', { ...told, ...(locale === undefined ? {} : { locale }) });
        const vectors = await sentences?.encode(texts, { keep: true });
        if (state !== 'learning') return;
        await ask('learn', { lesson, ...(vectors ? { vectors } : {}) });
        if (state === 'learning') state = 'ready';
        settle();
      }

      const classifier: IntentClassifier = {
        async classify(text) {
          if (typeof state !== 'string') throw unavailable(state.failed);
          const parts = partsOf(text, tongue);
          const vectors = sentences && (await sentences.encode(await ask('spell', { lesson, parts })));
          return { ranked: await ask('rank', { lesson, parts, ...(vectors ? { vectors } : {}) }) };
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
