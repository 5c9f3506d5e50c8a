/**
 * Dates written with a month or in figures ("Sep the 18th", "18/9", "2026-09-18"), read by chrono-node and then checked
 * here: that the day exists, that a date without a year lies ahead, that a weekday beside it agrees.
 */
import { Chrono, en } from 'chrono-node';
import { patternOf } from '../patterns.ts';
import { before, type Day, dayOf, nextDateOfYear, nextDayOfMonth } from './calendar.ts';
import { MONTHS } from './day-names.ts';
import type { DayMeaning } from './day-rule.ts';

/** Countries that write the month first in figures. */
const MONTH_FIRST = new Set(['US', 'PH', 'PW', 'FM', 'MH', 'BZ']);
const READABLE = patternOf(`${MONTHS.join('|')}|\\d{1,4}[./-]\\d{1,2}|(?:19|20)\\d{6}`, 'u');

const IN_FIGURES = /\d[./-]\d|\d{8}/u;
const MONTH_NAME = patternOf(MONTHS.join('|'), 'u');

/** A text with more numbers is a list or a joke, and would keep chrono busy for long. */
const MOST_NUMBERS = 40;

export interface DateReading extends DayMeaning {
  readonly start: number;
  readonly end: number;
}

export function createCalendarDateReader(country: string): (text: string, today: Day) => readonly DateReading[] {
  // With the day first, chrono takes "December 24" for a month and a year: names of months are read the other way.
  const named = new Chrono(en.configuration.createConfiguration(true, false));
  const figures = new Chrono(en.configuration.createConfiguration(true, !MONTH_FIRST.has(country)));
  return (text, today) => {
    if (!READABLE.test(text) || (text.match(/\d+/gu)?.length ?? 0) > MOST_NUMBERS) return [];
    // Noon, so that no change of the clocks can move the day; the zone is ours already.
    const reference = { instant: new Date(Date.UTC(today.year, today.month - 1, today.day, 12)), timezone: 0 };
    const parse = (chrono: Chrono) => chrono.parse(prepared(text), reference, { forwardDate: true });
    const found = [
      ...parse(named).filter((result) => MONTH_NAME.test(result.text)),
      ...parse(figures).filter((result) => !MONTH_NAME.test(result.text) && IN_FIGURES.test(result.text)),
    ];
    return found.flatMap(({ index, text: words, start, end }) => {
      if (!start.isCertain('day') || !start.isCertain('month')) return [];
      const year = start.isCertain('year') ? start.get('year') : undefined;
      const date = settled(today, year, start.get('month'), start.get('day'));
      if (!date) return [];
      const ending = end?.isCertain('day')
        ? settled(date, end.isCertain('year') ? end.get('year') : undefined, end.get('month'), end.get('day'))
        : undefined;
      // "December 27 to the 3rd" ends in January
      const next = ending && ending.month === date.month && ending.year > date.year;
      const last = next ? nextDayOfMonth(date, ending.day) : ending;
      // chrono takes a bare "at 10" after a date along; times are read elsewhere
      const own = words.replace(/\s*(?:,|at|@|from|by)\s*\d{1,2}\s*$/u, (tail) =>
        /^,\s*\d{2}$/u.test(tail) ? tail : '',
      );
      const span = { start: index, end: index + own.trimEnd().length };
      if (last && before(date, last)) return [{ date, until: last, ...span }];
      return [{ date, ...span }];
    });
  };
}

function settled(
  today: Day,
  year: number | null | undefined,
  month: number | null,
  day: number | null,
): Day | undefined {
  if (!month || !day) return undefined;
  return year ? dayOf(year, month, day) : nextDateOfYear(today, month, day);
}

const BETWEEN_DAYS = patternOf(
  `(?<=between (?:the )?\\d{1,2}(?:st|nd|rd|th)?) and (?:the )?(?=\\d{1,2}(?:st|nd|rd|th)?,? (?:of )?(?:${MONTHS.join('|')}))`,
  'gu',
);

/** Same length, so that positions stay: the words between day and month are not chrono's. */
function prepared(text: string): string {
  const spaces = (match: string) => ' '.repeat(match.length);
  return text
    .replace(BETWEEN_DAYS, (match) => ' -'.padEnd(match.length))
    .replace(/(?<=\d(?:st|nd|rd|th)? (?:to|till|until|through|-) )the (?=\d)/gu, spaces)
    .replace(new RegExp(`(?<=(?:${MONTHS.join('|')}),?\\.? )the (?=\\d)`, 'gu'), spaces)
    .replace(
      new RegExp(
        `(?<!\\d{3})(?<=\\d)[/.-](?=(?:${MONTHS.join('|')})[ /.,-])|(?<!\\d[/-](?:${MONTHS.join('|')}))(?<=(?:${MONTHS.join('|')}))[/.-](?=\\d)`,
        'gu',
      ),
      ' ',
    )
    .replace(new RegExp(`(?<=\\d)\\.(?= (?:${MONTHS.join('|')}))|(?<=${MONTHS.join('|')})\\.`, 'gu'), ' ')
    .replace(
      new RegExp(
        `(?<=(?:${MONTHS.join('|')}|\\d(?:st|nd|rd|th)?),?)(?: (?:of|in) )(?=(?:19|20)\\d\\d(?![\\d:.]))`,
        'gu',
      ),
      spaces,
    )
    .replace(/(?<=\d)t(?= )/gu, ' ') // the "T" of an ISO date and time whose time was taken out
    .replace(/(?<=\bon \d{1,2})[.-](?=\d{1,2}(?:\.(?!\d)|$|[ ,!?]))/gu, '/')
    .replace(/(?<=(?:^|on |the |for )\d{1,2})\.(?=(?:0?[1-9]|1[0-2])(?:\.(?!\d)|$|[ ,!?]))/gu, '/');
}
