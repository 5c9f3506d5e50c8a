/**
 * A follow-up that is due is checked all over again: still wanted, consent, who owns the conversation, quiet hours,
 * the reply window, the limits, the words themselves. Only then does it become a message.
 */
import { commit } from '../commit.ts';
import { type AgendaItem, item as agendaItem, type Task } from '../domain/agenda.ts';
import type { Business } from '../domain/business.ts';
import { append, type Conversation, rescheduled, withAgenda, withoutAgenda } from '../domain/conversation.ts';
import type { Customer } from '../domain/customer.ts';
import type { FollowUp, Utterance } from '../domain/decision.ts';
import type { Capabilities } from '../domain/message.ts';
import { escalate } from '../escalate.ts';
import { goodTime, zonesOf } from '../follow-ups/good-time.ts';
import type { Outreach, Permit } from '../follow-ups/outreach.ts';
import type { FollowUpRules } from '../follow-ups/rules.ts';
import { stillWanted, type Wanted } from '../follow-ups/still-wanted.ts';
import type { Clock, Lease, Store } from '../ports.ts';
import { cleared, clearedTemplate, configured, reviewWords } from '../review.ts';
import { sends } from '../sends.ts';
import { bookingValues, templateValues } from '../template-values.ts';
import { MINUTE_MS } from '../time.ts';
import { windowClosed } from './send.ts';

export interface FollowUpDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly business: Business;
  readonly rules: FollowUpRules;
  readonly outreach: Outreach;
  readonly capabilitiesOf: (conversation: Conversation) => Capabilities;
  readonly customer: (customerId: string) => Promise<Customer | undefined>;
  readonly isInternal: (passageId: string) => boolean;
}

/** What keeps it from leaving now. */
type Obstacle =
  | { readonly kind: 'gone' }
  | { readonly kind: 'drop'; readonly why: string }
  | { readonly kind: 'staff'; readonly why: string }
  | { readonly kind: 'wait'; readonly until: number };

