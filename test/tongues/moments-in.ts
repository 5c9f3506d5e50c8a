/** Reads a day and a time in a tongue as one line for tables: "2026-11-24 at 10:00", "nothing". */

import { createMomentReader } from '../../src/language/local/moments/moment-reader.ts';
import { normalisedFrom } from '../../src/language/local/moments/normalised-text.ts';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import type { Language } from '../../src/ports.ts';
import { tongueOf } from '../../src/tongues/list.ts';
import { createToEnglish } from '../../src/tongues/to-english.ts';
import type { Tongue } from '../../src/tongues/tongue.ts';
import { SALON } from '../language/juniper-hair.ts';

const NOW = Date.parse('2026-11-21T10:30:00Z');

export function momentsIn(code: string): (text: string) => string {
  const read = createMomentReader(SALON, normalisedFrom(createToEnglish(tongueOf(code) as Tongue)));
  return (text) => {
    const moment = read(text, { now: NOW, asked: false });
    if (!moment) return 'nothing';
    const { date, untilDate, time, from, until } = moment;
    const day = untilDate ? `${date} to ${untilDate}` : date;
    const hours = time ? `at ${time}` : [from && `from ${from}`, until && `until ${until}`].filter(Boolean).join(' ');
    return [day, hours].filter(Boolean).join(' ');
  };
}

/** The salon's language without intents: for names and counts, which need none. */
export function extractionsIn(code: string): Pick<Language, 'extract'> {
  return createLocalLanguage({ intents: [], business: { ...SALON, locale: code } });
}
