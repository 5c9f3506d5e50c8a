/** The channel double: keeps what was sent; fails when told, in the ways a platform fails. */
import { Failure, type FailureCode } from '../../src/domain/failure.ts';
import type { Address, Capabilities, OutboundMessage } from '../../src/domain/message.ts';
import type { Channel } from '../../src/ports.ts';

export interface SentMessage {
  readonly address: Address;
  readonly message: OutboundMessage;
  readonly sendId: string;
}

export interface MemoryChannel {
  readonly channel: Channel;
  readonly sent: readonly SentMessage[];
  /** The next send throws; with `sent: true` the message has left all the same, as after a lost answer. */
  failNext(code: FailureCode, options?: { sent?: boolean; retryAfterMs?: number }): void;
}

const CAPABILITIES: Capabilities = {
  maxText: 4096,
  maxTextWithChoices: 1024,
  maxChoices: 10,
  numberedChoices: false,
  reconciliation: 'lookup',
};

export function createMemoryChannel(name: string, capabilities: Partial<Capabilities> = {}): MemoryChannel {
  const sent: SentMessage[] = [];
  const faults: { code: FailureCode; sent: boolean; retryAfterMs?: number }[] = [];
  return {
    sent,
    failNext: (code, options = {}) => void faults.push({ code, sent: false, ...options }),
    channel: {
      name,
      capabilities: { ...CAPABILITIES, ...capabilities },
      async send(address, message, sendId) {
        const fault = faults.shift();
        if (!fault || fault.sent) sent.push({ address, message, sendId });
        if (fault) {
          const options = fault.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs };
          throw new Failure(fault.code, `${name} was told to fail`, options);
        }
        return { externalId: `${name}-${sent.length}` };
      },
      async lookUp(_address, sendId) {
        const index = sent.findIndex((message) => message.sendId === sendId);
        return index < 0 ? 'not-sent' : { externalId: `${name}-${index + 1}` };
      },
    },
  };
}
