/**
 * A `Language` of simple rules and tables, so that tests of agents say exactly what is understood. Dates are read in
 * Europe/Dublin: weekdays mean the next such day, "at 6" is ambiguous, everything else is plain.
 */
import type { ExtractionContext, Extractions, Language, Moment } from '../../src/ports.ts';
import { addDays, localDate, weekdayOf } from '../../src/time.ts';

const ZONE = 'Europe/Dublin';
const WEEKDAYS = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday';
const NO_NAMES =
  /\b(?:service|book|booking|tomorrow|today|next|week|day|time|later|earlier|morning|actually|thanks|the|a|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\d|\?/i;

export interface Script {
  /** Best intent of words that match; the first rule wins. */
  readonly intents?: readonly (readonly [RegExp, string, number])[];
}

export const usualIntents: NonNullable<Script['intents']> = [
  [/what time do you (?:open|close)|are you open/i, 'opening-hours', 0.9],
  [/how much|price/i, 'prices', 0.9],
  [/money back|broke/i, 'complaint', 0.9],
  [/cancel.*(?:booking|appointment)|can't make it/i, 'cancel-booking', 0.9],
  [/(?:move|change|reschedule).*(?:booking|appointment)/i, 'change-booking', 0.9],
  [/(?:when|what).*my (?:booking|appointment)/i, 'my-booking', 0.9],
  [/\bbook\b|appointment/i, 'book-appointment', 0.9],
];

export function createScriptedLanguage({ intents = usualIntents }: Script = {}): Language {
  return {
    name: 'scripted',
    async classify(text) {
      const rule = intents.find(([pattern]) => pattern.test(text));
      return { ranked: rule ? [{ intent: rule[1], confidence: rule[2] }] : [] };
    },
    async answer() {
      return undefined;
    },
    async extract<K extends keyof Extractions>(kind: K, text: string, context: ExtractionContext) {
      const found =
        kind === 'moment' ? momentIn(text, context.now) : kind === 'name' ? nameIn(text, context.asked) : countIn(text);
      return found as Extractions[K] | undefined;
    },
    async summarise() {
      return 'A summary.';
    },
    word: async (text) => text,
  };
}

function momentIn(text: string, now: number): Moment | undefined {
  const moment = { ...dayIn(text.toLowerCase(), now), ...timeIn(text.toLowerCase()) };
  return Object.keys(moment).length === 0 ? undefined : { ...moment, words: text };
}

function dayIn(text: string, now: number): Partial<Moment> {
  const today = localDate(now, ZONE);
  const iso = /\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (iso) return { date: iso };
  if (/\byesterday\b/.test(text)) return { date: addDays(today, -1) };
  if (/\btoday\b/.test(text)) return { date: today };
  if (/\btomorrow\b/.test(text)) return { date: addDays(today, 1) };
  const later = (name: string, from: number) => {
    let days = from;
    while (weekdayOf(addDays(today, days)) !== name) days++;
    return addDays(today, days);
  };
  const weekday = new RegExp(`\\b(${WEEKDAYS})s?\\b`).exec(text)?.[1];
  if (weekday) return { date: later(weekday, 1) };
  if (/\bnext week\b/.test(text)) return { date: later('monday', 1), untilDate: addDays(later('monday', 1), 6) };
  return {};
}

function timeIn(text: string): Partial<Moment> {
  const pad = (hour: number) => String(hour).padStart(2, '0');
  const clock = /\b(\d{1,2}):(\d{2})\b/.exec(text);
  if (clock) return { time: `${pad(Number(clock[1]))}:${clock[2]}` };
  const half = /\b(\d{1,2}) ?(am|pm)\b/.exec(text);
  if (half) return { time: `${pad((Number(half[1]) % 12) + (half[2] === 'pm' ? 12 : 0))}:00` };
  const bare = /\b(?:at|it|to) (\d{1,2})\b|^(\d{1,2})$/.exec(text);
  const hour = Number(bare?.[1] ?? bare?.[2]);
  if (bare && hour >= 13) return { time: `${hour}:00` };
  if (bare && (hour < 6 || hour === 12)) return { time: `${pad((hour % 12) + 12)}:00` };
  if (bare && hour === 6) return { time: '18:00', otherTime: '06:00' };
  if (bare && hour === 9) return { time: '09:00', otherTime: '21:00' };
  if (bare) return { time: `${pad(hour)}:00` };
  if (/\bmorning\b/.test(text)) return { until: '12:00' };
  if (/\bafternoon\b/.test(text)) return { from: '12:00', until: '18:00' };
  return /\bevening\b/.test(text) ? { from: '17:00' } : {};
}

function nameIn(text: string, asked: boolean): string | undefined {
  const said = /\b(?:name is|i am|i'm|for|under)\s+((?:[A-Z]\p{L}+ ?)+)/u.exec(text)?.[1]?.trim();
  if (said && !NO_NAMES.test(said)) return said;
  return asked && !NO_NAMES.test(text) && /^(?:\p{L}+[ '-]?){1,3}$/u.test(text.trim()) ? text.trim() : undefined;
}

function countIn(text: string): number | undefined {
  const digits = /\b\d+\b/.exec(text)?.[0];
  return digits === undefined ? undefined : Number(digits);
}
