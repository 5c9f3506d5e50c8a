/** Days that customers name rather than count. Only names; whether a shop is closed then is the owner's to say. */
import { type Day, dayOf, nthWeekdayOf } from './calendar.ts';

/** Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher). */
export function easterSunday(year: number): Day | undefined {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return dayOf(year, Math.floor(n / 31), (n % 31) + 1);
}

type InYear = (year: number) => Day | undefined;

const on =
  (month: number, day: number): InYear =>
  (year) =>
    dayOf(year, month, day);
const easter =
  (days: number): InYear =>
  (year) =>
    easterSunday(year)?.add({ days });

/** Names as they stand in normalised text ("1st" for "first"), longest first where one begins with another. */
export const HOLIDAYS: readonly (readonly [pattern: string, day: InYear])[] = [
  ['christmas eve', on(12, 24)],
  ["(?:st\\.? ?stephen'?s? day|stephen'?s day|boxing day)", on(12, 26)],
  ['christmas(?: day)?', on(12, 25)],
  ["new year'?s? eve", on(12, 31)],
  ["new year'?s?(?: day)?", on(1, 1)],
  ['good friday', easter(-2)],
  ['easter monday', easter(1)],
  ['easter(?: sunday)?', easter(0)],
  ["(?:st\\.? ?|saint )?(?:patrick|paddy)'?s(?: day)?|(?:st\\.? ?|saint )patrick", on(3, 17)],
  ["(?:international )?workers'? day|labou?r day", on(5, 1)],
  ['independence day', on(7, 4)],
  ['earth day', on(4, 22)],
  ["valentine'?s?(?: day)?", on(2, 14)],
  ["hallowe'?en", on(10, 31)],
  ['thanksgiving(?: day)?', (year) => nthWeekdayOf(year, 11, 4, 4)],
  ['black friday', (year) => nthWeekdayOf(year, 11, 4, 4)?.add({ days: 1 })],
];