export function createFollowUp(deps: FollowUpDeps) {
  const { store, clock, business, rules } = deps;

  return async function carryOut(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    const { followUp } = item.task as Extract<Task, { kind: 'follow-up' }>;
    const wanted = await stillWanted(followUp, conversation, clock.now(), deps);
    // Asked before the permit, so that nothing counts that will not leave; asked again in the write, which decides.
    const now = obstacle(conversation, item, followUp, wanted);
    const permit = now
      ? undefined
      : await deps.outreach.permit({
          id: `${conversation.id}.${followUp.id}`,
          customerId: conversation.customerId,
          text: followUp.say.text,
        });
    await commit(store, conversation.id, (fresh) => due(fresh, item, followUp, wanted, permit), { lease });
  };

  function obstacle(fresh: Conversation, item: AgendaItem, followUp: FollowUp, wanted: Wanted): Obstacle | undefined {
    if (!fresh.agenda.some(({ id }) => id === item.id)) return { kind: 'gone' };
    const now = clock.now();
    if ('unwanted' in wanted) return { kind: wanted.loss ? 'staff' : 'drop', why: wanted.unwanted };
    if (fresh.owner.kind === 'staff') return { kind: 'staff', why: 'staff are writing with the customer' };
    const until = goodTime(now, zonesOf(fresh, business), wanted.kind.businessDaysOnly, business);
    if (until > now) return { kind: 'wait', until };
    const template = templateOf(followUp, wanted, fresh);
    if (windowClosed(fresh, deps.capabilitiesOf(fresh), now) && !template)
      return { kind: 'staff', why: 'the reply window has closed, and there is no template for it' };
    return undefined;
  }

  function due(
    fresh: Conversation,
    item: AgendaItem,
    followUp: FollowUp,
    wanted: Wanted,
    permit: Permit | undefined,
  ): Conversation {
    const now = clock.now();
    const found = obstacle(fresh, item, followUp, wanted);
    if (found?.kind === 'gone') return fresh;
    const done = withoutAgenda(fresh, ({ id }) => id === item.id);
    const dropped = (why: string) =>
      append(done, { kind: 'note', at: now, text: `Follow-up ${followUp.id} not sent: ${why}.` });
    if (found?.kind === 'wait') return rescheduled(fresh, { ...item, dueAt: found.until });
    if (found?.kind === 'drop') return dropped(found.why);
    if (found?.kind === 'staff') return told(dropped(found.why), `${followUp.id}.told`, lost(followUp, found.why), now);
    if (permit === undefined) return rescheduled(fresh, { ...item, dueAt: now }); // what was in the way has just gone
    if (permit.kind !== 'go') {
      const waiting = rescheduled(fresh, { ...item, dueAt: permit.at });
      return permit.kind === 'tripped'
        ? told(waiting, `${followUp.id}.latched.${now}`, latched(permit.why), now)
        : waiting;
    }
    return toSend(fresh, done, followUp, wanted, now);
  }

  function toSend(
    fresh: Conversation,
    done: Conversation,
    followUp: FollowUp,
    wanted: Wanted,
    now: number,
  ): Conversation {
    const capabilities = deps.capabilitiesOf(fresh);
    const turn = { id: `${fresh.id}.${followUp.id}`, readUpTo: fresh.readUpTo };
    const about = { purpose: 'proactive', turnId: turn.id } as const;
    const template = templateOf(followUp, wanted, fresh);
    if (template && windowClosed(fresh, capabilities, now))
      return withAgenda(done, ...sends(turn.id, [template], about, now));
    const { audience = 'customer' } = capabilities;
    const say =
      now - followUp.dueAt > rules.apologiseAfterMinutes * MINUTE_MS ? late(followUp, fresh, wanted) : followUp.say;
    const review = reviewWords(say, { conversation: fresh, business, audience, isInternal: deps.isInternal });
    if (review.kind !== 'allow') {
      const due = `A ${inWords(followUp)} is due.`;
      const summary = review.kind === 'refuse' ? `${due} It was held back: ${review.why}.` : due;
      const escalation = {
        reason: 'needs-approval',
        summary,
        urgency: 'normal',
        ...(review.kind === 'ask-staff' ? { why: review.why, draft: say } : {}),
      } as const;
      return escalate(done, turn, escalation, { business, capabilities, now });
    }
    return withAgenda(done, ...sends(turn.id, cleared(say, review, capabilities), about, now));
  }

  /** Late because of us: it says so. Late because the customer would have been asleep is not late. */
  function late({ dueAt, say }: FollowUp, conversation: Conversation, wanted: Wanted): Utterance {
    const businessDaysOnly = 'kind' in wanted && wanted.kind.businessDaysOnly;
    const planned = goodTime(dueAt, zonesOf(conversation, business), businessDaysOnly, business);
    if (clock.now() - planned <= rules.apologiseAfterMinutes * MINUTE_MS) return say;
    const sorry = configured(business, 'followUp.late');
    return { ...say, text: `${sorry.text} ${say.text}`, sources: [...say.sources, ...sorry.sources] };
  }

  function templateOf(_followUp: FollowUp, wanted: Wanted, conversation: Conversation) {
    if (!('kind' in wanted) || wanted.kind.template === undefined) return undefined;
    const template = business.templates.find(({ id }) => id === wanted.kind.template);
    const values = {
      ...templateValues(conversation, business),
      ...(wanted.booking ? bookingValues(wanted.booking, business) : {}),
    };
    return template && clearedTemplate(template, values);
  }
}

function told(conversation: Conversation, id: string, text: string, now: number): Conversation {
  const urgency = id.includes('.latched.') ? 'high' : 'normal';
  return withAgenda(conversation, agendaItem(`${conversation.id}.${id}`, { kind: 'tell-staff', text, urgency }, now));
}

function lost(followUp: FollowUp, why: string): string {
  return `A ${inWords(followUp)} (${followUp.about}) was not sent: ${why}.`;
}

function latched(why: string): string {
  return `Messages that nobody asked for (reminders, nudges) have stopped: ${why}. Look at what is going out, then let them go on: here at the desk, or in the console under Outreach.`;
}

function inWords({ kind }: FollowUp): string {
  return kind.replaceAll('-', ' ');
}
