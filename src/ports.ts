/** Everything the core needs from the outside, one interface each. Adapters implement these and import nothing of the core. */
import type { Approval, Card, CardRef, StaffMember, Verdict, VerdictOutcome } from './domain/approval.ts';
import type { Booking, Slot } from './domain/booking.ts';
import type { Conversation, Entry } from './domain/conversation.ts';
import type { Urgency } from './domain/decision.ts';
import type { Json } from './domain/json.ts';
import type { Audience, RankedPassage } from './domain/knowledge.ts';
import type {
  Address,
  Capabilities,
  Choice,
  DeliveryReceipt,
  InboundMessage,
  OutboundMessage,
} from './domain/message.ts';
import type {
  Classification,
  ExtractionContext,
  Extractions,
  ExtractiveAnswer,
  Moment,
} from './domain/understanding.ts';

export interface Clock {
  /** ms since 1970. */
  now(): number;
  /** Calls `run` once when `now()` has reached `at`; returns how to cancel it. */
  at(at: number, run: () => void): () => void;
}

// ---- channels -------------------------------------------------------------------------------------------------

type Found = { readonly externalId?: string } | 'not-sent';

export type MayLeave = () => Promise<boolean>;
export type SentAs = { readonly externalId?: string };

export interface Channel {
  readonly name: string;
  readonly capabilities: Capabilities;
  /**
   * Sends one message that fits the capabilities. `sendId` is our idempotency key; hand it to the platform where it
   * takes one. A channel that takes its time asks `mayLeave` in the last moment; no means that it fails as unavailable.
   * Resolves when the platform accepted it. Throws `Failure`.
   */
  send(address: Address, message: OutboundMessage, sendId: string, mayLeave?: MayLeave): Promise<SentAs>;
  /** With `reconciliation: 'lookup'`: whether a send of unknown outcome happened. Throws `Failure` when it can't tell now. */
  lookUp?(address: Address, sendId: string, startedAt: number, message: OutboundMessage): Promise<Found>;
  /** Where the owner of a phone number (E.164, spaces allowed) is reached, when this channel knows people by number. */
  addressOf?(phone: string): Address | undefined;
  /** Marks the customer's message read and shows that we are writing. Best effort: never throws. */
  showTyping?(address: Address, externalId: string): Promise<void>;
}

/** Where channels deliver to. Resolves only when it is durable; a channel acknowledges to its platform after that. */
export interface Intake {
  message(message: InboundMessage): Promise<'new' | 'duplicate'>;
  receipt(channel: string, account: string, receipt: DeliveryReceipt): Promise<void>;
}

/** One line of a conversation as a page shows it to its customer. */
export interface TranscriptLine {
  readonly n: number;
  readonly from: 'customer' | 'bot' | 'staff';
  readonly text: string;
  readonly choices?: readonly Choice[];
  readonly at: number;
}

/** What a channel that draws the conversation itself (web, terminal) reads. */
export interface Transcript {
  /** Lines with `n > after`, oldest first, at most `limit`. */
  read(address: Address, after: number, limit: number): Promise<readonly TranscriptLine[]>;
  /** The label of a choice that was offered lately; undefined for an id nobody offered. */
  labelOf(address: Address, choiceId: string): Promise<string | undefined>;
  /** Calls `changed` when there may be something new; a hint, so readers also look by themselves now and then. */
  watch(address: Address, changed: () => void): () => void;
}

// ---- staff ----------------------------------------------------------------------------------------------------

export interface StaffDesk {
  readonly name: string;
  /** Posts the card (in the thread of the card `under`, when given), or redraws it where `ref` says. Throws `Failure`. */
  show(card: Card, ref: CardRef | undefined, under?: CardRef): Promise<CardRef>;
  /** The card's place if it was ever posted, to look before posting again after an unknown outcome. */
  find(approvalId: string, since: number): Promise<CardRef | undefined>;
  /** One line for staff only: in the card's thread when there is a `ref`, else in the staff room. */
  tell(line: StaffLine, ref?: CardRef): Promise<void>;
}

