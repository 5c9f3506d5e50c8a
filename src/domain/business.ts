/** What an owner states in config/: everything here may be spoken as fact or decides what the bot may do. */

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
/** Local wall-clock times, `HH:MM`, 24 hours. */
export interface OpenSpan {
  readonly from: string;
  readonly to: string;
}

export interface Service {
  readonly id: string;
  readonly name: string;
  /** Other words customers use for it. */
  readonly aliases: readonly string[];
  readonly minutes: number;
  /** In the business's currency, as spoken, such as `59`. */
  readonly price: number;
  readonly description: string;
  readonly staff: readonly string[];
  /** Minutes nobody else may have, before and after. */
  readonly buffer?: { readonly before: number; readonly after: number };
  /** What it needs one of, such as a bay: ids of the business's resources. */
  readonly resources?: readonly string[];
  /** Staff say yes to every booking of it first; the time is held meanwhile. */
  readonly needsApproval?: boolean;
  /** Customers who may share one time; absent: one. */
  readonly capacity?: number;
  /** Instead of the same rules of all bookings. */
  readonly leadMinutes?: number;
  readonly horizonDays?: number;
}

export interface ShopStaff {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** Id of a calendar of their own outside of ours. */
  readonly calendar?: string;
  /** First and last local date of every absence. */
  readonly away?: readonly { readonly from: string; readonly to: string }[];
}

export interface Question {
  readonly id: string;
  readonly ask: string;
  readonly answer: 'number' | 'date' | 'text' | 'choice';
  readonly options: readonly string[];
}

/** Something sold by quote: the questions to ask and how the price is worked out. */
export interface Offer {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly questions: readonly Question[];
  readonly price: {
    readonly base: number;
    readonly perUnit: number;
    /** Id of the question whose number multiplies `perUnit`; absent: one. */
    readonly unitsFrom?: string;
    readonly unitName: string;
    readonly unitNamePlural?: string;
  };
}

export type Autonomy = 'auto' | 'draft' | 'shadow';

export interface Intent {
  readonly id: string;
  /** How it is offered to a customer when we ask "did you mean". */
  readonly label: string;
  readonly agent: string;
  readonly autonomy: Autonomy;
  /** Knowledge documents (file names without `.md`) this intent is about: a passage of theirs needs less other proof. */
  readonly documents: readonly string[];
  readonly examples: readonly string[];
}

export interface QuickReply {
  readonly pattern: string;
  readonly reply: string;
}

/** Who must decide, when a rule's conditions all hold; the strictest of all that hold counts. */
export interface ApprovalRule {
  /** Only for drafts of this intent. */
  readonly intent?: string;
  /** Only when the text names more percent than this. */
  readonly percentAbove?: number;
  /** Only when the text names more money than this, in the business's currency. */
  readonly amountAbove?: number;
  readonly needs: 'manager' | 'two-people';
}

/** A step on the way of an approval that nobody decides. */
export interface EscalationStep {
  /** Counted from when the card was posted, while the shop is open. */
  readonly afterMinutes: number;
  /** `thread`, `mention` or `direct-message` at the staff desk; any other is the name of a channel, to people's phones. */
  readonly how: string;
  /** Ids of the staff desk: people, or a group to mention. Not read for `thread`. */
  readonly who: readonly string[];
}

/** Who may decide on their own phone too: the id at the staff desk, so that it is one person at both, and the number. */
export type StaffPhone = Readonly<Record<'id' | 'name' | 'phone', string>>;

/** A message the platform has approved, for when free text is not allowed any more. */
export interface MessageTemplate {
  readonly id: string;
  /** The platform's own name and language code of it. */
  readonly name: string;
  readonly language: string;
  /** What the customer reads, with `{customerName}` and `{shop}`; the platform gets the values in this order. */
  readonly text: string;
}

