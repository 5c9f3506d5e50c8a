/** WhatsApp passes the suite that every channel passes. */
import { channelContract } from '../../contracts/channel-contract.ts';
import { openLine } from './line.ts';

channelContract('WhatsApp (Cloud API)', async () => {
  const line = await openLine({ meta: { autoStatuses: true } });
  const { graph, meta, inbox } = line;
  const numbers = new Map<string, string>();
  const known = (name: string) => {
    const waId = numbers.get(name) ?? `35385111000${numbers.size}`;
    numbers.set(name, waId);
    return { waId, name };
  };
  const received = (name: string) => graph.sends.filter(({ to }) => to === known(name).waId);
  return {
    channel: line.channel,
    inbox,
    says: async (customer, text) => void (await meta.says(known(customer), text)),
    async taps(customer, index) {
      const message = received(customer).at(-1);
      const title = message?.taps[index]?.title;
      if (!message || title === undefined) throw new Error(`expected something to tap at ${index}, found nothing`);
      await meta.taps(known(customer), message, title);
    },
    redelivers: async () => void (await meta.redeliver()),
    shown: (customer) => received(customer).map(({ text, taps }) => ({ text, labels: taps.map(({ title }) => title) })),
    failNext: (how) =>
      graph.failNext(how === 'refused' ? { kind: 'error', code: 131026 } : { kind: 'reset', accepted: true }),
    goesDown: () => graph.close(),
    receiptsCome: () => meta.settled(),
    close: () => line.close(),
  };
});
