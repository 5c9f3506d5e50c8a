/** The names of days, months and times of day with the short and misspelt forms people type; one table for all readers. */
import { editDistance } from '../../../nearest-word.ts';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export const MONTHS = [
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
] as const;

/** What each word is written for; one line per meaning. */
const SPELLINGS = `
  monday: mon mons
  tuesday: tue tues tu
  wednesday: wed weds wednes
  thursday: thu thur thurs thrs
  friday: fri fris
  saturday: sat sats
  sunday: sun
  january: jan
  february: feb febr
  march: mar
  april: apr
  june: jun
  july: jul
  august: aug
  september: sep sept
  october: oct
  november: nov
  december: dec
  tomorrow: tmrw tmr tmw tmoro tomoro tomorow tommorow tommorrow tomorro tomoz tomo morrow 2moro 2morrow
  today: 2day tody tday
  yesterday: yday
  tonight: tonite 2nite 2night tnight
  afternoon: arvo arvos aft afternoons afernoon aftenoon afternon
  morning: mornin mornings moring morn
  evening: evenings evenin evng
  weekend: wkend wknd weekends
  week: wk
  weeks: wks
  hour: hr
  hours: hrs
  minutes: min mins minute
  fortnight: fortnights
  next: nxt
  noon: midday noonish
  lunchtime: lunch lunchish
  o'clock: oclock
  till: til
  until: untill
  between: btw btwn
  christmas: xmas
  night: nite
  end of day: eod cob eob
  about: bout
`;
const FULL_WORDS: ReadonlyMap<string, string> = new Map(
  SPELLINGS.trim()
    .split('\n')
    .flatMap((line) => {
      const [meaning = '', forms = ''] = line.trim().split(/: /u);
      return forms.split(' ').map((form): [string, string] => [form, meaning]);
    }),
);

/** Words that are one slip away from a weekday or month and mean something else. */
const NOT_A_DAY = new Set(
  (
    'sundae sundry mundane someday holiday payday monkey money marsh match much arch cheap funday midday ' +
    'my tuna tune jury junk jumpy day today workday sunny weekday weekdays birthday anyday everyday'
  ).split(' '),
);

/** The full word for an abbreviation or a misspelt weekday or month, else the word itself. */
export function fullWord(word: string): string {
  return FULL_WORDS.get(word) ?? dayName(word) ?? word;
}

/** The weekday or month a misspelt or plural word means. */
function dayName(word: string): string | undefined {
  if (word.length < 5 || NOT_A_DAY.has(word) || !/^\p{L}+$/u.test(word)) return undefined;
  const singular = word.replace(/'?s$/u, '');
  for (const name of [
    ...WEEKDAYS,
    'tomorrow',
    'january',
    'february',
    'august',
    'september',
    'october',
    'november',
    'december',
  ]) {
    if (singular === name) return name;
    if (word[0] !== name[0] || name.length < 6) continue;
    if (editDistance(word, name, name.length >= 8 ? 2 : 1) <= (name.length >= 8 ? 2 : 1)) return name;
  }
  return undefined;
}
