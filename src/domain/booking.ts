/** Appointments. One document per staff member and day holds all its spans, so one guarded write decides who gets a slot. */

export interface Slot {
  readonly serviceId: string;
  readonly staffId: string;
  /** ms since 1970. */
  readonly startAt: number;
  readonly endAt: number;
}

export type BookingStatus = 'booked' | 'cancelled';

export interface Booking extends Slot {
  /** What the customer quotes, such as `HC-7K3M`. */
  readonly reference: string;
  readonly version: number;
  readonly customerId: string;
  readonly conversationId: string;
  readonly name: string;
  readonly status: BookingStatus;
  readonly bookedAt: number;
}

export interface Span {
  readonly bookingId: string;
  readonly customerId: string;
  readonly startAt: number;
  readonly endAt: number;
  /** Until when an unconfirmed span blocks the time; absent once booked. */
  readonly heldUntil?: number;
}

/** All spans of one staff member on one local date. */
export interface CalendarDay {
  readonly id: string;
  readonly version: number;
  readonly spans: readonly Span[];
}

/** Spans that still block time at `now`: booked ones and holds that have not run out. */
export function blockingSpans(day: CalendarDay, now: number): readonly Span[] {
  return day.spans.filter((span) => span.heldUntil === undefined || span.heldUntil > now);
}

export function overlaps(a: { startAt: number; endAt: number }, b: { startAt: number; endAt: number }): boolean {
  return a.startAt < b.endAt && b.startAt < a.endAt;
}
