/**
 * A lead: somebody who may buy something that is sold by quote. Pure. Every change is an event with an id of its own, so
 * that the same event told twice changes nothing, and what happened by whom stays readable for ever.
 */
import { z } from 'zod';

export const LEAD_STATUSES = ['new', 'qualified', 'unqualified', 'quoted', 'call-booked', 'won', 'lost'] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];

const status = z.enum(LEAD_STATUSES);
const instant = z.int().min(0);
const answers = z.record(z.string(), z.string());

/** What staff may change by hand; `null` takes the value away. */
export const LeadEdit = z.strictObject({
  status: status.exactOptional(),
  owner: z.string().trim().max(80).nullable().exactOptional(),
  nextAction: z.string().trim().max(300).nullable().exactOptional(),
  /** ms since 1970. */
  deadline: instant.nullable().exactOptional(),
});
export type LeadEdit = z.infer<typeof LeadEdit>;

export const LeadEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered'), answers }),
  z.object({ kind: z.literal('judged'), answers, fit: z.boolean(), why: z.string() }),
  z.object({ kind: z.literal('quoted'), total: z.string() }),
  z.object({ kind: z.literal('accepted') }),
  z.object({ kind: z.literal('discount-approved'), discount: z.string() }),
  z.object({
    kind: z.literal('call-booked'),
    startAt: instant,
    reference: z.string(),
    name: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal('declined') }),
  z.object({ kind: z.literal('edited'), edit: LeadEdit }),
]);
export type LeadEvent = z.infer<typeof LeadEvent>;

export const Lead = z.object({
  /** `<conversation id>.l<number>`. */
  id: z.string(),
  customerId: z.string(),
  conversationId: z.string(),
  /** Where the customer wrote. */
  channel: z.string(),
  name: z.string().exactOptional(),
  offerId: z.string(),
  offerName: z.string(),
  status,
  owner: z.string().exactOptional(),
  nextAction: z.string().exactOptional(),
  /** When the next action should be done (ms since 1970). */
  deadline: instant.exactOptional(),
  answers,
  quote: z.string().exactOptional(),
  /** The deadline that staff were told of when it had passed. */
  toldOf: instant.exactOptional(),
  createdAt: instant,
  changedAt: instant,
  history: z.array(z.object({ id: z.string(), at: instant, who: z.string(), what: z.string() })),
});
export type Lead = z.infer<typeof Lead>;

/** What a lead is made of before anything happened to it. */
export type LeadSeed = Pick<Lead, 'id' | 'customerId' | 'conversationId' | 'channel' | 'offerId' | 'offerName'> & {
  readonly name?: string;
  readonly owner?: string;
};

export interface Told {
  /** The same id again changes nothing. */
  readonly id: string;
  readonly at: number;
  /** A person's name, or `the bot`. */
  readonly who: string;
  /** How long staff have for the next action that follows from it, in ms. */
  readonly actWithinMs: number;
}

export function newLead(seed: LeadSeed, at: number): Lead {
  return { ...seed, status: 'new', answers: {}, createdAt: at, changedAt: at, history: [] };
}

/** As long as nothing more has happened, other answers may change the judgement. */
const JUDGED: readonly LeadStatus[] = ['new', 'qualified', 'unqualified'];

export function isOpen({ status }: Pick<Lead, 'status'>): boolean {
  return status !== 'won' && status !== 'lost';
}

/** The lead after the event; the very same one when it knew the event already. */
export function afterEvent(lead: Lead, event: LeadEvent, { id, at, who, actWithinMs }: Told): Lead {
  if (lead.history.some((line) => line.id === id)) return lead;
  const next = applied(lead, event, at + actWithinMs);
  return { ...next, changedAt: at, history: [...lead.history, { id, at, who, what: inWords(event) }] };
}

function applied(lead: Lead, event: LeadEvent, deadline: number): Lead {
  const doing = (nextAction: string, until = deadline) => ({ ...lead, nextAction, deadline: until });
  switch (event.kind) {
    case 'answered':
      return {
        ...doing('See that the open questions get answered'),
        answers: { ...lead.answers, ...event.answers },
      };
    case 'judged':
      return {
        ...doing(event.fit ? 'Win this one: the rules are met' : 'Look whether we can help'),
        answers: { ...lead.answers, ...event.answers },
        status: JUDGED.includes(lead.status) ? (event.fit ? 'qualified' : 'unqualified') : lead.status,
      };
    case 'quoted':
      return { ...doing('Ask whether the quote suits'), status: 'quoted', quote: event.total };
    case 'accepted':
      return doing('Confirm the order');
    case 'discount-approved':
      return doing('Ask whether the discount settles it');
    case 'call-booked':
      return {
        ...(event.name === undefined ? {} : { name: event.name }),
        ...doing('Call the customer', event.startAt),
        status: 'call-booked',
      };
    case 'declined':
      return closed(lead, 'lost');
    case 'edited':
      return edited(lead, event.edit);
  }
}

function closed(lead: Lead, status: 'won' | 'lost'): Lead {
  const { nextAction: _done, deadline: _over, ...rest } = lead;
  return { ...rest, status };
}

function edited(lead: Lead, edit: LeadEdit): Lead {
  const { owner, nextAction, deadline, ...rest } = lead;
  const kept = { owner, nextAction, deadline, ...edit };
  const next: Lead = {
    ...rest,
    status: edit.status ?? lead.status,
    ...(kept.owner ? { owner: kept.owner } : {}),
    ...(kept.nextAction ? { nextAction: kept.nextAction } : {}),
    ...(typeof kept.deadline === 'number' ? { deadline: kept.deadline } : {}),
  };
  return next.status === 'won' || next.status === 'lost' ? closed(next, next.status) : next;
}

/** One line of the history, for staff; the customer's own words stay in the answers. */
function inWords(event: LeadEvent): string {
  switch (event.kind) {
    case 'answered':
      return `Answered: ${Object.keys(event.answers).join(', ') || 'nothing yet'}`;
    case 'judged':
      return event.fit ? `Meets the rules (${event.why})` : `Does not meet the rules (${event.why})`;
    case 'quoted':
      return `Quote sent: ${event.total}`;
    case 'accepted':
      return 'The customer accepts the quote';
    case 'discount-approved':
      return `Discount approved: ${event.discount}`;
    case 'call-booked':
      return `Call booked: ${event.reference}`;
    case 'declined':
      return 'The customer said no';
    case 'edited':
      return `Changed: ${Object.entries(event.edit)
        .map(([field, value]) => `${field} ${value === null ? 'taken away' : field === 'deadline' ? 'set' : value}`)
        .join(', ')}`;
  }
}
