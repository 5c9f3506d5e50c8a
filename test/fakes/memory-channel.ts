/**
 * The channel double: keeps what was sent, fails when told in the ways a platform fails, and lets a customer write.
 */
import { Failure, type FailureCode } from '../../src/domain/failure.ts';
import type { Address, Capabilities, Content, InboundMessage, OutboundMessage } from '../../src/domain/message.ts';
import type { Channel, Intake } from '../../src/ports.ts';

export interface SentMessage {
  readonly address: Address;
  readonly message: OutboundMessage;
  readonly sendId: string;
}

/** With `sent: true` the message has left all the same, as after a lost answer. */
export interface FailOptions {
  readonly sent?: boolean;
  readonly retryAfterMs?: number;
}

export interface MemoryChannel {
  readonly channel: Channel;
  readonly sent: readonly SentMessage[];
  /** Ids of the customers' messages under which we showed that we are writing. */
  readonly typing: readonly string[];
  /** The next send throws this failure, or what the function makes of the message (undefined: nothing is wrong). */
  failNext(failure: FailureCode | Failure | ((sent: SentMessage) => Failure | undefined), options?: FailOptions): void;
  /** A customer writes; the same `externalId` again is a redelivery. */
  receives(intake: Intake, key: string, content: Content, more?: Partial<InboundMessage>): Promise<'new' | 'duplicate'>;
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
  const typing: string[] = [];
  const faults: { judge: (sent: SentMessage) => Failure | undefined; sent: boolean }[] = [];
  let received = 0;
  return {
    sent,
    typing,
    failNext(failure, { sent: left = false, retryAfterMs } = {}) {
      const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
      const made = typeof failure === 'string' ? new Failure(failure, `${name} was told to fail`, wait) : failure;
      faults.push({ judge: typeof made === 'function' ? made : () => made, sent: left });
    },
    receives: (intake, key, content, more = {}) =>
      intake.message({
        address: { channel: name, account: 'shop', key },
        externalId: `${name}-in-${++received}`,
        aliases: [],
        content,
        sentAt: 0,
        ...more,
      }),
    channel: {
      name,
      capabilities: { ...CAPABILITIES, ...capabilities },
      async send(address, message, sendId) {
        const attempt = { address, message, sendId };
        const fault = faults.shift();
        const failure = fault?.judge(attempt);
        if (!failure || fault?.sent) sent.push(attempt);
        if (failure) throw failure;
        return { externalId: `${name}-${sent.length}` };
      },
      addressOf: (phone) => ({ channel: name, account: 'shop', key: phone.replaceAll(' ', '') }),
      async lookUp(_address, sendId) {
        const index = sent.findIndex((message) => message.sendId === sendId);
        return index < 0 ? 'not-sent' : { externalId: `${name}-${index + 1}` };
      },
      async showTyping(_address, externalId) {
        typing.push(externalId);
      },
    },
  };
}
