/** The intake double: keeps what channels hand over, without repeats; fails when told. */
import type { DeliveryReceipt, InboundMessage } from '../../src/domain/message.ts';
import type { Intake } from '../../src/ports.ts';

export interface MemoryIntake {
  readonly intake: Intake;
  /** New messages, in the order they were stored. */
  readonly messages: readonly InboundMessage[];
  readonly receipts: readonly DeliveryReceipt[];
  /** How often something was handed over that was there already. */
  readonly duplicates: number;
  /** Asked before each message is stored: an error that comes back is thrown, and nothing stored. */
  failWhen(judge: (message: InboundMessage) => unknown): void;
}

export function createMemoryIntake(): MemoryIntake {
  const messages: InboundMessage[] = [];
  const receipts: DeliveryReceipt[] = [];
  let duplicates = 0;
  let judge: (message: InboundMessage) => unknown = () => undefined;
  return {
    messages,
    receipts,
    get duplicates() {
      return duplicates;
    },
    failWhen: (next) => {
      judge = next;
    },
    intake: {
      async message(message) {
        const error = judge(message);
        if (error) throw error;
        const known = messages.some(
          ({ externalId, address }) => externalId === message.externalId && address.channel === message.address.channel,
        );
        if (known) {
          duplicates++;
          return 'duplicate';
        }
        messages.push(message);
        return 'new';
      },
      async receipt(_channel, _account, receipt) {
        receipts.push(receipt);
      },
    },
  };
}
