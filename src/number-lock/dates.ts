/** Dates in words, digits and ISO form, with or without year and weekday. A part that is said must be proven. */
import type { Claim, Recogniser, ScanContext } from './token.ts';

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTH = String.raw`(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![\p{L}])\.?`;
const WEEKDAY = String.raw`(?:sun|mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?)(?:day)?\b\.?`;
const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?`;
const YEAR = String.raw`(?:,?\s(?:in\s)?((?:19|20)\d\d)\b(?!:\d))`;
const BEFORE = String.raw`(?<![\p{L}\d]|\d:)(?:(${WEEKDAY}),?\s(?:the\s)?)?`;
const AND = String.raw`\s?(?:-|to|and|or|until|till|&|,)\s?(?:the\s)?`;

interface Day {
  readonly day: number;
  readonly month: number;
  readonly year?: number;
  readonly weekday?: number;
}

/** Keys of one date: what is said about it must all be proven; what a proof implies (the weekday) counts. */
export function dateClaim(...days: readonly Day[]): Claim | undefined {
  if (days.some(({ day, month }) => day < 1 || day > 31 || month < 1 || month > 12)) return undefined;
  const needs: string[][] = [];
  const gives: string[] = [];
  for (const { day, month, year, weekday } of days) {
    const md = `${month}-${day}`;
    needs.push([`date:${md}`]);
    gives.push(`date:${md}`, `day:${day}`, `month:${month}`);
    const real = year === undefined ? weekday : new Date(Date.UTC(year, month - 1, day)).getUTCDay();
    if (year !== undefined) {
      needs.push([`date:${year}-${md}`]);
      gives.push(`date:${year}-${md}`, `number:${year}`, `month:${year}-${month}`);
    }
    if (weekday !== undefined) needs.push([`weekday:${weekday}:${md}`]);
    if (real !== undefined) gives.push(`weekday:${real}:${md}`, `weekday:${real}:day:${day}`, `weekday:${real}`);
  }
  return { needs, gives };
}

function monthOf(written: string): number {
  return MONTHS.findIndex((month) => month.startsWith(written.toLowerCase().replace('.', '').slice(0, 3))) + 1;
}

function weekdayOf(written: string | undefined): { weekday?: number } {
  if (written === undefined) return {};
  return { weekday: WEEKDAYS.findIndex((day) => day.startsWith(written.toLowerCase().slice(0, 3))) };
}

function yearOf(written: string | undefined): { year?: number } {
  if (written === undefined) return {};
  return { year: Number(written.length === 2 ? `20${written}` : written) };
}

const iso: Recogniser = {
  pattern:
    /(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?(?![\d-])/gu,
  read: (match, context) => {
    const [whole, year, month, day, hour, minute, zone] = match;
    const date = dateClaim({ year: Number(year), month: Number(month), day: Number(day) });
    if (!date || hour === undefined) return date;
    if (zone === undefined) return withTime(date, `${hour}:${minute}`);
    const at = new Date(whole.replace(' ', 'T'));
    return Number.isNaN(at.getTime()) ? date : inZone(at, context);
  },
};

function withTime(date: Claim, time: string): Claim {
  return { needs: [...date.needs, [`time:${time}`]], gives: [...date.gives, `time:${time}`] };
}

/** An instant as the clock on the shop's wall shows it. */
function inZone(at: Date, { timeZone }: ScanContext): Claim | undefined {
  const options = {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const;
  const parts = new Map(
    new Intl.DateTimeFormat('en', options).formatToParts(at).map(({ type, value }) => [type, value]),
  );
  const date = dateClaim({
    year: Number(parts.get('year')),
    month: Number(parts.get('month')),
    day: Number(parts.get('day')),
  });
  return date && withTime(date, `${parts.get('hour')}:${parts.get('minute')}`);
}

/** "24-26 November", "24 and 26 December 2026", "Tuesday 24 or Wednesday 25 November". */
const twoDays: Recogniser = {
  pattern: new RegExp(
    `${BEFORE.replace('\\d]', '\\d:]')}(${DAY})${AND}(?:(${WEEKDAY}),?\\s(?:the\\s)?)?(${DAY})\\s(?:of\\s)?(${MONTH})${YEAR}?`,
    'giu',
  ),
  read: ([, weekday, first = '', secondWeekday, second = '', month = '', year]) => {
    const of = (day: string, name: string | undefined) => ({
      day: Number.parseInt(day, 10),
      month: monthOf(month),
      ...yearOf(year),
      ...weekdayOf(name),
    });
    return dateClaim(of(first, weekday), of(second, secondWeekday));
  },
};

/** "24 November", "Tuesday the 24th of Nov, 2026", "24 Nov (Tuesday)". */
const dayFirst: Recogniser = {
  pattern: new RegExp(`${BEFORE}(${DAY})(?:\\s|-)?(?:of\\s)?(${MONTH})${YEAR}?(?:\\s?\\((${WEEKDAY})\\))?`, 'giu'),
  read: ([, weekday, day = '', month = '', year, after]) =>
    dateClaim({
      day: Number.parseInt(day, 10),
      month: monthOf(month),
      ...yearOf(year),
      ...weekdayOf(weekday ?? after),
    }),
};

/** "November 24th", "Tue, Nov 24, 2026", "November 24 and 25". */
const monthFirst: Recogniser = {
  pattern: new RegExp(
    `${BEFORE}(${MONTH})\\s(?:the\\s)?(${DAY})(?![\\d:]|\\s?(?:am|pm)\\b)(?:${AND}(${DAY})(?![\\d:.]|\\s?[ap]\\.?m\\b))?${YEAR}?`,
    'giu',
  ),
  read: ([, weekday, month = '', first = '', second, year]) => {
    const days = [first, second].filter((day) => day !== undefined);
    return dateClaim(
      ...days.map((day) => ({
        day: Number.parseInt(day, 10),
        month: monthOf(month),
        ...yearOf(year),
        ...(days.length === 1 ? weekdayOf(weekday) : {}),
      })),
    );
  },
};

/** "24/11", "24/11/2026", "24.11.26", "24-11-2026"; month first where the locale says so. */
const slashed: Recogniser = {
  pattern: new RegExp(
    String.raw`${BEFORE}(\d{1,2})(?:/(\d{1,2})(?:/(\d{4}|\d{2}))?|\.(\d{1,2})\.(\d{4}|\d{2})?|-(\d{1,2})-(\d{4}))(?![\d/])`,
    'giu',
  ),
  read: ([whole, weekday, first, slash, slashYear, dot, dotYear, dash, dashYear], context) => {
    if (whole === '24/7') return undefined;
    const [a, b] = [Number(first), Number(slash ?? dot ?? dash)];
    const [day, month] = (context.dayFirst && b <= 12) || a > 12 ? [a, b] : [b, a];
    return dateClaim({ day, month, ...yearOf(slashYear ?? dotYear ?? dashYear), ...weekdayOf(weekday) });
  },
};

/** "the 24th", "Tuesday the 24th", "Tuesday 24th". */
const dayOnly: Recogniser = {
  pattern: new RegExp(`(?<![\\p{L}\\d])(?:(${WEEKDAY}),?\\s(?:the\\s)?|the\\s)(\\d{1,2})(?:st|nd|rd|th)\\b`, 'giu'),
  read: ([, weekday, written]) => {
    const day = Number(written);
    if (day < 1 || day > 31) return undefined;
    const said = weekdayOf(weekday).weekday;
    const pair = `weekday:${said}:day:${day}`;
    return {
      needs: said === undefined ? [[`day:${day}`]] : [[`day:${day}`], [pair]],
      gives: said === undefined ? [`day:${day}`] : [`day:${day}`, pair, `weekday:${said}`],
    };
  },
};

/** "in November", "by March 2027". A month alone is only one after such a word, or with a year: "may" is mostly none. */
const monthOnly: Recogniser = {
  pattern: new RegExp(
    `(?<![\\p{L}\\d])(?:(in|by|until|till|since|before|after|from|during|early|late|mid|end of)[\\s-])?(${MONTH})${YEAR}?`,
    'giu',
  ),
  read: ([whole, word, written = '', year]) => {
    if (year === undefined && word === undefined) return undefined;
    if (year === undefined && /^(?:may|mar|march)$/iu.test(written) && !/\p{Lu}\p{L}+$/u.test(whole)) return undefined;
    const month = monthOf(written);
    const keys =
      year === undefined ? [`month:${month}`] : [`month:${month}`, `month:${year}-${month}`, `number:${year}`];
    return { needs: keys.filter((key) => key.startsWith('month:')).map((key) => [key]), gives: keys };
  },
};

export const DATES: readonly Recogniser[] = [iso, twoDays, dayFirst, monthFirst, slashed, dayOnly, monthOnly];
