/** Days told by their distance from today, and days of the month: "tomorrow", "in two weeks", "the 4th". */

import { patternOf } from '../patterns.ts';
import { type Day, dayOf, nextDateOfYear, nextDayOfMonth } from './calendar.ts';
import { MONTHS } from './day-names.ts';
import {
  COUNT,
  countOf,
  type DayRule,
  MONTH,
  monthIn,
  NUMBER,
  ORDINAL,
  rule,
  shifted,
  stepOf,
  UNIT,
} from './day-rule.ts';

const SEVERAL_UNITS = `(?:${COUNT} ${UNIT}(?:,? (?:and )?)?)+`.replace(/\?<\w+>/gu, '?:');
const TWO_UNITS = `${COUNT} ${UNIT}(?:,? (?:and )?${COUNT} ${UNIT})+`.replace(/\?<\w+>/gu, '?:');
const EACH_UNIT = patternOf(`${COUNT} ${UNIT}`, 'gu');
/** "in 2020", "of 1995"; without such a word the year is chrono's. */
const OF_YEAR = String.raw`(?:,? (?:in|of|in the year) (?<year>(?:19|20)\d\d)(?![\d:.]))?`;
/** What may follow a bare "the 4" so that it is a day of the month and not the beginning of a number. */
const PHRASE_ENDS = String.raw`(?=  | ?(?:[,.!?]|$|(?:at|around|in the|please|between|after|before|from|or|and|would|is|if|for|then|instead)\b))`;

/** A month with a number, which chrono misses in some forms, and the 29th of February in years without one. */
export const MONTH_DAY_RULES: readonly DayRule[] = [
  rule(`(?:on |the )*${MONTH}\\.? ?(?:the )?${NUMBER}${ORDINAL}?${OF_YEAR}`, monthAndNumber),
  rule(`(?:on |the )*${NUMBER}${ORDINAL}?\\.? ?(?:day )?(?:of )?${MONTH}${OF_YEAR}`, monthAndNumber),
  rule('(?<year>(?:19|20)\\d\\d)(?<month>0[1-9]|1[0-2])(?<number>[0-3]\\d)', (g) => {
    const date = dayOf(Number(g.year), Number(g.month), Number(g.number));
    return date && { date };
  }),
];

export const DISTANCE_RULES: readonly DayRule[] = [
  rule('(?:the )?day after tomorrow|overmorrow', (_, today) => ({ date: today.add({ days: 2 }) })),
  rule('(?:the )?day before yesterday', (_, today) => ({ date: today.subtract({ days: 2 }) })),
  rule('today week|a week (?:from )?today|(?:this|the same|same) (?:day|time) next week', (_, today) => ({
    date: today.add({ days: 7 }),
  })),
  rule('tomorrow week|a week (?:from )?tomorrow', (_, today) => ({ date: today.add({ days: 8 }) })),
  rule(
    `(?:the )?${NUMBER}${ORDINAL}? (?:day )?(?:of )?(?:the )?(?<which>this|next|following|coming|last|previous) month`,
    (g, today) => {
      const month = today.with({ day: 1 }).add({ months: stepOf(g.which) });
      const date = dayOf(month.year, month.month, Number(g.number));
      return date ? { date } : 'nothing';
    },
  ),
  rule(`(?<parts>${TWO_UNITS}) (?:later|from (?:now|today)|hence)`, aheadInParts),
  rule(`in (?<parts>${TWO_UNITS})`, aheadInParts),
  rule(`(?:in|after) ${COUNT} (?<business>business |working |work )?${UNIT}(?:'? ?time)?(?! ago)`, ahead),
  rule(`${COUNT} (?<business>business |working )?${UNIT} (?:from (?:now|today)|later|hence|away|time)`, ahead),
  rule(`(?:(?:in|over|within|during) )?(?:the )?(?:next|coming) (?<count>\\d{1,2}|couple of|few) ${UNIT}`, upTo),
  rule(`within (?:the next )?${COUNT} ${UNIT}`, upTo),
  rule('(?:(?:in|over|within|during) )?(?:the )?(?:next|coming) fortnight', (_, today) => ({
    date: today,
    until: today.add({ weeks: 2 }),
  })),
  rule(`(?:about |around )?(?<parts>${SEVERAL_UNITS}) ?(?:ago|back|earlier)`, (g, today) => {
    const parts = [...(g.parts ?? '').matchAll(EACH_UNIT)];
    return {
      date: parts.reduce((date, { groups }) => shifted(date, -countOf(groups?.count), groups?.unit ?? 'day'), today),
    };
  }),
  rule('(?:the )?next day|(?<!any )(?:the )?day after|following day', (_, today) => ({ date: today.add({ days: 1 }) })),
  rule('(?:the )?(?:last|previous|past) day|yesterday|last night', (_, today) => ({
    date: today.subtract({ days: 1 }),
  })),
  rule("tomorrow(?:s|'s)?", (_, today) => ({ date: today.add({ days: 1 }) })),
  rule('(?:later )?(?:today|tonight)|this(?= (?:morning|afternoon|evening|night|lunchtime))', (_, today) => ({
    date: today,
  })),
];

/** "My first visit", "the 2nd bike": up to the fifth, a word of content behind it makes it the number of something. */
const NO_COUNT = String.raw`(?! (?:of|thing|time|one|floor|week|weekend|month)\b)(?:(?<!\b[1-5]${ORDINAL})|${PHRASE_ENDS}|(?= (?:\d|zzz|&|@|to|till|until|through|thru|with|but|so|as|can|could|works?|suits?|does|might|may|also|than|by|i|we|you|again|too|maybe|instead|when|noon|half|quarter|sounds|looks|seems|possible|free|available|ok|okay|good|fine|great|grand|perfect|will|was|should|any|on|onwards|since|around|early|late|morning|afternoon|evening|${MONTHS.join('|')})\b|\s*[-/(]))`;

export const DAY_OF_MONTH_RULES: readonly DayRule[] = [
  rule(`(?:on |for )?(?:the|on) ${NUMBER}${ORDINAL}?${PHRASE_ENDS}`, dayOfMonth),
  rule(`(?:on |for )?${NUMBER}${ORDINAL}${NO_COUNT}`, dayOfMonth),
];

type Read = Parameters<DayRule['read']>;

function monthAndNumber(...[g, today]: Read): { date: Day } | 'nothing' {
  const date = g.year
    ? dayOf(Number(g.year), monthIn(g), Number(g.number))
    : nextDateOfYear(today, monthIn(g), Number(g.number));
  return date ? { date } : 'nothing';
}

function ahead(...[g, today]: Read): { date: Day } {
  return { date: shifted(today, countOf(g.count), g.business ? 'business' : (g.unit ?? 'day')) };
}

function aheadInParts(...[g, today]: Read): { date: Day } {
  const parts = [...(g.parts ?? '').matchAll(EACH_UNIT)];
  return {
    date: parts.reduce((date, { groups }) => shifted(date, countOf(groups?.count), groups?.unit ?? 'day'), today),
  };
}

function upTo(...[g, today]: Read): { date: Day; until: Day } {
  return { date: today, until: shifted(today, countOf(g.count), g.unit ?? 'day') };
}

function dayOfMonth(...[g, today]: Read): { date: Day; monthly: true } | undefined {
  const date = nextDayOfMonth(today, Number(g.number));
  return date && { date, monthly: true };
}
