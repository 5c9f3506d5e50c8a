/**
 * Dates, weekdays and times as other languages write them ("martes, 24 de noviembre de 2026", "15 Uhr", "a las 5"): the
 * same claims as in English, so that a month or weekday that no proof holds is unproven in every language.
 */
import { dateClaim } from './dates.ts';
import { type Claim, claim, type Recogniser } from './token.ts';

const LANGUAGES = ['es', 'pt', 'fr', 'de', 'it'];
const UTC = 'UTC';

/** Names of months (1 to 12) and weekdays (0 Sunday) in all languages, long and short, from the same source that says them. */
const MONTHS = names(12, 'month', (at) => Date.UTC(2026, at, 15), 1);
const WEEKDAYS = names(7, 'weekday', (at) => Date.UTC(2026, 10, 22 + at), 0);

function names(
  count: number,
  part: 'month' | 'weekday',
  instant: (at: number) => number,
  first: number,
): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const language of LANGUAGES) {
    for (const width of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { [part]: width, timeZone: UTC, day: 'numeric' });
      for (let at = 0; at < count; at++) {
        const name = format.formatToParts(instant(at)).find(({ type }) => type === part)?.value ?? '';
        all.set(plain(name), at + first);
      }
    }
  }
  return all;
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.$/u, '')
    .replace(/-feira$/u, '');
}

function anyOf(known: ReadonlyMap<string, number>): string {
  return [...known.keys()].sort((a, b) => b.length - a.length).join('|');
}

const MONTH = `(${anyOf(MONTHS)})(?![\\p{L}])\\.?`;
const WEEKDAY = `(${anyOf(WEEKDAYS)})(?:-feira)?(?![\\p{L}])\\.?`;

/** Never the minutes of a time before it, as in "11:30, mar 24 nov". "24 de noviembre", "le 1er décembre", "mar 24 nov"; with `.` after the day, "Dienstag, 24. November 2026". */
const dated = (afterDay: string): Recogniser => ({
  pattern: new RegExp(
    `(?<![\\p{L}\\d]|\\d:)(?:${WEEKDAY},?\\s(?:(?:el|le|il|den|dem|der|dia)\\s)?)?(0?[1-9]|[12]\\d|3[01])${afterDay}\\s(?:de\\s)?${MONTH}(?:\\s(?:de\\s|del\\s)?((?:19|20)\\d\\d)(?!\\d))?`,
    'giu',
  ),
  read: ([, weekday, day = '', month = '', year]) =>
    dateClaim({
      day: Number(day),
      month: MONTHS.get(plain(month)) ?? 0,
      ...(year === undefined ? {} : { year: Number(year) }),
      ...(weekday === undefined ? {} : { weekday: WEEKDAYS.get(plain(weekday)) ?? 0 }),
    }),
});

/** "a las 5 y media" and its like: a bare hour after the words that call for one. */
const BEFORE_HOUR = '(?:a las|a la|às|à|as|alle|all|um|gegen|à partir de|vers|desde las|ab|bis|hasta las|até às)';
const hour: Recogniser = {
  pattern: new RegExp(
    `(?<![\\p{L}\\d])(?:${BEFORE_HOUR}\\s(\\d{1,2})(?:\\s?(?:h|uhr|heures|horas|ore))?|(\\d{1,2})\\s(?:uhr|heures?))(?![\\p{L}\\d:.,]\\d|\\s?%|\\p{L})`,
    'giu',
  ),
  read: ([, called, named]) => {
    const at = Number(called ?? named);
    return at > 24 ? undefined : hourClaim(at);
  },
};

/** Before noon or after it, as long as the words leave it open. */
function hourClaim(at: number): Claim {
  const key = (value: number) => `time:${String(value % 24).padStart(2, '0')}:00`;
  return at >= 12 || at === 0 ? claim(key(at)) : { needs: [[key(at), key(at + 12)]], gives: [key(at)] };
}

/** Before the English dates, which would read "November 2026" out of it. */
export const DOTTED_DATES: readonly Recogniser[] = [dated('\\.')];
export const SPOKEN_DATES: readonly Recogniser[] = [dated('(?:er|º|°)?')];
export const SPOKEN_TIMES: readonly Recogniser[] = [hour];
