/** Slack passes the suite that every channel passes, over HTTP and over a socket. */
import { channelContract } from '../../contracts/channel-contract.ts';
import { createMemoryIntake } from '../../fakes/memory-intake.ts';
import { createColleagues } from '../../fakes/slack/colleague.ts';
import { openSlackRoom } from './slack-room.ts';

for (const mode of ['http', 'socket'] as const) {
  channelContract(`Slack by ${mode}`, async () => {
    const inbox = createMemoryIntake();
    const room = await openSlackRoom({ mode, intake: inbox.intake });
    const { workspace, clock, sockets } = room;
    const { proxy, people } = workspace;
    const colleagues = createColleagues(
      workspace,
      clock,
      mode === 'http' ? (payload) => room.post(payload, { json: 'event' in payload }) : (body) => sockets.deliver(body),
    );
    const known = (name: string) => colleagues.of(name === 'ana' ? people.alice : people.bob);
    return {
      channel: room.slack.channel,
      inbox,
      says: async (customer, text) => void (await known(customer).writes(text)),
      taps: async (customer, index) => void (await known(customer).taps(index)),
      redelivers: async () => void (await colleagues.redeliver()),
      shown: (customer) => known(customer).sees(),
      failNext: (how) =>
        proxy.failNext(
          'chat.postMessage',
          how === 'refused' ? { kind: 'error', error: 'user_disabled' } : { kind: 'lose-answer' },
        ),
      goesDown: async () => proxy.failAll({ kind: 'drop' }),
      close: () => room.close(),
    };
  });
}
