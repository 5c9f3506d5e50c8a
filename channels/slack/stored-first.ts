/**
 * Stores before Slack hears "received". Bolt acknowledges events before its listeners run (5.1.0, App.processEvent), so a
 * crash in between would lose them; this stands between receiver and Bolt. What throws here is not acknowledged: HTTP
 * answers 503, a socket stays silent, and Slack delivers an event again (at once, after 1 and after 5 minutes;
 * docs.slack.dev, Events API, looked up 2026-11). A click is not delivered again: whoever clicked sees a warning.
 */
import type { App, Receiver } from '@slack/bolt';
import type { Log } from './log.ts';

export interface StoredFirst {
  readonly receiver: Receiver;
  /** Waits for what is being stored. */
  settled(): Promise<void>;
}

/** `keep` sees the body of everything that arrives, signed and verified, and leaves alone what is none of its business. */
export function storedFirst(receiver: Receiver, keep: (body: object) => Promise<void>, log: Log): StoredFirst {
  const running = new Set<Promise<void>>();

  async function kept(body: object): Promise<void> {
    const storing = keep(body);
    running.add(storing);
    try {
      await storing;
    } catch (error) {
      log.error({ err: error }, 'slack: what came in could not be stored, so it is not acknowledged');
      throw error;
    } finally {
      running.delete(storing);
    }
  }

  return {
    receiver: {
      init(app) {
        const first: Pick<App, 'processEvent'> = {
          async processEvent(event) {
            await kept(event.body);
            await app.processEvent(event);
          },
        };
        receiver.init(first as App); // receivers call nothing else of it (5.1.0)
      },
      start: (...args) => receiver.start(...args),
      stop: (...args) => receiver.stop(...args),
    },
    async settled() {
      await Promise.allSettled(running);
    },
  };
}
