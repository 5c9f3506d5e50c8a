/**
 * Intents by words and meaning for a running program: learned in a thread of its own while the program already serves by
 * words. Until it has learned, and after it broke, there is no classifier here and words alone must do.
 */
import { Worker } from 'node:worker_threads';
import type { Intent } from '../../domain/business.ts';
import { Failure, isFailure } from '../../domain/failure.ts';
import type { Classification } from '../../ports.ts';
import type { IntentClassifier, Sentences } from './intent-classifier.ts';
import { partsOf, prepareLesson } from './intent-lesson.ts';
import type { FromLearningThread, LearningThreadData, RankRequest } from './learning-thread.ts';

export interface LearnedIntents {
  /** There once it has learned, gone when it broke. `classify` throws `Failure` language-unavailable. */
  readonly classifier: IntentClassifier | undefined;
  /** For /readyz. What has failed stays so until the next start. */
  state(): 'learning' | 'ready' | { readonly failed: string };
  stop(): Promise<void>;
}

interface Waiting {
  readonly done: (ranked: Classification) => void;
  readonly failed: (failure: Failure) => void;
}

/** Returns at once; nothing here ever throws. */
export function startLearning(
  sentences: Sentences,
  intents: readonly Intent[],
  services: readonly string[],
): LearnedIntents {
  let state: ReturnType<LearnedIntents['state']> = 'learning';
  let thread: Worker | undefined;
  let asked = 0;
  const waiting = new Map<number, Waiting>();
  const lesson = prepareLesson(intents, services);

  function giveUp(why: string): void {
    if (typeof state === 'string') state = { failed: why };
    for (const { failed } of waiting.values()) failed(new Failure('language-unavailable', `understanding: ${why}`));
    waiting.clear();
  }

  function heard(message: FromLearningThread): void {
    if (message.kind === 'ready') {
      if (state === 'learning') state = 'ready';
      return;
    }
    waiting.get(message.id)?.done({ ranked: message.ranked });
    waiting.delete(message.id);
    if (waiting.size === 0) thread?.unref();
  }

  async function learn(): Promise<void> {
    const vectors = await sentences.encode(lesson.sentences(), { keep: true });
    if (state !== 'learning') return;
    const workerData: LearningThreadData = { intents, services, vectors };
    thread = new Worker(new URL('./learning-thread.ts', import.meta.url), {
      workerData,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    thread.unref();
    thread.on('message', heard);
    thread.on('error', (error) =>
      giveUp(`its thread broke: ${error instanceof Error ? error.message : String(error)}`),
    );
    thread.on('exit', () => giveUp('its thread ended'));
  }

  const classifier: IntentClassifier = {
    async classify(text) {
      const parts = partsOf(text);
      const vectors = await sentences.encode(parts.map(lesson.spelled));
      return new Promise((done, failed) => {
        if (state !== 'ready' || !thread) {
          failed(new Failure('language-unavailable', 'understanding: its thread is gone'));
          return;
        }
        const id = ++asked;
        waiting.set(id, { done, failed });
        thread.ref();
        thread.postMessage({ id, parts, vectors } satisfies RankRequest);
      });
    },
  };
  void learn().catch((error: unknown) => {
    if (!isFailure(error, 'language-unavailable')) throw error;
    giveUp(error.message);
  });

  return {
    get classifier() {
      return state === 'ready' ? classifier : undefined;
    },
    state: () => state,
    async stop() {
      giveUp('it was stopped');
      await thread?.terminate();
    },
  };
}
