/** How Slack reaches us, by HTTP or by a socket. Neither may ever end the process. */
import type { Receiver } from '@slack/bolt';

export interface Connection {
  readonly receiver: Receiver;
  /** Returns at once; connecting goes on in the background. */
  start(): void;
  stop(): Promise<void>;
  health(): { ok: boolean; detail: string };
}
