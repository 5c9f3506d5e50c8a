/**
 * The built-in calendar. The day's documents decide who gets a slot: no staff member and no resource is ever given to
 * more customers than it has room for, whatever the order in which customers and processes come.
 */
import { changeDay, type DayStore, readDay } from './calendar/day-record.ts';
import { type BusyElsewhere, spansElsewhere } from './calendar/elsewhere.ts';
import { dateOf, isIn, type Lane, lanesOf, spanOf } from './calendar/lanes.ts';
import { bookable, datesBetween, obstacle, startsOn } from './calendar/opening.ts';
import { blockingSpans, type CalendarDay, fits, type Span } from './calendar/spans.ts';
import type { Slot } from './domain/booking.ts';
import type { Business, Service } from './domain/business.ts';
import type { Calendar, Clock } from './ports.ts';
import { MINUTE_MS } from './time.ts';

export interface CalendarDeps {
  readonly store: DayStore;
  readonly clock: Pick<Clock, 'now'>;
  /** What staff have in calendars of their own; asked anew for every question and every booking. */
  readonly busyElsewhere?: BusyElsewhere;
}

/** How long the parts of a slot are kept while all of them are being booked. */
const GATHERING_MS = MINUTE_MS;

interface Wanted {
  readonly service: Service;
  readonly span: Span;
  readonly lanes: readonly Lane[];
  readonly elsewhere: Elsewhere;
}
type Elsewhere = ReadonlyMap<string, readonly Span[]>;

