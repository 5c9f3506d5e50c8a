/**
 * One customer on one channel: the unit of atomicity, of order and of leasing. Every change is a pure function
 * `Conversation -> Conversation`, applied by compare-and-set on `version`.
 */
import { type AgendaItem, type Speaker, schedule, unschedule } from './agenda.ts';
import type { Approval } from './approval.ts';
import type { Flow } from './decision.ts';
import type { FailureCode } from './failure.ts';
import type { Json } from './json.ts';
import type { Address, Alias, Content, OutboundMessage } from './message.ts';

/** Who speaks to the customer. The bot is silent while staff own the conversation. */
export type Owner =
  | { readonly kind: 'bot' }
  | { readonly kind: 'staff'; readonly staffId: string; readonly name: string; readonly since: number };

/** Where a customer's message ended; absent while it is still unread. */
export type Outcome =
  | { readonly kind: 'decided' | 'with-staff'; readonly turnId: string }
  | { readonly kind: 'silent'; readonly turnId: string; readonly why: string };

export type Delivery =
  | { readonly state: 'sending'; readonly at: number }
  | { readonly state: 'sent' | 'delivered' | 'read'; readonly externalId?: string; readonly at: number }
  | { readonly state: 'failed'; readonly failure: FailureCode | string; readonly at: number };

export interface CustomerSaid {
  readonly kind: 'customer-said';
  readonly n: number;
  readonly at: number;
  readonly externalId: string;
  readonly content: Content;
  readonly sentAt: number;
  readonly quotedId?: string;
  readonly outcome?: Outcome;
}

export interface ShopSaid {
  readonly kind: 'bot-said' | 'staff-said';
  readonly n: number;
  readonly at: number;
  readonly sendId: string;
  readonly speaker: Speaker;
  readonly message: OutboundMessage;
  readonly delivery: Delivery;
  readonly turnId?: string;
  readonly approvalId?: string;
}

export interface ToolAnswered {
  readonly kind: 'tool-answered';
  readonly n: number;
  readonly at: number;
  readonly taskId: string;
  readonly tool: string;
  readonly ok: boolean;
  readonly result: Json;
}

/** Something staff and traces should see and the customer never does. */
export interface Note {
  readonly kind: 'note';
  readonly n: number;
  readonly at: number;
  readonly text: string;
}

export type Entry = CustomerSaid | ShopSaid | ToolAnswered | Note;
type WithoutNumber<T> = T extends Entry ? Omit<T, 'n'> : never;
export type NewEntry = WithoutNumber<Entry>;

export interface Conversation {
  readonly id: string;
  /** 0: never stored. */
  readonly version: number;
  readonly address: Address;
  readonly customerId: string;
  /** Other names the platform proved for this customer, as far as they were linked already. */
  readonly aliases: readonly Alias[];
  readonly displayName?: string;
  /** The language the customer writes, by code; absent until it is known. */
  readonly tongue?: string;
  readonly owner: Owner;
  /** The recent tail; older entries are in the archive. */
  readonly entries: readonly Entry[];
  /** Number of the newest entry ever; numbers start at 1 and have no gaps. */
  readonly lastN: number;
  /** The newest entry any turn has read; what the customer said has been decided about when it has an outcome. */
  readonly readUpTo: number;
  readonly flow?: Flow;
  /** The latest approval, open or decided. */
  readonly approval?: Approval;
  readonly approvalCount: number;
  readonly agenda: readonly AgendaItem[];
  /** When the customer last wrote (ms since 1970), which opens the reply window. */
  readonly lastInboundAt: number;
  readonly createdAt: number;
}

export function newConversation(
  seed: Pick<Conversation, 'id' | 'address' | 'customerId'> & { displayName?: string },
  now: number,
): Conversation {
  return {
    ...seed,
    version: 0,
    aliases: [],
    owner: { kind: 'bot' },
    entries: [],
    lastN: 0,
    readUpTo: 0,
    approvalCount: 0,
    agenda: [],
    lastInboundAt: 0,
    createdAt: now,
  };
}

export function append(conversation: Conversation, entry: NewEntry): Conversation {
  const n = conversation.lastN + 1;
  return { ...conversation, lastN: n, entries: [...conversation.entries, { ...entry, n } as Entry] };
}

/** What a turn must deal with: words without an outcome, the customer's own in the order they were sent, and tools' answers. */
export function unread(conversation: Conversation): readonly (CustomerSaid | ToolAnswered)[] {
  const fresh = conversation.entries.filter(
    (entry): entry is CustomerSaid | ToolAnswered =>
      (entry.kind === 'customer-said' && entry.outcome === undefined) ||
      (entry.kind === 'tool-answered' && entry.n > conversation.readUpTo),
  );
  const time = (entry: CustomerSaid | ToolAnswered) => (entry.kind === 'customer-said' ? entry.sentAt : entry.at);
  return fresh.toSorted((a, b) => (a.kind === b.kind ? time(a) - time(b) || a.n - b.n : a.n - b.n));
}

export function withAgenda(conversation: Conversation, ...items: readonly AgendaItem[]): Conversation {
  return { ...conversation, agenda: schedule(conversation.agenda, items) };
}

export function withoutAgenda(conversation: Conversation, drop: (item: AgendaItem) => boolean): Conversation {
  return conversation.agenda.some(drop)
    ? { ...conversation, agenda: unschedule(conversation.agenda, drop) }
    : conversation;
}

/** Replaces one agenda item; an item that is gone stays gone. */
export function rescheduled(conversation: Conversation, next: AgendaItem): Conversation {
  return { ...conversation, agenda: conversation.agenda.map((item) => (item.id === next.id ? next : item)) };
}

/** Ids of turns, approvals and sends start with the conversation's own id, up to the first dot. */
export function conversationOf(id: string): string {
  return id.split('.', 1)[0] ?? id;
}
