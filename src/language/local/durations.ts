/**
 * How long: "an hour and a half", "90 mins", "2h30", "a couple of days", "half a day". How long is never when: "in two
 * hours", "two weeks ago" and "every three months" are moments and habits, not durations. Pure.
 */
import type { Extractions } from '../../ports.ts';
import { inDigits } from './moments/normalised-text.ts';
import { patternOf } from './patterns.ts';

type Duration = Extractions['duration'];

const MINUTES: Readonly<Record<string, number>> = { minute: 1, min: 1, m: 1, hour: 60, hr: 60, h: 60 };
const DAYS: Readonly<Record<string, number>> = { day: 1, night: 1, weekend: 2, week: 7, wk: 7, fortnight: 14 };
const NUMBER = '\\d{1,3}(?:[.,]\\d{1,2})?';
const UNIT = 'minutes?|mins?|hours?|hrs?|h|days?|nights?|weekends?|weeks?|wks?|fortnights?';
/** "2 to 3 hours": there must be room for the longest. */
const AMOUNT = patternOf(
  `(?<![\\d.,:/-])(?:(?:${NUMBER}) ?(?:-|–|to|or) ?)?(?<n>${NUMBER})[ -]?(?<unit>${UNIT})\\b(?<half> and a half)?(?:(?:,? and| ) ?(?<more>\\d{1,2}) ?(?:minutes?|mins?|m)\\b)?`,
  'u',
);
const SHORT_HOURS = /(?<![\d.,:/-])(?<hours>\d{1,2})h(?<minutes>[0-5]\d)\b/u;
/** What makes a moment or a habit of it: before and behind the amount. */
const NOT_BEFORE =
  /(?:\b(?:in|within|after|before|every|each|last|next|past|this|these|at|by|for the last|for the past) (?:the |about |around )?(?:next |last |past )?)$/u;
const NOT_BEHIND =
  /^ ?(?:ago\b|before\b|after\b|later\b|earlier\b|from (?:now|today|tomorrow)\b|old\b|to \d|past \d|hence\b|time\b|an? (?:week|month|year|day)\b|a year\b)/u;

const OR_LONGER = /^(?:,| or|, or| -|,? maybe| to) (?=\d)/u;

/** @param asked "how long" was just asked, so that a bare number of hours "about 2" stays unread but "in 2 hours" counts */
export function readDuration(text: string, asked: boolean): Duration | undefined {
  const said = spoken(text);
  const short = SHORT_HOURS.exec(said)?.groups;
  if (short) return { minutes: 60 * Number(short['hours']) + Number(short['minutes']) };
  let from = 0;
  for (;;) {
    const rest = said.slice(from);
    const found = AMOUNT.exec(rest);
    if (!found) return undefined;
    const before = said.slice(0, from + found.index);
    const behind = rest.slice(found.index + found[0].length);
    const elsewhen = (!asked && NOT_BEFORE.test(before)) || NOT_BEHIND.test(behind);
    const read = elsewhen ? undefined : amountOf(found.groups ?? {});
    // "An hour, hour and a half": there must be room for the longer one.
    const other = read && OR_LONGER.exec(behind)?.[0];
    const longer = other === undefined ? undefined : readDuration(behind.slice(other.length), true);
    if (read) return longer && minutesOf(longer) > minutesOf(read) ? longer : read;
    from += found.index + found[0].length;
  }
}

function minutesOf(duration: Duration): number {
  return 'days' in duration ? duration.days * 24 * 60 : duration.minutes;
}

function amountOf({ n = '', unit = '', half, more }: Readonly<Record<string, string>>): Duration | undefined {
  const one = unit.replace(/s$/u, '');
  const count = Number(n.replace(',', '.')) + (half ? 0.5 : 0);
  if (!(count > 0)) return undefined;
  const days = DAYS[one];
  if (days !== undefined) return { days: count * days };
  const minutes = MINUTES[one];
  return minutes === undefined ? undefined : { minutes: Math.round(count * minutes) + Number(more ?? 0) };
}

/** Numbers in figures, and halves and quarters with them. */
function spoken(text: string): string {
  return inDigits(text)
    .replace(/\b(?:a |the )?(?:couple|pair)(?: of)?(?= (?:minutes|mins|hours|hrs|days|nights|weeks))/gu, '2')
    .replace(/\b(\d+) (?:and a half|1\/2|½) (?=hours?|hrs?|days?|weeks?)/gu, '$1.5 ')
    .replace(/\b(?:1 |a )?half(?: an?| 1)?[ -](hour|hr|day)\b/gu, '0.5 $1')
    .replace(/\b(?:3 quarters|three[ -]quarters) of an? hour\b/gu, '45 minutes')
    .replace(/(?<!\d )\b(hour|day|week) and a half\b/gu, '1.5 $1s')
    .replace(/\bfor (?:the|all|this whole) weekend\b/gu, 'for 1 weekend')
    .replace(/\b(?:a |1 )?quarter of an? hour\b/gu, '15 minutes')
    .replace(
      /\b(?:an?|the (?:whole|full|entire)|(?:1|an?) (?:whole|full|entire)|all) (hour|hr|day|night|weekend|week|fortnight)\b/gu,
      '1 $1',
    );
}
