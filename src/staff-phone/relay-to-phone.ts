/**
 * What a customer writes to the person who took them over by phone reaches that phone too, because that is where they
 * look. A courtesy beside the card's thread: it is only sent while free text to the person is allowed.
 */
import { commit } from '../commit.ts';
import type { Business } from '../domain/business.ts';
import { type Conversation, withAgenda } from '../domain/conversation.ts';
import { windowClosed } from '../effects/send.ts';
import { conversationIdOf } from '../identity.ts';
import type { Channel, Clock, Store } from '../ports.ts';
import { cleared } from '../review.ts';
import { sends } from '../sends.ts';
import { marksIn, prefixOf } from './asked.ts';
import { relayText } from './words.ts';

export interface RelayToPhoneDeps {
  readonly store: Pick<Store, 'load' | 'save'>;
  readonly clock: Clock;
  readonly business: Business;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly changed: (conversationId: string) => void;
}

/** Doing it twice changes nothing. */
export type RelayToPhone = (conversation: Conversation, words: string) => Promise<void>;

export function createRelayToPhone({ store, clock, business, channels, changed }: RelayToPhoneDeps): RelayToPhone {
  return async ({ owner, approval, displayName }, words) => {
    const person = owner.kind === 'staff' && business.approvals.phones?.find(({ id }) => id === owner.staffId);
    if (!person || !approval) return;
    for (const { addressOf, capabilities } of channels.values()) {
      const address = addressOf?.(person.phone);
      if (!address) continue;
      const id = conversationIdOf(address);
      await commit(store, id, (fresh) => {
        const asked = marksIn(fresh).findLast(({ approvalId }) => approvalId === approval.id);
        if (!asked || windowClosed(fresh, capabilities, clock.now())) return fresh;
        const text = relayText(asked.number, displayName ?? 'The customer', words);
        const messages = cleared({ text, choices: [], sources: [] }, { kind: 'allow' }, capabilities);
        const prefix = prefixOf(fresh, 'hint', asked, approval.seenUpTo);
        if (fresh.entries.some((entry) => 'sendId' in entry && entry.sendId.startsWith(`${prefix}.`))) return fresh;
        return withAgenda(fresh, ...sends(prefix, messages, { purpose: 'to-staff' }, clock.now()));
      });
      changed(id);
    }
  };
}
