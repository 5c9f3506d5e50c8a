/** Reads a day and a time in a tongue as one line for tables: "2026-11-24 at 10:00", "before 2026-11-27", "nothing". */

import { createMomentReader } from '../../src/language/local/moments/moment-reader.ts';
import { normalisedFrom } from '../../src/language/local/moments/normalised-text.ts';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import type { Language, Moment } from '../../src/ports.ts';
import { tongueOf } from '../../src/tongues/list.ts';
import { createToEnglish } from '../../src/tongues/to-english.ts';
import { SALON } from '../language/juniper-hair.ts';

const NOW = Date.parse('2026-11-21T10:30:00Z');

/** @param code of the tongue; English has no rules of its own */
export function momentsIn(code: string, now = NOW): (text: string) => string {
  const tongue = tongueOf(code);
  const read = createMomentReader(SALON, tongue && normalisedFrom(createToEnglish(tongue)));
  return (text) => inOneLine(read(text, { now, asked: false }));
}

export function inOneLine(moment: Moment | undefined): string {
  if (!moment) return 'nothing';
  const { date, untilDate, bound, time, otherTime, from, until } = moment;
  const day = untilDate ? `${date} to ${untilDate}` : date;
  const hours = time
    ? `at ${time}${otherTime ? ` or ${otherTime}` : ''}`
    : [from && `from ${from}`, until && `until ${until}`].filter(Boolean).join(' ');
  return [bound, day, hours].filter(Boolean).join(' ');
}

/** The salon's language without intents: for names and counts, which need none. */
export function extractionsIn(code: string): Pick<Language, 'extract'> {
  return createLocalLanguage({ intents: [], business: { ...SALON, locale: code } });
}
