/** The page's line to the server about leads: reads them, and passes on what a person changed. */
import { fetched, sent } from './api.ts';

export interface LeadView {
  readonly id: string;
  readonly conversationId: string;
  readonly channel: string;
  readonly name?: string;
  readonly offerName: string;
  readonly status: string;
  readonly owner?: string;
  readonly nextAction?: string;
  readonly deadline?: number;
  readonly quote?: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly changedAt: number;
  readonly history: readonly {
    readonly id: string;
    readonly at: number;
    readonly who: string;
    readonly what: string;
  }[];
}

export function readLeads(): Promise<{ leads: readonly LeadView[]; statuses: readonly string[] }> {
  return fetched('/api/leads');
}

/** Throws `Refused` with the sentence to show. */
export function changeLead(id: string, wish: object, name: string): Promise<void> {
  return sent(`/api/leads/${encodeURIComponent(id)}`, { ...wish, name, wishId: crypto.randomUUID() });
}
