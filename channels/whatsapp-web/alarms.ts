/**
 * Tells staff that the phone is gone, and that it is back. Tried until it is heard: a desk that is away for a minute
 * must not swallow an alarm; one that is over before it was heard is not told any more.
 */
import type { Clock, StaffLine } from '../../src/ports.ts';
import type { Log } from './log.ts';

export interface Alarms {
  raise(why: string, relink: boolean): void;
  clear(): void;
  /** No alarm, only worth knowing; `quote` holds what customers say of themselves. */
  mention(text: string, quote?: string): void;
  stop(): void;
}

const RETRY_MS = 10_000;
const RELINK =
  'WhatsApp on the shop’s phone is not linked: customers there are not heard. On the phone open Settings, Linked devices, Link a device, and scan the code in the console.';
const BACK = 'WhatsApp on the shop’s phone is linked: customers there are heard.';

export function createAlarms(deps: { tell: (line: StaffLine) => Promise<void>; clock: Clock; log: Log }): Alarms {
  const { clock, log } = deps;
  let waiting: StaffLine[] = [];
  let raised: StaffLine | undefined;
  let telling = false;
  let cancel = () => {};

  async function tell(): Promise<void> {
    if (telling) return;
    telling = true;
    try {
      for (let line = waiting[0]; line; line = waiting[0]) {
        await deps.tell(line);
        waiting = waiting.filter((other) => other !== line);
      }
    } catch (error) {
      log.warn({ err: error }, 'whatsapp-web: staff could not be told; tried again');
      cancel = clock.at(clock.now() + RETRY_MS, () => void tell());
    } finally {
      telling = false;
    }
  }

  function add(line: StaffLine): StaffLine {
    waiting = [...waiting, line];
    void tell();
    return line;
  }

  return {
    raise(why, relink) {
      const text = relink
        ? `${RELINK} (${why})`
        : `WhatsApp on the shop’s phone is down: ${why}. It is being started anew.`;
      log.error({ why }, 'whatsapp-web: customers are not heard');
      raised = add({ text, urgency: 'high' });
    },
    clear() {
      const untold = raised && waiting.includes(raised);
      waiting = waiting.filter((line) => line !== raised);
      raised = undefined;
      if (!untold) add({ text: BACK, urgency: 'normal' });
    },
    mention: (text, quote) => void add({ text, urgency: 'normal', ...(quote ? { quote } : {}) }),
    stop: () => cancel(),
  };
}
