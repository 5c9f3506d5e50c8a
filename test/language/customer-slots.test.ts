/** How long, how many, who and which number: as customers in six languages write it. */
import { describe, expect, it } from '@jest/globals';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import type { Language } from '../../src/ports.ts';
import { extractionsIn } from '../tongues/moments-in.ts';
import { SLOTS } from './customer-slots.ts';
import { INTENTS, SALON } from './juniper-hair.ts';

const english = createLocalLanguage({ intents: INTENTS, business: SALON });
const others = new Map<string, Pick<Language, 'extract'>>();
function languageOf(code: string): Pick<Language, 'extract'> {
  if (code === 'en') return english;
  const known = others.get(code) ?? extractionsIn(code);
  others.set(code, known);
  return known;
}

describe('what a customer says in passing or as an answer', () => {
  it.each(SLOTS)('$kind in $language: "$said" is $meaning', async ({ kind, language, asked, said, meaning }) => {
    const now = Date.parse('2026-11-18T14:20:00Z');
    const read = await languageOf(language).extract(kind, said, { now, asked });
    expect(read ?? null).toEqual(JSON.parse(meaning));
  });
});
