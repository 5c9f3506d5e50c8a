/** Words for one person only, gone with the next reload: a hint, never a record. Never throws. */
import type { InteractionDeps } from './interaction-deps.ts';
import { escaped } from './text-limits.ts';

/** `thread`: where the person looks at a card that stands under another one. */
export type Hint = (channel: string | undefined, user: string, text: string, thread?: string) => Promise<void>;

export function createHints({ interactive, log }: Pick<InteractionDeps, 'interactive' | 'log'>): Hint {
  return async (channel, user, text, thread) => {
    if (!channel) return;
    try {
      const where = thread === undefined ? { channel } : { channel, thread_ts: thread };
      await interactive.chat.postEphemeral({ ...where, user, text: escaped(text) });
    } catch (error) {
      log.warn({ err: error }, 'slack: a hint was not shown');
    }
  };
}
