/** Spans of days people name as one: weekends, weeks, months and parts of them, "as soon as possible". None begins before today. */
import { before, type Day, dayOf, lastOfMonth } from './calendar.ts';
import { type DayMeaning, type DayRule, inWeek, MONTH, monthIn, ORDINAL, rule, stepOf } from './day-rule.ts';

/** How many days ahead "as soon as possible" looks. */
const SOON_DAYS = 6;
const PART_OF_MONTH = '(?<part>early|start of|beginning of|mid|middle of|late|end of)';

export const PERIOD_RULES: readonly DayRule[] = [
  rule('(?:the )?(?:following|next) weekend|(?:the )?weekend after(?: next)?', (_, today) => partOfWeek(today, 1, 6)),
  rule('(?:(?:this|the|coming|on|at|over|during|next) )*weekend', (_, today) => partOfWeek(today, 0, 6)),
  rule(
    '(?<part>early|start|beginning|first half|middle|mid|late|end|back end|later)(?: of| in)? (?:the )?(?<which>this|next|following|coming|the)? ?week(?! ?end)',
    (g, today) => {
      const weeks = stepOf(g.which);
      if (/early|start|begin|first/u.test(g.part ?? '')) return partOfWeek(today, weeks, 1, 3);
      if (/mid/u.test(g.part ?? '')) return partOfWeek(today, weeks, 2, 4);
      return g.part === 'later' && weeks === 0 ? partOfWeek(today.add({ days: 1 }), 0) : partOfWeek(today, weeks, 4);
    },
  ),
  rule(`(?:the )?(?:(?<nth>[1-4])${ORDINAL}|last) week (?:of|in) ${MONTH}`, (g, today) => {
    const first = nextMonth(today, monthIn(g));
    return first && weekOfMonth(today, first, g.nth);
  }),
  rule(
    `(?:the )?(?:(?<nth>[1-4])${ORDINAL}|last) week (?:of|in) (?:the )?(?<which>this|next|coming)? ?month`,
    (g, today) => weekOfMonth(today, today.with({ day: 1 }).add({ months: stepOf(g.which) }), g.nth),
  ),
  rule('(?:the )?week after next|(?:in )?the week after', (_, today) => partOfWeek(today, 2)),
  rule('(?:the )?(?:next|coming|following) week', (_, today) => partOfWeek(today, 1)),
  rule('(?:(?:the )?rest of )?(?:this|the) week(?= |$|[.,!?])(?! (?:of|before|after))|during the week', (_, today) =>
    partOfWeek(today, 0),
  ),
  rule('(?:the )?end of (?:the )?month', (_, today) => partOfMonth(today, today.with({ day: 1 }), 'end of')),
  rule(`(?:(?:the|at) )?${PART_OF_MONTH}? ?(?:the )?(?<which>this|next|coming|following) month`, (g, today) =>
    partOfMonth(today, today.with({ day: 1 }).add({ months: stepOf(g.which) }), g.part),
  ),
  rule(`${PART_OF_MONTH} ${MONTH}`, wholeOrPartOfMonth),
  rule(`(?:in|during|sometime in|for|this|next) ${MONTH}(?! ?\\d)`, wholeOrPartOfMonth),
];

export const SOON = rule(
  'asap|as soon as (?:possible|you can)|soonest|(?:the )?(?:earliest|next|1st) (?:available|possible|free|open)(?: (?:slot|time|appointment|date|day))?|as early as possible|any ?time soon|sometime soon',
  (_, today) => ({ date: today, until: today.add({ days: SOON_DAYS }) }),
);

/** From one weekday to another of a week, cut at today; undefined when it is over. */
function partOfWeek(today: Day, weeks: number, from = 1, until = 7): DayMeaning | undefined {
  return fromToday(today, inWeek(today, weeks, from), inWeek(today, weeks, until));
}

function weekOfMonth(today: Day, first: Day, nth: string | undefined): DayMeaning | undefined {
  const until = nth ? first.add({ days: 7 * Number(nth) - 1 }) : lastOfMonth(first);
  return fromToday(today, until.subtract({ days: 6 }), until);
}

function wholeOrPartOfMonth(...[g, today]: Parameters<DayRule['read']>): DayMeaning | undefined {
  const first = nextMonth(today, monthIn(g));
  return first && partOfMonth(today, first, g.part);
}

/** First day of the next such month, this one included. */
function nextMonth(today: Day, month: number): Day | undefined {
  return dayOf(today.year + (month < today.month ? 1 : 0), month, 1);
}

function partOfMonth(today: Day, first: Day, part: string | undefined): DayMeaning | undefined {
  if (part === undefined) return fromToday(today, first, lastOfMonth(first));
  if (/early|start|begin/u.test(part)) return fromToday(today, first, first.with({ day: 10 }));
  if (/mid/u.test(part)) return fromToday(today, first.with({ day: 11 }), first.with({ day: 20 }));
  return fromToday(today, first.with({ day: 21 }), lastOfMonth(first));
}

function fromToday(today: Day, from: Day, until: Day): DayMeaning | undefined {
  if (before(until, today)) return undefined;
  return { date: before(from, today) ? today : from, until };
}
