/**
 * From a wish to real slots: the exact time when it is free, else why not and what is free instead. Every slot comes
 * from the calendar at this moment; none is made up.
 */
import { bookable, type Obstacle, obstacle, openSpans } from '../../calendar/opening.ts';
import type { Slot } from '../../domain/booking.ts';
import type { Service } from '../../domain/business.ts';
import { addDays, daysBetween, HOUR_MS, instantOf, localDate, localTime, startOfDay } from '../../time.ts';
import type { Desk } from './desk.ts';
import { nearest, oneADay, spread } from './nearest.ts';
import type { Draft, Wish } from './state.ts';

export type Found =
  | { readonly kind: 'free'; readonly slot: Slot }
  /** Two readings of the time are possible and both could be booked. */
  | { readonly kind: 'ambiguous'; readonly readings: readonly [number, number] }
  | { readonly kind: 'offer'; readonly why: WhyOffer; readonly offered: readonly Slot[] }
  | { readonly kind: 'nothing' };

/** `open`: the wish left room to choose; the others say why it could not be met. `at`: the instant that was wished. */
export type WhyOffer =
  | { readonly kind: 'open' }
  | { readonly kind: 'busy'; readonly at: number }
  | { readonly kind: 'full-day'; readonly at: number }
  | { readonly kind: 'none-then' }
  | { readonly kind: 'taken' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'rule'; readonly obstacle: Exclude<Obstacle, 'off-grid'>; readonly at: number };

const DAY_MS = 24 * HOUR_MS;
/** How far from the wish the first look for alternatives goes, in days. */
const NEAR_DAYS_BEFORE = 3;
const NEAR_DAYS_AFTER = 8;
/** A wish without a date ("mornings", "at 10") is looked for in this many days. */
const OPEN_DAYS = 14;
const MANY = 500;

export type Search = ReturnType<typeof createSearch>;

