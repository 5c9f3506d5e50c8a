/**
 * What is taken in the calendars of staff. Only what others have put there: our own events are the built-in calendar's
 * business, which knows them sooner. What cannot be asked is a `Failure`, never "nothing there".
 */
import { Failure } from '../../src/domain/failure.ts';
import { asWePutIt, blocks, EventPage, FIELDS, timesOf } from './events.ts';
import type { GoogleApi } from './google-api.ts';

export interface Busy {
  /** Whose calendar it stands in. */
  readonly whose: string;
  readonly startAt: number;
  readonly endAt: number;
}

/** The most that Google gives in one answer. */
const PAGE = '2500';
/** Ten thousand events within the days that can be booked are no person's calendar. */
const MAX_PAGES = 4;

/** `calendars`: ids by whose they are. Throws Failure `calendar-unavailable`. */
export function createBusyTimes({ calendars }: { calendars: Readonly<Record<string, string>> }, api: GoogleApi) {
  return async function busy(whose: readonly string[], from: number, to: number): Promise<readonly Busy[]> {
    const asked = [...new Set(whose)].flatMap((name) => {
      const id = calendars[name];
      return id === undefined ? [] : [{ name, id }];
    });
    const found = await Promise.all(asked.map(({ name, id }) => ofOne(name, id, from, to)));
    return found.flat();
  };

  async function ofOne(whose: string, calendarId: string, from: number, to: number): Promise<readonly Busy[]> {
    const found: Busy[] = [];
    let pageToken: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer = await api.call({
        method: 'GET',
        calendarId,
        query: {
          timeMin: new Date(from).toISOString(),
          timeMax: new Date(to).toISOString(),
          singleEvents: 'true', // every time of a series as an event of its own
          maxResults: PAGE,
          fields: FIELDS,
          ...(pageToken ? { pageToken } : {}),
        },
        shape: EventPage,
      });
      if (answer.kind !== 'ok') throw api.unknown(calendarId);
      const { items, timeZone, nextPageToken } = answer.value;
      for (const event of items) {
        const times = blocks(event) && !asWePutIt(event, timeZone) ? timesOf(event, timeZone) : undefined;
        if (times) found.push({ whose, ...times });
      }
      if (nextPageToken === undefined) return found;
      pageToken = nextPageToken;
    }
    throw new Failure('calendar-unavailable', `expected at most ${MAX_PAGES} pages of events of ${whose}, got more`);
  }
}
