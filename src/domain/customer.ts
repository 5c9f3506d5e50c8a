/** One person, whatever channels they use; consent hangs here and so binds every channel of theirs. */

export interface Consent {
  /** Whether we may write first (reminders, nudges, offers). Replies are always allowed. */
  readonly proactive: boolean;
  /** False: no to offers alone; what the customer has ordered they still hear of. */
  readonly offers?: boolean;
  readonly changedAt: number;
  /** The customer's words that prove it, and where they stand. */
  readonly proof: { readonly conversationId: string; readonly n: number; readonly words: string };
}

export interface Customer {
  readonly id: string;
  readonly consent?: Consent;
  /** Set when this turned out to be the same person as another customer. */
  readonly mergedInto?: string;
  readonly createdAt: number;
}
