/**
 * The thread that learns intents and afterwards ranks: seconds of work that must not hold up the main thread. All lessons
 * of a program share it, own language and others. It answers one request after the other, in order.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Intent } from '../../domain/business.ts';
import type { Classification } from '../../ports.ts';
import { tongueOf } from '../../tongues/list.ts';
import { prepareLesson } from './intent-lesson.ts';
import { type IntentRanker, learnIntents } from './intent-ranker.ts';
import { createKeptLessons, keyOf } from './kept-lessons.ts';

export interface LearningThreadData {
  /** Where what was learned is kept; not at all when absent. */
  readonly cacheDir?: string;
}

export interface LearnRequest {
  readonly kind: 'learn';
  readonly lesson: number;
  readonly intents: readonly Intent[];
  readonly services: readonly string[];
  /** Of the examples; English when absent. */
  readonly locale?: string;
  /** Of the lesson's sentences, when it is learned by meaning too. */
  readonly vectors?: readonly Float32Array[];
}

export interface RankRequest {
  readonly kind: 'rank';
  readonly lesson: number;
  readonly id: number;
  readonly parts: readonly string[];
  readonly vectors?: readonly Float32Array[];
}

export type FromLearningThread =
  | { readonly kind: 'learned'; readonly lesson: number }
  | { readonly kind: 'ranked'; readonly id: number; readonly ranked: Classification['ranked'] };

if (parentPort) {
  const port = parentPort;
  const { cacheDir } = workerData as LearningThreadData;
  const kept = cacheDir === undefined ? undefined : createKeptLessons(cacheDir);
  const rankers = new Map<number, IntentRanker>();
  const say = (message: FromLearningThread) => port.postMessage(message);

  const learn = ({ lesson, intents, services, locale, vectors }: LearnRequest) => {
    const prepared = prepareLesson(intents, services, tongueOf(locale));
    const key = kept && keyOf(prepared, vectors);
    const known = key === undefined ? undefined : kept?.read(key);
    const ranker = learnIntents(prepared, vectors, known);
    rankers.set(lesson, ranker);
    say({ kind: 'learned', lesson });
    if (!known && key !== undefined && ranker.learned) kept?.write(key, ranker.learned);
  };

  port.on('message', async (request: LearnRequest | RankRequest) => {
    if (request.kind === 'learn') return learn(request);
    const ranked = (await rankers.get(request.lesson)?.rank(request.parts, request.vectors))?.ranked ?? [];
    say({ kind: 'ranked', id: request.id, ranked });
  });
}
