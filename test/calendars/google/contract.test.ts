import { calendarContract } from '../../contracts/calendar-contract.ts';
import { createFakeGoogleCalendar, type FakeGoogleCalendar } from '../../fakes/fake-google-calendar.ts';
import { calendarIdOf, openGoogleShop, withCalendars } from './google-shop.ts';

const open: FakeGoogleCalendar[] = [];

calendarContract(
  'the calendar with Google behind it',
  async (business, parts) => {
    const google = await createFakeGoogleCalendar(business.staff.map(({ id }) => calendarIdOf(id)));
    open.push(google);
    return openGoogleShop(withCalendars(business), google, parts);
  },
  async () => {
    for (const google of open.splice(0)) await google.close();
  },
);
