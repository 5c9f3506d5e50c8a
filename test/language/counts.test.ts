/** How many people or things a customer means; days, times, prices and sizes are numbers too. */
import { describe, expect, it } from '@jest/globals';
import { readCount } from '../../src/language/local/counts.ts';

describe('a number of people or things', () => {
  it.each([
    ['three', 3],
    ['a couple', 2],
    ['two couples', 4],
    ['2 bikes', 2],
    ['for 12 people', 12],
    ['a dozen bikes', 12],
    ['half a dozen', 6],
    ['we are 8', 8],
    ["there's eighteen of us", 18],
    ['party of six', 6],
    ['our hotel has 10 bikes', 10],
    ['quote for a hen party of 12 on 5 June at 2pm', 12],
    ['I need 15 e-bikes for 3 days', 15],
    ['20 rental bikes for a wedding', 20],
    ['one hundred and twenty bikes', 120],
    ['for 2 at 7pm', 2],
  ])('"%s" is %d', (text, count) => {
    expect(readCount(text, false)).toBe(count);
  });

  it.each([
    ['about 20', 20],
    ['just me', 1],
    ['only one', 1],
    ['2 or 3', 3],
    ['10-12', 12],
    ['there will be eight of us I think', 8],
    ['twelve please', 12],
    ['more than 30', 30],
  ])('"%s" answers "how many" with %d', (text, count) => {
    expect(readCount(text, true)).toBe(count);
  });
});

describe('a number that counts nothing', () => {
  it.each([
    ['at 3'],
    ['on the 5th'],
    ['5 December'],
    ['it costs 45 euro'],
    ['€45'],
    ['two hours'],
    ['in 2 weeks'],
    ['book me in for Tuesday at 10'],
    ['I have one question'],
    ['700x28 tubes'],
    ['call 086 123 4567'],
    ['HC-7K3M'],
    ['thanks'],
    ['0'],
  ])('"%s"', (text) => {
    expect(readCount(text, false)).toBeUndefined();
  });

  it('is not invented when asked', () => {
    expect(readCount('not sure yet', true)).toBeUndefined();
    expect(readCount('on Friday at 3', true)).toBeUndefined();
  });
});
