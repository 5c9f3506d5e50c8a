/**
 * The built-in calendar. The day's document decides who gets a slot: no two blocking spans of one staff member ever
 * overlap, whatever the order in which customers and processes come.
 */

import { changeDay, type DayStore, dayId, readDay } from './calendar/day-record.ts';
import { bookable, datesBetween, obstacle, startsOn } from './calendar/opening.ts';
import { blockingSpans, type CalendarDay, overlaps, type Slot, type Span } from './domain/booking.ts';
import type { Business, Service } from './domain/business.ts';
import type { Calendar, Clock } from './ports.ts';
import { localDate, MINUTE_MS } from './time.ts';

export interface CalendarDeps {
  readonly store: DayStore;
  readonly clock: Pick<Clock, 'now'>;
}

export function createCalendar({ business }: { business: Business }, { store, clock }: CalendarDeps): Calendar {
  const idOf = (slot: Slot) => dayId(slot.staffId, localDate(slot.startAt, business.timeZone));
  const serviceOf = (id: string) => business.services.find((service) => service.id === id);

  return {
    /** One slot a start time, with the first of the service's staff who is free. An unknown service has none. */
    async freeSlots({ serviceId, from, to, limit, ignoreBookingId }) {
      const service = serviceOf(serviceId);
      if (!service) return [];
      const now = clock.now();
      const allowed = bookable(now, business);
      const range = { from: Math.max(from, allowed.from, now + 1), to: Math.min(to, allowed.to) };
      const found: Slot[] = [];
      for (const date of datesBetween(range.from, range.to, business.timeZone)) {
        const starts = startsOn(date, service, business).filter((at) => range.from <= at && at < range.to);
        if (starts.length === 0) continue;
        const days = await Promise.all(service.staff.map((staffId) => readDay(store, dayId(staffId, date))));
        for (const startAt of starts) {
          const slot = firstFree(service, startAt, days, ignoreBookingId, now);
          if (slot) found.push(slot);
          if (found.length >= limit) return found;
        }
      }
      return found;
    },

    async hold(slot, bookingId, customerId, until) {
      const now = clock.now();
      return changeDay(store, idOf(slot), now, (day) => {
        const mine = ownSpan(day, slot, bookingId, customerId);
        if (mine && mine.heldUntil === undefined) return { verdict: 'held' };
        if (!mine && !permitted(slot, now)) return { verdict: 'taken' };
        if (blocked(day, slot, bookingId, customerId, now)) return { verdict: 'taken' };
        const heldUntil = Math.max(until, mine?.heldUntil ?? 0);
        return { verdict: 'held', spans: withSpan(day, { ...spanOf(slot, bookingId, customerId), heldUntil }, now) };
      });
    },

    async book(slot, bookingId, customerId) {
      const now = clock.now();
      return changeDay(store, idOf(slot), now, (day) => {
        const mine = ownSpan(day, slot, bookingId, customerId);
        if (mine && mine.heldUntil === undefined) return { verdict: 'booked' };
        // Who held it in time may take a minute to confirm: then only the past is too late.
        if (mine ? slot.startAt <= now : !permitted(slot, now)) return { verdict: 'taken' };
        if (blocked(day, slot, bookingId, customerId, now)) return { verdict: 'taken' };
        return { verdict: 'booked', spans: withSpan(day, spanOf(slot, bookingId, customerId), now) };
      });
    },

    async free(slot, bookingId) {
      const now = clock.now();
      await changeDay(store, idOf(slot), now, (day) => {
        const spans = day.spans.filter((span) => !(span.bookingId === bookingId && sameTime(span, slot)));
        return spans.length === day.spans.length
          ? { verdict: undefined }
          : { verdict: undefined, spans: lasting(spans, now) };
      });
    },
  };

  /** Whether this is a slot we offer: known service and staff, its true length, inside the rules. */
  function permitted(slot: Slot, now: number): boolean {
    const service = serviceOf(slot.serviceId);
    if (!service?.staff.includes(slot.staffId)) return false;
    if (slot.endAt !== slot.startAt + service.minutes * MINUTE_MS) return false;
    return obstacle(slot.startAt, service, business, now) === undefined;
  }
}

function firstFree(
  service: Service,
  startAt: number,
  days: readonly CalendarDay[],
  ignoreBookingId: string | undefined,
  now: number,
): Slot | undefined {
  const span = { startAt, endAt: startAt + service.minutes * MINUTE_MS };
  const at = days.findIndex(
    (day) => !blockingSpans(day, now).some((other) => other.bookingId !== ignoreBookingId && overlaps(other, span)),
  );
  const staffId = service.staff[at];
  return staffId === undefined ? undefined : { serviceId: service.id, staffId, ...span };
}

/** Another booking in the way; a span of the same booking is not, so that it can move by half its length. */
function blocked(day: CalendarDay, slot: Slot, bookingId: string, customerId: string, now: number): boolean {
  return blockingSpans(day, now).some(
    (span) => !(span.bookingId === bookingId && span.customerId === customerId) && overlaps(span, slot),
  );
}

function ownSpan(day: CalendarDay, slot: Slot, bookingId: string, customerId: string): Span | undefined {
  return day.spans.find(
    (span) => span.bookingId === bookingId && span.customerId === customerId && sameTime(span, slot),
  );
}

function spanOf({ startAt, endAt }: Slot, bookingId: string, customerId: string): Span {
  return { bookingId, customerId, startAt, endAt };
}

function sameTime(a: { startAt: number; endAt: number }, b: { startAt: number; endAt: number }): boolean {
  return a.startAt === b.startAt && a.endAt === b.endAt;
}

/** The day's spans with this one in the place of its older self; holds that ran out are dropped on the way. */
function withSpan(day: CalendarDay, span: Span, now: number): readonly Span[] {
  const others = day.spans.filter((other) => !(other.bookingId === span.bookingId && sameTime(other, span)));
  return [...lasting(others, now), span].sort((a, b) => a.startAt - b.startAt);
}

function lasting(spans: readonly Span[], now: number): readonly Span[] {
  return spans.filter((span) => span.heldUntil === undefined || span.heldUntil > now);
}
