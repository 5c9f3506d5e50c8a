/** What waits for staff, the longest first, drawn from the records alone. Reads only. */
import { cardOf } from './cards.ts';
import type { Business } from './domain/business.ts';
import type { Conversation } from './domain/conversation.ts';
import type { Capabilities } from './domain/message.ts';
import type { Queued } from './overview.ts';
import type { Clock, Store } from './ports.ts';

export interface QueueDeps {
  readonly store: Pick<Store, 'list'>;
  readonly clock: Clock;
  readonly business: Business;
  readonly capabilitiesOf: (conversation: Conversation) => Capabilities;
}

/** Of more than this many conversations the latest changed are read. */
export const MOST = 500;

/** What waits for a verdict, then what is in somebody's hands. */
export async function queueOf({ store, clock, business, capabilitiesOf }: QueueDeps): Promise<readonly Queued[]> {
  const [pending, withStaff] = await Promise.all([
    store.list({ approval: 'pending', limit: MOST }),
    store.list({ owner: 'staff', limit: MOST }),
  ]);
  const queued = ({ conversations }: typeof pending, sinceOf: (conversation: Conversation) => number | undefined) =>
    conversations
      .flatMap((conversation): readonly Queued[] => {
        const since = sinceOf(conversation);
        const { approval } = conversation;
        if (since === undefined || !approval) return [];
        const capabilities = capabilitiesOf(conversation);
        const card = cardOf(conversation, approval, { business, capabilities, now: clock.now() });
        return [{ card, since, ...(approval.card ? { place: approval.card } : {}) }];
      })
      .sort((a, b) => a.since - b.since);
  return [
    ...queued(pending, ({ approval }) => approval?.askedAt),
    ...queued(withStaff, ({ approval, owner }) =>
      approval?.state.kind !== 'pending' && owner.kind === 'staff' ? owner.since : undefined,
    ),
  ];
}
