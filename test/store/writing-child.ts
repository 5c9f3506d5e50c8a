/** A process that receives messages as fast as it can and tells which were acknowledged, until it is killed. */
import { createSystemClock } from '../../src/clock.ts';
import { append, newConversation } from '../../src/domain/conversation.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';

const WRITERS = 16;

const clock = createSystemClock();
const store = createSqliteStore({ path: process.argv[2] ?? '', clock });

async function write(writer: number): Promise<void> {
  const conversationId = `c${writer}`;
  for (let i = 0; ; i++) {
    const externalId = `${writer}-${i}`;
    await store.receive({
      dedupeId: `memory:shop:${externalId}`,
      conversationId,
      at: clock.now(),
      create: () => {
        const address = { channel: 'memory', account: 'shop', key: conversationId };
        return newConversation({ id: conversationId, address, customerId: conversationId }, clock.now());
      },
      append: (before) => {
        const content = { kind: 'text', text: externalId } as const;
        const said = { kind: 'customer-said', at: clock.now(), externalId, content, sentAt: clock.now() } as const;
        const after = append(before, said);
        return { ...after, entries: after.entries.slice(-50) };
      },
    });
    process.send?.(`memory:shop:${externalId}`);
  }
}

process.once('disconnect', () => process.exit()); // never outlives the test
await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