export interface Business {
  readonly name: string;
  readonly timeZone: string;
  /** BCP 47, such as `en-IE`. */
  readonly locale: string;
  /** ISO 4217. */
  readonly currency: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly phone: string;
  readonly email: string;
  readonly website: string;
  readonly address: string;
  readonly openingHours: Readonly<Record<Weekday, readonly OpenSpan[]>>;
  readonly closedOn: readonly { readonly date: string; readonly reason: string }[];
  /** Dates with hours of their own; they go before the weekday's. */
  readonly specialHours?: readonly Readonly<{ date: string; hours: readonly OpenSpan[]; reason: string }>[];
  /** What is shared, and how many there are. */
  readonly resources?: readonly Readonly<{ id: string; name: string; count: number; calendar?: string }>[];
  readonly services: readonly Service[];
  readonly staff: readonly ShopStaff[];
  readonly booking: {
    readonly leadMinutes: number;
    readonly horizonDays: number;
    readonly stepMinutes: number;
    readonly holdMinutes: number;
    readonly offerMinutes?: number;
    readonly slotsOffered: number;
    readonly maxOpenPerCustomer: number;
    readonly reminderHoursBefore: number;
    readonly referencePrefix: string;
  };
  readonly sales: { readonly offers: readonly Offer[]; readonly nudgeAfterHours: number };
  readonly intents: readonly Intent[];
  readonly confidence: {
    /** At or above: act. */
    readonly act: number;
    /** Between `ask` and `act`: ask which was meant. Below: hand over. */
    readonly ask: number;
    /** Passage score at or above which FAQ answers by itself. */
    readonly answer: number;
  };
  readonly quickReplies: readonly QuickReply[];
  readonly waits: {
    readonly sentenceMs: number;
    readonly fragmentMs: number;
    readonly greetingMs: number;
    readonly capMs: number;
    readonly greetings: readonly string[];
  };
  readonly personRequests: readonly string[];
  readonly consent: Readonly<Record<'stop' | 'start', readonly string[]>> &
    Readonly<Partial<Record<'stopOffers' | 'startOffers', readonly string[]>>>;
  readonly quietHours: OpenSpan;
  readonly approvals: {
    /** The staff desk's user ids that may decide; empty: every full member who can see the approval channel. */
    readonly approvers: readonly string[];
    /** A group of the staff desk whose members may decide too. */
    readonly approverGroup?: string;
    /** Ids of those who may decide what a rule gives to a manager. */
    readonly managers: readonly string[];
    readonly rules: readonly ApprovalRule[];
    readonly phones?: readonly StaffPhone[];
    /** Id of the template that asks them to write when nothing else may be sent to them. */
    readonly staffTemplate?: string;
    /** In the order of their times. */
    readonly escalation: readonly EscalationStep[];
    /** Minutes of opening time after which the customer is told that nobody came to it. */
    readonly lapseAfterMinutes: number;
    /** How long “I am on it” holds reminders back. */
    readonly claimMinutes: number;
    readonly handBackAfterIdleMinutes: number;
  };
  readonly templates: readonly MessageTemplate[];
  readonly limits: {
    readonly turnsPerWindow: number;
    readonly windowMinutes: number;
    readonly sameTextInARow: number;
    readonly maxCustomerText: number;
    readonly tailEntries: number;
    /** A message that reaches us later than this goes to staff: an answer out of the blue would puzzle. */
    readonly staleAfterMinutes: number;
    /** How long to wait for a platform's receipt before a send of unknown outcome is tried again. */
    readonly receiptWaitSeconds: number;
  };
  /** Every sentence the bot says by itself, by key, with `{placeholders}`. */
  readonly texts: Readonly<Record<string, string>>;
  /** The same shop in the other languages it speaks, by code such as `es`. */
  readonly spoken?: Readonly<Record<string, Business>>;
  /** Words of such a language and those that the approved documents use for them. */
  readonly glossary?: Readonly<Record<string, string>>;
}

/** Puts values into a configured sentence; a placeholder without a value stays visible, so a test can see it. */
export function say(
  business: Pick<Business, 'texts'>,
  key: string,
  values: Readonly<Record<string, string>> = {},
): string {
  const template = business.texts[key];
  if (template === undefined) throw new Error(`config: texts.${key} is missing`);
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
