/** Staff say that a customer did not come: the booking is closed as missed, and the customer is asked once, kindly. */
import { commit } from '../commit.ts';
import { item } from '../domain/agenda.ts';
import type { Booking } from '../domain/booking.ts';
import { type Business, say } from '../domain/business.ts';
import { withAgenda, withoutAgenda } from '../domain/conversation.ts';
import type { FollowUp } from '../domain/decision.ts';
import { isFailure } from '../domain/failure.ts';
import type { Json } from '../domain/json.ts';
import type { Clock, Store } from '../ports.ts';
import { bookingValues } from '../template-values.ts';
import { MINUTE_MS } from '../time.ts';
import { type FollowUpRules, kindOf } from './rules.ts';

/** `not-begun`: nobody can have missed it yet. */
export type Missed = 'done' | 'unknown' | 'not-begun' | 'not-on';

export interface MissedDeps {
  readonly store: Pick<Store, 'getRecord' | 'putRecord' | 'load' | 'save' | 'audit'>;
  readonly clock: Pick<Clock, 'now'>;
}

export function createMissed({ business, rules }: { business: Business; rules: FollowUpRules }, deps: MissedDeps) {
  const { store, clock } = deps;

  /** Marking twice changes nothing; everything else that follows a booking is taken back. */
  return async function missed(reference: string, by: string): Promise<Missed> {
    const now = clock.now();
    const record = await store.getRecord('booking', reference);
    if (!record) return 'unknown';
    const booking = record.body as unknown as Booking;
    if (booking.status === 'cancelled') return 'not-on';
    if (booking.startAt > now) return 'not-begun';
    if (booking.status === 'booked') {
      try {
        const body = { ...booking, status: 'missed', version: record.version + 1 } as unknown as Json;
        await store.putRecord('booking', { ...record, at: now, body });
      } catch (error) {
        if (isFailure(error, 'overtaken')) return missed(reference, by);
        throw error;
      }
      const detail = { reference };
      await store.audit({
        at: now,
        who: by,
        what: 'marked a booking as missed',
        conversationId: booking.conversationId,
        detail,
      });
    }
    const followUp = asking(booking, now);
    await commit(store, booking.conversationId, (conversation) => {
      const kept = withoutAgenda(
        conversation,
        ({ task }) =>
          task.kind === 'follow-up' && task.followUp.about === reference && task.followUp.kind !== 'no-show',
      );
      return followUp && !said(conversation, followUp)
        ? withAgenda(kept, item(followUp.id, { kind: 'follow-up', followUp }, followUp.dueAt))
        : kept;
    });
    return 'done';
  };

  /** What was sent once is not sent again by a second click. */
  function said({ id, entries }: { id: string; entries: readonly object[] }, followUp: FollowUp): boolean {
    return entries.some((entry) => 'turnId' in entry && entry.turnId === `${id}.${followUp.id}`);
  }

  function asking(booking: Booking, now: number): FollowUp | undefined {
    const kind = kindOf(rules, 'no-show');
    if (!kind?.enabled) return undefined;
    const text = say(business, 'followUp.missed', bookingValues(booking, business));
    const proof = { kind: 'tool', id: `booking ${booking.reference}`, title: 'Booking', text } as const;
    return {
      id: `missed:${booking.reference}`,
      kind: 'no-show',
      dueAt: now + (kind.afterMinutes ?? 0) * MINUTE_MS,
      say: { text, choices: [], sources: [proof] },
      cancelIf: 'booking-gone',
      about: booking.reference,
    };
  }
}
