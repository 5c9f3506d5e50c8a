/** What this desk asks about the whole shop. Whoever calls it has checked who may. */
import type { Card, CardRef, StaffMember } from '../../src/domain/approval.ts';
import type { ShopSaid } from '../../src/domain/conversation.ts';
import type { Source } from '../../src/domain/knowledge.ts';

/** Since when (ms since 1970) nothing leaves to customers. */
export interface Paused {
  readonly by: string;
  readonly since: number;
  readonly why?: string;
}

/** `already`: it was so before. */
export interface Switched {
  readonly kind: 'done' | 'already';
  readonly paused?: Paused;
}

/** Why messages nobody asked for have stopped (ms since 1970). */
export interface Stopped {
  readonly at: number;
  readonly why: string;
}

export interface Queued {
  readonly card: Card;
  /** When it began to wait, or came into somebody's hands (ms since 1970). */
  readonly since: number;
  /** Where its card stands. */
  readonly place?: CardRef;
}

export interface Status {
  readonly approvalsWaiting: number;
  readonly withStaff: number;
  readonly oldestAskedAt?: number;
  /** Today's messages of customers, and how they ended. */
  readonly received: number;
  readonly endings: Readonly<Record<string, number>>;
  readonly lagMs: number;
  readonly channels: readonly string[];
  readonly paused?: Paused;
}

export interface Match {
  readonly conversationId: string;
  readonly name?: string;
  readonly channel: string;
}

export type Told = ShopSaid & { readonly channel: string; readonly sources: readonly Source[] };

export type Receipt =
  | { readonly kind: 'one'; readonly of: Match; readonly told: readonly Told[]; readonly more: boolean }
  | { readonly kind: 'several'; readonly matches: readonly Match[] };

export interface Overview {
  queue(): Promise<readonly Queued[]>;
  /** Reads the whole day: not for every look. */
  status(): Promise<Status>;
  paused(): Promise<Paused | undefined>;
  pause(by: StaffMember, why?: string): Promise<Switched>;
  resume(by: StaffMember): Promise<Switched>;
  /** Undefined: reminders and nudges flow. */
  stopped(): Promise<Stopped | undefined>;
  /** False: they flowed already. */
  letGo(by: StaffMember): Promise<boolean>;
  /** Undefined: nobody fits. */
  receipt(query: string): Promise<Receipt | undefined>;
}