export interface StaffLine {
  readonly text: string;
  /** Customers' words: never in `text`. */
  readonly quote?: string;
  readonly urgency: Urgency;
  /** People or a group (the desk's ids) who are called by name. */
  readonly mention?: readonly string[];
  /** People (the desk's ids) who get it as a message of their own, with the way to the card. */
  readonly direct?: readonly string[];
}

/** What staff can do; desks and the console call it. Every method checks nothing about who may: `decide` does. */
export interface StaffActions {
  card(approvalId: string): Promise<Card | undefined>;
  /** `digest`: of the draft on the card, when the desk has it; a draft that differs is `changed`. */
  decide(
    approvalId: string,
    version: number,
    verdict: Verdict,
    by: StaffMember,
    digest?: string,
  ): Promise<VerdictOutcome>;
  /** "I am on it": everybody sees it, and reminders wait a while. */
  claim(approvalId: string, by: StaffMember): Promise<VerdictOutcome>;
  /** Approves one draft for several customers who wait for it, each as its card stood; one outcome each, in order. */
  approveAlike(
    chosen: readonly { readonly approvalId: string; readonly version: number }[],
    by: StaffMember,
  ): Promise<readonly VerdictOutcome[]>;
  /** Writes down that somebody tried what they may not. */
  refused(what: string, by: StaffMember, why: string, approvalId?: string): Promise<void>;
  /** Writes to the customer; only while this conversation is in staff's hands. */
  reply(approvalId: string, text: string, by: StaffMember): Promise<VerdictOutcome>;
  handBack(approvalId: string, by: StaffMember): Promise<VerdictOutcome>;
}

// ---- store ----------------------------------------------------------------------------------------------------

export interface Lease {
  readonly conversationId: string;
  readonly owner: string;
  /** Raised by every claim; a write under an older fence is refused. */
  readonly fence: number;
  readonly until: number;
}

export interface Arrival {
  /** `channel:account:externalId`. */
  readonly dedupeId: string;
  readonly conversationId: string;
  readonly at: number;
  /** The conversation to start from when there is none yet. */
  create(): Conversation;
  /** Pure: appends the message as the newest entry and schedules the turn. May be called more than once. */
  append(conversation: Conversation): Conversation;
}

/** A small versioned document beside the conversations: turn, customer, alias, booking, calendar day, lead, ... */
export interface StoredRecord {
  readonly id: string;
  /** 0 when it was never stored; `put` takes the version that was read and stores the next. */
  readonly version: number;
  /** Second way to find it, such as the customer's id of a booking. */
  readonly key?: string;
  readonly at: number;
  readonly body: Json;
}