export function createCalendar(
  { business }: { business: Business },
  { store, clock, busyElsewhere }: CalendarDeps,
): Calendar {
  const serviceOf = (id: string) => business.services.find((service) => service.id === id);

  return {
    /** One slot a start time, with the first of the service's staff who is free. An unknown service has none. */
    async freeSlots({ serviceId, from, to, limit, ignoreBookingId }) {
      const service = serviceOf(serviceId);
      if (!service) return [];
      const now = clock.now();
      const allowed = bookable(now, business, service);
      const range = { from: Math.max(from, allowed.from, now + 1), to: Math.min(to, allowed.to) };
      const found: Slot[] = [];
      if (range.from >= range.to) return found;
      const elsewhere = await spansElsewhere(busyElsewhere, service, range.from, range.to);
      for (const date of datesBetween(range.from, range.to, business.timeZone)) {
        const starts = startsOn(date, service, business).filter((at) => range.from <= at && at < range.to);
        if (starts.length === 0) continue;
        const days = await daysOf(service, date);
        for (const startAt of starts) {
          const slot = firstFree(service, startAt, date, days, elsewhere, ignoreBookingId, now);
          if (slot) found.push(slot);
          if (found.length >= limit) return found;
        }
      }
      return found;
    },

    async hold(slot, bookingId, customerId, until) {
      const wanted = await wantedOf(slot, bookingId, customerId);
      return wanted ? take(wanted, slot, until) : 'taken';
    },

    async book(slot, bookingId, customerId) {
      const wanted = await wantedOf(slot, bookingId, customerId);
      if (!wanted) return 'taken';
      const [only, ...more] = wanted.lanes;
      if (only && more.length === 0) return (await put(wanted, only, slot)) === 'taken' ? 'taken' : 'booked';
      // All of it is kept for a moment first, so that nobody is left with a mechanic and no bay.
      if ((await take(wanted, slot, clock.now() + GATHERING_MS)) === 'held') {
        const parts = [];
        for (const lane of wanted.lanes) parts.push(await put(wanted, lane, slot));
        if (!parts.includes('taken')) return 'booked';
      }
      await release(wanted.lanes, slot, bookingId);
      return 'taken';
    },

    async free(slot, bookingId) {
      const service = serviceOf(slot.serviceId);
      const lanes = service
        ? lanesOf(service, slot.staffId, dateOf(slot, business), business)
        : business.services.flatMap((other) => lanesOf(other, slot.staffId, dateOf(slot, business), business));
      await release(lanes, slot, bookingId);
    },
  };

  async function wantedOf(slot: Slot, bookingId: string, customerId: string): Promise<Wanted | undefined> {
    const service = serviceOf(slot.serviceId);
    if (!service?.staff.includes(slot.staffId)) return undefined;
    const lanes = lanesOf(service, slot.staffId, dateOf(slot, business), business);
    const asked = { staff: [slot.staffId], resources: service.resources ?? [] };
    const elsewhere = await spansElsewhere(busyElsewhere, asked, slot.startAt, slot.endAt);
    return { service, span: spanOf(service, slot, bookingId, customerId), lanes, elsewhere };
  }

  /** Holds every part of the slot or none: what was taken before a part failed is given back. */
  async function take(wanted: Wanted, slot: Slot, until: number): Promise<'held' | 'taken'> {
    const taken: Lane[] = [];
    for (const lane of wanted.lanes) {
      const verdict = await put(wanted, lane, slot, until);
      if (verdict === 'taken') {
        await release(taken, slot, wanted.span.bookingId);
        return 'taken';
      }
      if (verdict === 'new') taken.push(lane);
    }
    return 'held';
  }

  /** One part of the slot, held until the instant, or booked when there is none. `mine`: it was ours already. */
  function put(
    { service, span, elsewhere }: Wanted,
    lane: Lane,
    slot: Slot,
    until?: number,
  ): Promise<'new' | 'mine' | 'taken'> {
    const now = clock.now();
    return changeDay(store, lane.id, now, (day) => {
      const mine = ownSpan(day, span);
      if (mine && mine.heldUntil === undefined) return { verdict: 'mine' };
      // Who held it in time may take a minute to confirm: then only the past is too late.
      const late = mine && until === undefined ? slot.startAt <= now : !mine && !permitted(slot, service, now);
      const outside = elsewhere.get(lane.whose) ?? [];
      if (late || !hasRoom(day, outside, span, lane, service, now)) return { verdict: 'taken' };
      const held = until === undefined ? {} : { heldUntil: Math.max(until, mine?.heldUntil ?? 0) };
      return { verdict: mine ? 'mine' : 'new', spans: withSpan(day, { ...span, ...held }, now) };
    });
  }

  async function release(lanes: readonly Lane[], slot: Slot, bookingId: string): Promise<void> {
    const now = clock.now();
    for (const id of new Set(lanes.map((lane) => lane.id))) {
      await changeDay(store, id, now, (day) => {
        const spans = day.spans.filter((span) => !(span.bookingId === bookingId && sameTime(span, slot)));
        return spans.length === day.spans.length
          ? { verdict: undefined }
          : { verdict: undefined, spans: lasting(spans, now) };
      });
    }
  }

  /** Whether this is a slot we offer: its true length, somebody who is in, inside the rules. */
  function permitted(slot: Slot, service: Service, now: number): boolean {
    if (slot.endAt !== slot.startAt + service.minutes * MINUTE_MS) return false;
    if (!isIn(slot.staffId, dateOf(slot, business), business)) return false;
    return obstacle(slot.startAt, service, business, now) === undefined;
  }

  async function daysOf(service: Service, date: string): Promise<ReadonlyMap<string, CalendarDay>> {
    const ids = service.staff.flatMap((staffId) => lanesOf(service, staffId, date, business).map(({ id }) => id));
    const days = await Promise.all([...new Set(ids)].map((id) => readDay(store, id)));
    return new Map(days.map((day) => [day.id, day]));
  }

  function firstFree(
    service: Service,
    startAt: number,
    date: string,
    days: ReadonlyMap<string, CalendarDay>,
    elsewhere: Elsewhere,
    ignoreBookingId: string | undefined,
    now: number,
  ): Slot | undefined {
    for (const staffId of service.staff) {
      if (!isIn(staffId, date, business)) continue;
      const slot = { serviceId: service.id, staffId, startAt, endAt: startAt + service.minutes * MINUTE_MS };
      const span = spanOf(service, slot, '', '');
      const free = lanesOf(service, staffId, date, business).every((lane) => {
        const day = days.get(lane.id);
        const others = day ? blockingSpans(day, now).filter(({ bookingId }) => bookingId !== ignoreBookingId) : [];
        return fits(span, [...others, ...(elsewhere.get(lane.whose) ?? [])], lane.units, service.capacity ?? 1);
      });
      if (free) return slot;
    }
    return undefined;
  }
}

/** Spans of the same booking are not in the way, so that it can move by half its length. */
function hasRoom(
  day: CalendarDay,
  outside: readonly Span[],
  span: Span,
  { units }: Lane,
  { capacity = 1 }: Service,
  now: number,
): boolean {
  const others = blockingSpans(day, now).filter(
    ({ bookingId, customerId }) => !(bookingId === span.bookingId && customerId === span.customerId),
  );
  return fits(span, [...others, ...outside], units, capacity);
}

function ownSpan(day: CalendarDay, wanted: Span): Span | undefined {
  return day.spans.find(
    (span) => span.bookingId === wanted.bookingId && span.customerId === wanted.customerId && sameTime(span, wanted),
  );
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
