/**
 * Which day documents a slot fills: the staff member's, and one for every kind of resource the service needs. Pure.
 * The staff member's always comes first, so that everybody asks in the same order.
 */
import type { Slot } from '../domain/booking.ts';
import type { Business, Service } from '../domain/business.ts';
import { localDate, MINUTE_MS } from '../time.ts';
import { dayId } from './day-record.ts';
import type { Span } from './spans.ts';

export interface Lane {
  /** Of the day document. */
  readonly id: string;
  /** The person's id, or `resource.` and the resource's. */
  readonly whose: string;
  /** Sessions it carries at a time. */
  readonly units: number;
}

export function lanesOf(
  service: Service,
  staffId: string,
  date: string,
  { resources = [] }: Business,
): readonly Lane[] {
  const shared = [...(service.resources ?? [])].sort().map((id) => ({
    id: dayId(resourceLane(id), date),
    whose: resourceLane(id),
    units: resources.find((resource) => resource.id === id)?.count ?? 0,
  }));
  return [{ id: dayId(staffId, date), whose: staffId, units: 1 }, ...shared];
}

export function resourceLane(resourceId: string): string {
  return `resource.${resourceId}`;
}

/** The slot as it stands in its lanes. */
export function spanOf(service: Service, slot: Slot, bookingId: string, customerId: string): Span {
  const { startAt, endAt, staffId } = slot;
  const { buffer, capacity = 1 } = service;
  return {
    bookingId,
    customerId,
    startAt,
    endAt,
    ...(buffer ? { busyFrom: startAt - buffer.before * MINUTE_MS, busyTo: endAt + buffer.after * MINUTE_MS } : {}),
    ...(capacity > 1 ? { session: `${service.id}|${staffId}|${startAt}` } : {}),
  };
}

/** Whether the staff member works on that local date. */
export function isIn(staffId: string, date: string, { staff }: Business): boolean {
  const away = staff.find(({ id }) => id === staffId)?.away ?? [];
  return !away.some(({ from, to }) => from <= date && date <= to);
}

/** The local date whose documents hold the slot. */
export function dateOf({ startAt }: Slot, { timeZone }: Business): string {
  return localDate(startAt, timeZone);
}
