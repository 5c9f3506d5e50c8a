/** WhatsApp on the shop's own phone passes the suite that every channel passes: one browser for all of it. */
import { afterAll, jest } from '@jest/globals';
import { channelContract } from '../../contracts/channel-contract.ts';
import { createMemoryIntake } from '../../fakes/memory-intake.ts';
import { until } from '../../fakes/whatsapp-web/stand-in.ts';
import { openPhoneShop, type PhoneShop, TEST_MS } from './phone-shop.ts';

jest.setTimeout(TEST_MS);

/** The longest texts are sent here; how long a person types is tested elsewhere. */
const AT_ONCE = { leastTypingMs: 0, mostTypingMs: 0, gapMs: 0 };

let shop: PhoneShop | undefined;
let customers = 0;

afterAll(() => shop?.close());

channelContract('WhatsApp (the shop’s own phone)', async () => {
  if (!shop) {
    shop = await openPhoneShop({ ackMs: 12_000, pace: AT_ONCE });
    await shop.link();
  }
  const phone = shop;
  const { standIn } = phone;
  const inbox = createMemoryIntake();
  phone.inbox = inbox;
  const numbers = new Map<string, string>();
  const chatOf = (name: string) => {
    const chat = numbers.get(name) ?? `35385${1_000_000 + ++customers}@c.us`;
    numbers.set(name, chat);
    return chat;
  };
  const arrived = (count: number) =>
    until(() => inbox.messages.length + inbox.duplicates >= count, `${count} messages`);
  let lost = false;
  let last = '';
  return {
    channel: {
      ...phone.channel,
      async send(address, message, sendId) {
        try {
          return await phone.channel.send(address, message, sendId);
        } catch (error) {
          if (lost) {
            standIn.ack(standIn.outbox.at(-1)?.id ?? '', 1);
            await until(() => inbox.receipts.some((receipt) => receipt.sendId === sendId), 'the late acknowledgement');
          }
          throw error;
        }
      },
    },
    inbox,
    async says(customer, text) {
      const before = inbox.messages.length + inbox.duplicates;
      last = standIn.deliver({ from: chatOf(customer), body: text, notifyName: customer });
      await arrived(before + 1);
    },
    taps: () => Promise.reject(new Error('nothing can be tapped here: the customer answers with a number')),
    async redelivers() {
      const before = inbox.messages.length + inbox.duplicates;
      standIn.redeliver(last);
      await arrived(before + 1);
    },
    shown: (customer) =>
      standIn.outbox.filter(({ to }) => to === chatOf(customer)).map(({ body }) => ({ text: body, labels: [] })),
    failNext(how) {
      if (how === 'refused') standIn.failSends = 1;
      else standIn.holdAcks = 1;
      lost = how === 'answer-lost';
    },
    async goesDown() {
      standIn.unreachable = true;
    },
    async close() {
      standIn.unreachable = false;
    },
  };
});