// biome-ignore format: one line, however many there are
export const RECORD_KINDS = ['turn', 'customer', 'alias', 'booking', 'calendar-day', 'calendar-mirror', 'lead', 'notice', 'spend', 'outreach', 'lock', 'fact', 'switch', 'summary', 'plan'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

export interface AuditLine {
  readonly at: number;
  readonly who: string;
  readonly what: string;
  readonly conversationId?: string;
  readonly detail: Json;
}

export interface ConversationFilter {
  readonly approval?: Approval['state']['kind'];
  readonly owner?: 'staff';
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit: number;
}

export interface ConversationPage {
  readonly conversations: readonly Conversation[];
  /** Where the next page starts; absent after the last. */
  readonly next?: string;
}

export interface Store {
  /**
   * Appends, schedules and de-duplicates. Once it resolves, message and id are durable; when it throws, the message may
   * be there all the same, and the same arrival again finds out. One `dedupeId` always names the same conversation.
   */
  receive(arrival: Arrival): Promise<'new' | 'duplicate'>;
  load(conversationId: string): Promise<Conversation | undefined>;
  /**
   * Compare-and-set on `conversation.version`; returns it with the new version. With a lease also checks the fence.
   * Throws Failure `overtaken` or `lease-lost`.
   */
  save(conversation: Conversation, lease?: Lease): Promise<Conversation>;
  /** Leases the conversation whose earliest task has been due longest; undefined when nothing is due. */
  claim(now: number, owner: string, leaseMs: number): Promise<{ conversation: Conversation; lease: Lease } | undefined>;
  /** False: the lease was lost; stop. */
  renew(lease: Lease, until: number): Promise<boolean>;
  release(lease: Lease): Promise<void>;
  /** When the next task of any unleased conversation is due, or a lease lapses that hides one. */
  nextWakeAt(): Promise<number | undefined>;
  /** Keeps entries for good; idempotent by conversation and number. */
  archive(conversationId: string, entries: readonly Entry[]): Promise<void>;
  /** Archived entries with `n > after`, oldest first. */
  archived(conversationId: string, after: number, limit: number): Promise<readonly Entry[]>;
  /** The latest changed first. */
  list(filter: ConversationFilter): Promise<ConversationPage>;
  /** Inbound messages by the time they were received, oldest first, `from <= at < to`, after `afterId` for paging. */
  received(
    from: number,
    to: number,
    afterId: string | undefined,
    limit: number,
  ): Promise<readonly { dedupeId: string; conversationId: string; n: number; at: number }[]>;
  getRecord(kind: RecordKind, id: string): Promise<StoredRecord | undefined>;
  /** Compare-and-set on `record.version` (0: must not exist). Throws Failure `overtaken`. */
  putRecord(kind: RecordKind, record: StoredRecord): Promise<StoredRecord>;
  /** Newest first; with `key`, only those. */
  listRecords(kind: RecordKind, filter: { key?: string; limit: number }): Promise<readonly StoredRecord[]>;
  /** Append-only. */
  audit(line: AuditLine): Promise<void>;
  audits(filter: { conversationId?: string; limit: number }): Promise<readonly AuditLine[]>;
  /**
   * Tells of conversations that some process has changed, where the database can; only a hint, so that nobody may rely
   * on it. `due`: its agenda changed too. Returns how to stop.
   */
  watch?(changed: (conversationId: string, due: boolean) => void): () => void;
  /** Resolves when the store answers; throws Failure `store-unavailable`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

// ---- language -------------------------------------------------------------------------------------------------

export interface Language {
  readonly name: string;
  classify(text: string): Promise<Classification>;
  /** Answers from the passages only; undefined when they do not hold the answer. */
  answer(question: string, passages: readonly RankedPassage[]): Promise<ExtractiveAnswer | undefined>;
  extract<K extends keyof Extractions>(
    kind: K,
    text: string,
    context: ExtractionContext,
  ): Promise<Extractions[K] | undefined>;
  /** A few plain lines for staff who were not there. */
  summarise(entries: readonly Entry[]): Promise<string>;
  /** Proven text in the language of these customers, saying just the same; unchanged where that cannot be had. */
  word(text: string): Promise<string>;
}

export interface Knowledge {
  /** Approved, unexpired passages, best first: those for customers (the default); for `internal` also those for staff. */
  search(question: string, limit: number, audience?: Audience): Promise<readonly RankedPassage[]>;
  /** Whether the passage is for staff only, expired or not. */
  isInternal(passageId: string): boolean;
}

// ---- calendar -------------------------------------------------------------------------------------------------

export interface Calendar {
  /** Free slots that start in `[from, to)`, earliest first. Throws Failure `calendar-unavailable`. */
  freeSlots(query: {
    serviceId: string;
    from: number;
    to: number;
    limit: number;
    ignoreBookingId?: string;
  }): Promise<readonly Slot[]>;
  /** Blocks the slot for `bookingId` until the instant; repeating it with the same id only extends it. */
  hold(slot: Slot, bookingId: string, customerId: string, until: number): Promise<'held' | 'taken'>;
  /** Makes a hold (or a still free slot) permanent; idempotent by `bookingId`. */
  book(slot: Slot, bookingId: string, customerId: string): Promise<'booked' | 'taken'>;
  /** Frees whatever `bookingId` blocks on that slot; freeing nothing is fine. */
  free(slot: Slot, bookingId: string): Promise<void>;
}

export type { Booking, Classification, ExtractionContext, Extractions, ExtractiveAnswer, Moment };
