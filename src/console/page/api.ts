/** The page's line to the server: what can be read, what can be decided, and the words for what went wrong. */
import type { Card, CardAction, VerdictOutcome } from '../../domain/approval.ts';
import type { Conversation, Entry, Owner } from '../../domain/conversation.ts';
import type { Turn, Urgency } from '../../domain/decision.ts';

export interface ConversationSummary {
  readonly id: string;
  readonly name: string | null;
  readonly channel: string;
  readonly owner: Owner;
  readonly approval: string | null;
  readonly lastInboundAt: number;
  readonly last: {
    readonly kind: 'customer-said' | 'bot-said' | 'staff-said';
    readonly at: number;
    readonly text: string;
  } | null;
}

/** An entry with what it says in words. */
export type EntryView = Entry & { readonly words: string };

export interface ConversationView {
  readonly conversation: Omit<Conversation, 'address' | 'entries'> & {
    readonly channel: string;
    readonly entries: readonly EntryView[];
  };
  readonly turns: readonly Turn[];
  readonly audit: readonly { readonly at: number; readonly who: string; readonly what: string }[];
}

export interface Notice {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  readonly quote?: string;
  readonly urgency: Urgency;
  readonly conversationId?: string;
}

export type Ending = 'answered' | 'with-staff' | 'silent' | 'in-work' | 'not-delivered';

export interface LedgerView {
  readonly day: string;
  readonly received: number;
  readonly endings: Readonly<Record<Ending, number>>;
  readonly messages: readonly {
    readonly id: string;
    readonly conversationId: string;
    readonly n: number;
    readonly at: number;
    readonly ending: Ending;
    readonly why?: string;
  }[];
}

export interface Stats {
  readonly received: number;
  readonly endings: Readonly<Record<Ending, number>>;
  /** What language models cost today; absent: there are none. */
  readonly models?: {
    readonly cost: number;
    readonly limit: number;
    readonly currency: string;
    readonly calls: number;
    /** Looks for an answer that was given before, since the start of the process; `rate`: share that found one. */
    readonly cache: { readonly rate: number };
  };
}

/** The shop's own phone as the server sees it; `qr` is a drawing. */
export interface PhoneView {
  readonly ok: boolean;
  readonly detail: string;
  readonly number: { readonly light: 'green' | 'amber' | 'red' };
  readonly qr: string | null;
}

/** Null: sending is on. */
export interface PausedView {
  readonly by: string;
  readonly since: number;
  readonly why?: string;
}

/** What the server answered other than data: `status` 401 asks for the token, 0 means it cannot be reached. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const read = {
  approvals: () => get<{ approvals: readonly Card[] }>('/api/approvals').then(({ approvals }) => approvals),
  conversations: () =>
    get<{ conversations: readonly ConversationSummary[] }>('/api/conversations').then(
      ({ conversations }) => conversations,
    ),
  conversation: (id: string) => get<ConversationView>(`/api/conversations/${encodeURIComponent(id)}`),
  notices: () => get<{ notices: readonly Notice[] }>('/api/notices').then(({ notices }) => notices),
  knowledge: () => get<KnowledgeView>('/api/knowledge'),
  stats: () => get<Stats>('/api/stats'),
  phone: () => get<PhoneView>('/api/console/phone'),
  sending: () => get<{ paused: PausedView | null }>('/api/pause').then(({ paused }) => paused),
  outreach: () => get<OutreachView>('/api/outreach'),
  ledger: (day: string) => get<LedgerView>(`/api/ledger?day=${encodeURIComponent(day)}`),
};

/** Messages nobody asked for, and what was promised. Instants in ms since 1970, shares from 0 to 1. */
export interface OutreachView {
  readonly latched?: { readonly at: number; readonly why: string };
  readonly health: {
    readonly light: 'green' | 'amber' | 'red';
    readonly sent: number;
    readonly answered: number;
    readonly failed: number;
    readonly unwanted: number;
    readonly repeated: number;
  };
  readonly promises: readonly {
    readonly conversationId: string;
    readonly customer: string;
    readonly about: string;
    readonly dueAt: number;
  }[];
  readonly waiting: readonly { readonly date: string; readonly service: string; readonly count: number }[];
  readonly changed: readonly {
    readonly reference: string;
    readonly conversationId: string;
    readonly service: string;
    readonly kind: 'deleted' | 'moved';
    readonly startAt: number;
    readonly to?: number;
  }[];
}

