/** All days a text names, in order: calendar dates first, then holidays, then days relative to today. */

import { patternOf } from '../patterns.ts';
import { before, type Day, dayOf, mondayOf, nextDayOfMonth, onOrAfter } from './calendar.ts';
import type { DateReading } from './calendar-dates.ts';
import { countOf, type DayMeaning, type DayRule, shifted, WEEKDAY, weekdayIn } from './day-rule.ts';
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

/** "2 weeks from", "three days before", "the Saturday before": what may stand ahead of a day and moves it. */
const DISTANCE = patternOf(
  `(?<![\\p{L}\\d])(?:(?<count>\\d{1,3}|an?|the|a couple of|a few) (?<business>business |working )?(?<unit>day|week|fortnight|month|year)s?|(?<!(?:any|every|some|each|other|what|which) )(?<one>day|week)|(?:the )?${WEEKDAY}) (?<direction>from|after|since|later than|following|before|prior to|ahead of)(?: the)?\\s*$`,
  'u',
);
/** What makes the day after it the one that is not wanted. */
const REFUSED =
  /(?:\b(?:not|no|isn't|isnt|except(?: for)?|instead of|rather than|other than|apart from|can't do|cant do|can't make|cant make|cannot make|can't manage|won't make|don't want|busy|away|closed|(?<!later |earlier |sooner )than)(?: it| that| this)?(?: on| the| next| this)?\s*)$/u;
const WEEK_OF =
  /(?<!\p{L})(?:(?:(?:in|on|during|for) )?(?:the )?week(?<end> ?end)? (?:of|beginning|commencing|starting|containing|with)|w\/c)(?: on)?(?: the)?,? *$/u;
const WEEKDAY_AFTER_DATE = /^[\s,(]*(?:(?:the|on|on the) )?$/u;

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
  const ordered = found
    .toSorted((a, b) => a.start - b.start)
    .map((reading) => wholeWeek(text, reading) ?? moved(text, reading));
  // "The day after" and the weekday of "the Saturday before Christmas" were read by themselves too.
  const own = ordered.filter(
    (one) => !ordered.some((all) => all !== one && all.start <= one.start && all.end > one.end),
  );
  return withoutRepeats(own, text);
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

/** "The week of the 7th", "Christmas weekend": Monday to Sunday, or Saturday and Sunday, of that week. */
function wholeWeek(text: string, reading: DayReading): DayReading | undefined {
  if (reading.until || reading.weekly) return undefined;
  const match = WEEK_OF.exec(text.slice(0, reading.start));
  const behind = /^,? weekend\b/u.exec(text.slice(reading.end))?.[0] ?? '';
  if (!match && behind === '') return undefined;
  const monday = mondayOf(reading.date);
  const days = match?.groups?.end || behind !== '' ? { days: 5 } : { days: 0 };
  return {
    date: monday.add(days),
    until: monday.add({ days: 6 }),
    start: match?.index ?? reading.start,
    end: reading.end + behind.length,
  };
}

/** Applies a distance that stands ahead of the day: "2 weeks from tomorrow", "the Saturday before Christmas". */
function moved(text: string, reading: DayReading): DayReading {
  const match = DISTANCE.exec(text.slice(0, reading.start));
  const { one, count = one && 'the', unit = one, business, direction = '', weekday } = match?.groups ?? {};
  if (!match) return reading;
  const back = /before|prior|ahead/u.test(direction);
  const span = { start: match.index, end: reading.end };
  const { date: first, until: last = first } = reading;
  if (weekday !== undefined) {
    if (/from|since/u.test(direction)) return reading;
    const at = weekdayIn(match.groups ?? {});
    return { date: back ? onOrAfter(first.subtract({ days: 7 }), at) : onOrAfter(last.add({ days: 1 }), at), ...span };
  }
  if (unit === 'week' && count === 'the') {
    if (back) return { date: first.subtract({ days: 7 }), until: first.subtract({ days: 1 }), ...span };
    return { date: last.add({ days: 1 }), until: last.add({ days: 7 }), ...span };
  }
  const date = shifted(back ? first : last, (back ? -1 : 1) * countOf(count), business ? 'business' : (unit ?? 'day'));
  return { date, ...span };
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

/** "Not this Friday, the one after". */
function oneAfter(refused: DayReading | undefined, text: string): DayReading | undefined {
  const match =
    refused &&
    /^,? (?:but )?the (?:(?:one|1|week|\p{L}+day) after|following(?: one)?|next one)\b/u.exec(text.slice(refused.end));
  if (!match) return undefined;
  return { date: refused.date.add({ weeks: 1 }), start: refused.start, end: refused.end + match[0].length };
}

/**
 * The day that is wanted among those named: none that is refused ("not Monday"), the later one of a move ("from Tuesday
 * to Thursday"), both ends of a range ("Tuesday or Wednesday", "between Monday and Friday"), else the first.
 */
export function wantedDay(readings: readonly DayReading[], text: string, moving: boolean): DayReading | undefined {
  const wanted = readings.filter((reading) => !REFUSED.test(text.slice(0, reading.start)));
  const first = moving ? wanted.at(-1) : (wanted[0] ?? oneAfter(readings[0], text));
  if (!first || moving) return first;
  const next = wanted[wanted.indexOf(first) + 1];
  const glue = next && text.slice(first.end, next.start).trim();
  if (
    !next ||
    first.until ||
    glue === undefined ||
    !/^(?:-|to|till|until|or|and|\/|or maybe|or even|or on|through|thru|or else)(?: the)?$/u.test(glue)
  )
    return first;
  // "Wednesday or Thursday next week"
  const inWeek = first.weekly && !next.weekly && !next.until && / week\b/u.test(text.slice(next.start, next.end));
  const early = inWeek ? onOrAfter(mondayOf(next.date), first.date.dayOfWeek) : undefined;
  if (early && before(early, next.date)) return { date: early, until: next.date, start: first.start, end: next.end };
  // "9th and 17th of April", "April 9th through 17th": the month of one is that of both
  const other =
    first.monthly && !next.monthly && !next.weekly ? dayOf(next.date.year, next.date.month, first.date.day) : undefined;
  if (other && before(other, next.date))
    return { date: other, until: next.until ?? next.date, start: first.start, end: next.end };
  let last = next.monthly ? (nextDayOfMonth(first.date, next.date.day) ?? next.date) : (next.until ?? next.date);
  if (next.weekly && before(last, first.date)) last = last.add({ days: 7 });
  const days = first.date.until(last).days;
  if (days <= 0 || days > 62) return first;
  return { date: first.date, until: last, start: first.start, end: next.end };
}
