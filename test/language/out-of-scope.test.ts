import { describe, expect, it } from '@jest/globals';
import type { Intent } from '../../src/domain/business.ts';
import { trainIntentClassifier } from '../../src/language/local/intent-classifier.ts';

const intent = (id: string, examples: string): Intent => ({
  id,
  label: id,
  agent: 'faq',
  autonomy: 'auto',
  documents: [],
  examples: examples.split('|'),
});
const OURS = [
  intent(
    'prices',
    'how much is a haircut|what does a beard trim cost|price of a colour|what do you charge for highlights|how much for a blow dry|cost of a fringe cut|what is the price of a perm',
  ),
  intent(
    'hours',
    'when are you open|what time do you close|are you open on Sunday|opening hours please|how late are you open|when do you shut today|do you open early',
  ),
  intent(
    'place',
    'where are you|what is your address|how do I find the salon|where is the salon|directions to you please|which street are you in|how do I get to the salon',
  ),
];
/** What this salon is asked again and again and does not do. */
const NOT_OURS = intent(
  'oos',
  'how much is a manicure|do you do nails|price of gel nails|what does a pedicure cost|how much for nail polish|what do you charge for acrylic nails|can you paint my nails',
);
const NAILS = [
  'how much are gel nails at yours',
  'what is the price of a manicure',
  'what do you charge for a pedicure',
];

const sure = async (intents: readonly Intent[], text: string) =>
  (await trainIntentClassifier(intents, []).classify(text)).ranked[0]?.confidence ?? 0;

describe('what a business has called out of scope', () => {
  it('makes it less sure of questions like these, and is never proposed', async () => {
    for (const text of NAILS) {
      expect(await sure([...OURS, NOT_OURS], text)).toBeLessThan(await sure(OURS, text));
      const { ranked } = await trainIntentClassifier([...OURS, NOT_OURS], []).classify(text);
      expect(ranked.map((one) => one.intent).toSorted()).toEqual(['hours', 'place', 'prices']);
    }
  });

  it('leaves what is asked of the business where it was', async () => {
    const classifier = trainIntentClassifier([...OURS, NOT_OURS], []);
    for (const [text, id] of [
      ['how much is a perm', 'prices'],
      ['when do you close on Sunday', 'hours'],
    ] as const) {
      const [best] = (await classifier.classify(text)).ranked;
      expect(best?.intent).toBe(id);
      expect(best?.confidence).toBeGreaterThan(0.7);
    }
  });
});
