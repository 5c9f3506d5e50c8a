/**
 * What this process has sent, and how far it came: the platform says so by acknowledgements, some before the call that
 * sent the message has returned. Bounded; an acknowledgement of something forgotten is nobody's.
 */
import type { DeliveryReceipt } from '../../src/domain/message.ts';
import type { Clock } from '../../src/ports.ts';
import type { PhoneMessage } from './link.ts';
import type { Outgoing } from './number-health.ts';

export interface SentMessages {
  /** Text is about to be handed to the page; until `known` says its id, its words tell that it is ours. */
  begin(text: string): Attempt;
  acked(id: string, ack: number): void;
  /** Whether we wrote this, and not a person on the phone. */
  isOurs(message: PhoneMessage): boolean;
  outgoing(): readonly Outgoing[];
  /** What this number has sent so far, whichever process did: acknowledgements of it still come. */
  restore(outgoing: readonly Outgoing[]): void;
}

export interface Attempt {
  known(id: string, sendId: string): void;
  /** Resolves at the first acknowledgement that decides: the server has it, or it failed. Undefined: silence. */
  outcome(waitMs: number): Promise<'sent' | 'failed' | undefined>;
}

interface Sent {
  readonly text: string;
  readonly at: number;
  id?: string;
  sendId?: string;
  ack: number;
  heard: () => void;
}

const MOST = 5_000;
/** A send whose outcome nobody told us is recognised by its words for so long. */
const WORDS_MS = 10 * 60_000;

export function createSentMessages(
  report: (receipt: DeliveryReceipt) => void,
  { clock }: { clock: Clock },
): SentMessages {
  const sent: Sent[] = [];
  /** Acknowledgements that came before the id was known. */
  const early = new Map<string, number>();

  function apply(one: Sent, ack: number): void {
    if (ack === one.ack || (ack >= 0 && ack < one.ack) || one.ack < 0) return;
    one.ack = ack;
    one.heard();
    const state = stateOf(ack);
    if (!state || !one.id || !one.sendId) return;
    const { id: externalId, sendId } = one;
    report({
      sendId,
      externalId,
      state,
      at: clock.now(),
      ...(state === 'failed' ? { failure: 'channel-unavailable' } : {}),
    });
  }

  return {
    begin(text) {
      const one: Sent = { text: text.trim(), at: clock.now(), ack: 0, heard: () => {} };
      sent.push(one);
      if (sent.length > MOST) sent.splice(0, sent.length - MOST);
      return {
        known(id, sendId) {
          one.id = id;
          one.sendId = sendId;
          const ack = early.get(id);
          early.delete(id);
          if (ack !== undefined) apply(one, ack);
        },
        async outcome(waitMs) {
          if (one.ack === 0) {
            await new Promise<void>((resolve) => {
              const cancel = clock.at(clock.now() + waitMs, resolve);
              one.heard = () => {
                cancel();
                resolve();
              };
            });
            one.heard = () => {};
          }
          return one.ack > 0 ? 'sent' : one.ack < 0 ? 'failed' : undefined;
        },
      };
    },
    acked(id, ack) {
      const one = sent.findLast((each) => each.id === id);
      if (one) return apply(one, ack);
      if (early.size > MOST) early.clear();
      early.set(id, ack);
    },
    isOurs({ id, body }) {
      const words = body.trim();
      const since = clock.now() - WORDS_MS;
      return sent.some((one) => one.id === id || (one.id === undefined && one.text === words && one.at > since));
    },
    outgoing: () =>
      sent.map(({ at, ack, id, sendId }) => ({ at, ack, ...(id ? { id } : {}), ...(sendId ? { sendId } : {}) })),
    restore(outgoing) {
      const open = sent.filter(({ id }) => id === undefined);
      const earlier = outgoing.flatMap((one) => (one.id === undefined ? [] : [{ ...one, text: '', heard: () => {} }]));
      sent.splice(0, sent.length, ...earlier, ...open);
    },
  };
}

/** Acknowledgements: -1 error, 1 server, 2 device, 3 read, 4 played (whatsapp-web.js 1.34.7, MessageAck). */
function stateOf(ack: number): DeliveryReceipt['state'] | undefined {
  if (ack < 0) return 'failed';
  return ack === 0 ? undefined : ack === 1 ? 'sent' : ack === 2 ? 'delivered' : 'read';
}
