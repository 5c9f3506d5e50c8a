/** Whether a follow-up that is due still makes sense: looked up anew, because weeks may lie between plan and send. */

import { acceptsProactive } from '../customers.ts';
import type { Booking } from '../domain/booking.ts';
import type { Business } from '../domain/business.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { Customer } from '../domain/customer.ts';
import type { FollowUp } from '../domain/decision.ts';
import type { Store } from '../ports.ts';
import { hoursBefore, MINUTE_MS } from '../time.ts';
import { goodTime, zonesOf } from './good-time.ts';
import { type FollowUpKind, type FollowUpRules, kindOf } from './rules.ts';

export type Wanted =
  | { readonly kind: FollowUpKind; readonly booking?: Booking }
  /** `loss`: the customer would have wanted it, so staff should know. */
  | { readonly unwanted: string; readonly loss: boolean };

export interface WantedDeps {
  readonly store: Pick<Store, 'getRecord' | 'listRecords'>;
  readonly business: Business;
  readonly rules: FollowUpRules;
  readonly customer: (customerId: string) => Promise<Customer | undefined>;
}

/** When a follow-up about a booking is due; a booking that moved has another one of its own. */
export function dueFor(
  name: string,
  booking: Pick<Booking, 'startAt' | 'endAt'>,
  { booking: { reminderHoursBefore }, timeZone }: Pick<Business, 'booking' | 'timeZone'>,
  rules: FollowUpRules,
): number | undefined {
  if (name === 'booking-reminder') return hoursBefore(booking.startAt, reminderHoursBefore, timeZone);
  const after = name === 'review-request' || name === 're-engagement' ? kindOf(rules, name)?.afterMinutes : undefined;
  return after === undefined ? undefined : booking.endAt + after * MINUTE_MS;
}

/** Everything that needs a look into the records; what the conversation itself knows is checked with the write. */
export async function stillWanted(
  followUp: FollowUp,
  conversation: Conversation,
  now: number,
  { store, business, rules, customer }: WantedDeps,
): Promise<Wanted> {
  const { customerId } = conversation;
  const no = (unwanted: string, loss = false): Wanted => ({ unwanted, loss });
  const kind = kindOf(rules, followUp.kind);
  if (!kind?.enabled) return no('this kind is switched off');
  if (!acceptsProactive(await customer(customerId), kind.purpose))
    return no('the customer does not want such messages');
  // The night and closed days before the first good time are no delay.
  const planned = goodTime(followUp.dueAt, zonesOf(conversation, business), kind.businessDaysOnly, business);
  const late = now > planned + kind.staleAfterMinutes * MINUTE_MS;
  const hangsOnBooking = followUp.cancelIf === 'booking-gone' && followUp.kind !== 'waitlist-offer';
  const booking = hangsOnBooking ? await bookingOf(store, followUp.about) : undefined;
  if (hangsOnBooking) {
    if (booking?.status !== (followUp.kind === 'no-show' ? 'missed' : 'booked'))
      return no(`booking ${followUp.about} is not on any more`);
    const due = dueFor(followUp.kind, booking, business, rules);
    if (due !== undefined && due !== followUp.dueAt) return no(`booking ${followUp.about} was moved`);
    if (followUp.kind === 'booking-reminder' && booking.startAt <= now)
      return no(`booking ${followUp.about} has begun`, true);
  }
  if (kind.unlessBooked && (await hasOpenBooking(store, customerId, now))) return no('the customer has booked since');
  if (late) return no('it comes too late to be of use', kind.purpose === 'service');
  return { kind, ...(booking ? { booking } : {}) };
}

async function bookingOf(store: WantedDeps['store'], reference: string): Promise<Booking | undefined> {
  return (await store.getRecord('booking', reference))?.body as Booking | undefined;
}

const MANY = 500;

async function hasOpenBooking(store: WantedDeps['store'], customerId: string, now: number): Promise<boolean> {
  const records = await store.listRecords('booking', { key: customerId, limit: MANY });
  return records.some(({ body }) => {
    const { status, startAt } = body as unknown as Booking;
    return status === 'booked' && startAt > now;
  });
}
