/**
 * Days told with a weekday: "next Friday", "Sat the 4th", "Tuesday week", "the first Monday of May". "Next" counts
 * calendar weeks: said on a Monday, next Friday is the one in the week after.
 */
import { before, type Day, dayOf, nextDayOfMonth, nthWeekdayOf, onOrAfter } from './calendar.ts';
import { MONTHS } from './day-names.ts';
import {
  type DayMeaning,
  type DayRule,
  inWeek,
  MONTH,
  monthIn,
  NUMBER,
  ORDINAL,
  rule,
  stepOf,
  WEEKDAY,
  weekdayIn,
} from './day-rule.ts';

/** "Tuesday the 24th" when the 24th is a Wednesday: both days may be meant, if they are this near. */
const SLIP_DAYS = 3;
/** A slip is only assumed for dates as near as this; others are looked for in later months. */
const SLIP_WITHIN_DAYS = 14;
/** A weekday and a number that agree only later than this are not what was meant. */
const FARTHEST_MATCH_DAYS = 190;
/** "Friday 10" is the 10th when that is a Friday as soon as this, else ten o'clock. */
const NUMBER_IS_DATE_WITHIN_DAYS = 60;

const WHICH_WEEK = '(?:the )?(?<which>this|next|coming|following|last|previous|the)';
const NTH = `(?<nth>[1-5])${ORDINAL}`;
const NOT_A_CLOCK = String.raw`(?![:.h/-]\d| ?(?:am|pm|a\.?m|p\.?m|h|[ap])\b|\d| ?o'?\s?clock|ish| ?- ?\d| (?:to|till|until|or|in the|${MONTHS.join('|')}))`;

const afterToday = (today: Day, weekday: number): Day => onOrAfter(today.add({ days: 1 }), weekday);

/** In order of precedence: a longer phrase stands before the words it contains. */
export const WEEKDAY_RULES: readonly DayRule[] = [
  rule(`${WEEKDAY} (?<count>\\d{1,2}) weeks? (?:from|after) (?:now|today)`, (g, today) => ({
    date: inWeek(today, Number(g.count), weekdayIn(g)),
  })),
  rule(`${WEEKDAY},? (?:in )?(?<count>\\d{1,2}) days? from now`, nearDistance),
  rule(`in (?<count>\\d{1,2}) days?,? on ${WEEKDAY}`, nearDistance),
  rule(`(?<count>\\d{1,2}) ${WEEKDAY}s? (?:from now|later|away)`, (g, today) => ({
    date: afterToday(today, weekdayIn(g)).add({ weeks: Number(g.count) - 1 }),
  })),
  rule(`a week (?:on|from|after|this) (?:this |next )?${WEEKDAY}`, weekAfter),
  rule(`${WEEKDAY},? week(?! ?end)`, weekAfter),
  rule(`${WEEKDAY},? fortnight`, (g, today) => ({ date: afterToday(today, weekdayIn(g)).add({ weeks: 2 }) })),
  rule(`(?:the )?${WEEKDAY} after next`, weekAfter),
  rule(`(?:the )?week after next,? (?:on )?${WEEKDAY}`, (g, today) => ({ date: inWeek(today, 2, weekdayIn(g)) })),
  rule(`(?:the |on )?${WEEKDAY},? (?:of |in |on )?${WHICH_WEEK} week`, dayOfWeek),
  rule(`${WHICH_WEEK} week(?:'s)?,? ?-? ?(?:on |maybe )?${WEEKDAY}`, dayOfWeek),
  rule(`(?:the )?${NTH} ${WEEKDAY} (?:of|in) ${MONTH}`, nthOfNamedMonth),
  rule(`(?:the )?last ${WEEKDAY} (?:of|in) ${MONTH}`, nthOfNamedMonth),
  rule(`(?:the )?${NTH} ${WEEKDAY} (?:of|in) (?:the )?(?<which>this|next|last|previous|coming)? ?month`, nthOfMonth),
  rule(`(?:the )?last ${WEEKDAY} (?:of|in) (?:the )?(?<which>this|next|coming)? ?month`, nthOfMonth),
  rule(`(?:the )?${NTH} ${WEEKDAY}`, (g, today) => {
    const here = nthOfMonth(g, today);
    return here && !before(here.date, today) ? here : nthOfMonth({ ...g, which: 'next' }, today);
  }),
  rule(`(?:this |on )?${WEEKDAY},? ?(?:the )?${NUMBER}${ORDINAL}(?! thing| of (?:${MONTHS.join('|')}))`, withNumber),
  rule(`${WEEKDAY},? the ${NUMBER}(?!\\d|[:.]\\d| ?(?:am|pm|a\\.m|p\\.m))`, withNumber),
  rule(`(?:the )?${NUMBER}${ORDINAL},? (?:a |on (?:a |the )?)?${WEEKDAY}`, withNumber),
  rule(`${WEEKDAY},? (?<number>[1-3]?\\d)${NOT_A_CLOCK}`, (g, today) => {
    const meaning = withNumber(g, today);
    const soon = meaning && !meaning.until && today.until(meaning.date).days < NUMBER_IS_DATE_WITHIN_DAYS;
    return Number(g.number) > 12 || soon ? meaning : undefined;
  }),
  rule(`(?:on |this |the )*next ${WEEKDAY}`, (g, today) => ({ date: inWeek(today, 1, weekdayIn(g)) })),
  rule(`(?:on )?(?:the )?following ${WEEKDAY}`, (g, today) => ({ date: inWeek(today, 1, weekdayIn(g)) })),
  rule(`(?:on )?(?:this |the |next )?(?:coming|upcoming|nearest) ${WEEKDAY}`, (g, today) => ({
    date: afterToday(today, weekdayIn(g)),
  })),
  rule(`(?:on )?(?:this )?(?:last|past|previous) ${WEEKDAY}`, (g, today) => ({
    date: onOrAfter(today.subtract({ days: 7 }), weekdayIn(g)),
  })),
  rule(`(?:on )?this ${WEEKDAY}`, (g, today) => ({ date: onOrAfter(today, weekdayIn(g)) })),
];

