/**
 * Bookings as iCalendar (RFC 5545), for a customer's phone and for a colleague's calendar. Pure. Instants are written in
 * UTC, so that no program has to know our zone to show the right hour.
 */
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Booking } from '../domain/booking.ts';
import type { Business } from '../domain/business.ts';

export type FeedShop = Pick<Business, 'name' | 'address' | 'phone' | 'services' | 'timeZone'>;

/** `customer`: without names of others; `staff`: with the customer's name, for a secret address only. */
export type Reader = 'customer' | 'staff';

/** The text of an `.ics` file; `now` is when it was written (ms since 1970). */
export function bookingIcs(
  title: string,
  bookings: readonly Booking[],
  reader: Reader,
  shop: FeedShop,
  now: number,
): string {
  const calendar = ical({ name: title, prodId: { company: 'frontdesk', product: 'bookings' } });
  calendar.method(ICalCalendarMethod.PUBLISH);
  for (const booking of bookings) {
    const service = shop.services.find(({ id }) => id === booking.serviceId)?.name ?? booking.serviceId;
    calendar.createEvent({
      // The same event for ever: a program that reads the file again moves it instead of adding another.
      id: `${booking.reference}@frontdesk`,
      sequence: booking.version,
      stamp: new Date(now),
      start: new Date(booking.startAt),
      end: new Date(booking.endAt),
      summary: reader === 'staff' ? `${service}: ${booking.name}` : `${service}, ${shop.name}`,
      description: `Reference ${booking.reference}${reader === 'customer' ? `. ${shop.phone}` : ''}`,
      location: shop.address,
      status: booking.status === 'booked' ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    });
  }
  return calendar.toString();
}
