/**
 * The thread that learns intents by words and meaning, and afterwards ranks: seconds of work at start that must not hold
 * up the main thread. It answers one request after the other, in order.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Intent } from '../../domain/business.ts';
import type { Classification } from '../../ports.ts';
import { prepareLesson } from './intent-lesson.ts';
import { learnIntents } from './intent-ranker.ts';

export interface LearningThreadData {
  readonly intents: readonly Intent[];
  readonly services: readonly string[];
  /** Of the lesson's sentences. */
  readonly vectors: readonly Float32Array[];
}

export interface RankRequest {
  readonly id: number;
  readonly parts: readonly string[];
  readonly vectors: readonly Float32Array[];
}

export type FromLearningThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'ranked'; readonly id: number; readonly ranked: Classification['ranked'] };

if (parentPort) {
  const port = parentPort;
  const { intents, services, vectors } = workerData as LearningThreadData;
  const ranker = learnIntents(prepareLesson(intents, services), vectors);
  port.on('message', async ({ id, parts, vectors: sentences }: RankRequest) => {
    const { ranked } = await ranker.rank(parts, sentences);
    port.postMessage({ kind: 'ranked', id, ranked } satisfies FromLearningThread);
  });
  port.postMessage({ kind: 'ready' } satisfies FromLearningThread);
}
