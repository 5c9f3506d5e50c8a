/**
 * What fills a day of one staff member or one kind of resource. Pure. A lane never carries more sessions at a time
 * than it has units, buffers counted.
 */
export interface Span {
  readonly bookingId: string;
  readonly customerId: string;
  readonly startAt: number;
  readonly endAt: number;
  /** Until when an unconfirmed span blocks the time; absent once booked. */
  readonly heldUntil?: number;
  /** With a buffer: from when and until when nobody else may have the time. */
  readonly busyFrom?: number;
  readonly busyTo?: number;
  /** Bookings of one group share a session; absent: a session of its own. */
  readonly session?: string;
}

/** All spans of one staff member, or of one kind of resource, on one local date. */
export interface CalendarDay {
  readonly id: string;
  readonly version: number;
  readonly spans: readonly Span[];
}

interface Times {
  readonly startAt: number;
  readonly endAt: number;
}

/** Spans that still block time at `now`: booked ones and holds that have not run out. */
export function blockingSpans(day: CalendarDay, now: number): readonly Span[] {
  return day.spans.filter((span) => span.heldUntil === undefined || span.heldUntil > now);
}

export function overlaps(a: Times, b: Times): boolean {
  return a.startAt < b.endAt && b.startAt < a.endAt;
}

/**
 * Whether one more span fits beside `others`. `units`: sessions the lane carries at a time; `seats`: bookings that one
 * session takes.
 */
export function fits(span: Span, others: readonly Span[], units: number, seats: number): boolean {
  const session = sessionOf(span);
  const joined = others.filter((other) => sessionOf(other) === session);
  if (joined.length > 0) return joined.length < seats;
  const busy = busyTimes(span);
  const near = others.filter((other) => overlaps(busyTimes(other), busy));
  // The most sessions at a time begin with one of them, or were there when the span begins.
  const moments = [busy.startAt, ...near.map((other) => busyTimes(other).startAt).filter((at) => at > busy.startAt)];
  return moments.every((at) => {
    const then = near.filter((other) => busyTimes(other).startAt <= at && at < busyTimes(other).endAt);
    return new Set(then.map(sessionOf)).size < units;
  });
}

function sessionOf({ session, bookingId }: Span): string {
  return session ?? bookingId;
}

function busyTimes({ startAt, endAt, busyFrom = startAt, busyTo = endAt }: Span): Times {
  return { startAt: busyFrom, endAt: busyTo };
}
