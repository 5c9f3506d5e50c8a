/**
 * Leads as stored: changed by compare-and-set, one event at a time. What is to be told of a change, to the customer
 * system and to staff, stands on the house's agenda before the change is stored: a crash in between leaves an item that
 * finds nothing to tell, never a change that nobody hears of.
 */
import { createHash } from 'node:crypto';
import { type AgendaItem, item } from '../domain/agenda.ts';
import type { Business } from '../domain/business.ts';
import type { FollowUp } from '../domain/decision.ts';
import { isFailure } from '../domain/failure.ts';
import type { Json } from '../domain/json.ts';
import type { Clock, Store, StoredRecord } from '../ports.ts';
import { HOUR_MS } from '../time.ts';
import { createHouse } from './house.ts';
import { afterEvent, isOpen, Lead, type LeadEvent, type LeadSeed, newLead } from './lead.ts';
import { leadRulesOf } from './qualify.ts';

/** Kinds of the items that the leads put on an agenda; they are no messages. */
export const CRM_EVENT = 'crm-event';
export const LEAD_DUE = 'lead-due';
export const LEAD_EVENT = 'lead-event';

export interface Change {
  readonly leadId: string;
  readonly event: LeadEvent;
  /** Idempotency key. */
  readonly eventId: string;
  readonly who: string;
  /** What to start from when there is no such lead yet; absent: then nothing happens. */
  readonly seed?: LeadSeed;
}

export interface Leads {
  /** The lead after the change; undefined when there is none and none is to be made. */
  change(change: Change): Promise<Lead | undefined>;
  get(leadId: string): Promise<Lead | undefined>;
  /** Notes that staff know of the passed deadline. */
  toldOf(leadId: string, deadline: number): Promise<void>;
  /** Newest first; with a customer, only theirs. */
  list(filter: { customerId?: string; limit: number }): Promise<readonly Lead[]>;
}

export interface LeadsDeps {
  readonly store: Pick<Store, 'getRecord' | 'putRecord' | 'listRecords' | 'load' | 'save'>;
  readonly clock: Pick<Clock, 'now'>;
}

const MAX_TRIES = 32;
/** The change itself is stored a moment after its items. */
const SOON_MS = 1_000;
/** Longer than a store takes for one call. */
const STORED_BY_MS = 10_000;
const BOT = 'the bot';

export function createLeads({ business }: { business: Pick<Business, 'sales'> }, { store, clock }: LeadsDeps): Leads {
  const house = createHouse({ store, clock });
  const rules = leadRulesOf(business);

  async function change({ leadId, event, eventId, who, seed }: Change): Promise<Lead | undefined> {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const record = await store.getRecord('lead', leadId);
      const before = record ? leadIn(record) : seed && newLead(withOwner(seed), clock.now());
      if (!before) return undefined;
      const at = clock.now();
      const after = afterEvent(before, event, { id: eventId, at, who, actWithinMs: rules.actWithinHours * HOUR_MS });
      if (after === before) return after;
      await house.schedule(itemsFor(after, eventId, at));
      try {
        const body = after as unknown as Json;
        await store.putRecord('lead', { id: leadId, key: after.customerId, version: record?.version ?? 0, at, body });
        return after;
      } catch (error) {
        if (!isFailure(error, 'overtaken')) throw error;
      }
    }
    throw new Error(`lead ${leadId}: ${MAX_TRIES} changes in a row were overtaken`);
  }

  function withOwner(seed: LeadSeed): LeadSeed {
    return rules.owner === undefined ? seed : { owner: rules.owner, ...seed };
  }

  return {
    change,
    async get(leadId) {
      const record = await store.getRecord('lead', leadId);
      return record && leadIn(record);
    },
    async toldOf(leadId, deadline) {
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const record = await store.getRecord('lead', leadId);
        if (!record) return;
        try {
          const body = { ...leadIn(record), toldOf: deadline } as unknown as Json;
          await store.putRecord('lead', { ...record, body });
          return;
        } catch (error) {
          if (!isFailure(error, 'overtaken')) throw error;
        }
      }
    },
    async list({ customerId, limit }) {
      const records = await store.listRecords('lead', { ...(customerId ? { key: customerId } : {}), limit });
      return records.map(leadIn);
    },
  };
}

export function leadIn(record: StoredRecord): Lead {
  return Lead.parse(record.body);
}

/** One event for the customer system a change, named after the change, and one look at the deadline. */
function itemsFor(lead: Lead, eventId: string, now: number): readonly AgendaItem[] {
  const event = agendaItem(CRM_EVENT, crmEventId(lead.id, eventId), lead.id, now, now + SOON_MS);
  const { id, deadline } = lead;
  if (deadline === undefined || deadline === lead.toldOf || !isOpen(lead)) return [event];
  return [event, agendaItem(LEAD_DUE, `due:${id}:${deadline}`, id, deadline, Math.max(deadline, now + STORED_BY_MS))];
}

function agendaItem(kind: string, id: string, about: string, dueAt: number, lookAt: number): AgendaItem {
  return item(
    id,
    { kind: 'follow-up', followUp: { id, kind, dueAt, say: NOTHING, cancelIf: 'booking-gone', about } },
    lookAt,
  );
}

/** Whether the change that an event for the customer system is about has been stored. */
export function isStored({ id, history }: Lead, crmEvent: string): boolean {
  // Items of the first version ended in the lead's version, such as `v3`, and were made once that was stored.
  return /:v\d+$/u.test(crmEvent) || history.some((line) => crmEventId(id, line.id) === crmEvent);
}

/** Fit for a header, whatever stands in the change's own id. */
function crmEventId(leadId: string, eventId: string): string {
  return `crm:${leadId}:${createHash('sha256').update(eventId).digest('hex').slice(0, 20)}`;
}

const NOTHING = { text: '', choices: [], sources: [] } as const;

/** An event that is told to the lead once the decision it comes with has been carried out. */
export function leadEvent(change: Omit<Change, 'who'>, now: number): FollowUp {
  const about = JSON.stringify({ ...change, who: BOT } satisfies Change);
  return { id: `lead:${change.eventId}`, kind: LEAD_EVENT, dueAt: now, say: NOTHING, cancelIf: 'booking-gone', about };
}

export function changeIn({ about }: FollowUp): Change {
  return JSON.parse(about) as Change;
}
