/** A decision that waits for a person. States are a union: "approved without an approver" cannot be written. */
import type { ApprovalReason, FollowUp, HandOffReason, ToolCall, Urgency, Utterance } from './decision.ts';
import type { Source } from './knowledge.ts';

export interface StaffMember {
  /** The staff desk's own id, such as a user id. */
  readonly id: string;
  readonly name: string;
  /** The desk knows that this person may decide what the rules give to a manager. */
  readonly manager?: boolean;
}

/** Whom the rules ask for: `two-people` are two different ones, for the same words. */
export type Needed = 'anyone' | 'manager' | 'two-people';

/** Somebody is looking at it: reminders wait until then. */
export interface Claim {
  readonly by: StaffMember;
  readonly until: number;
}

export type ApprovalState =
  | { readonly kind: 'pending' }
  | {
      readonly kind: 'approved' | 'edited';
      readonly by: StaffMember;
      readonly at: number;
      readonly text: string;
      /** Approved now, to be sent then. */
      readonly sendAt?: number;
    }
  | { readonly kind: 'rejected'; readonly by: StaffMember; readonly at: number; readonly reason: string }
  | { readonly kind: 'taken-over' | 'handed-back'; readonly by: StaffMember; readonly at: number }
  | { readonly kind: 'lapsed'; readonly at: number };

/** Where the staff desk shows the card; read by that desk only. */
export interface CardRef {
  readonly desk: string;
  readonly place: string;
  readonly id: string;
  /** Id of the card in whose thread this one stands, when several customers wait for the same answer. */
  readonly under?: string;
}

export interface Approval {
  /** `<conversation id>.a<number>`. */
  readonly id: string;
  /** Raised whenever the draft or what the customer said changes: a button of an older version is dead. */
  readonly version: number;
  readonly turnId: string;
  readonly reason: HandOffReason;
  readonly why: readonly ApprovalReason[];
  readonly summary: string;
  readonly urgency: Urgency;
  /** What would be sent; absent when only a person can answer. */
  readonly draft?: Utterance;
  /** What the draft is about, and the words it answers. */
  readonly draftFor?: { readonly intent?: string; readonly words: readonly string[] };
  /** The customer's words that wait for an answer which is not in the draft: approving it leaves the card open for them. */
  readonly unanswered?: readonly string[];
  /** The last draft that was approved while others of the customer's words were left open. */
  readonly answered?: Pick<Approval, 'version' | 'act'> & { readonly state: Extract<ApprovalState, { text: string }> };
  /** Set going by staff's yes, instead of sending the draft; its own result is told. */
  readonly act?: { readonly call: ToolCall; readonly otherwise: ToolCall; readonly heldUntil: number };
  /** Draft of the version before, when the customer's new words changed it. */
  readonly previousDraft?: Utterance;
  /** Follow-ups that start when the draft has been approved. */
  readonly followUps: readonly FollowUp[];
  /** The customer's words since the approval was opened. */
  readonly customerWords: readonly string[];
  /** How many of them, at the end, came after the card was first shown. */
  readonly newWords?: number;
  /** Highest entry the card has seen. */
  readonly seenUpTo: number;
  readonly askedAt: number;
  readonly state: ApprovalState;
  readonly claim?: Claim;
  /** The first of two people has approved this very draft. */
  readonly firstApproval?: { readonly by: StaffMember; readonly at: number };
  /** Why a text that staff decided on was held back before it left. */
  readonly unsent?: string;
  readonly card?: CardRef;
}

/** `later`: send it when the shop opens. */
export type Verdict =
  | { readonly kind: 'approve'; readonly later?: boolean }
  | { readonly kind: 'edit'; readonly text: string; readonly later?: boolean }
  /** An approved template, when the reply window has closed. */
  | { readonly kind: 'template'; readonly templateId: string }
  | { readonly kind: 'reject'; readonly reason: string }
  /** Nothing is left to answer, though a draft had left words open: closed without a word to the customer. */
  | { readonly kind: 'settle' }
  | { readonly kind: 'take-over' };

/** What became of a click: expected outcomes are values, so that the desk can tell the person. */
export type VerdictOutcome =
  | { readonly kind: 'done'; readonly card: Card }
  | { readonly kind: 'already'; readonly card: Card }
  | { readonly kind: 'changed'; readonly card: Card }
  | { readonly kind: 'refused'; readonly why: string; readonly card: Card }
  | { readonly kind: 'unknown' };

export const CARD_ACTIONS = [
  'approve',
  'approve-later',
  'approve-alike',
  'template',
  'edit',
  'reject',
  'settle',
  'claim',
  'take-over',
  'reply',
  'hand-back',
] as const;
export type CardAction = (typeof CARD_ACTIONS)[number];

/** Another customer who waits for the very same answer. */
export interface Alike {
  readonly approvalId: string;
  readonly version: number;
  readonly customerName: string;
  readonly customerWords: readonly string[];
  /** The question is not the same in other words: somebody should read it before approving. */
  readonly exception: boolean;
}

/** What staff see of an approval, drawn from the record and nothing else. A desk renders it; it adds no facts. */
export interface Card {
  readonly approvalId: string;
  readonly version: number;
  readonly state: ApprovalState;
  /** One plain sentence without the customer's words, for notifications and screen readers. */
  readonly headline: string;
  readonly customerName: string;
  readonly channel: string;
  readonly customerWords: readonly string[];
  /** How many of the customer's words, at the end, are new since the card was first shown. */
  readonly newWords: number;
  readonly draft?: string;
  /** What the draft leaves open: the card stays for it. */
  readonly unanswered: readonly string[];
  readonly previousDraft?: string;
  /** Of the draft as shown: what a button was looking at. */
  readonly digest: string;
  readonly needed: Needed;
  readonly firstApproval?: string;
  readonly claim?: { readonly by: string; readonly until: number };
  /** When “send later” would send (ms since 1970): the next opening; absent while open. */
  readonly laterAt?: number;
  /** What may be sent after the window has closed, with the blanks filled. */
  readonly templates: readonly { readonly id: string; readonly text: string }[];
  readonly alike: readonly Alike[];
  /** Why a person must look, one plain sentence each. */
  readonly why: readonly string[];
  readonly summary: string;
  readonly urgency: Urgency;
  readonly sources: readonly (Pick<Source, 'title' | 'text'> & Partial<Pick<Source, 'id' | 'score' | 'date'>>)[];
  /** Pieces of the draft that nothing proves; to be marked. */
  readonly unproven: readonly string[];
  /** When free text to this customer stops being allowed (ms since 1970). */
  readonly windowEndsAt?: number;
  /** What happened after the verdict, one line each, such as "Approved by Ana" and "Sent". */
  readonly history: readonly { readonly text: string; readonly at: number }[];
  readonly actions: readonly CardAction[];
}
