/** The staff desk double keeps the contract of the real desks. */
import type { CardRef } from '../../src/domain/approval.ts';
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
  const linesAbout = (ref: CardRef | undefined) =>
    memory.lines.filter((line) => !line.direct && (line.ref?.under ?? line.ref?.id) === ref?.id);
  return {
    desk: memory.desk,
    records,
    seen: async ({ id }) => ({ words: JSON.stringify(cardAt(id)), actions: cardAt(id).actions }),
    count: async () => memory.cards.length,
    people: ['alice', 'bob'],
    called: async (ref) => linesAbout(ref).flatMap(({ mention = [] }) => [...new Set(mention)]),
    directTo: async (person) => memory.lines.filter(({ direct }) => direct?.includes(person)).map(({ text }) => text),
    lines: async (ref) => linesAbout(ref).map(({ text, quote }) => [text, quote ?? ''].join('\n')),
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
