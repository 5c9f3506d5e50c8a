/**
 * Brings Google to what our bookings say: the event appears, moves, goes. Every run starts from the booking as it
 * stands, so that running it twice, late or on two machines ends the same.
 */
import { z } from 'zod';
import type { Business } from '../../src/domain/business.ts';
import type { Clock } from '../../src/ports.ts';
import { GoogleEvent } from './events.ts';
import type { GoogleApi } from './google-api.ts';
import type { Mirrored, MirroredBooking, MirrorRecords } from './mirror-records.ts';

export type MirrorShop = Pick<Business, 'services' | 'timeZone'>;

/** A task that was interrupted between taking the time and storing the booking comes back long before. */
const BOOKING_COMES_MS = 3_600_000;
const Nothing = z.unknown();

export function createMirror(
  { business, calendarsOf }: { business: MirrorShop; calendarsOf: (slot: MirroredBooking) => readonly string[] },
  { api, records, clock }: { api: GoogleApi; records: MirrorRecords; clock: Pick<Clock, 'now'> },
) {
  /** Does what is to be done for one booking. Throws `Failure`: it stays to be done. */
  return async function carryOut(eventId: string): Promise<void> {
    const mirrored = await records.read(eventId);
    if (!mirrored?.todo) return;
    const booking = await records.bookingOf(mirrored);
    if (!booking && clock.now() - mirrored.since < BOOKING_COMES_MS) return;
    const wanted = booking && booking.status !== 'cancelled' ? calendarsOf(booking) : [];
    if (booking) for (const calendarId of wanted) await put(calendarId, eventId, booking);
    for (const calendarId of mirrored.calendars) {
      if (!wanted.includes(calendarId)) await api.call({ method: 'DELETE', calendarId, eventId, shape: Nothing });
    }
    const { told: _answered, ...rest } = mirrored satisfies Mirrored;
    await records.settle({ ...rest, calendars: [...wanted], todo: false }, clock.now());
  };

  /** A second insert is told that the id is there, also when staff had deleted the event: then it is brought back. */
  async function put(calendarId: string, eventId: string, booking: MirroredBooking): Promise<void> {
    const { reference, name, serviceId } = booking;
    const service = business.services.find(({ id }) => id === serviceId)?.name ?? serviceId;
    const event = { ...timesFor(booking), summary: `${service}: ${name}` };
    const made = await api.call({
      method: 'POST',
      calendarId,
      body: { id: eventId, ...event, description: `Booking ${reference}` },
      shape: GoogleEvent,
    });
    if (made.kind === 'ok') return;
    if (made.kind !== 'duplicate') throw api.unknown(calendarId);
    // Only what is ours: what staff have written below it since is theirs.
    const put = await api.call({
      method: 'PATCH',
      calendarId,
      eventId,
      body: { ...event, status: 'confirmed' },
      shape: GoogleEvent,
    });
    if (put.kind !== 'ok') throw api.unknown(calendarId);
  }

  function timesFor({ startAt, endAt }: MirroredBooking) {
    const { timeZone } = business;
    return {
      start: { dateTime: new Date(startAt).toISOString(), timeZone },
      end: { dateTime: new Date(endAt).toISOString(), timeZone },
      // By this we know it again, and see when somebody has moved it.
      extendedProperties: { private: { frontdeskStart: String(startAt) } },
    };
  }
}
