/** The days a customer's words leave open, for whoever looks for free times: "before Friday" is every day up to it. Pure. */
import type { Moment } from '../ports.ts';
import { addDays } from '../time.ts';

/** "After Monday" has no end: so many days are looked through. */
const OPEN_DAYS = 7;

/** The moment with its bound spelled out as first and last date. `today`: ISO date. */
export function daysMeant({ bound, ...moment }: Moment, today: string): Moment {
  const { date, untilDate: last = date } = moment;
  if (bound === undefined || date === undefined || last === undefined) return moment;
  const span = spanOf(bound, { date, untilDate: last }, today);
  // "Before Monday", said on Monday: nothing is left but the day itself
  return span.untilDate < span.date ? moment : { ...moment, ...span };
}

interface Days {
  readonly date: string;
  readonly untilDate: string;
}

function spanOf(bound: NonNullable<Moment['bound']>, { date, untilDate }: Days, today: string): Days {
  switch (bound) {
    case 'before':
      return { date: today, untilDate: addDays(date, -1) };
    case 'until':
      return { date: today, untilDate };
    case 'after':
      return { date: addDays(untilDate, 1), untilDate: addDays(untilDate, OPEN_DAYS) };
    case 'from':
      return { date, untilDate: addDays(date, OPEN_DAYS - 1) };
  }
}
