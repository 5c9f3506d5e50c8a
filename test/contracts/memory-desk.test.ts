/** The staff desk double keeps the contract of the real desks. */
import { createCardRecords } from '../fakes/card-records.ts';
import { createMemoryDesk } from '../fakes/memory-desk.ts';
import { staffDeskContract } from './staff-desk-contract.ts';

const ALICE = { id: 'alice', name: 'Alice' };

staffDeskContract('The memory desk', async () => {
  const memory = createMemoryDesk();
  const records = createCardRecords();
  const cardAt = (id: string) => {
    const found = memory.cards.find(({ ref }) => ref.id === id);
    if (!found) throw new Error(`expected a card ${id}`);
    return found.card;
  };
  return {
    desk: memory.desk,
    records,
    seen: async ({ id }) => ({ words: JSON.stringify(cardAt(id)), actions: cardAt(id).actions }),
    count: async () => memory.cards.length,
    lines: async (ref) =>
      memory.lines.filter((line) => line.ref?.id === ref?.id).map(({ text, quote }) => [text, quote ?? ''].join('\n')),
    click: async (ref, action, typed) => void (await memory.click(ref, action, ALICE, records.actions, typed)),
    failNext(fault) {
      if (fault === 'slow-down') memory.failNext('rate-limited', { retryAfterMs: 1_000 });
      else if (fault === 'away') memory.failNext('staff-desk-unavailable');
      else if (fault === 'not-allowed') memory.failNext('staff-desk-auth');
      else memory.failNext('channel-outcome-unknown', { posted: true });
    },
    close: async () => {},
  };
});
