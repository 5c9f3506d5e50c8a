/**
 * Words and meaning together as one part of the program: the encoder, and the intents learned with it. It is optional:
 * without it the local language goes by words alone, which is a fact to tell and no reason not to be ready.
 */
import type { Intent } from '../domain/business.ts';
import type { Log } from '../observe/log.ts';
import { createEncoder, type Encoder } from './encoder/encoder.ts';
import { type LearnedIntents, startLearning } from './local/learned-intents.ts';

export interface Understanding {
  /** Undefined without the weights. */
  readonly sentences: Encoder | undefined;
  readonly learned: LearnedIntents | undefined;
  /** In one line, for the start. */
  readonly line: string;
  /** For /readyz, as it is now. */
  state(): string;
  stop(): Promise<void>;
}

/** Resolves after some 0.3 s; learning goes on in threads of its own. Nothing here stops a start. */
export async function createUnderstanding(
  config: { readonly cacheDir: string; readonly intents: readonly Intent[]; readonly services: readonly string[] },
  { log }: { readonly log: Pick<Log, 'warn'> },
): Promise<Understanding> {
  const encoder = await createEncoder({ cacheDir: config.cacheDir }, { log });
  if ('absent' in encoder) {
    const why = `words only: ${encoder.absent}`;
    return {
      sentences: undefined,
      learned: undefined,
      line: `understanding: ${why}`,
      state: () => why,
      stop: async () => {},
    };
  }
  const learned = startLearning(encoder, config.intents, config.services);
  return {
    sentences: encoder,
    learned,
    line: 'understanding: words and meaning (all-MiniLM-L6-v2, on this machine)',
    state() {
      const broken = [encoder.state(), learned.state()].find((state) => typeof state === 'object');
      if (broken) return `words only until the next start: ${broken.failed}`;
      return learned.state() === 'learning' ? 'words only while it learns' : 'words and meaning';
    },
    async stop() {
      await learned.stop();
      await encoder.stop();
    },
  };
}
