/** Rules of an offer as an owner writes them, and what they say of answers. */
import { describe, expect, it } from '@jest/globals';
import { qualifyFaults } from '../../src/business-config/qualify-checks.ts';
import type { Offer } from '../../src/domain/business.ts';
import { type FitRule, fitOf } from '../../src/leads/qualify.ts';
import { shop } from '../scenarios/world.ts';

const QUESTIONS = [
  { id: 'budget', ask: 'What is your budget?', answer: 'number', options: [] },
  { id: 'place', ask: 'Where?', answer: 'text', options: [] },
  { id: 'kind', ask: 'What kind?', answer: 'choice', options: ['City', 'Mountain'] },
] as const;

function offer(rules: readonly FitRule[], met = 'call'): Offer {
  const price = { base: 0, perUnit: 1, unitName: 'piece' };
  const made = {
    id: 'o',
    name: 'Offer',
    aliases: [],
    questions: QUESTIONS,
    price,
    qualify: { rules, met, notMet: 'staff' },
  };
  return made as Offer;
}

describe('a rule', () => {
  it.each([
    [{ question: 'budget', atLeast: 500 }, { budget: '500' }, true],
    [{ question: 'budget', atLeast: 500 }, { budget: '499' }, false],
    [{ question: 'budget', atLeast: 5, atMost: 10 }, { budget: '11' }, false],
    [{ question: 'place', oneOf: ['Galway', 'Salthill'] }, { place: 'our hotel in SALTHILL, by the sea' }, true],
    [{ question: 'place', oneOf: ['Cork'] }, { place: 'Corkery’s in Dublin' }, false],
    [{ question: 'kind', oneOf: ['City'] }, { kind: 'City' }, true],
    [{ question: 'kind', oneOf: ['City'] }, { kind: 'Mountain' }, false],
    [{ question: 'budget', atLeast: 1 }, {}, false],
    [{ question: 'budget', atLeast: 1 }, { budget: 'plenty' }, false],
  ] satisfies [FitRule, Record<string, string>, boolean][])('%j of %j: %s', (rule, answers, fits) => {
    expect(fitOf(offer([rule]), answers)).toMatchObject({ fits, next: fits ? 'call' : 'staff' });
  });

  it('is one of all that must hold', () => {
    const both = offer([
      { question: 'budget', atLeast: 5 },
      { question: 'kind', oneOf: ['City'] },
    ]);
    expect(fitOf(both, { budget: '9', kind: 'Mountain' })).toEqual({
      fits: false,
      next: 'staff',
      why: 'budget at least 5: yes; kind one of City: no',
    });
  });

  it('is told as a fault when it could never be met', () => {
    const { call: _none, ...sales } = shop.sales as typeof shop.sales & { call?: unknown };
    const rules: FitRule[] = [
      { question: 'budgt', atLeast: 1 },
      { question: 'place', atLeast: 1 },
      { question: 'kind', oneOf: ['Cty'] },
      { question: 'budget' },
      { question: 'budget', atLeast: 9, atMost: 1 },
    ];
    const faults = qualifyFaults({ ...shop, sales: { ...sales, offers: [offer(rules)] } });
    expect(faults.map(({ path, expected }) => `${path.join('.')}: ${expected}`)).toEqual([
      'sales.offers.0.qualify.rules.0.question: a known name (did you mean "budget"?) of the offer',
      'sales.offers.0.qualify.rules.1: a question answered by a number',
      'sales.offers.0.qualify.rules.2.oneOf.0: a known name (did you mean "City"?)',
      'sales.offers.0.qualify.rules.3: atLeast, atMost or oneOf',
      'sales.offers.0.qualify.rules.4.atMost: at least 9',
      'sales.offers.0.qualify.met: sales.call to say who calls and how long',
    ]);
  });

  it('holds in every language the customer reads', () => {
    const spoken = shop.spoken?.['de'];
    expect(spoken).toBeDefined();
    expect(qualifyFaults(spoken ?? shop)).toEqual([]);
  });
});
