/**
 * Carries out what the leads have put on agendas: events of the conversation, deadlines that have passed, and events for
 * the customer system, which are tried again and again and never hold up a customer.
 */
import type { Effect } from '../agenda.ts';
import { commit } from '../commit.ts';
import { type AgendaItem, item as agendaItem, type Task } from '../domain/agenda.ts';
import type { Business } from '../domain/business.ts';
import { append, type Conversation, rescheduled, withAgenda, withoutAgenda } from '../domain/conversation.ts';
import type { FollowUp } from '../domain/decision.ts';
import { isFailure } from '../domain/failure.ts';
import type { Effects } from '../effects/carry-out.ts';
import type { Clock, Lease, Store } from '../ports.ts';
import { HOUR_MS, sayWhen } from '../time.ts';
import type { Crm } from './crm.ts';
import { isOpen, type Lead } from './lead.ts';
import { CRM_EVENT, changeIn, isStored, LEAD_DUE, LEAD_EVENT, type Leads } from './leads.ts';

export interface LeadEffectDeps {
  readonly store: Pick<Store, 'load' | 'save'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly business: Business;
  readonly leads: Leads;
  /** Absent: there is no customer system to tell. */
  readonly crm?: Crm;
}

/** First wait after a failed try; doubles up to an hour. About a day in all. */
const BACKOFF_MS = 10_000;
const MAX_BACKOFF_MS = HOUR_MS;
const MAX_TRIES = 30;
/** An hour and a half in all: by then whoever was interrupted has begun again, and put the event there once more. */
const MAX_WAITS = 10;

export function withLeads(effects: Effects, { store, clock, business, leads, crm }: LeadEffectDeps): Effects {
  const mine: Readonly<Record<string, (followUp: FollowUp, given: Given) => Promise<void>>> = {
    [LEAD_EVENT]: async (followUp, given) => {
      await leads.change(changeIn(followUp));
      await done(given);
    },
    [LEAD_DUE]: overdue,
    [CRM_EVENT]: tellCrm,
  };

  const followUp: Effect = async (conversation, item, lease) => {
    const { followUp: due } = item.task as Extract<Task, { kind: 'follow-up' }>;
    const own = mine[due.kind];
    await (own ? own(due, { conversation, item, lease }) : effects['follow-up'](conversation, item, lease));
  };
  return { ...effects, 'follow-up': followUp };

  function done(given: Given, ...more: readonly AgendaItem[]): Promise<unknown> {
    return save(given, (fresh) =>
      withAgenda(
        withoutAgenda(fresh, ({ id }) => id === given.item.id),
        ...more,
      ),
    );
  }

  /** The next action should be done by now, and nobody has said so. */
  async function overdue({ about: leadId, dueAt }: FollowUp, given: Given): Promise<void> {
    const lead = await leads.get(leadId);
    if (!lead || !isOpen(lead) || lead.deadline !== dueAt || lead.toldOf === dueAt) return void (await done(given));
    const task = { kind: 'tell-staff', text: overdueText(lead, business), urgency: 'normal' } as const;
    await save(given, (fresh) => withAgenda(fresh, agendaItem(`${given.item.id}:told`, task, clock.now())));
    await leads.toldOf(leadId, dueAt);
    await done(given);
  }

  async function tellCrm({ id, about: leadId }: FollowUp, given: Given): Promise<void> {
    if (!crm) return void (await done(given));
    const lead = await leads.get(leadId);
    if (!lead || !isStored(lead, id))
      return void (await save(given, (fresh) => waited(fresh, given.item, clock.now())));
    try {
      await crm.deliver({ id, at: clock.now(), lead });
      await done(given);
    } catch (error) {
      if (!isFailure(error, 'tool-failed')) throw error;
      await save(given, (fresh) => failed(fresh, given.item, error.message, clock.now()));
    }
  }

  function save({ conversation, lease }: Given, change: (fresh: Conversation) => Conversation): Promise<unknown> {
    return commit(store, conversation.id, change, { lease });
  }
}

interface Given {
  readonly conversation: Conversation;
  readonly item: AgendaItem;
  readonly lease: Lease;
}

/** The system did not take it: everything that waits for it waits on. After a day staff are told, once. Pure. */
function failed(fresh: Conversation, item: AgendaItem, why: string, now: number): Conversation {
  const attempts = item.attempts + 1;
  if (attempts >= MAX_TRIES) {
    const gone = withoutAgenda(fresh, ({ id }) => id === item.id);
    const text = `The customer system did not take an event within a day (${why}). It was given up; later ones are still tried.`;
    const noted = append(gone, { kind: 'note', at: now, text: `Gave up on ${item.id}: ${why}.` });
    const given = noted.agenda.some(({ id }) => id.startsWith('crm-given-up:'));
    const day = new Date(now).toISOString().slice(0, 10);
    return given
      ? noted
      : withAgenda(noted, agendaItem(`crm-given-up:${day}`, { kind: 'tell-staff', text, urgency: 'high' }, now));
  }
  const dueAt = now + backoffMs(attempts);
  const waiting = rescheduled(fresh, { ...item, attempts, dueAt });
  return {
    ...waiting,
    agenda: waiting.agenda.map((other) => (isCrmEvent(other) && other.dueAt < dueAt ? { ...other, dueAt } : other)),
  };
}

/** The change is not stored: somebody is at it, or died of it and does it again. Pure. */
function waited(fresh: Conversation, item: AgendaItem, now: number): Conversation {
  const attempts = item.attempts + 1;
  return attempts >= MAX_WAITS
    ? withoutAgenda(fresh, ({ id }) => id === item.id)
    : rescheduled(fresh, { ...item, attempts, dueAt: now + backoffMs(attempts) });
}

function backoffMs(attempts: number): number {
  return Math.min(BACKOFF_MS * 2 ** (attempts - 1), MAX_BACKOFF_MS);
}

function isCrmEvent({ task }: AgendaItem): boolean {
  return task.kind === 'follow-up' && task.followUp.kind === CRM_EVENT;
}

function overdueText(
  { name, offerName, nextAction = 'Look at it', owner, deadline = 0 }: Lead,
  business: Business,
): string {
  const who = name ?? 'a customer';
  return `Overdue since ${sayWhen(deadline, business)}: ${nextAction} (${who}, ${offerName}; ${owner ?? 'nobody owns it'}). The console shows it under Leads.`;
}
