/**
 * Google Calendar behind the `Calendar` port. Google has no way to take a time only if it is still free, so it never
 * decides: the built-in calendar gives a time to exactly one customer, by compare-and-set on the day, and Google is
 * asked before (what staff have put there takes time away) and told after (the event appears, moves, goes).
 *
 * What must stay true: while Google cannot be asked nothing is offered, held or booked, because nobody knows what stands
 * there; what was booked is told to Google late rather than never. What is left open is the moment between asking and
 * booking: an appointment that staff write in that second is found by them, as with any two people who write one diary.
 */
import type { Slot } from '../../src/domain/booking.ts';
import { isFailure } from '../../src/domain/failure.ts';
import type { Calendar, Clock } from '../../src/ports.ts';
import type { ServiceKey } from './access-token.ts';
import { type Busy, createBusyTimes } from './busy-times.ts';
import { eventIdFor } from './events.ts';
import { createGoogleApi } from './google-api.ts';
import type { Log } from './log.ts';
import { createMirror, type MirrorShop } from './mirror.ts';
import { createMirrorRecords, type MirrorStore } from './mirror-records.ts';
import { createStaffChanges, type StaffChange } from './staff-changes.ts';

export interface GoogleCalendarConfig {
  readonly key: ServiceKey;
  /** Base URL with version, without a slash at the end. */
  readonly apiUrl: string;
  /** Ids of the calendars, by whose they are: `aoife`, or `resource.bay`. */
  readonly calendars: Readonly<Record<string, string>>;
  readonly business: MirrorShop;
}

export interface GoogleCalendarDeps {
  readonly store: MirrorStore;
  readonly clock: Clock;
  readonly log: Log;
  /** The calendar that decides, told how to ask what stands elsewhere. */
  readonly builtIn: (
    busy: (whose: readonly string[], from: number, to: number) => Promise<readonly Busy[]>,
  ) => Calendar;
  /** Staff deleted or moved one of our events. Told again after a crash: the same one twice must change nothing. */
  readonly changed: (change: StaffChange) => Promise<void>;
  /** A line for staff: the owner must act, or bookings wait. */
  readonly tellStaff: (text: string) => Promise<void>;
  readonly pause?: (ms: number) => Promise<void>;
}

export interface GoogleCalendar extends Calendar {
  /** Looks every minute for what is to be told to Google, and for what staff did there. */
  start(): void;
  stop(): void;
  /** One such look; never throws. */
  look(): Promise<void>;
  health(): { ok: boolean; detail: string };
}

const LOOK_MS = 60_000;
/** The booking is stored right after its time is taken. */
const SOON_MS = 2_000;
const AT_ONCE = 100;
/** So long without Google, and staff hear that bookings wait. */
const PATIENCE_MS = 15 * 60_000;

export function createGoogleCalendar(config: GoogleCalendarConfig, deps: GoogleCalendarDeps): GoogleCalendar {
  const { clock, log, store } = deps;
  const { calendars, business } = config;
  const tell = (text: string) =>
    void deps.tellStaff(text).catch((error: unknown) => log.warn({ err: error }, 'google calendar: staff not told'));
  const api = createGoogleApi(config, {
    clock,
    log,
    ...(deps.pause ? { pause: deps.pause } : {}),
    refused: (why) => tell(`Google Calendar does not let us in: ${why}. Until then nobody can book by chat.`),
  });
  const builtIn = deps.builtIn(createBusyTimes(config, api));
  const records = createMirrorRecords(store);
  const mirror = createMirror({ business, calendarsOf }, { api, records, clock, changed: deps.changed, tell });
  const staffChanges = createStaffChanges({ calendarsOf }, { api, store, records, clock, changed: deps.changed });
  let stopped = false;
  let cancelLook = () => {};
  const soon = new Set<() => void>();
  let lastLookedAt = clock.now();
  let toldOfOutage = false;

  /** Where the event of a slot stands: with who does it, and with everything shared that it needs. */
  function calendarsOf({ serviceId, staffId }: Pick<Slot, 'serviceId' | 'staffId'>): readonly string[] {
    const resources = business.services.find(({ id }) => id === serviceId)?.resources ?? [];
    const whose = [staffId, ...resources.map((id) => `resource.${id}`)];
    return whose.flatMap((name) => calendars[name] ?? []);
  }

  /** In a moment; what does not work then is done by the next look. */
  function doSoon(spanId: string): void {
    if (stopped) return;
    const cancel = clock.at(clock.now() + SOON_MS, () => {
      soon.delete(cancel);
      void mirror(eventIdFor(spanId)).catch((error: unknown) => {
        if (!isFailure(error)) log.error({ err: error }, 'google calendar: a booking could not be told');
      });
    });
    soon.add(cancel);
  }

  async function look(): Promise<void> {
    try {
      for (const id of await records.todo(AT_ONCE)) await mirror(id);
      for (const calendarId of Object.values(calendars)) await staffChanges(calendarId);
      lastLookedAt = clock.now();
      toldOfOutage = false;
    } catch (error) {
      if (!isFailure(error)) log.error({ err: error }, 'google calendar: the look failed');
      if (toldOfOutage || clock.now() - lastLookedAt < PATIENCE_MS) return;
      toldOfOutage = true;
      const minutes = Math.round((clock.now() - lastLookedAt) / 60_000);
      tell(
        `Google Calendar has not answered for ${minutes} minutes. Nobody can book by chat meanwhile, their wishes come to you; what was booked before is safe and will be told to Google.`,
      );
    }
  }

  function again(): void {
    if (stopped) return;
    cancelLook = clock.at(clock.now() + LOOK_MS, () => void look().finally(again));
  }

  return {
    freeSlots: builtIn.freeSlots,
    hold: builtIn.hold,

    async book(slot, bookingId, customerId) {
      const verdict = await builtIn.book(slot, bookingId, customerId);
      const into = calendarsOf(slot);
      if (verdict === 'booked' && into.length > 0) {
        await records.mark(bookingId, customerId, into, clock.now());
        doSoon(bookingId);
      }
      return verdict;
    },

    async free(slot, bookingId) {
      await builtIn.free(slot, bookingId);
      if (await records.mark(bookingId, '', [], clock.now())) doSoon(bookingId);
    },

    start() {
      lastLookedAt = clock.now();
      void look().finally(again);
    },
    stop() {
      stopped = true;
      cancelLook();
      for (const cancel of soon) cancel();
    },
    look,
    health: api.health,
  };
}
