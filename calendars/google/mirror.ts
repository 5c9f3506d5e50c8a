/**
 * Brings Google to what our bookings say: the event appears, moves, goes. Every run starts from the booking as it
 * stands, so that running it twice, late or on two machines ends the same. It changes the version of the event that we
 * last saw and no newer one: what a colleague has done to it meanwhile is told to staff before anything is written over.
 * https://developers.google.com/workspace/calendar/api/guides/version-resources, looked up 2026-11.
 */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Business } from '../../src/domain/business.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Clock } from '../../src/ports.ts';
import { asWePutIt, GoogleEvent, timesOf } from './events.ts';
import type { GoogleApi } from './google-api.ts';
import type { Mirrored, MirroredBooking, MirrorRecords } from './mirror-records.ts';
import { changeOf, type StaffChange, toldOf, withEtag } from './staff-changes.ts';

export type MirrorShop = Pick<Business, 'services' | 'timeZone'>;

export interface MirrorDeps {
  readonly api: GoogleApi;
  readonly records: MirrorRecords;
  readonly clock: Pick<Clock, 'now'>;
  /** Staff are asked, as for every change of theirs. */
  readonly changed: (change: StaffChange) => Promise<void>;
  /** A line for staff. */
  readonly tell: (text: string) => void;
}

/** What stands in a calendar after we have written, or have left it to staff. */
interface Put {
  readonly etag: string | undefined;
  /** What staff were asked about instead. */
  readonly told?: string;
}

/** A task that was interrupted between taking the time and storing the booking comes back long before. */
const BOOKING_COMES_MS = 3_600_000;
const Nothing = z.unknown();

