/** Decides about everything unread: stores the trace, then the plan, unless the conversation moved on meanwhile. */
import { commit } from '../commit.ts';
import type { AgendaItem } from '../domain/agenda.ts';
import type { Conversation } from '../domain/conversation.ts';
import { unread } from '../domain/conversation.ts';
import { isFailure } from '../domain/failure.ts';
import type { Json } from '../domain/json.ts';
import type { Channel, Lease, Store } from '../ports.ts';
import type { Taken } from '../turn.ts';

export interface TakeTurnDeps {
  readonly store: Store;
  /** Undefined while the channel is switched off: deciding goes on, sending waits. */
  readonly channelOf: (conversation: Conversation) => Channel | undefined;
  readonly takeTurn: (conversation: Conversation) => Promise<Taken>;
  readonly took?: (taken: Taken, result: 'planned' | 'overtaken') => void;
}

export function createTakeTurn({ store, channelOf, takeTurn, took }: TakeTurnDeps) {
  return async function carryOut(conversation: Conversation, _item: AgendaItem, lease: Lease): Promise<void> {
    const newest = unread(conversation).findLast((entry) => entry.kind === 'customer-said');
    if (newest?.kind === 'customer-said' && conversation.owner.kind === 'bot') {
      channelOf(conversation)
        ?.showTyping?.(conversation.address, newest.externalId)
        ?.catch(() => {}); // a courtesy
    }
    const taken = await takeTurn(conversation);
    const { turn } = taken;
    await storeTrace(turn.id, conversation.id, turn.at, turn as unknown as Json);
    let result: 'planned' | 'overtaken' = 'planned';
    await commit(
      store,
      conversation.id,
      (fresh) => {
        const next = taken.apply(fresh);
        result = next === 'overtaken' ? 'overtaken' : 'planned';
        return next === 'overtaken' ? fresh : next;
      },
      { lease, from: conversation },
    );
    took?.(taken, result);
  };

  /** The same turn decided again after a crash has the same id: the first trace stands. */
  async function storeTrace(id: string, key: string, at: number, body: Json): Promise<void> {
    try {
      await store.putRecord('turn', { id, version: 0, key, at, body });
    } catch (error) {
      if (!isFailure(error, 'overtaken')) throw error;
    }
  }
}
