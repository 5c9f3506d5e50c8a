/** The channel double stands in for real channels in scenarios: it keeps what they keep. */
import type { Content, InboundMessage } from '../../src/domain/message.ts';
import { createMemoryChannel } from '../fakes/memory-channel.ts';
import { createMemoryIntake } from '../fakes/memory-intake.ts';
import { channelContract } from './channel-contract.ts';

channelContract('the memory channel', async () => {
  const inbox = createMemoryIntake();
  const { channel, sent, failNext, receives } = createMemoryChannel('memory');
  let last: [key: string, content: Content, more: Partial<InboundMessage>] | undefined;
  const mine = (customer: string) => sent.filter(({ address }) => address.key === customer);
  const choicesOf = ({ message }: (typeof sent)[number]) => (message.kind === 'text' ? message.choices : []);
  let messages = 0;
  const arrives = async (key: string, content: Content) => {
    last = [key, content, { externalId: `m${++messages}` }];
    await receives(inbox.intake, ...last);
  };
  return {
    channel,
    inbox,
    says: (customer, text) => arrives(customer, { kind: 'text', text }),
    async taps(customer, index) {
      const choice = mine(customer)
        .flatMap((message) => [choicesOf(message)])
        .at(-1)?.[index];
      if (!choice) throw new Error(`expected a choice at ${index}, found none`);
      await arrives(customer, { kind: 'choice', id: choice.id, label: choice.label });
    },
    async redelivers() {
      if (last) await receives(inbox.intake, ...last);
    },
    shown: (customer) =>
      mine(customer).map((message) => ({
        text: message.message.text,
        labels: choicesOf(message).map(({ label }) => label),
      })),
    failNext: (how) =>
      how === 'refused' ? failNext('undeliverable') : failNext('channel-outcome-unknown', { sent: true }),
    goesDown: async () => failNext('channel-unavailable'),
    close: async () => {},
  };
});
