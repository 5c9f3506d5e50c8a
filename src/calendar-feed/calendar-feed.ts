/** Calendar files over HTTP: one booking for its customer, all bookings of a colleague for their own calendar program. */
import { type Response, Router } from 'express';
import type { Booking } from '../domain/booking.ts';
import type { Business } from '../domain/business.ts';
import type { Clock, Store } from '../ports.ts';
import { HOUR_MS } from '../time.ts';
import { bookingIcs } from './booking-ics.ts';
import { createFeedKeys } from './feed-keys.ts';

export interface CalendarFeedDeps {
  readonly store: Pick<Store, 'getRecord' | 'putRecord' | 'listRecords'>;
  readonly clock: Pick<Clock, 'now'>;
}

export interface CalendarFeed {
  readonly router: Router;
  /** For the booking agent: the whole address of a booking's file, where there is one that customers can reach. */
  readonly links: { readonly calendarLink?: (reference: string) => Promise<string> };
  /** Path of a booking's file; who has it may read it. */
  pathOf(reference: string): Promise<string>;
  /** Every colleague's feed, for those who may see the console. */
  feeds(): Promise<readonly { readonly staffId: string; readonly name: string; readonly path: string }[]>;
}

const MANY = 5_000;
/** What is long past needs no place in a calendar program. */
const KEEP_MS = 60 * 24 * HOUR_MS;

export function createCalendarFeed(
  { business, publicUrl }: { business: Business; publicUrl?: string },
  { store, clock }: CalendarFeedDeps,
): CalendarFeed {
  const keys = createFeedKeys({ store, clock });
  const router = Router();

  router.get('/calendar/booking/:reference/:key.ics', async (request, response) => {
    const { reference, key } = request.params;
    const record = (await keys.fits('booking', reference, key))
      ? await store.getRecord('booking', reference)
      : undefined;
    if (!record) return void response.status(404).type('text').send('There is no such booking.\n');
    const booking = record.body as unknown as Booking;
    send(response, bookingIcs(business.name, [booking], 'customer', business, clock.now()), `${reference}.ics`);
  });

  router.get('/calendar/staff/:staffId/:key.ics', async (request, response) => {
    const { staffId, key } = request.params;
    const person = business.staff.find(({ id }) => id === staffId);
    if (!person || !(await keys.fits('staff', staffId, key)))
      return void response.status(404).type('text').send('There is no such calendar.\n');
    const since = clock.now() - KEEP_MS;
    const bookings = (await store.listRecords('booking', { limit: MANY }))
      .map(({ body }) => body as unknown as Booking)
      .filter((booking) => booking.staffId === staffId && booking.status === 'booked' && booking.endAt > since)
      .toSorted((a, b) => a.startAt - b.startAt);
    send(
      response,
      bookingIcs(`${person.name}, ${business.name}`, bookings, 'staff', business, clock.now()),
      `${staffId}.ics`,
    );
  });

  const pathOf = async (reference: string) =>
    `/calendar/booking/${reference}/${await keys.keyOf('booking', reference)}.ics`;
  return {
    router,
    pathOf,
    links: publicUrl ? { calendarLink: async (reference) => `${publicUrl}${await pathOf(reference)}` } : {},
    feeds: () =>
      Promise.all(
        business.staff.map(async ({ id, name }) => ({
          staffId: id,
          name,
          path: `/calendar/staff/${id}/${await keys.keyOf('staff', id)}.ics`,
        })),
      ),
  };
}

function send(response: Response, text: string, fileName: string): void {
  response
    .set('cache-control', 'no-store')
    .set('content-disposition', `attachment; filename="${fileName}"`)
    .type('text/calendar')
    .send(text);
}
