/**
 * Words and meaning together as one part of the program: the encoder, and the intents learned with it. It is optional:
 * without it the local language goes by words alone, which is a fact to tell and no reason not to be ready. All learning
 * happens in a thread: the program serves meanwhile.
 */
import type { Business, Intent } from '../domain/business.ts';
import type { Log } from '../observe/log.ts';
import { createEncoder, type Encoder } from './encoder/encoder.ts';
import type { IntentClassifier } from './local/intent-classifier.ts';
import { createLearning } from './local/learned-intents.ts';
import { serviceWords } from './local-language.ts';

export interface Understanding {
  /** Undefined without the weights. */
  readonly sentences: Encoder | undefined;
  /** By words and meaning once that is learned, by words until then; `classify` throws `Failure` language-unavailable. */
  readonly learned: { readonly classifier: IntentClassifier };
  /** Of one of the shop's other languages, which is learned by words from now on. */
  learnedIn(spoken: Business): { readonly classifier: IntentClassifier };
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
  const learning = createLearning({ cacheDir: config.cacheDir });
  const byWords = learning.learn(config);
  const learnedIn = (spoken: Business) => ({
    classifier: learning.learn({
      intents: spoken.intents,
      services: serviceWords(spoken),
      locale: spoken.locale,
    }).patient,
  });
  const encoder = await createEncoder({ cacheDir: config.cacheDir }, { log });
  if ('absent' in encoder) {
    const why = `words only: ${encoder.absent}`;
    return {
      sentences: undefined,
      learned: { classifier: byWords.patient },
      learnedIn,
      line: `understanding: ${why}`,
      state: () => why,
      stop: learning.stop,
    };
  }
  // A thread of its own: by words the program answers while this goes on for seconds.
  const deeper = createLearning({ cacheDir: config.cacheDir });
  const byMeaning = deeper.learn(config, encoder);
  return {
    sentences: encoder,
    learned: {
      get classifier() {
        return byMeaning.classifier ?? byWords.patient;
      },
    },
    learnedIn,
    line: 'understanding: words and meaning (all-MiniLM-L6-v2, on this machine)',
    state() {
      const broken = [encoder.state(), byMeaning.state()].find((state) => typeof state === 'object');
      if (broken) return `words only until the next start: ${broken.failed}`;
      return byMeaning.state() === 'learning' ? 'words only while it learns' : 'words and meaning';
    },
    async stop() {
      await learning.stop();
      await deeper.stop();
      await encoder.stop();
    },
  };
}