/** Last of all, when nothing more was said. */
export const BARE_WEEKDAY = rule(`(?:on )?${WEEKDAY}`, (g, today) => ({
  date: onOrAfter(today, weekdayIn(g)),
  weekly: true,
}));

type Read = (groups: Readonly<Record<string, string | undefined>>, today: Day) => DayMeaning | undefined;

/** "In 3 days on Friday": the Friday nearest to that distance. */
function nearDistance(...[g, today]: Parameters<Read>): DayMeaning {
  return { date: onOrAfter(today.add({ days: Number(g.count) - 3 }), weekdayIn(g)) };
}

function weekAfter(...[g, today]: Parameters<Read>): DayMeaning {
  return { date: afterToday(today, weekdayIn(g)).add({ weeks: 1 }) };
}

function dayOfWeek(...[g, today]: Parameters<Read>): DayMeaning {
  return { date: inWeek(today, stepOf(g.which), weekdayIn(g)) };
}

/** Without `nth`: the last. */
function nthOfNamedMonth(...[g, today]: Parameters<Read>): DayMeaning | undefined {
  const inYear = (year: number) => nthWeekdayOf(year, monthIn(g), Number(g.nth ?? -1), weekdayIn(g));
  const here = inYear(today.year);
  const date = here && !before(here, today) ? here : inYear(today.year + 1);
  return date && { date };
}

function nthOfMonth(...[g, today]: Parameters<Read>): DayMeaning | undefined {
  const month = today.with({ day: 1 }).add({ months: stepOf(g.which) });
  const date = nthWeekdayOf(month.year, month.month, Number(g.nth ?? -1), weekdayIn(g));
  return date && { date };
}

/** "Saturday the 14th" said on the 18th: the one that has just been, when no other is near. */
function justGone(today: Day, number: number, weekday: number): Day | undefined {
  const months = [today, today.subtract({ months: 1 })].map(({ year, month }) => dayOf(year, month, number));
  return months.find((day) => day?.dayOfWeek === weekday && before(day, today) && day.until(today).days <= 31);
}

/** A weekday and a number of the month that should agree; when they nearly do, both days. */
function withNumber(...[g, today]: Parameters<Read>): DayMeaning | undefined {
  const weekday = weekdayIn(g);
  const near = nextDayOfMonth(today, Number(g.number));
  if (!near || near.dayOfWeek === weekday) return near && { date: near };
  const named = onOrAfter(near.subtract({ days: SLIP_DAYS }), weekday);
  if (!before(named, today) && today.until(near).days < SLIP_WITHIN_DAYS) {
    return before(named, near) ? { date: named, until: near } : { date: near, until: named };
  }
  const gone = justGone(today, Number(g.number), weekday);
  if (gone) return { date: gone };
  for (let day: Day | undefined = near; day && today.until(day).days <= FARTHEST_MATCH_DAYS; ) {
    day = nextDayOfMonth(day.add({ days: 1 }), Number(g.number));
    if (day?.dayOfWeek === weekday) return { date: day };
  }
  return undefined;
}
