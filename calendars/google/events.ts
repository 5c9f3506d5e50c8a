/**
 * Events of Google calendars, as far as we read and write them. Our own have an id that follows from the booking, so
 * that a repeated insert makes no second one; ids may hold 0-9 and a-v only, 5 to 1024 of them.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events, looked up 2026-11.
 */
import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

const Moment = z.object({ dateTime: z.string().exactOptional(), date: z.string().exactOptional() });

export const GoogleEvent = z.object({
  id: z.string(),
  etag: z.string().exactOptional(),
  status: z.string().exactOptional(),
  start: Moment.exactOptional(),
  end: Moment.exactOptional(),
  transparency: z.string().exactOptional(),
  attendees: z
    .array(z.object({ self: z.boolean().exactOptional(), responseStatus: z.string().exactOptional() }))
    .exactOptional(),
  extendedProperties: z.object({ private: z.record(z.string(), z.string()).exactOptional() }).exactOptional(),
});
export type GoogleEvent = z.infer<typeof GoogleEvent>;

export const EventPage = z.object({
  items: z.array(GoogleEvent).default([]),
  timeZone: z.string().default('UTC'),
  nextPageToken: z.string().exactOptional(),
  nextSyncToken: z.string().exactOptional(),
});

/** What Google sends of events that we need: the shorter the answer, the sooner it is here. */
export const FIELDS =
  'items(id,etag,status,start,end,transparency,attendees(self,responseStatus),extendedProperties/private),timeZone,nextPageToken,nextSyncToken';

const OURS = 'frontdesk';

/** The id of a booking's event: the same for ever, whatever happens to the booking. */
export function eventIdFor(spanId: string): string {
  return `${OURS}${createHash('sha256').update(spanId).digest('hex').slice(0, 40)}`;
}

export function isOurs({ id }: Pick<GoogleEvent, 'id'>): boolean {
  return id.startsWith(OURS);
}

/** From when to when, ms since 1970; a whole day is one of the calendar's own time zone. Undefined: it has no times. */
export function timesOf(
  { start, end }: Pick<GoogleEvent, 'start' | 'end'>,
  timeZone: string,
): { startAt: number; endAt: number } | undefined {
  const startAt = instantOf(start, timeZone);
  const endAt = instantOf(end, timeZone);
  return startAt === undefined || endAt === undefined || endAt <= startAt ? undefined : { startAt, endAt };
}

function instantOf(moment: z.infer<typeof Moment> | undefined, timeZone: string): number | undefined {
  if (moment?.dateTime !== undefined) {
    const at = Date.parse(moment.dateTime);
    return Number.isNaN(at) ? undefined : at;
  }
  if (moment?.date === undefined) return undefined;
  return Temporal.PlainDate.from(moment.date).toZonedDateTime(timeZone).epochMilliseconds;
}

/** Whether its owner is not to be had then: neither shown as free, nor taken back, nor declined. */
export function blocks({ status, transparency, attendees = [] }: GoogleEvent): boolean {
  if (status === 'cancelled' || transparency === 'transparent') return false;
  return !attendees.some(({ self, responseStatus }) => self === true && responseStatus === 'declined');
}

/** Our event stands where we have put it; one that somebody dragged elsewhere is taken for theirs. */
export function asWePutIt(event: GoogleEvent, timeZone: string): boolean {
  const at = timesOf(event, timeZone)?.startAt;
  return isOurs(event) && at !== undefined && event.extendedProperties?.private?.['frontdeskStart'] === String(at);
}
