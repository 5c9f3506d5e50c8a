/**
 * The shipped shop understands its customers: messages written apart from its examples, in and out of scope. It guards
 * against a step back after a change of examples or code; it is no measure of quality, for it was looked at on the way.
 */
import { describe, expect, it } from '@jest/globals';
import { loadBusiness } from '../../src/business-config.ts';
import { createLocalLanguage } from '../../src/language/local-language.ts';
import { readRows } from './intent-rows.ts';
import { scoreIntents } from './intents.ts';

const loaded = loadBusiness('config');
if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
const { business } = loaded;

describe('the customers of Harbour Cycles', () => {
  it('are understood, rarely wrongly, and strangers’ questions are mostly refused', async () => {
    const language = createLocalLanguage({ intents: business.intents, business });
    const score = await scoreIntents(language, readRows('test/evals/harbour-cycles.jsonl'));
    expect(score.accuracy).toBeGreaterThan(0.92);
    expect(score.acted).toBeGreaterThan(0.85);
    expect(score.actedRightly).toBeGreaterThan(0.95);
    expect(score.refused).toBeGreaterThan(0.7);
    expect(score.actedOutOfScope).toBeLessThan(0.15);
  });
});
