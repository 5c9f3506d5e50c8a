/** What is to be done for a conversation, and when. Every effect is an item here before it happens. */
import type { FollowUp, ToolCall, Urgency } from './decision.ts';
import type { ClearedMessage } from './message.ts';

export type Speaker =
  | { readonly kind: 'bot'; readonly approvedBy?: string }
  | { readonly kind: 'staff'; readonly staffId: string; readonly name: string };

/**
 * `consent` confirmations go out whatever the customer's consent says; `proactive` ones never without it. `to-staff`: the
 * one who reads it is staff asked on their own phone, whoever answers them as a customer.
 */
export type Purpose = 'reply' | 'proactive' | 'consent' | 'to-staff';

export type Task =
  | { readonly kind: 'take-turn' }
  | {
      readonly kind: 'send';
      readonly message: ClearedMessage;
      readonly speaker: Speaker;
      readonly purpose: Purpose;
      readonly turnId?: string;
      readonly approvalId?: string;
    }
  /** Approved messages that wait for the shop to open; a word of the customer takes them back. */
  | {
      readonly kind: 'send-later';
      readonly approvalId: string;
      readonly turnId: string;
      readonly messages: readonly ClearedMessage[];
      readonly approvedBy: string;
      readonly followUps: readonly FollowUp[];
    }
  | { readonly kind: 'call-tool'; readonly call: ToolCall; readonly turnId: string }
  | {
      readonly kind: 'record-consent';
      readonly proactive: boolean;
      readonly only?: 'offers';
      readonly words: string;
      readonly n: number;
      readonly sayAfter: readonly ClearedMessage[];
      readonly turnId: string;
    }
  | {
      readonly kind: 'ask-staff';
      readonly approvalId: string;
      readonly sayAfter: readonly ClearedMessage[];
      readonly turnId: string;
    }
  | { readonly kind: 'refresh-card'; readonly approvalId: string }
  | { readonly kind: 'relay-to-staff'; readonly approvalId: string; readonly words: string }
  | { readonly kind: 'tell-staff'; readonly text: string; readonly urgency: Urgency }
  /** `step`: which of the configured escalation steps. */
  | { readonly kind: 'remind-staff'; readonly approvalId: string; readonly step: number }
  | { readonly kind: 'lapse-approval'; readonly approvalId: string }
  | { readonly kind: 'hand-back'; readonly staffId: string }
  | { readonly kind: 'follow-up'; readonly followUp: FollowUp };

export interface AgendaItem {
  /** The idempotency key of the effect. */
  readonly id: string;
  readonly task: Task;
  readonly dueAt: number;
  readonly attempts: number;
  /** Set by the write before the effect: found set on a new claim, the outcome is unknown and must be reconciled. */
  readonly startedAt?: number;
  /** When it was due before a pause put it off (ms since 1970). */
  readonly heldFrom?: number;
}

/** Sends leave one after the other, in the order they were decided: a later one waits for the earlier. */
export function runnable(agenda: readonly AgendaItem[]): readonly AgendaItem[] {
  const firstSend = agenda.find((item) => item.task.kind === 'send');
  return agenda.filter((item) => item.task.kind !== 'send' || item === firstSend);
}

/** When this agenda next needs a worker (ms since 1970); undefined: never. */
export function wakeAt(agenda: readonly AgendaItem[]): number | undefined {
  const due = runnable(agenda).map((item) => item.dueAt);
  return due.length === 0 ? undefined : Math.min(...due);
}

/** The item to carry out now: the longest due first, equals in the order they were added. */
export function nextDue(agenda: readonly AgendaItem[], now: number): AgendaItem | undefined {
  let next: AgendaItem | undefined;
  for (const item of runnable(agenda)) {
    if (item.dueAt <= now && (next === undefined || item.dueAt < next.dueAt)) next = item;
  }
  return next;
}

/** Adds items whose ids are new; an id that is already there keeps its item. */
export function schedule(agenda: readonly AgendaItem[], items: readonly AgendaItem[]): readonly AgendaItem[] {
  const known = new Set(agenda.map((item) => item.id));
  return [...agenda, ...items.filter((item) => !known.has(item.id))];
}

export function unschedule(agenda: readonly AgendaItem[], drop: (item: AgendaItem) => boolean): readonly AgendaItem[] {
  return agenda.filter((item) => !drop(item));
}

export function item(id: string, task: Task, dueAt: number): AgendaItem {
  return { id, task, dueAt, attempts: 0 };
}
