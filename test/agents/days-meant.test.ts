/** Days that bound a wish: what comes before, up to, from or after them, said on Monday 23 November 2026. */
import { describe, expect, it } from '@jest/globals';
import { daysMeant } from '../../src/agents/days-meant.ts';
import type { Moment } from '../../src/ports.ts';

const TODAY = '2026-11-23';
const friday = { date: '2026-11-27', words: 'Friday' };
const span = (moment: Moment) => {
  const { date, untilDate } = daysMeant(moment, TODAY);
  return untilDate === undefined ? date : `${date} to ${untilDate}`;
};

describe('a day that bounds a wish', () => {
  it.each([
    ['before', '2026-11-23 to 2026-11-26'],
    ['until', '2026-11-23 to 2026-11-27'],
    ['from', '2026-11-27 to 2026-12-03'],
    ['after', '2026-11-28 to 2026-12-04'],
  ] as const)('%s Friday', (bound, days) => {
    expect(span({ ...friday, bound })).toBe(days);
  });

  it('leaves the days of a range out', () => {
    const weekend = { date: '2026-11-28', untilDate: '2026-11-29', words: 'the weekend' };
    expect(span({ ...weekend, bound: 'before' })).toBe('2026-11-23 to 2026-11-27');
    expect(span({ ...weekend, bound: 'after' })).toBe('2026-11-30 to 2026-12-06');
  });

  it('is the day itself where nothing is left before it, and where nothing bounds it', () => {
    expect(span({ date: TODAY, bound: 'before', words: 'before Monday' })).toBe(TODAY);
    expect(span(friday)).toBe('2026-11-27');
  });

  it('keeps the hours that were said with it', () => {
    expect(daysMeant({ ...friday, bound: 'until', until: '17:00' }, TODAY)).toMatchObject({
      date: TODAY,
      untilDate: '2026-11-27',
      until: '17:00',
    });
  });
});
