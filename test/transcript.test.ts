import { describe, expect, it } from '@jest/globals';
import { append, type Conversation, newConversation } from '../src/domain/conversation.ts';
import { conversationIdOf } from '../src/identity.ts';
import { createSqliteStore } from '../src/store/sqlite.ts';
import { trimmed } from '../src/tail.ts';
import { createChanges, createTranscript } from '../src/transcript.ts';
import { createManualClock } from './fakes/manual-clock.ts';

const address = { channel: 'web', account: 'shop', key: 'k' };

describe('what a customer sees of a long conversation', () => {
  it('comes page by page without a gap, however many notes lie between the lines', async () => {
    const store = createSqliteStore({ path: ':memory:', clock: createManualClock() });
    let conversation: Conversation = newConversation({ id: conversationIdOf(address), address, customerId: 'k1' }, 0);
    for (let n = 1; n <= 540; n++) {
      conversation =
        n % 2 === 0
          ? append(conversation, { kind: 'note', at: n, text: 'for staff only' })
          : append(conversation, {
              kind: 'customer-said',
              at: n,
              externalId: `m${n}`,
              content: { kind: 'text', text: `line ${n}` },
              sentAt: n,
              outcome: { kind: 'decided', turnId: 't' },
            });
    }
    conversation = { ...conversation, readUpTo: conversation.lastN };
    const cut = trimmed(conversation, 40);
    await store.archive(conversation.id, cut.overflow);
    await store.save(cut.conversation);
    const transcript = createTranscript(store, createChanges());
    const seen: number[] = [];
    for (;;) {
      const page = await transcript.read(address, seen.at(-1) ?? 0, 50);
      if (page.length === 0) break;
      seen.push(...page.map((line) => line.n));
    }
    expect(seen).toEqual(Array.from({ length: 270 }, (_, index) => index * 2 + 1));
    await store.close();
  });
});
