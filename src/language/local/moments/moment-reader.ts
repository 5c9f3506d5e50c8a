/**
 * What day and time a customer means, in the business's time zone: days, times, parts of the day and spans are read
 * separately, then fitted together with the opening hours and the present moment. Only what the words tell is filled in.
 */
import type { Business } from '../../../domain/business.ts';
import type { ExtractionContext, Moment } from '../../../ports.ts';
import { patternOf } from '../patterns.ts';
import { type Bound, boundOf } from './bounds.ts';
import { type Day, localNow } from './calendar.ts';
import { createCalendarDateReader } from './calendar-dates.ts';
import { type ClockTime, DAY_MARK, explicitTimes, readTimes, type TimeReading } from './clock-times.ts';
import { type DayPart, readDayParts } from './day-parts.ts';
import { type DayReading, readDays, wantedDay, without } from './days.ts';
import { openSpans, settled } from './half-of-day.ts';
import { type NormalisedText, normalised } from './normalised-text.ts';

export type MomentBusiness = Pick<Business, 'timeZone' | 'country' | 'openingHours'>;

type Hours = Pick<Moment, 'time' | 'otherTime' | 'from' | 'until'>;

const DAY_MINUTES = 24 * 60;
/** How wide "first thing" and "end of the day" are. */
const EDGE_MINUTES = 60;
const USUAL_DAY = { from: 9 * 60, until: 18 * 60 } as const;
const HOURS_AHEAD = patternOf(
  /(?<!\p{L})(?:in (?:about |around |less than |under )?(?<halfhour>half an? hours?)|in (?:about |around |less than |under )?(?<count>\d{1,3}|an?|a couple of|a few) (?<unit>hours?|minutes)(?: and (?:a half|(?<extra>\d{1,2}) minutes))?(?:'? ?time)?|(?<count2>\d{1,3}|an?|half an) (?<unit2>hours?|minutes) (?:from now|later|hence))(?!\p{L}| before| after)/u,
);
const NOW = patternOf(
  /(?:\b(?:right now|right away|straight away|immediately|at once|at the moment|this instant|this minutes)\b|^\W*(?:now|now please|now\?)\W*$|\bnow\W*$|\b(?:open|come|free|available|be there|drop in|pop in|call in|over|by) now\b)/u,
);
const MOVING = patternOf(
  /\b(?:move|moved|moving|change|changing|reschedul\w*|push|shift|swap|switch|postpone|bring (?:it|my \w+) forward|instead|rather than)\b/u,
);
const REFUSED_TIME = patternOf(
  /\b(?:not|isn't|isnt|instead of|rather than|can't do|cant do|can't make|cant make|cannot make|except)(?: it)?(?: at)?\s*$/u,
);

/**
 * A reader for one business; undefined when the text names no day and no time.
 * @param normalise how words become the English of the rules
 */
export function createMomentReader(
  business: MomentBusiness,
  normalise: (input: string) => NormalisedText = normalised,
): (text: string, context: ExtractionContext) => Moment | undefined {
  const readCalendarDates = createCalendarDateReader(business.country);

  return (input, { now: at, asked }) => {
    const now = localNow(at, business.timeZone);
    const today = now.toPlainDate();
    const source = normalise(input);
    const ahead = HOURS_AHEAD.exec(source.text);
    if (ahead) return inHours(ahead, source);

    const timeless = explicitTimes(source.text).reduce(without, source.text);
    const dates = readCalendarDates(timeless, today);
    const times = readTimes(marked(source.text, timeless, dates), asked);
    const daysText = times.filter((time) => !time.loose).reduce(without, source.text);
    const allDays = readDays(daysText, today, dates);
    const sure = times.filter((time) => !time.loose || !allDays.some((day) => overlaps(day, time)));
    const timesText = allDays.reduce(keepingParts, sure.reduce(without, source.text));
    const moving = MOVING.test(source.text);
    const day = wantedDay(allDays, source.text, moving && /\b(?:to|from|instead|rather)\b/u.test(source.text));
    // "Thursday after 5 or Saturday morning": what stands with the other day is not said of this one
    const other = moving || !day ? undefined : allDays.find(({ start }) => start >= day.end)?.start;
    const near = <T extends { start: number }>(all: readonly T[]) =>
      other !== undefined && [...sure, ...parts].some(({ start }) => start < other)
        ? all.filter(({ start }) => start < other)
        : all;
    const parts = readDayParts(timesText);
    const time = wantedTime(near(sure), source.text, moving);
    const part = near(parts)[0];
    if (!day && !time && !part) return NOW.test(source.text) ? present(source) : undefined;

    const found = day && boundOf(source.text, day);
    const date = day && (found ? bounding(day, found.bound) : later(day, time, part));
    const hours = fitted(
      date ?? (part && /tonight/u.test(source.text.slice(part.start, part.end)) ? { date: today } : undefined),
      time,
      part,
    );
    return {
      ...(date && { date: date.date.toString() }),
      ...(date?.until && { untilDate: date.until.toString() }),
      ...(day && !date?.until && !found && bareness(day)),
      ...(found && day ? bounded(found.bound, hours, day, time ?? part, source.text) : hours),
      words: wordsOf(source, [found ?? day, time, part]),
    };

    function present({ text, original }: NormalisedText): Moment {
      const match = NOW.exec(text);
      const words = match ? original(match.index, match.index + match[0].length) : input;
      return { date: today.toString(), time: clockText(now.hour * 60 + now.minute), words };
    }

    function inHours(match: RegExpExecArray, { original }: NormalisedText): Moment {
      const { halfhour, count, unit, extra, count2, unit2 } = match.groups ?? {};
      const amount = halfhour || /half/u.test(count2 ?? '') ? 0.5 : amountOf(count ?? count2);
      const perUnit = /minutes/u.test(unit ?? unit2 ?? '') ? 1 : 60;
      const half = /a half/u.test(match[0]) ? 30 : Number(extra ?? 0);
      const then = now.add({ minutes: Math.round(amount * perUnit) + half });
      return {
        date: then.toPlainDate().toString(),
        time: clockText(then.hour * 60 + then.minute),
        words: original(match.index, match.index + match[0].length),
      };
    }

    /** "Before Friday", said on a Friday, is before the next one. */
    function bounding(reading: DayReading, bound: Bound): Pick<DayReading, 'date' | 'until'> {
      const gone = bound === 'before' && reading.weekly && reading.date.equals(today);
      return gone ? { date: today.add({ days: 7 }) } : reading;
    }

    /** A bare "Friday" said on a Friday is today while it can still be kept, else a week later. */
    function later(
      reading: DayReading,
      wanted: TimeReading | undefined,
      named: DayPart | undefined,
    ): Pick<DayReading, 'date' | 'until'> {
      if (!reading.weekly || !reading.date.equals(today)) return reading;
      const spans = openSpans(business.openingHours, [today]);
      const { time: point, from, until } = fitted({ date: today }, wanted, named);
      const last = point ?? until ?? from;
      const ends = last
        ? minutesIn(last)
        : Math.max(...(spans.length > 0 ? spans.map((span) => span.until) : [DAY_MINUTES]));
      return ends > now.hour * 60 + now.minute ? reading : { date: today.add({ days: 7 }) };
    }

    function fitted(
      wanted: Pick<DayReading, 'date' | 'until'> | undefined,
      reading: TimeReading | undefined,
      named: DayPart | undefined,
    ): Hours {
      const spans = openSpans(business.openingHours, wanted ? daysFrom(wanted) : []);
      const gone = wanted && !wanted.until && wanted.date.equals(today) ? now.hour * 60 + now.minute : -1;
      if (!reading) return named ? partSpan(named, spans) : {};
      if (reading.kind === 'point') {
        const { minutes, other } = settled(reading.at, named?.half, spans, gone);
        return { time: clockText(minutes), ...(other !== undefined && { otherTime: clockText(other) }) };
      }
      const from = reading.from && settled(reading.from, named?.half, spans, gone).minutes;
      const until = reading.until && untilAfter(reading.until, from, named, spans, gone);
      return {
        ...(from !== undefined && { from: clockText(from) }),
        ...(until !== undefined && { until: clockText(until) }),
        ...(from === undefined && named && { from: partSpan(named, spans).from }),
        ...(until === undefined && named && { until: partSpan(named, spans).until }),
      };
    }
  };
}

function bareness({ weekly, monthly }: DayReading): Pick<Moment, 'bare'> {
  return weekly ? { bare: 'weekday' } : monthly ? { bare: 'day-of-month' } : {};
}

/** "By Friday noon", "after Friday at 3": a time right behind the day belongs to the bound. */
function bounded(
  bound: Bound,
  hours: Hours,
  day: { end: number },
  hour: { start: number } | undefined,
  text: string,
): Hours & Pick<Moment, 'bound'> {
  const { time, from = time, until = time } = hours;
  const belongs = hour && /^,? ?(?:at |around |@ ?)?$/u.test(text.slice(day.end, hour.start));
  const ends = bound === 'until' ? until : bound === 'before' ? from : undefined;
  if (belongs && ends !== undefined) return { bound: 'until', until: ends };
  const begins = bound === 'from' ? from : bound === 'after' ? until : undefined;
  return belongs && begins !== undefined ? { bound: 'from', from: begins } : { bound, ...hours };
}

/** The end of "between 10 and 2" is the first 2 after the 10. */
function untilAfter(
  time: ClockTime,
  from: number | undefined,
  named: DayPart | undefined,
  spans: readonly { from: number; until: number }[],
  gone: number,
): number {
  if (from === undefined || time.half !== 'open') return settled(time, named?.half, spans, gone, true).minutes;
  return time.minutes > from ? time.minutes : time.minutes + DAY_MINUTES / 2;
}

function partSpan(part: DayPart, spans: readonly { from: number; until: number }[]): { from: string; until: string } {
  const opens = spans.length > 0 ? Math.min(...spans.map((span) => span.from)) : USUAL_DAY.from;
  const closes = spans.length > 0 ? Math.max(...spans.map((span) => span.until)) : USUAL_DAY.until;
  const from = part.from === 'open' ? opens : part.from === 'before-close' ? closes - EDGE_MINUTES : part.from;
  const until = part.until === 'close' ? closes : part.until === 'after-open' ? opens + EDGE_MINUTES : part.until;
  return { from: clockText(from), until: clockText(until) };
}

function daysFrom({ date, until }: Pick<DayReading, 'date' | 'until'>): readonly Day[] {
  const days = [date];
  for (
    let day = date.add({ days: 1 });
    until && days.length < 7 && day.toString() <= until.toString();
    day = day.add({ days: 1 })
  ) {
    days.push(day);
  }
  return days;
}

function wantedTime(times: readonly TimeReading[], text: string, moving: boolean): TimeReading | undefined {
  const wanted = times.filter((time) => !REFUSED_TIME.test(text.slice(0, time.start)));
  const time = moving ? wanted.at(-1) : wanted[0];
  // "move it from 3 to 4" names one time to leave and one to take.
  if (moving && time?.kind === 'span' && time.from && time.until) {
    return { kind: 'point', at: time.until, start: time.start, end: time.end, loose: time.loose };
  }
  return time;
}

/** Puts marks over dates, but not over a time between ("26 Oct 15:50 2016"): what stands beside still sees a day. */
function marked(text: string, timeless: string, dates: readonly { start: number; end: number }[]): string {
  const inDate = (at: number) => dates.some(({ start, end }) => start <= at && at < end);
  return Array.from({ length: text.length }, (_, at) =>
    inDate(at) && timeless[at] !== ' ' ? DAY_MARK : text[at],
  ).join('');
}

/** Blanks a day but leaves the part of the day it may hold ("tonight"). */
function keepingParts(text: string, { start, end }: { start: number; end: number }): string {
  const kept = text
    .slice(start, end)
    .replace(/tonight|\P{L}|\p{L}+/gu, (word) => (word === 'tonight' ? word : ' '.repeat(word.length)));
  return text.slice(0, start) + kept + text.slice(end);
}

function overlaps(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && b.start < a.end;
}

function wordsOf(source: NormalisedText, readings: readonly ({ start: number; end: number } | undefined)[]): string {
  const spans = readings.filter((reading) => reading !== undefined).toSorted((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of spans) {
    const last = merged.at(-1);
    // Little words between ("on", "at", "in the") belong to the phrase.
    if (last && start - last.end <= 8) merged[merged.length - 1] = { start: last.start, end: Math.max(end, last.end) };
    else merged.push({ start, end });
  }
  return merged.map(({ start, end }) => source.original(start, end)).join(' ');
}

function amountOf(words: string | undefined): number {
  if (words === undefined || /^an?$/u.test(words)) return 1;
  return /couple/u.test(words) ? 2 : /few/u.test(words) ? 3 : Number(words);
}

/** Minutes since midnight as `HH:MM`; the end of the day is 23:59. */
function clockText(minutes: number): string {
  const safe = Math.min(Math.max(0, minutes), DAY_MINUTES - 1);
  return `${String(Math.floor(safe / 60)).padStart(2, '0')}:${String(safe % 60).padStart(2, '0')}`;
}

function minutesIn(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
