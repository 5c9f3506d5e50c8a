/** What staff see of the whole shop: what waits, whether anything is sent, how today goes, what one customer was told. */
import type { Card, CardRef, StaffMember } from './domain/approval.ts';
import type { ShopSaid } from './domain/conversation.ts';
import type { Source } from './domain/knowledge.ts';

/** Nothing leaves to customers; since when (ms since 1970). */
export type Paused = { readonly by: string; readonly since: number; readonly why?: string };

/** `already`: it was so before, and nothing changed. `paused` is what holds now. */
export type Switched = { readonly kind: 'done' | 'already'; readonly paused?: Paused };

/** The breaker of messages nobody asked for has tripped (ms since 1970). */
export type Stopped = { readonly at: number; readonly why: string };

/** A card with how long it has waited, or been in somebody's hands, and where it stands. */
export type Queued = { readonly card: Card; readonly since: number; readonly place?: CardRef };

/** `received` and `endings` are of the shop's local day `day`; what waits is of this moment, and 500 means at least. */
export type Status = Readonly<Record<'received' | 'approvalsWaiting' | 'withStaff', number>> & {
  readonly day: string;
  readonly endings: Readonly<Record<string, number>>;
  readonly oldestAskedAt?: number;
  /** How long the longest due task has waited for a worker (ms). */
  readonly lagMs: number;
  readonly paused?: Paused;
};

/** One message to a customer as it is recorded, with what the decision behind it rested on. */
export type Told = ShopSaid & { readonly channel: string; readonly sources: readonly Source[] };

/** One conversation that a question may mean. */
export type Match = { readonly conversationId: string; readonly name?: string; readonly channel: string };

/** What one customer was told, newest first; `more`: there is older still. `several`: choose one by its id. */
export type Receipt =
  | { readonly kind: 'one'; readonly of: Match; readonly told: readonly Told[]; readonly more: boolean }
  | { readonly kind: 'several'; readonly matches: readonly Match[] };

/** Whoever calls it has checked who may. */
export interface Oversight {
  /** What waits for a verdict, the longest first, then what is in somebody's hands; at most 500 of each. */
  queue(): Promise<readonly Queued[]>;
  status(): Promise<Status & { readonly channels: readonly string[] }>;
  paused(): Promise<Paused | undefined>;
  /** Stops all sending; a message that is being sent at that moment may still leave. Staff are told. */
  pause(by: StaffMember, why?: string): Promise<Switched>;
  resume(by: StaffMember): Promise<Switched>;
  /** Why messages nobody asked for (reminders, nudges) have stopped; undefined while they flow. */
  stopped(): Promise<Stopped | undefined>;
  /** Lets those go on. False: they flowed already. */
  letGo(by: StaffMember): Promise<boolean>;
  /** By name, phone number, conversation id or booking reference; undefined when nobody fits. */
  receipt(query: string): Promise<Receipt | undefined>;
}
