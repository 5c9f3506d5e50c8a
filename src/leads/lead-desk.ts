/** What staff see and do about leads: the list, changes by hand with their name on them, and the file for a spreadsheet. */
import type { Clock, Store } from '../ports.ts';
import { LEAD_STATUSES, type Lead, LeadEdit } from './lead.ts';
import { leadsAsCsv } from './lead-csv.ts';
import type { Leads } from './leads.ts';

export interface LeadDeskDeps {
  readonly store: Pick<Store, 'audit'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly leads: Leads;
  readonly timeZone: string;
  /** Something changed: pages that are watching read again. */
  readonly changed: () => void;
}

export type Edited =
  | { readonly kind: 'done'; readonly lead: Lead }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly why: string };

export type LeadDesk = ReturnType<typeof createLeadDesk>;

const SHOWN = 200;
export const MOST_EXPORTED = 100_000;

export function createLeadDesk({ store, clock, leads, timeZone, changed }: LeadDeskDeps) {
  return {
    /** Newest first. */
    async list(): Promise<{ leads: readonly Lead[]; statuses: readonly string[] }> {
      return { leads: await leads.list({ limit: SHOWN }), statuses: LEAD_STATUSES };
    },

    /** `wishId`: of the click, so that one that is sent twice counts once. */
    async edit(leadId: string, wish: unknown, by: string, wishId: string): Promise<Edited> {
      const parsed = LeadEdit.safeParse(wish);
      if (!parsed.success || Object.keys(parsed.data).length === 0) {
        const why = `Expected status (${LEAD_STATUSES.join(', ')}), owner, nextAction or deadline, and nothing else.`;
        return { kind: 'refused', why };
      }
      const event = { kind: 'edited', edit: parsed.data } as const;
      const lead = await leads.change({ leadId, event, eventId: `edit:${wishId}`, who: by });
      if (!lead) return { kind: 'unknown' };
      const { conversationId } = lead;
      const detail = { leadId, ...parsed.data };
      await store.audit({ at: clock.now(), who: by, what: 'changed a lead', conversationId, detail });
      changed();
      return { kind: 'done', lead };
    },

    /** All leads that changed since then (ms since 1970; absent: ever), oldest first. */
    async csv(since?: number): Promise<string> {
      return leadsAsCsv(await leads.list({ limit: MOST_EXPORTED }), {
        timeZone,
        ...(since === undefined ? {} : { since }),
      });
    },
  };
}
