/**
 * What stands in calendars outside of ours, such as a colleague's own appointments. Pure but for the asking. It can only
 * take time away: nothing that stands elsewhere ever makes a time free.
 */
import type { Business, Service } from '../domain/business.ts';
import { HOUR_MS } from '../time.ts';
import { resourceLane } from './lanes.ts';
import type { Span } from './spans.ts';

/** Time that is taken in the calendar of a person (`aoife`) or of something shared (`resource.bay`). */
export interface Busy {
  readonly whose: string;
  readonly startAt: number;
  readonly endAt: number;
}

/** What is taken between two instants. Throws Failure `calendar-unavailable`: then nobody knows, and nothing is offered. */
export type BusyElsewhere = (whose: readonly string[], from: number, to: number) => Promise<readonly Busy[]>;

/** Ids of the outside calendars, by whose they are. */
export type OutsideCalendars = Readonly<Record<string, string>>;

/** More than any service with its buffers lasts. */
const MARGIN_MS = 24 * HOUR_MS;

export function outsideCalendars({ staff, resources = [] }: Pick<Business, 'staff' | 'resources'>): OutsideCalendars {
  const named = [
    ...staff.map(({ id, calendar }) => [id, calendar] as const),
    ...resources.map(({ id, calendar }) => [resourceLane(id), calendar] as const),
  ];
  return Object.fromEntries(named.flatMap(([whose, id]) => (id === undefined ? [] : [[whose, id] as const])));
}

/** Spans by whose they are, for every lane of a service round `[from, to)`; none without an outside calendar. */
export async function spansElsewhere(
  ask: BusyElsewhere | undefined,
  { staff, resources = [] }: Pick<Service, 'staff' | 'resources'>,
  from: number,
  to: number,
): Promise<ReadonlyMap<string, readonly Span[]>> {
  const spans = new Map<string, readonly Span[]>();
  if (!ask) return spans;
  const found = await ask([...staff, ...resources.map(resourceLane)], from - MARGIN_MS, to + MARGIN_MS);
  found.forEach(({ whose, startAt, endAt }, n) => {
    const span = { bookingId: `elsewhere ${n}`, customerId: '', startAt, endAt };
    spans.set(whose, [...(spans.get(whose) ?? []), span]);
  });
  return spans;
}
