/** All days a text names, in order: calendar dates first, then holidays, then days relative to today. */
import { before, type Day } from './calendar.ts';
import type { DateReading } from './calendar-dates.ts';
import { countOf, type DayMeaning, type DayRule, shifted } from './day-rule.ts';
import { DAY_OF_MONTH_RULES, DISTANCE_RULES, MONTH_DAY_RULES } from './distance-rules.ts';
import { HOLIDAYS } from './holidays.ts';
import { PERIOD_RULES, SOON } from './period-rules.ts';
import { BARE_WEEKDAY, WEEKDAY_RULES } from './weekday-rules.ts';

export interface DayReading extends DayMeaning {
  readonly start: number;
  readonly end: number;
}

/** In order of precedence: what an earlier rule has read is gone for the later ones. */
const DAY_RULES: readonly DayRule[] = [
  ...MONTH_DAY_RULES,
  ...WEEKDAY_RULES,
  ...DISTANCE_RULES,
  ...PERIOD_RULES,
  ...DAY_OF_MONTH_RULES,
  BARE_WEEKDAY,
  SOON,
];

const HOLIDAY_RULES = HOLIDAYS.map(([name, inYear]) => ({
  pattern: new RegExp(
    `(?<!\\p{L})(?:(?<which>this|next|last|previous|following|on|the) )*${name}(?: ?(?:in )?(?<year>(?:19|20)\\d\\d))?(?!\\p{L})`,
    'gu',
  ),
  inYear,
}));

/** "2 weeks from", "three days before": what may stand ahead of a day and moves it. */
const DISTANCE =
  /(?<![\p{L}\d])(?<count>\d{1,3}|a|an|a couple of|a few) (?<business>business |working )?(?<unit>day|week|fortnight|month|year)s? (?<direction>from|after|since|later than|following|before|prior to|ahead of)(?: the)?\s*$/u;
/** What makes the day after it the one that is not wanted. */
const REFUSED =
  /(?:\b(?:not|no|isn't|isnt|except(?: for)?|instead of|rather than|other than|apart from|can't do|cant do|can't make|cant make|cannot make|can't manage|won't make|don't want|busy|away|closed|than)(?: it| that| this)?(?: on| the| next| this)?\s*)$/u;
const WEEKDAY_AFTER_DATE = /^[\s,(]*$/u;

/**
 * @param dates calendar dates already read from the text; they are taken as they are
 */
export function readDays(text: string, today: Day, dates: readonly DateReading[]): readonly DayReading[] {
  let rest = text;
  const found: DayReading[] = [];
  const take = (reading: DayReading) => {
    found.push(reading);
    rest = without(rest, reading);
  };
  for (const reading of dates) take(reading);
  for (const { pattern, inYear } of HOLIDAY_RULES) {
    for (const match of rest.matchAll(pattern)) {
      const date = holiday(inYear, match.groups ?? {}, today);
      if (date) take({ date, start: match.index, end: match.index + match[0].length });
    }
  }
  for (const { pattern, read } of DAY_RULES) {
    for (const match of rest.matchAll(pattern)) {
      const meaning = read(match.groups ?? {}, today);
      const span = { start: match.index, end: match.index + match[0].length };
      if (meaning === 'nothing') rest = without(rest, span);
      else if (meaning) take({ ...meaning, ...span });
    }
  }
  const ordered = found.toSorted((a, b) => a.start - b.start).map((reading) => moved(text, reading));
  return withoutRepeats(ordered, text);
}

/** Blanks a stretch of text, keeping every position. */
export function without(text: string, { start, end }: { start: number; end: number }): string {
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}

function holiday(
  inYear: (year: number) => Day | undefined,
  groups: Readonly<Record<string, string | undefined>>,
  today: Day,
): Day | undefined {
  if (groups.year) return inYear(Number(groups.year));
  const here = inYear(today.year);
  if (groups.which === 'last' || groups.which === 'previous') {
    return here && before(here, today) ? here : inYear(today.year - 1);
  }
  return here && !before(here, today) ? here : inYear(today.year + 1);
}

/** Applies a distance that stands ahead of the day: "2 weeks from tomorrow". */
function moved(text: string, reading: DayReading): DayReading {
  const match = DISTANCE.exec(text.slice(0, reading.start));
  const { count, unit, business, direction } = match?.groups ?? {};
  if (!match || !unit) return reading;
  const sign = /before|prior|ahead/u.test(direction ?? '') ? -1 : 1;
  const date = shifted(reading.date, sign * countOf(count), business ? 'business' : unit);
  return { date, start: match.index, end: reading.end };
}

/** "Tuesday 24 November" is one day: a weekday right beside a date that falls on it adds nothing. */
function withoutRepeats(readings: readonly DayReading[], text: string): readonly DayReading[] {
  const kept: DayReading[] = [];
  for (const reading of readings) {
    const last = kept.at(-1);
    if (last && WEEKDAY_AFTER_DATE.test(text.slice(last.end, reading.start)) && last.weekly !== reading.weekly) {
      const dated = last.weekly ? reading : last;
      kept[kept.length - 1] = { ...dated, start: last.start, end: reading.end };
    } else {
      kept.push(reading);
    }
  }
  return kept;
}

/**
 * The day that is wanted among those named: none that is refused ("not Monday"), the later one of a move ("from Tuesday
 * to Thursday"), both ends of a range ("Tuesday or Wednesday", "between Monday and Friday"), else the first.
 */
export function wantedDay(readings: readonly DayReading[], text: string, moving: boolean): DayReading | undefined {
  const wanted = readings.filter((reading) => !REFUSED.test(text.slice(0, reading.start)));
  const first = moving ? wanted.at(-1) : wanted[0];
  if (!first || moving) return first;
  const next = wanted[wanted.indexOf(first) + 1];
  const glue = next && text.slice(first.end, next.start).trim();
  if (
    !next ||
    first.until ||
    glue === undefined ||
    !/^(?:-|to|till|until|or|and|\/|or maybe|or even|or on|through|thru|or else)$/u.test(glue)
  )
    return first;
  let last = next.until ?? next.date;
  if (next.weekly && before(last, first.date)) last = last.add({ days: 7 });
  const days = first.date.until(last).days;
  if (days <= 0 || days > 62) return first;
  return { date: first.date, until: last, start: first.start, end: next.end };
}
