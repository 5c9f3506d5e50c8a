/**
 * A follow-up that is due is checked all over again: still wanted, consent, who owns the conversation, quiet hours,
 * the reply window, the words themselves. Only then does it become a message.
 */
import { commit } from '../commit.ts';
import { type AgendaItem, item as agendaItem, type Task } from '../domain/agenda.ts';
import type { Booking } from '../domain/booking.ts';
import type { Business } from '../domain/business.ts';
import { append, type Conversation, rescheduled, withAgenda, withoutAgenda } from '../domain/conversation.ts';
import type { FollowUp } from '../domain/decision.ts';
import type { Capabilities } from '../domain/message.ts';
import { escalate } from '../escalate.ts';
import type { Clock, Lease, Store } from '../ports.ts';
import { quietUntil } from '../quiet-hours.ts';
import { cleared, reviewWords } from '../review.ts';
import { sends } from '../sends.ts';
import { HOUR_MS } from '../time.ts';
import { windowClosed } from './send.ts';

export interface FollowUpDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly business: Business;
  readonly capabilitiesOf: (conversation: Conversation) => Capabilities;
  readonly acceptsProactive: (customerId: string) => Promise<boolean>;
  readonly isInternal: (passageId: string) => boolean;
}

/** A nudge that comes this late (after an outage) would only puzzle. */
const STALE_MS = 12 * 60 * 60_000;

export function createFollowUp(deps: FollowUpDeps) {
  const { store, clock } = deps;

  return async function carryOut(conversation: Conversation, item: AgendaItem, lease: Lease): Promise<void> {
    const { followUp } = item.task as Extract<Task, { kind: 'follow-up' }>;
    const wanted = await stillWanted(followUp, conversation);
    await commit(store, conversation.id, (fresh) => due(fresh, item, followUp, wanted), { lease });
  };

  /** Why it should not go out any more; undefined: it should. */
  async function stillWanted(followUp: FollowUp, { customerId }: Conversation): Promise<string | undefined> {
    if (!(await deps.acceptsProactive(customerId))) return 'the customer does not want messages unasked';
    if (followUp.cancelIf !== 'booking-gone') {
      return clock.now() > followUp.dueAt + STALE_MS ? 'it comes too late to be of use' : undefined;
    }
    const booking = (await store.getRecord('booking', followUp.about))?.body as unknown as Booking | undefined;
    if (booking?.status !== 'booked') return `booking ${followUp.about} is not on any more`;
    const { reminderHoursBefore } = deps.business.booking;
    const moved = booking.startAt - reminderHoursBefore * HOUR_MS !== followUp.dueAt; // it has a reminder of its own then
    if (moved) return `booking ${followUp.about} was moved`;
    return booking.startAt <= clock.now() ? `booking ${followUp.about} has begun` : undefined;
  }

  function due(fresh: Conversation, item: AgendaItem, followUp: FollowUp, unwanted: string | undefined): Conversation {
    if (!fresh.agenda.some(({ id }) => id === item.id)) return fresh;
    const now = clock.now();
    const business = deps.business;
    const capabilities = deps.capabilitiesOf(fresh);
    const done = withoutAgenda(fresh, ({ id }) => id === item.id);
    const dropped = (why: string) =>
      append(done, { kind: 'note', at: now, text: `Follow-up ${followUp.id} not sent: ${why}.` });
    const toStaff = (why: string) =>
      withAgenda(
        dropped(why),
        agendaItem(
          `${fresh.id}.${followUp.id}.told`,
          {
            kind: 'tell-staff',
            text: `A ${followUp.kind.replace('-', ' ')} (${followUp.about}) was not sent: ${why}.`,
            urgency: 'normal',
          },
          now,
        ),
      );

    if (unwanted) return dropped(unwanted);
    if (fresh.owner.kind === 'staff') return toStaff('staff are writing with the customer');
    const quiet = quietUntil(now, business);
    if (quiet !== undefined) return rescheduled(fresh, { ...item, dueAt: quiet });
    if (windowClosed(fresh, capabilities, now)) return toStaff('the reply window has closed');

    const turn = { id: `${fresh.id}.${followUp.id}`, readUpTo: fresh.readUpTo };
    const { audience = 'customer' } = capabilities;
    const review = reviewWords(followUp.say, { conversation: fresh, business, audience, isInternal: deps.isInternal });
    if (review.kind !== 'allow') {
      const due = `A ${followUp.kind.replace('-', ' ')} is due.`;
      const summary = review.kind === 'refuse' ? `${due} It was held back: ${review.why}.` : due;
      const escalation = {
        reason: 'needs-approval',
        summary,
        urgency: 'normal',
        ...(review.kind === 'ask-staff' ? { why: review.why, draft: followUp.say } : {}),
      } as const;
      return escalate(done, turn, escalation, { business, capabilities, now });
    }
    const messages = cleared(followUp.say, review, capabilities);
    return withAgenda(done, ...sends(turn.id, messages, { purpose: 'proactive', turnId: turn.id }, now));
  }
}