export interface KnowledgeView {
  readonly passages: number;
  readonly night?: { readonly on: string; readonly right: number; readonly team: number; readonly wrong: number };
  readonly drafts: readonly {
    readonly file: string;
    readonly title: string;
    readonly importedFrom?: string;
    readonly body: string;
    readonly warnings: readonly string[];
  }[];
  readonly faults: readonly KnowledgeFault[];
  readonly notices: readonly KnowledgeFault[];
  readonly renewals: readonly {
    readonly id: string;
    /** Days as people say them. */
    readonly fact: {
      readonly question: string;
      readonly owner: string;
      readonly text: string;
      readonly until: string;
      readonly keptUntil: string;
      readonly mayChange: boolean;
    };
  }[];
  readonly gaps: readonly (Kept<{ readonly question: string; readonly alsoAsked: readonly string[] }> & {
    readonly thisWeek: number;
  })[];
  /** `proposed`: what the passage would say. */
  readonly proposals: readonly (Kept<{
    readonly kind: 'fact' | 'policy' | 'tone' | 'typo';
    readonly question: string;
    readonly before: string;
    readonly after: string;
    readonly passageId?: string;
    readonly conflicts: readonly { readonly id: string; readonly text: string }[];
    readonly by: string;
  }> & { readonly proposed: string })[];
}
interface Kept<T> {
  readonly id: string;
  readonly body: T;
}
export interface KnowledgeFault {
  readonly path: string;
  readonly expected: string;
  readonly got: string;
}

/** Passes on what a person decided about the knowledge. Throws `Refused` with the sentence to show. */
export async function decideKnowledge(wish: {
  readonly do: string;
  readonly id: string;
  readonly name: string;
  readonly text?: string;
  readonly audience?: string;
}): Promise<void> {
  const { status, body } = await post('/api/knowledge', wish);
  if (status === 200) return;
  const { why } = body as { why?: unknown };
  throw typeof why === 'string' ? new Refused(status, why) : refusal(status, body);
}

const LOGGED_IN = 'frontdesk-console-login';

/** What a person wants done with a card. */
export interface Wish {
  readonly verdict: Exclude<CardAction, 'approve-later' | 'approve-alike'>;
  readonly text?: string;
  readonly later?: boolean;
  readonly templateId?: string;
}

/** Sends a verdict on the card as it was seen. Throws `Refused`; a verdict that came too late is an outcome. */
export async function decide(
  { approvalId, version }: Pick<Card, 'approvalId' | 'version'>,
  wish: Wish,
  name: string,
): Promise<VerdictOutcome> {
  const { status, body } = await post(verdictPath(approvalId), { ...wish, version, name });
  if (typeof (body as { kind?: unknown }).kind === 'string') return body as VerdictOutcome;
  throw refusal(status, body);
}

/** One answer for several customers, each as they were shown; one outcome each. Throws `Refused`. */
export async function approveAlike(
  approvalId: string,
  chosen: readonly { readonly approvalId: string; readonly version: number }[],
  name: string,
): Promise<readonly VerdictOutcome[]> {
  const { status, body } = await post(verdictPath(approvalId), { verdict: 'approve-alike', chosen, name });
  const { outcomes } = body as { outcomes?: readonly VerdictOutcome[] };
  if (!outcomes) throw refusal(status, body);
  return outcomes;
}

/** Stops all sending (`paused`), or lets it go on. Throws `Refused`. */
export async function switchSending(paused: boolean, why: string, name: string): Promise<void> {
  const { status, body } = await post('/api/pause', { paused, why, name });
  if (status !== 200) throw refusal(status, body);
}

/** Tells the server what staff have decided about unasked messages, promises or bookings. Throws `Refused`. */
export async function settleOutreach(path: string, body: object): Promise<void> {
  const { status, body: said } = await post(path, body);
  if (status !== 200) throw refusal(status, said);
}

function verdictPath(approvalId: string): string {
  return `/api/approvals/${encodeURIComponent(approvalId)}/verdict`;
}

/** Throws `Refused` when the token is wrong or was tried too often. */
export async function logIn(token: string): Promise<void> {
  const { status, body } = await post('/console/login', { token });
  if (status !== 200) throw refusal(status, body);
  localStorage.setItem(LOGGED_IN, 'yes');
}

export async function logOut(): Promise<void> {
  await post('/console/logout', {});
  localStorage.removeItem(LOGGED_IN);
}

/** Whether this browser logged in with the token: the cookie itself is out of the page's reach. */
export function loggedIn(): boolean {
  return localStorage.getItem(LOGGED_IN) !== null;
}

/** For parts of the page that have a line of their own. Throws `Refused`. */
export function fetched<T>(path: string): Promise<T> {
  return get<T>(path);
}

/** The same for a wish; resolves when it was carried out. Throws `Refused`. */
export async function sent(path: string, wish: object): Promise<void> {
  const { status, body } = await post(path, wish);
  if (status !== 200) throw refusal(status, body);
}

async function get<T>(path: string): Promise<T> {
  const response = await fetch(path).catch((error: unknown) => Promise.reject(unreachable(error)));
  const body = (await response.json().catch(() => ({}))) as unknown;
  if (!response.ok) throw refusal(response.status, body);
  return body as T;
}

async function post(path: string, body: object): Promise<{ status: number; body: unknown }> {
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(path, request).catch((error: unknown) => Promise.reject(unreachable(error)));
  return { status: response.status, body: (await response.json().catch(() => ({}))) as unknown };
}

function refusal(status: number, body: unknown): Refused {
  const { error } = body as { error?: unknown };
  return new Refused(status, typeof error === 'string' ? error : `The server answered ${status}.`);
}

function unreachable(cause: unknown): Refused {
  return Object.assign(new Refused(0, 'The server cannot be reached; nothing was changed.'), { cause });
}
