/** How a quote reads: like a person's, in every language of the shop and for whatever the shop sells. */
import { describe, expect, it } from '@jest/globals';
import { quoteFor } from '../../../src/agents/sales/quote.ts';
import { loadBusiness } from '../../../src/business-config.ts';
import type { Business, Offer } from '../../../src/domain/business.ts';
import { unprovenTokens } from '../../../src/number-lock.ts';

const loaded = loadBusiness('config');
if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
const { business } = loaded;
const inTongue = (code: string) => (code === 'en' ? business : (business.spoken?.[code] as Business));

function tour(shop: Business): Offer {
  return shop.sales.offers.find(({ id }) => id === 'guided-tour') as Offer;
}

/** Without the sentence that ends every quote; spaces that do not break as plain ones. */
function quoteOf(shop: Business, offer: Offer, count: number, question = 'people'): string {
  const text = quoteFor(shop, offer, { answers: { [question]: String(count) } })?.say.text ?? 'no quote';
  return text.replace(/[\u00a0\u202f]/gu, ' ').replace(/\. \p{Lu}[^.]*\.$/u, '.');
}

describe('a quote', () => {
  it.each([
    ['en', 'Guided tour for 6 people: 6 × €35 = €210, plus a fixed €150: €360 in total.'],
    ['de', 'Geführte Tour für 6 Personen: 6 × 35 € = 210 €, dazu 150 € Grundpreis: insgesamt 360 €.'],
    ['es', 'Ruta guiada para 6 personas: 6 × 35 € = 210 €, más 150 € de precio base: 360 € en total.'],
    ['fr', 'Balade guidée pour 6 personnes : 6 × 35 € = 210 €, plus 150 € de forfait de base : 360 € au total.'],
    ['it', 'Tour guidato per 6 persone: 6 × 35 € = 210 €, più 150 € di quota fissa: 360 € in tutto.'],
    ['pt', 'Passeio guiado para 6 pessoas: 6 × € 35 = € 210, mais € 150 de valor base: € 360 no total.'],
  ])('says how the total came about, in %s', (code, words) => {
    const shop = inTongue(code);
    expect(quoteOf(shop, tour(shop), 6)).toBe(words);
  });

  it.each(['en', 'de', 'es', 'fr', 'it', 'pt'])('proves each of its figures, in %s', (code) => {
    const shop = inTongue(code);
    for (const count of [1, 12, 1500]) {
      const quote = quoteFor(shop, tour(shop), { answers: { people: String(count) } });
      const { text = '', sources = [] } = quote?.say ?? {};
      const proofs = sources.map((source) => ('text' in source ? source.text : ''));
      expect(unprovenTokens(text, proofs, { locale: shop.locale })).toEqual([]);
    }
  });

  it('for one says so, and multiplies nothing', () => {
    expect(quoteOf(business, tour(business), 1)).toBe(
      'Guided tour for 1 person: €35, plus a fixed €150: €185 in total.',
    );
  });

  it.each<[string, Offer['price'], number, string]>([
    [
      'words',
      { base: 0, perUnit: 0.12, unitsFrom: 'n', unitName: 'word', unitNamePlural: 'words' },
      3000,
      'It for 3,000 words: 3,000 × €0.12 = €360.',
    ],
    [
      'hours without a plural',
      { base: 0, perUnit: 60, unitsFrom: 'n', unitName: 'hour' },
      4,
      'It: 4 × €60/hour = €240.',
    ],
    ['one hour without a plural', { base: 0, perUnit: 60, unitsFrom: 'n', unitName: 'hour' }, 1, 'It for 1 hour: €60.'],
    ['a whole', { base: 400, perUnit: 100, unitName: 'logo' }, 1, 'It: €500.'],
    [
      'a base alone',
      { base: 90, perUnit: 0, unitsFrom: 'n', unitName: 'room', unitNamePlural: 'rooms' },
      3,
      'It for 3 rooms: €90.',
    ],
  ])('reads well for %s', (_, price, count, words) => {
    const offer: Offer = { id: 'it', name: 'It', aliases: [], questions: [], price };
    expect(quoteOf(business, offer, count, 'n')).toBe(words);
  });

  it('never puts the plural of one language beside the words of another', () => {
    expect(inTongue('de').sales.offers.map(({ price }) => price.unitNamePlural)).toEqual([
      'Räder',
      'E-Bikes',
      'Räder',
      'Personen',
    ]);
  });
});
