/**
 * The agenda of what belongs to no conversation: deadlines of leads and events for the customer system. It hangs on one
 * document that is claimed like any conversation, so that a slow system outside never holds up a customer.
 */
import { commit } from '../commit.ts';
import type { AgendaItem } from '../domain/agenda.ts';
import { type Conversation, newConversation, withAgenda } from '../domain/conversation.ts';
import { isFailure } from '../domain/failure.ts';
import type { Clock, Store } from '../ports.ts';

/** Channel of the document's address; no channel has this name, so nothing can be sent there. */
export const HOUSE = 'house';
const HOUSE_ID = 'house-leads';

export interface House {
  /** Puts items on the agenda; one whose id is there already changes nothing. */
  schedule(items: readonly AgendaItem[]): Promise<void>;
}

export function createHouse({
  store,
  clock,
}: {
  store: Pick<Store, 'load' | 'save'>;
  clock: Pick<Clock, 'now'>;
}): House {
  return {
    async schedule(items) {
      if (items.length === 0) return;
      if (await commit(store, HOUSE_ID, (house) => added(house, items))) return;
      const address = { channel: HOUSE, account: HOUSE, key: HOUSE_ID };
      const first = newConversation({ id: HOUSE_ID, address, customerId: HOUSE_ID }, clock.now());
      try {
        await store.save(withAgenda(first, ...items));
      } catch (error) {
        if (!isFailure(error, 'overtaken')) throw error;
        await commit(store, HOUSE_ID, (house) => added(house, items)); // another process made it first
      }
    },
  };
}

function added(house: Conversation, items: readonly AgendaItem[]): Conversation {
  const next = withAgenda(house, ...items);
  return next.agenda.length === house.agenda.length ? house : next;
}
