/** Staff see on the first page what models have cost today and how many answers were at hand. */
import { expect, it } from '@jest/globals';
import { modelsLine } from '../../src/console/page/models-line.ts';

it('staff read what models have cost today and how often an answer was at hand', () => {
  const models = { cost: 0.4249, limit: 10, currency: 'USD', calls: 31, cache: { rate: 0.384 } };
  expect(modelsLine(models)).toBe(', models 0.42 of 10 USD, 38 % from memory');
});

it('staff of a shop without models read nothing of them', () => {
  expect(modelsLine(undefined)).toBe('');
});