export function createMirror(
  { business, calendarsOf }: { business: MirrorShop; calendarsOf: (slot: MirroredBooking) => readonly string[] },
  { api, records, clock, changed, tell }: MirrorDeps,
) {
  /** Does what is to be done for one booking. Throws `Failure`: it stays to be done. */
  return async function carryOut(eventId: string): Promise<void> {
    const mirrored = await records.read(eventId);
    if (!mirrored?.todo) return;
    const booking = await records.bookingOf(mirrored);
    if (!booking && clock.now() - mirrored.since < BOOKING_COMES_MS) return;
    const wanted = booking && booking.status !== 'cancelled' ? calendarsOf(booking) : [];
    let etags: Record<string, string> = {};
    let told: string | undefined;
    for (const calendarId of booking ? wanted : []) {
      const put = await written(calendarId, eventId, booking as MirroredBooking, mirrored);
      etags = withEtag(etags, calendarId, put.etag);
      told = put.told ?? told;
    }
    for (const calendarId of mirrored.calendars) {
      if (!wanted.includes(calendarId)) await takeOut(calendarId, eventId, mirrored.etags[calendarId], booking);
    }
    const { told: _answered, ...rest } = mirrored;
    const done = { ...rest, calendars: [...wanted], etags, todo: false, ...(told === undefined ? {} : { told }) };
    await records.settle(done, clock.now());
  };

  async function written(
    calendarId: string,
    eventId: string,
    booking: MirroredBooking,
    mirrored: Mirrored,
  ): Promise<Put> {
    const seen = mirrored.etags[calendarId];
    if (seen === undefined) return inserted(calendarId, eventId, booking);
    const put = await patched(calendarId, eventId, booking, seen);
    if (put.kind === 'ok') return { etag: put.value.etag };
    if (put.kind === 'missing') return inserted(calendarId, eventId, booking);
    if (put.kind !== 'changed') throw api.unknown(calendarId);
    const event = await read(calendarId, eventId);
    const change = event && byHand(event, booking);
    // The booking stands as the customer knows it; whether the calendar follows it is for staff to say.
    if (event && change && toldOf(change) !== mirrored.told) {
      await changed(change);
      return { etag: event.etag, told: toldOf(change) };
    }
    const again = await patched(calendarId, eventId, booking, event?.etag);
    if (again.kind === 'ok') return { etag: again.value.etag };
    throw new Failure('calendar-unavailable', `Google Calendar: an event of ours changes while we write it`);
  }

  /** A second insert is told that the id is there, also when it was deleted before: then it is brought back. */
  async function inserted(calendarId: string, eventId: string, booking: MirroredBooking): Promise<Put> {
    const body = { id: eventId, ...eventOf(booking), description: `Booking ${booking.reference}` };
    const made = await api.call({ method: 'POST', calendarId, body, shape: GoogleEvent });
    if (made.kind === 'ok') return { etag: made.value.etag };
    if (made.kind !== 'duplicate') throw api.unknown(calendarId);
    const put = await patched(calendarId, eventId, booking, undefined);
    if (put.kind !== 'ok') throw api.unknown(calendarId);
    return { etag: put.value.etag };
  }

  /** Only what is ours: what staff have written below it since is theirs. */
  function patched(calendarId: string, eventId: string, booking: MirroredBooking, etag: string | undefined) {
    const body = { ...eventOf(booking), status: 'confirmed' };
    return api.call({ method: 'PATCH', calendarId, eventId, etag, body, shape: GoogleEvent });
  }

  /** The booking is off, or is somebody else's now, so its event goes, wherever somebody has moved it. */
  async function takeOut(
    calendarId: string,
    eventId: string,
    etag: string | undefined,
    booking: MirroredBooking | undefined,
  ): Promise<void> {
    const gone = await api.call({ method: 'DELETE', calendarId, eventId, etag, shape: Nothing });
    if (gone.kind !== 'changed') return;
    const event = await read(calendarId, eventId);
    if (!event || event.status === 'cancelled') return;
    const again = await api.call({ method: 'DELETE', calendarId, eventId, etag: event.etag, shape: Nothing });
    if (again.kind === 'changed')
      throw new Failure('calendar-unavailable', `Google Calendar: an event of ours changes while we delete it`);
    const at = asWePutIt(event, business.timeZone) ? undefined : timesOf(event, business.timeZone)?.startAt;
    if (at === undefined || !booking) return;
    const why = booking.status === 'cancelled' ? 'is cancelled' : 'is in another calendar now';
    tell(
      `Booking ${booking.reference} ${why}, so I took its event out of ${calendarId}. Somebody had moved it there to ${local(at)}: please look whether that was meant for it.`,
    );
  }

  /** As it stands there now; undefined when there is none. */
  async function read(calendarId: string, eventId: string): Promise<GoogleEvent | undefined> {
    const found = await api.call({ method: 'GET', calendarId, eventId, shape: GoogleEvent });
    return found.kind === 'ok' ? found.value : undefined;
  }

  /** What a colleague did to it since we wrote it, as far as it says another time than the booking. */
  function byHand(event: GoogleEvent, booking: MirroredBooking): StaffChange | undefined {
    if (booking.status !== 'booked' || booking.startAt <= clock.now()) return undefined;
    return asWePutIt(event, business.timeZone) && event.status !== 'cancelled'
      ? undefined
      : changeOf(event, booking, business.timeZone);
  }

  function eventOf({ startAt, endAt, name, serviceId }: MirroredBooking) {
    const { timeZone } = business;
    const service = business.services.find(({ id }) => id === serviceId)?.name ?? serviceId;
    return {
      start: { dateTime: new Date(startAt).toISOString(), timeZone },
      end: { dateTime: new Date(endAt).toISOString(), timeZone },
      summary: `${service}: ${name}`,
      // By this we know it again, and see when somebody has moved it.
      extendedProperties: { private: { frontdeskStart: String(startAt) } },
    };
  }

  function local(at: number): string {
    const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(business.timeZone);
    return `${there.toPlainDate()} ${there.toPlainTime().toString({ smallestUnit: 'minute' })}`;
  }
}
