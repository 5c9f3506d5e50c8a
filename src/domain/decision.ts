/** What an agent proposes and what policy makes of it. Values only: nothing here has an effect. */
import type { Json, JsonObject } from './json.ts';
import type { Source } from './knowledge.ts';
import type { Choice } from './message.ts';

/** Words meant for the customer, with everything that proves them. */
export interface Utterance {
  readonly text: string;
  readonly choices: readonly Choice[];
  readonly sources: readonly Source[];
}

/** A message we send unasked, later, unless its reason goes away first. */
export interface FollowUp {
  /** Also the agenda id: scheduling it twice changes nothing. */
  readonly id: string;
  /** One of the kinds that config knows; it says when and whether such a message may leave. */
  readonly kind: string;
  readonly dueAt: number;
  readonly say: Utterance;
  /** `customer-writes`: any message of the customer cancels it; `booking-gone`: checked when due. */
  readonly cancelIf: 'customer-writes' | 'booking-gone';
  /** Booking reference, quote id: what the reason hangs on. */
  readonly about: string;
}

export interface ToolCall {
  readonly tool: string;
  readonly input: JsonObject;
}

/** What only staff's yes sets going. */
export interface StaffFirst {
  /** For the card: what the customer will be told when it has worked. */
  readonly say: Utterance;
  readonly meanwhile: Utterance;
  /** Until when what it needs is kept. */
  readonly heldUntil: number;
  /** Done instead when staff say no, or nothing. */
  readonly otherwise: ToolCall;
}

export type Urgency = 'normal' | 'high';

export type HandOffReason =
  | 'customer-asked'
  | 'no-answer'
  | 'unclear'
  | 'complaint'
  | 'media'
  | 'tool-failed'
  | 'loop'
  | 'needs-approval';

export type Decision =
  | { readonly kind: 'reply'; readonly say: Utterance; readonly intent: string; readonly confidence: number }
  | { readonly kind: 'ask'; readonly say: Utterance; readonly intent: string }
  | { readonly kind: 'use-tool'; readonly call: ToolCall; readonly intent: string; readonly staffFirst?: StaffFirst }
  | {
      readonly kind: 'hand-off';
      readonly reason: HandOffReason;
      readonly summary: string;
      readonly urgency: Urgency;
      /** Said only after staff were really notified; absent: nothing is said. */
      readonly sayAfter?: Utterance;
    }
  | {
      readonly kind: 'set-consent';
      readonly proactive: boolean;
      /** Only offers are meant; what the customer has ordered they still hear of. */
      readonly only?: 'offers';
      readonly words: string;
      /** Absent: nothing is said, as when the platform tells us. */
      readonly sayAfter?: Utterance;
    }
  | { readonly kind: 'stay-silent'; readonly why: string };

/** State of a task that takes several turns, owned by one agent; `null` in a proposal ends it. */
export interface Flow {
  readonly agent: string;
  readonly state: JsonObject;
  /** After this instant the flow is forgotten (ms since 1970). */
  readonly expiresAt: number;
}

export interface Proposal {
  readonly decision: Decision;
  /** Said before it, about something else that was asked in the same breath; has passed review. */
  readonly aside?: Utterance;
  /** The customer's words that the decision does not deal with: a person does. */
  readonly unanswered?: readonly string[];
  /** Absent: unchanged; null: ended. */
  readonly flow?: Flow | null;
  /** Scheduled when the decision has really been carried out. */
  readonly followUps?: readonly FollowUp[];
  /** Ids of follow-ups that lost their reason. */
  readonly cancelFollowUps?: readonly string[];
  readonly steps?: readonly Step[];
}

/** Why staff must see a decision first. */
export type ApprovalReason =
  | { readonly kind: 'policy'; readonly intent: string }
  | { readonly kind: 'unsourced' }
  | { readonly kind: 'low-confidence'; readonly confidence: number }
  | { readonly kind: 'unproven'; readonly tokens: readonly string[] }
  | { readonly kind: 'too-long'; readonly length: number };

export type Review =
  | { readonly kind: 'allow' }
  | { readonly kind: 'ask-staff'; readonly why: readonly ApprovalReason[] }
  | { readonly kind: 'refuse'; readonly why: string };

/** One thing that happened while deciding; the trace is made of these. */
export interface Step {
  readonly name: 'screen' | 'route' | 'retrieve' | 'agent' | 'review' | 'plan' | 'model' | 'tool';
  readonly detail: Json;
}

/** The trace of one decision about everything unread. */
export interface Turn {
  readonly id: string;
  readonly conversationId: string;
  /** The highest entry number that this turn had read. */
  readonly readUpTo: number;
  /** The turn dealt with a tool's answer only; what the customer said meanwhile is left to the next one. */
  readonly wordsLeft: boolean;
  readonly steps: readonly Step[];
  readonly decision: Decision;
  readonly review: Review;
  readonly promptVersions: Readonly<Record<string, string>>;
  /** Calls, tokens and cost of language models. */
  readonly usage?: Json;
  readonly at: number;
  readonly tookMs: number;
}
