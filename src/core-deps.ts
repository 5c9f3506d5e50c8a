/** What the core is built from and what it offers: only shapes, so that adapters and tests can name them without building one. */

import type { Agenda } from './agenda.ts';
import type { Agent } from './agents/agent.ts';
import type { Settled } from './calendar/changed-elsewhere.ts';
import type { Business } from './domain/business.ts';
import type { Conversation } from './domain/conversation.ts';
import type { InboundMessage } from './domain/message.ts';
import type { Missed } from './follow-ups/missed.ts';
import type { Outreach } from './follow-ups/outreach.ts';
import type { OutreachOverview } from './follow-ups/outreach-overview.ts';
import type { FollowUpRules } from './follow-ups/rules.ts';
import type { Crm } from './leads/crm.ts';
import type { LeadDesk } from './leads/lead-desk.ts';
import type { Ledger } from './ledger.ts';
import type { Oversight } from './overview.ts';
import type {
  Channel,
  Clock,
  Intake,
  Knowledge,
  Language,
  StaffActions,
  StaffDesk,
  Store,
  Transcript,
} from './ports.ts';
import type { Kept } from './promises/promises.ts';
import type { ToolBox } from './tools/tool.ts';
import type { Changes } from './transcript.ts';
import type { Taken } from './turn.ts';

/** Filled by whoever builds the adapters, before the agenda starts: they need the core, and the core needs them. */
export interface Connections {
  readonly channels: Map<string, Channel>;
  desk: StaffDesk;
}

export interface Watchers {
  readonly received?: (channel: string, result: 'new' | 'duplicate') => void;
  readonly took?: (taken: Taken, result: 'planned' | 'overtaken') => void;
  readonly sent?: (channel: string, result: string) => void;
  readonly decided?: (what: string, outcome: string) => void;
  readonly failed?: (error: unknown, about: { conversationId?: string; task?: string; attempts?: number }) => void;
}

export interface CoreDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly language: Language;
  readonly knowledge: Knowledge;
  readonly tools: ToolBox;
  readonly agents: readonly Agent[];
  readonly business: Business;
  /** Absent: what customers expect anyway. */
  readonly followUps?: FollowUpRules;
  /** What understands one of the shop's other languages; absent: the local implementation. */
  readonly languageOf?: (spoken: Business) => Language;
  /** Puts models behind the local language of customers who write another than the shop's own. */
  readonly joinModels?: (spoken: Business, local: Language, knowledge: Knowledge) => Language;
  readonly promptVersions: () => Readonly<Record<string, string>>;
  /** Put round each turn, for what it may cost. */
  readonly aroundTurn?: (conversation: Conversation, takeTurn: () => Promise<Taken>) => Promise<Taken>;
  readonly connections: Connections;
  /** Name of this process among all that share the store. */
  readonly owner: string;
  /** How long a crashed process's conversations wait for another worker. */
  readonly leaseMs?: number;
  readonly watchers?: Watchers;
  /** Who is told about leads outside; absent: nobody. */
  readonly crm?: Crm;
}

export interface Core {
  readonly intake: Intake;
  /** Somebody of the shop wrote to this customer on the platform itself: the conversation is theirs from now on. */
  readonly staffSaid: (message: InboundMessage) => Promise<void>;
  readonly agenda: Agenda;
  readonly actions: StaffActions;
  readonly oversight: Oversight;
  readonly transcript: Transcript;
  readonly changes: Changes;
  /** Messages nobody asked for: whether they flow, and staff's way to let them. */
  readonly outreach: Outreach & {
    missed(reference: string, by: string): Promise<Missed>;
    kept(conversationId: string, by: string): Promise<Kept>;
    overview(): Promise<OutreachOverview>;
    /** What becomes of a booking that was changed in staff's own calendar. */
    settleBooking(reference: string, as: 'cancel' | 'keep', by: string): Promise<Settled>;
  };
  readonly leads: LeadDesk;
  ledger(day: string): Promise<Ledger>;
}
