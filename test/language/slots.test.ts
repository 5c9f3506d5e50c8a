/** How long a customer means, and the number to ring: what is a moment, a price or a reference is neither. */
import { describe, expect, it } from '@jest/globals';
import { loadBusiness } from '../../src/business-config.ts';
import { readDuration } from '../../src/language/local/durations.ts';
import { readPhone } from '../../src/language/local/phones.ts';
import { createLocalLanguage } from '../../src/language/local-language.ts';

describe('how long a customer wants something', () => {
  it.each([
    ['90 minutes please', { minutes: 90 }],
    ['for an hour and a half', { minutes: 90 }],
    ['2h30', { minutes: 150 }],
    ['two hours and 15 minutes', { minutes: 135 }],
    ['half an hour would do', { minutes: 30 }],
    ['three quarters of an hour', { minutes: 45 }],
    ['1.5 hours', { minutes: 90 }],
    ['a 45-minute session', { minutes: 45 }],
    ['2-3 hours I suppose', { minutes: 180 }],
    ['we need four bikes for three days', { days: 3 }],
    ['a couple of days', { days: 2 }],
    ['for a week', { days: 7 }],
    ['half a day', { days: 0.5 }],
    ['the whole day', { days: 1 }],
    ['a fortnight', { days: 14 }],
    ['from Friday for two nights', { days: 2 }],
  ])('"%s"', (text, duration) => {
    expect(readDuration(text, false)).toEqual(duration);
  });

  it.each([
    'in two hours',
    'two weeks ago',
    'every three months',
    'at 2',
    'on the 3rd',
    'it is 5 years old',
    'within 14 days',
    '10 minutes to six',
    '2 bikes',
    'last week',
    'hello',
  ])('is not read from "%s"', (text) => {
    expect(readDuration(text, false)).toBeUndefined();
  });

  it('is read from a bare answer too', () => {
    expect(readDuration('within two hours', true)).toEqual({ minutes: 120 });
  });
});

describe('the number a customer wants to be rung on', () => {
  it.each([
    ['my number is 086 123 4567', '+353861234567'],
    ['ring me on +44 20 7946 0958 please', '+442079460958'],
    ['0049 30 901820', '+4930901820'],
    ['(091) 562 345', '+35391562345'],
    ['not 086 111 1111, it is 087 222 2222 now', '+353872222222'],
  ])('"%s"', (text, number) => {
    expect(readPhone(text, 'IE')).toBe(number);
  });

  it.each(['HC-4821', '€2,150', 'on 14/12/2026', 'at 10:30', '12345', 'no thanks', '086 12'])(
    'is not read from "%s"',
    (text) => {
      expect(readPhone(text, 'IE')).toBeUndefined();
    },
  );
});

describe('the local language', () => {
  it('reads both, in the country of the shop', async () => {
    const loaded = loadBusiness('config');
    if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
    const language = createLocalLanguage({ intents: [], business: loaded.business });
    const context = { now: 0, asked: true };
    expect(await language.extract('phone', 'it is 086 123 4567', context)).toBe('+353861234567');
    expect(await language.extract('duration', 'about 2 hours', context)).toEqual({ minutes: 120 });
  });
});
