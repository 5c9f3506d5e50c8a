/**
 * The process dies before or after any write of bookings that are shown in Google, and another goes on: Google ends
 * with exactly one event of a booking, where the booking is, and with none of a cancelled one.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { GoogleCalendar } from '../../calendars/google/google-calendar.ts';
import type { StaffChange } from '../../calendars/google/staff-changes.ts';
import type { Booking } from '../../src/domain/booking.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { calendarIdOf, openGoogleShop, withCalendars } from '../calendars/google/google-shop.ts';
import { createFakeGoogleCalendar } from '../fakes/fake-google-calendar.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createWorld, MONDAY_MORNING, shop, type World } from '../scenarios/world.ts';
import { type Death, type Mortal, mortal } from './mortal.ts';

/** Longer than a lease, so that the next process may take over. */
const LATER_MS = 30_000;
/** The whole size dies before and after every write, the everyday one at every fifth. */
const FULL = process.env['FRONTDESK_TEST_SCALE'] === 'full';
const STEP = FULL ? 1 : 5;

let noKnowledge: string;
beforeAll(() => {
  noKnowledge = mkdtempSync(join(tmpdir(), 'frontdesk-empty-'));
});
afterAll(() => rmSync(noKnowledge, { recursive: true, force: true }));

interface Outcome {
  readonly writes: number;
  readonly bookings: readonly string[];
  readonly events: readonly string[];
  /** What was taken for a change by staff, who did nothing. */
  readonly alarms: readonly StaffChange[];
}

/** Ana writes all of this, one message after the other. */
async function day(messages: readonly string[], death?: Death): Promise<Outcome> {
  const clock = createManualClock(MONDAY_MORNING);
  const google = await createFakeGoogleCalendar(shop.staff.map(({ id }) => calendarIdOf(id)));
  const real = createSqliteStore({ path: ':memory:', clock });
  const alarms: StaffChange[] = [];
  let { life, world, calendar } = await begin(death);

  async function begin(mortality?: Death): Promise<{ life: Mortal; world: World; calendar: GoogleCalendar }> {
    const born = mortal(real, mortality);
    let opened: GoogleCalendar | undefined;
    const changed = async (change: StaffChange) => void alarms.push(change);
    const around = await createWorld({
      store: born.store,
      clock,
      knowledgeDir: noKnowledge,
      business: withCalendars(shop),
      outside:
        ({ store, business }) =>
        (builtIn) => {
          opened = openGoogleShop(business, google, { store, clock, builtIn, changed });
          return opened;
        },
    });
    if (!opened) throw new Error('expected the world to open its calendar');
    return { life: born, world: around, calendar: opened };
  }

  /** The platform delivers again what nobody took; another process does what the dead one left. */
  /** The platform delivers again what nobody took; another process does what the dead one left. */
  async function says(text: string, externalId: string): Promise<void> {
    for (;;) {
      try {
        await world.customer('ana').says(text, { externalId });
        await world.settle();
        await calendar.look();
      } catch (error) {
        if (!life.dead) throw error;
      }
      if (!life.dead) return;
      calendar.stop();
      clock.advance(LATER_MS);
      ({ life, world, calendar } = await begin());
    }
  }

  for (const [n, text] of messages.entries()) await says(text, `m${n}`);
  calendar.stop();

  const records = await real.listRecords('booking', { limit: 10 });
  const at = (moment: number | string) => new Date(moment).toISOString().slice(5, 16);
  const outcome = {
    writes: life.writes,
    bookings: records.map(({ body }) => {
      const { name, status, startAt } = body as unknown as Booking;
      return `${name} ${status} ${at(startAt)}`;
    }),
    events: shop.staff.flatMap(({ id }) =>
      google.events(calendarIdOf(id)).map(({ summary, start }) => `${id} ${summary} ${at(start.dateTime ?? '')}`),
    ),
    alarms,
  };
  await real.close();
  await google.close();
  return outcome;
}

/** Every day that does not end as it should. */
async function wrongDays(messages: readonly string[], done: Omit<Outcome, 'writes'>): Promise<readonly object[]> {
  const { writes, ...whole } = await day(messages);
  expect(whole).toEqual(done);
  expect(writes).toBeGreaterThan(20);
  const wrong: object[] = [];
  for (let write = 1; write <= writes; write += STEP) {
    for (const moment of FULL ? (['before', 'after'] as const) : ([write % 2 === 0 ? 'after' : 'before'] as const)) {
      const { bookings, events, alarms } = await day(messages, { moment, write });
      if (JSON.stringify({ bookings, events, alarms }) !== JSON.stringify(done))
        wrong.push({ write, moment, bookings, events, alarms });
    }
  }
  return wrong;
}

const BOOKS = ['Can I book a bike fit on Wednesday at 11:00?', 'Ana Souza', 'yes please'];

it('a booking that is moved survives a crash at any write: Google has one event of it, at the new time', async () => {
  const done = {
    bookings: ['Ana Souza booked 11-26T11:00'],
    events: ['niamh Bike fit: Ana Souza 11-26T11:00'],
    alarms: [],
  };
  expect(await wrongDays([...BOOKS, 'can I move my booking to Thursday at 11:00?', 'yes please'], done)).toEqual([]);
}, 600_000);

it('a booking that is cancelled survives a crash at any write: Google has nothing of it', async () => {
  const done = { bookings: ['Ana Souza cancelled 11-25T11:00'], events: [], alarms: [] };
  expect(await wrongDays([...BOOKS, 'please cancel my booking', 'yes please'], done)).toEqual([]);
}, 600_000);
