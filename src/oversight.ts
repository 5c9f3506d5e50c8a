/**
 * What staff ask about the whole shop, and the switch that stops all sending. It reads the records and nothing else, so
 * every desk shows the same; whoever may is checked before.
 */
import type { Customers } from './customers.ts';
import type { StaffMember } from './domain/approval.ts';
import { createFindCustomer } from './find-customer.ts';
import type { Outreach } from './follow-ups/outreach.ts';
import type { Oversight, Switched } from './overview.ts';
import { pausedIn, switchSending } from './pause.ts';
import type { Channel, StaffDesk, Store } from './ports.ts';
import { type QueueDeps, queueOf } from './queue.ts';
import { toldTo } from './receipt.ts';
import { statsOf } from './stats.ts';

/** Longest reason for a pause, in UTF-16 code units. */
const MAX_WHY = 300;

export interface OversightDeps extends QueueDeps {
  readonly store: Store;
  readonly customers: Customers;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly desk: Pick<StaffDesk, 'tell'>;
  readonly outreach: Pick<Outreach, 'state' | 'unlatch'>;
  /** Lets go out what waited. */
  readonly letGo: () => Promise<void>;
  /** Something everybody watching should look at again. */
  readonly switched: () => void;
  /** Staff could not be told of a pause; it holds all the same. */
  readonly failed?: (error: unknown) => void;
}

export function createOversight(deps: OversightDeps): Oversight {
  const { store, clock, business } = deps;
  const find = createFindCustomer(deps);

  async function change(to: 'paused' | 'on', by: StaffMember, why?: string): Promise<Switched> {
    const outcome = await switchSending(to, by, why, deps);
    if (to === 'on') await deps.letGo(); // also of a resume that was cut off
    if (outcome.kind === 'done' || to === 'on') deps.switched();
    if (outcome.kind === 'done') void announce(to, by, why); // nobody waits for a staff room that is away
    return outcome;
  }

  async function announce(to: 'paused' | 'on', by: StaffMember, why: string | undefined): Promise<void> {
    const reason = why === undefined ? '.' : `: ${why}`;
    const text =
      to === 'paused'
        ? `${by.name} paused all sending to customers${reason}`
        : `${by.name} resumed sending: what waited goes out now.`;
    try {
      await deps.desk.tell({ text, urgency: to === 'paused' ? 'high' : 'normal' });
    } catch (error) {
      deps.failed?.(error);
    }
  }

  return {
    queue: () => queueOf(deps),
    status: async () => ({
      ...(await statsOf(store, clock, business.timeZone)),
      channels: [...deps.channels.keys()],
    }),
    paused: () => pausedIn(store),
    pause: (by, why) => change('paused', by, why?.trim().slice(0, MAX_WHY) || undefined),
    resume: (by) => change('on', by),
    stopped: async () => (await deps.outreach.state()).latched,
    async letGo(by) {
      const unlatched = await deps.outreach.unlatch(`${by.name} (${by.id})`);
      if (unlatched) deps.switched();
      return unlatched;
    },
    async receipt(query) {
      const found = await find(query);
      return found && ('matches' in found ? found : toldTo(found.conversations, store));
    },
  };
}
