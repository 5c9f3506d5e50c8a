/** Days that bound a wish: what comes before, by, or after them. */
import { describe, expect, it } from '@jest/globals';
import { withinBounds } from '../../../src/agents/booking/day-bounds.ts';

const TODAY = '2026-11-23';
const friday = (words = 'Friday') => ({ date: '2026-11-27', words });
const span = (said: string, moment: { date: string; untilDate?: string; words: string } = friday()) => {
  const { date, untilDate } = withinBounds(moment, said, TODAY);
  return untilDate === undefined ? date : `${date} to ${untilDate}`;
};

describe('a day that is named', () => {
  it.each([
    ['can it be done before Friday?', '2026-11-23 to 2026-11-26'],
    ['I need it by Friday', '2026-11-23 to 2026-11-27'],
    ['no later than Friday please', '2026-11-23 to 2026-11-27'],
    ['any day after Friday', '2026-11-28 to 2026-12-04'],
    ['from Friday on', '2026-11-27 to 2026-12-03'],
    ['not before Friday', '2026-11-27 to 2026-12-03'],
  ])('bounds the wish: %s', (said, expected) => expect(span(said)).toBe(expected));

  it.each([
    ['antes del viernes', 'viernes', '2026-11-23 to 2026-11-26'],
    ['vor Freitag', 'Freitag', '2026-11-23 to 2026-11-26'],
    ['bis Freitag', 'Freitag', '2026-11-23 to 2026-11-27'],
    ['avant vendredi', 'vendredi', '2026-11-23 to 2026-11-26'],
    ['dopo venerdì', 'venerdì', '2026-11-28 to 2026-12-04'],
    ['a partir de sexta-feira', 'sexta-feira', '2026-11-27 to 2026-12-03'],
  ])('bounds it in the other languages: %s', (said, words, expected) =>
    expect(span(said, friday(words))).toBe(expected),
  );

  it.each(['on Friday', 'can I come by Friday?', 'I am away until Friday', 'Friday'])(
    'is the wish itself: %s',
    (said) => expect(span(said)).toBe('2026-11-27'),
  );

  it('leaves the days of a range out, and stays what it is where nothing is left', () => {
    const weekend = { date: '2026-11-28', untilDate: '2026-11-29', words: 'the weekend' };
    expect(span('before the weekend', weekend)).toBe('2026-11-23 to 2026-11-27');
    expect(span('before Monday', { date: TODAY, words: 'Monday' })).toBe(TODAY);
  });

  it('with a time is that time', () => {
    expect(withinBounds({ ...friday(), time: '15:00' }, 'before Friday at 3', TODAY)).toEqual({
      ...friday(),
      time: '15:00',
    });
  });
});
