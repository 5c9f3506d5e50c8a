/** A shop whose staff keep their own calendars at Google: the real adapter round the real arbiter, over HTTP. */
import { createGoogleCalendar, type GoogleCalendar } from '../../../calendars/google/google-calendar.ts';
import type { StaffChange } from '../../../calendars/google/staff-changes.ts';
import { type BusyElsewhere, outsideCalendars } from '../../../src/calendar/elsewhere.ts';
import { createCalendar } from '../../../src/calendar.ts';
import type { Business } from '../../../src/domain/business.ts';
import type { Store } from '../../../src/ports.ts';
import type { FakeGoogleCalendar } from '../../fakes/fake-google-calendar.ts';
import type { ManualClock } from '../../fakes/manual-clock.ts';

export const calendarIdOf = (whose: string) => `${whose}@calendar.example`;

/** The shop with a calendar for each of its people, and for what they share. */
export function withCalendars(business: Business): Business {
  const staff = business.staff.map((person) => ({ ...person, calendar: calendarIdOf(person.id) }));
  const resources = (business.resources ?? []).map((thing) => ({ ...thing, calendar: calendarIdOf(thing.id) }));
  return { ...business, staff, resources };
}

export interface GoogleShopDeps {
  readonly store: Pick<Store, 'getRecord' | 'putRecord' | 'listRecords'>;
  readonly clock: ManualClock;
  readonly changed?: (change: StaffChange) => Promise<void>;
  readonly told?: string[];
  readonly waits?: number[];
  readonly builtIn?: (busyElsewhere: BusyElsewhere) => ReturnType<typeof createCalendar>;
}

export function openGoogleShop(business: Business, google: FakeGoogleCalendar, deps: GoogleShopDeps): GoogleCalendar {
  const { store, clock } = deps;
  return createGoogleCalendar(
    { key: google.key, apiUrl: google.apiUrl, calendars: outsideCalendars(business), business },
    {
      store,
      clock,
      log: { info: () => {}, warn: () => {}, error: () => {} },
      builtIn: deps.builtIn ?? ((busyElsewhere) => createCalendar({ business }, { store, clock, busyElsewhere })),
      changed: deps.changed ?? (async () => {}),
      tellStaff: async (text) => void deps.told?.push(text),
      pause: async (ms) => void deps.waits?.push(ms),
    },
  );
}