export function createSearch(desk: Desk, service: Service, draft: Draft) {
  const { business, now } = desk;
  const zone = business.timeZone;
  const count = business.booking.slotsOffered;
  const limits = bookable(now, business, service);
  const ownHold = draft.held?.holdId ?? draft.offer?.holdId;

  /** Throws `Failure` when the calendar cannot be asked. */
  async function find(wish: Wish): Promise<Found> {
    const { at, date, untilDate, time, otherTime } = wish;
    if (at !== undefined) return exact(at);
    if (wish.soonest) return offer({ kind: 'open' }, await slotsIn(limits.from, limits.to, count));
    if (wish.after !== undefined) return shifted(await slotsIn(wish.after + 1, limits.to, count), wish.after);
    if (wish.before !== undefined) return shifted((await slotsIn(now, wish.before, MANY)).slice(-count), wish.before);
    if (date !== undefined && time !== undefined && (untilDate === undefined || untilDate === date)) {
      return readings(
        [time, otherTime].flatMap((reading) => (reading ? (instantOf(date, reading, zone) ?? []) : [])),
        date,
      );
    }
    return date === undefined ? someDay(wish) : inRange(wish, date, untilDate ?? date);
  }

  /** What is free around an instant that cannot be had. */
  async function around(at: number, why: WhyOffer): Promise<Found> {
    const wish = Math.min(Math.max(at, now), limits.to - 1);
    const date = localDate(wish, zone);
    const from = startOfDay(addDays(date, -NEAR_DAYS_BEFORE), zone);
    const to = startOfDay(addDays(date, NEAR_DAYS_AFTER), zone);
    const near = await slotsIn(from, to, MANY);
    return offer(
      why,
      nearest(
        near.length >= count ? near : await slotsIn(now, limits.to, MANY),
        { at: wish, time: localTime(at, zone) },
        count,
        zone,
      ),
    );
  }

  return { find, around };

  async function readings(instants: readonly number[], date: string): Promise<Found> {
    const [first, second] = instants;
    if (first === undefined) return around(startOfDay(date, zone) + DAY_MS / 2, { kind: 'none-then' }); // the clock skips it
    if (second === undefined) return exact(first);
    const possible = instants.filter((at) => [undefined, 'off-grid'].includes(obstacle(at, service, business, now)));
    if (possible.length === 2)
      return { kind: 'ambiguous', readings: first < second ? [first, second] : [second, first] };
    return exact(possible[0] ?? first);
  }

  async function exact(at: number): Promise<Found> {
    const why = obstacle(at, service, business, now);
    if (why !== undefined && why !== 'off-grid') return around(at, { kind: 'rule', obstacle: why, at });
    if (why === 'off-grid') return around(at, { kind: 'none-then' }); // open, but no start of ours: 10:10
    const [slot] = await slotsIn(at, at + 1, 1);
    return slot ? { kind: 'free', slot } : around(at, { kind: 'busy', at });
  }

  /** A day or several, perhaps with a time or a part of the day. */
  async function inRange(wish: Wish, first: string, last: string): Promise<Found> {
    const noon = startOfDay(first, zone) + DAY_MS / 2;
    const today = localDate(now, zone);
    if (daysBetween(last, today) > 0) return around(now, { kind: 'rule', obstacle: 'past', at: noon });
    if (startOfDay(first, zone) >= limits.to) return around(noon, { kind: 'rule', obstacle: 'too-far', at: noon });
    const all = await slotsIn(startOfDay(first, zone), startOfDay(addDays(last, 1), zone), MANY);
    const fitting = all.filter(fits(wish));
    if (fitting.length > 0) return offer({ kind: 'open' }, spread(fitting, count));
    if (all.length > 0) return offer({ kind: 'none-then' }, nearest(all, wishedAbout(wish, first, noon), count, zone));
    if (first !== last) return around(noon, { kind: 'none-then' });
    const closed = openSpans(first, business).length === 0;
    return around(noon, closed ? { kind: 'rule', obstacle: 'closed-day', at: noon } : { kind: 'full-day', at: noon });
  }

  async function someDay(wish: Wish): Promise<Found> {
    const soon = await slotsIn(now, Math.min(now + OPEN_DAYS * DAY_MS, limits.to), MANY);
    const fitting = soon.filter(fits(wish));
    if (fitting.length > 0) return offer({ kind: 'open' }, oneADay(fitting, count, zone));
    const rest = soon.length > 0 ? soon : await slotsIn(now, limits.to, MANY);
    return offer({ kind: 'none-then' }, rest.slice(0, count));
  }

  async function shifted(slots: readonly Slot[], at: number): Promise<Found> {
    const [first] = slots;
    if (!first) return around(at, { kind: 'none-then' });
    const sameDay = localDate(first.startAt, zone) === localDate(at, zone);
    return offer({ kind: sameDay ? 'open' : 'none-then' }, slots);
  }

  function fits({ time, otherTime, from, until }: Wish): (slot: Slot) => boolean {
    return ({ startAt }) => {
      const local = localTime(startAt, zone);
      if (time !== undefined) return local === time || local === otherTime;
      return (from === undefined || local >= from) && (until === undefined || local < until);
    };
  }

  function wishedAbout(wish: Wish, date: string, noon: number): { at: number; time: string } {
    const time = wish.time ?? wish.from ?? wish.until ?? '12:00';
    return { at: instantOf(date, time, zone) ?? noon, time };
  }

  function offer(why: WhyOffer, slots: readonly Slot[]): Found {
    return slots.length > 0 ? { kind: 'offer', why, offered: slots } : { kind: 'nothing' };
  }

  function slotsIn(from: number, to: number, limit: number): Promise<readonly Slot[]> {
    return desk.freeSlots({
      serviceId: service.id,
      from: Math.max(from, now),
      to: Math.max(to, now),
      limit,
      ...(draft.moving ? { moving: draft.moving.reference } : {}),
      ...(ownHold && !draft.moving ? { holdId: ownHold } : {}),
    });
  }
}
