/**
 * Notices what staff did to our events in Google: deleted one, or dragged it to another time. The booking stands as the
 * customer knows it until a person has decided; here it is only told, once for each change.
 * https://developers.google.com/workspace/calendar/api/guides/sync, looked up 2026-11.
 */
import { z } from 'zod';
import { isFailure } from '../../src/domain/failure.ts';
import type { Clock } from '../../src/ports.ts';
import { EventPage, FIELDS, type GoogleEvent, isOurs, timesOf } from './events.ts';
import type { GoogleApi } from './google-api.ts';
import type { MirroredBooking, MirrorRecords, MirrorStore } from './mirror-records.ts';

/** Staff have done this to the event of a booking that still stands. */
export type StaffChange =
  | { readonly kind: 'deleted'; readonly booking: MirroredBooking }
  | { readonly kind: 'moved'; readonly booking: MirroredBooking; readonly to: number };

const Token = z.object({ token: z.string() });
const LOOK_BACK_MS = 24 * 3_600_000;
const MAX_PAGES = 20;

export function createStaffChanges(
  { calendarsOf }: { calendarsOf: (slot: MirroredBooking) => readonly string[] },
  deps: {
    readonly api: GoogleApi;
    readonly store: MirrorStore;
    readonly records: MirrorRecords;
    readonly clock: Pick<Clock, 'now'>;
    readonly changed: (change: StaffChange) => Promise<void>;
  },
) {
  const { api, store, records, clock } = deps;

  /** Looks at what has changed in one calendar since the last look. Throws `Failure`. */
  return async function look(calendarId: string): Promise<void> {
    const id = `sync ${calendarId}`;
    const kept = await store.getRecord('calendar-mirror', id);
    const before = Token.safeParse(kept?.body).data?.token;
    const found = (before === undefined ? undefined : await changes(calendarId, before)) ?? (await changes(calendarId));
    if (!found) throw api.unknown(calendarId);
    for (const { event, timeZone } of found.events) if (isOurs(event)) await noticed(calendarId, event, timeZone);
    if (found.token === undefined || found.token === before) return;
    try {
      const version = kept?.version ?? 0;
      await store.putRecord('calendar-mirror', { id, version, at: clock.now(), body: { token: found.token } });
    } catch (error) {
      if (!isFailure(error, 'overtaken')) throw error; // another process looked too
    }
  };

  /** Undefined: the token is too old, or there is no such calendar. */
  async function changes(calendarId: string, syncToken?: string) {
    const events: { event: GoogleEvent; timeZone: string }[] = [];
    const since = syncToken ? { syncToken } : { timeMin: new Date(clock.now() - LOOK_BACK_MS).toISOString() };
    let pageToken: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const query = { ...since, showDeleted: 'true', fields: FIELDS, ...(pageToken ? { pageToken } : {}) };
      const answer = await api.call({ method: 'GET', calendarId, query, shape: EventPage });
      if (answer.kind !== 'ok') return undefined;
      const { items, timeZone, nextPageToken, nextSyncToken } = answer.value;
      events.push(...items.map((event) => ({ event, timeZone })));
      if (nextPageToken === undefined) return { events, token: nextSyncToken };
      pageToken = nextPageToken;
    }
    return { events, token: undefined };
  }

  async function noticed(calendarId: string, event: GoogleEvent, timeZone: string): Promise<void> {
    const mirrored = await records.read(event.id);
    if (!mirrored || mirrored.todo) return; // what we are changing ourselves
    const booking = await records.bookingOf(mirrored);
    if (booking?.status !== 'booked' || booking.startAt <= clock.now()) return;
    if (!calendarsOf(booking).includes(calendarId)) return;
    const change = changeOf(event, booking, timeZone);
    const told = change && toldOf(change);
    const etags = withEtag(mirrored.etags, calendarId, event.etag);
    if (told === mirrored.told && etags[calendarId] === mirrored.etags[calendarId]) return;
    if (change && told !== mirrored.told) await deps.changed(change);
    const { told: _before, ...rest } = mirrored;
    await records.settle({ ...rest, etags, ...(told ? { told } : {}) }, clock.now());
  }
}

/** By this a change is known again. */
export function toldOf(change: StaffChange): string {
  return `${change.kind} ${'to' in change ? change.to : ''} ${change.booking.startAt}`;
}

/** Absent, as of a deleted event: no version is known any more. */
export function withEtag(
  etags: Readonly<Record<string, string>>,
  calendarId: string,
  etag: string | undefined,
): Record<string, string> {
  const { [calendarId]: _older, ...others } = etags;
  return { ...others, ...(etag === undefined ? {} : { [calendarId]: etag }) };
}

export function changeOf(event: GoogleEvent, booking: MirroredBooking, timeZone: string): StaffChange | undefined {
  if (event.status === 'cancelled') return { kind: 'deleted', booking };
  const at = timesOf(event, timeZone);
  return at && at.startAt !== booking.startAt ? { kind: 'moved', booking, to: at.startAt } : undefined;
}
