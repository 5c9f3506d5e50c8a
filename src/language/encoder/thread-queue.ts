/**
 * Requests on their way to the encoder's thread, which gets a few texts at a time, from the request with the fewest
 * left: a customer's message never waits behind a whole corpus. A waiting request keeps the process alive; an idle
 * thread does not.
 */
import type { Worker } from 'node:worker_threads';
import { Failure } from '../../domain/failure.ts';
import { type EncodeRequest, type FromThread, VECTOR_SIZE } from './thread-messages.ts';

export interface ThreadQueue {
  encode(texts: readonly string[], keep: boolean): Promise<readonly Float32Array[]>;
  state(): 'ready' | { readonly failed: string };
  stop(): Promise<void>;
}

/** What goes to the thread at once: some 25 ms of work, which is how long a new message may have to wait. More is no faster. */
const AT_ONCE = { texts: 6, characters: 240 } as const;

interface Job {
  readonly texts: readonly string[];
  readonly keep: boolean;
  readonly vectors: Float32Array[];
  readonly done: (vectors: readonly Float32Array[]) => void;
  readonly failed: (failure: Failure) => void;
}

/** @param thread one that has said it is ready */
export function createThreadQueue(thread: Worker, notify: (notice: string) => void): ThreadQueue {
  const jobs = new Set<Job>();
  let running: Job | undefined;
  let failed: string | undefined;

  function next(): void {
    if (running) return;
    running = [...jobs].reduce<Job | undefined>(
      (best, job) => (best && left(best) <= left(job) ? best : job),
      undefined,
    );
    if (!running) {
      thread.unref();
      return;
    }
    thread.ref();
    thread.postMessage({ texts: portion(running), keep: running.keep } satisfies EncodeRequest);
  }

  function giveUp(why: string): void {
    failed ??= why;
    for (const job of jobs) job.failed(new Failure('language-unavailable', `the sentence encoder: ${failed}`));
    jobs.clear();
    running = undefined;
  }

  thread.on('message', (message: FromThread) => {
    const job = running;
    running = undefined;
    if (message.kind === 'encoded') {
      if (message.notice !== undefined) notify(message.notice);
      if (job) take(job, message.vectors);
    } else if (job) {
      jobs.delete(job);
      const why = message.kind === 'failed' || message.kind === 'absent' ? message.why : message.kind;
      job.failed(new Failure('language-unavailable', `the sentence encoder could not read a text: ${why}`));
    }
    next();
  });
  thread.on('error', (error) => giveUp(`its thread broke: ${error instanceof Error ? error.message : String(error)}`));
  thread.on('exit', () => giveUp('its thread ended'));
  thread.unref();

  function take(job: Job, vectors: Float32Array): void {
    for (let at = 0; at < vectors.length; at += VECTOR_SIZE) job.vectors.push(vectors.slice(at, at + VECTOR_SIZE));
    if (left(job) > 0) return;
    jobs.delete(job);
    job.done(job.vectors);
  }

  return {
    encode(texts, keep) {
      return new Promise((done, reject) => {
        if (failed !== undefined) reject(new Failure('language-unavailable', `the sentence encoder: ${failed}`));
        else if (texts.length === 0) done([]);
        else {
          jobs.add({ texts, keep, vectors: [], done, failed: reject });
          next();
        }
      });
    },
    state: () => (failed === undefined ? 'ready' : { failed }),
    async stop() {
      giveUp('it was stopped');
      await thread.terminate();
    },
  };
}

function left(job: Job): number {
  return job.texts.length - job.vectors.length;
}

/** The next texts of a request, at least one. */
function portion(job: Job): readonly string[] {
  const texts = job.texts.slice(job.vectors.length, job.vectors.length + AT_ONCE.texts);
  let characters = 0;
  const fitting = texts.filter((text) => {
    characters += text.length;
    return characters <= AT_ONCE.characters;
  });
  return texts.slice(0, Math.max(1, fitting.length));
}
