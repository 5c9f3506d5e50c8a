/**
 * Calls to the shop's phone. The platform tells that it rings; how the call ended stands in the chat a moment later, and
 * of that we may never be told. So we look there ourselves: a customer who called is never passed over.
 */
import type { InboundMessage } from '../../src/domain/message.ts';
import type { Clock } from '../../src/ports.ts';
import type { Link, PhoneMessage, Ringing } from './link.ts';
import type { Log } from './log.ts';

export interface CallsDeps {
  readonly hear: (message: PhoneMessage, link: Link, account: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A phone rings for less than a minute; a call that is longer than this was answered. */
export const RING_MS = 75_000;
const LOOK_BACK = 10;
/** Clocks of two machines differ. */
const MARGIN_MS = 60_000;

export function createCalls({ ringMs }: { ringMs: number }, { hear, clock, log }: CallsDeps) {
  const waiting = new Set<() => void>();

  async function look({ id, chatId, at }: Ringing, link: Link, account: string): Promise<void> {
    const history = await link.history(chatId, LOOK_BACK).catch((error: unknown) => {
      log.debug({ err: error }, 'whatsapp-web: how a call ended could not be read');
      return [];
    });
    const noted = history.filter(({ type, fromMe, at: when }) => type === CALL && !fromMe && when >= at - MARGIN_MS);
    const unknown = { id: `call-${id}`, pageId: '', chatId, fromMe: false, type: CALL, body: '', at } as const;
    const calls = noted.length > 0 ? noted : [{ ...unknown, status: false, hasMedia: false, cards: [] }];
    for (const call of calls) await hear(call, link, account);
  }

  return {
    ringing(call: Ringing, link: Link, account: string): void {
      const cancel = clock.at(clock.now() + ringMs, () => {
        waiting.delete(cancel);
        void look(call, link, account);
      });
      waiting.add(cancel);
    },
    stop(): void {
      for (const cancel of waiting) cancel();
      waiting.clear();
    },
  };
}

/** Staff hear of every call that nobody is known to have answered. */
export function createCallNotes(mention: (text: string, quote: string) => void) {
  return ({ displayName, aliases }: InboundMessage, answered: boolean | undefined): void => {
    if (answered) return;
    const number = aliases.find(({ kind }) => kind === 'phone')?.value ?? 'number hidden';
    const text =
      answered === false
        ? 'A customer called the shop’s phone and nobody answered. The bot cannot call; please call back or write:'
        : 'A customer called the shop’s phone. If nobody spoke to them, please call back or write:';
    mention(text, displayName ? `${displayName}, ${number}` : number);
  };
}

const CALL = 'call_log';
