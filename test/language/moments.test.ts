/** What day and time customers mean, in the salon's own time zone and opening hours. */
import { describe, expect, it } from '@jest/globals';
import { createMomentReader } from '../../src/language/local/moments/moment-reader.ts';
import type { Moment } from '../../src/ports.ts';
import { SALON } from './juniper-hair.ts';

/** Saturday 21 November 2026, 10:30 in Dublin. Open Tuesday to Saturday, Thursday until 20:00. */
const NOW = Date.parse('2026-11-21T10:30:00Z');
const read = createMomentReader(SALON);

/** Day and time; what the reader says about its own words is tested by itself. */
function heard(text: string, asked = false, now = NOW): Omit<Moment, 'words' | 'bare'> | undefined {
  const moment = read(text, { now, asked });
  if (!moment) return undefined;
  const { words: _, bare: __, ...rest } = moment;
  return rest;
}

const on = (date: string, time?: string) => (time ? { date, time } : { date });
const days = (date: string, untilDate: string) => ({ date, untilDate });
const hours = (from: string, until: string) => ({ from, until });

describe('a day', () => {
  it.each([
    ['today', on('2026-11-21')],
    ['tomorrow', on('2026-11-22')],
    ['tmrw please', on('2026-11-22')],
    ['the day after tomorrow', on('2026-11-23')],
    ['Tuesday', on('2026-11-24')],
    ['on tues', on('2026-11-24')],
    ['wendesday', on('2026-11-25')],
    ['thrusday would be great', on('2026-11-26')],
    ['next Friday', on('2026-11-27')],
    ['this coming Friday', on('2026-11-27')],
    ['Friday week', on('2026-12-04')],
    ['a week on Tuesday', on('2026-12-01')],
    ['Tuesday fortnight', on('2026-12-08')],
    ['Thursday next week', on('2026-11-26')],
    ['next week on Thursday', on('2026-11-26')],
    ['in two weeks', on('2026-12-05')],
    ['in a week', on('2026-11-28')],
    ['in a couple of days', on('2026-11-23')],
    ['two weeks from tomorrow', on('2026-12-06')],
    ['two Tuesdays from now', on('2026-12-01')],
    ['the 4th', on('2026-12-04')],
    ['on the 4th please', on('2026-12-04')],
    ['the twenty-eighth', on('2026-11-28')],
    ['the 31st', on('2026-12-31')],
    ['Sat the 5th', on('2026-12-05')],
    ['Tue 1st', on('2026-12-01')],
    ['Sep the 18th', on('2027-09-18')],
    ['December 24', on('2026-12-24')],
    ['24 Dec', on('2026-12-24')],
    ['Friday 4 December', on('2026-12-04')],
    ['4/12', on('2026-12-04')],
    ['4.12.2026', on('2026-12-04')],
    ['2026-12-04', on('2026-12-04')],
    ['May the 4th', on('2027-05-04')],
    ['Feb 29', on('2028-02-29')],
    ['Christmas Eve', on('2026-12-24')],
    ['Good Friday', on('2027-03-26')],
    ['4th of July of 2028', on('2028-07-04')],
    ['28 June in 2027', on('2027-06-28')],
    ['December twenty fourth twenty twenty six', on('2026-12-24')],
    ['in a month and 2 days', on('2026-12-23')],
    ['the 15th day of next month', on('2026-12-15')],
    ['two Tuesdays later', on('2026-12-01')],
    ['the first Tuesday of December', on('2026-12-01')],
    ['the last Friday of the month', on('2026-11-27')],
    ['the 3rd of next month', on('2026-12-03')],
    ['not Tuesday, Wednesday would be better', on('2026-11-25')],
    ["I can't do Friday, what about Thursday?", on('2026-11-26')],
    ['can you move me from Tuesday to Thursday?', on('2026-11-26')],
    ['actually Wednesday rather than Tuesday', on('2026-11-25')],
  ])('"%s"', (text, expected) => {
    expect(heard(text)).toEqual(expected);
  });
});

describe('several days', () => {
  it.each([
    ['next week', days('2026-11-23', '2026-11-29')],
    ['this weekend', days('2026-11-21', '2026-11-22')],
    ['next weekend', days('2026-11-28', '2026-11-29')],
    ['early next week', days('2026-11-23', '2026-11-25')],
    ['end of next week', days('2026-11-26', '2026-11-29')],
    ['in December', days('2026-12-01', '2026-12-31')],
    ['sometime next month', days('2026-12-01', '2026-12-31')],
    ['the first week of December', days('2026-12-01', '2026-12-07')],
    ['within two weeks', days('2026-11-21', '2026-12-05')],
    ['asap', days('2026-11-21', '2026-11-27')],
    ['as soon as possible', days('2026-11-21', '2026-11-27')],
    ['Tuesday or Wednesday', days('2026-11-24', '2026-11-25')],
    ['between Tuesday and Friday', days('2026-11-24', '2026-11-27')],
    ['from 4 Dec to 6 Dec', days('2026-12-04', '2026-12-06')],
    ['the 5th or 6th', days('2026-12-05', '2026-12-06')],
  ])('"%s"', (text, expected) => {
    expect(heard(text)).toEqual(expected);
  });

  it('"Tuesday the 25th" keeps both days when the 25th is a Wednesday: the customer slipped in one of them', () => {
    expect(heard('Tuesday the 25th')).toEqual(days('2026-11-24', '2026-11-25'));
  });
});

describe('a time', () => {
  it.each([
    ['half past 5', { time: '17:30' }],
    ['half five', { time: '17:30' }],
    ['half eleven', { time: '11:30' }],
    ['quarter past four', { time: '16:15' }],
    ['a quarter to nine tomorrow', on('2026-11-22', '08:45')],
    ['25 to 7 pm', { time: '18:35' }],
    ['ten past two', { time: '14:10' }],
    ['8:45a', { time: '08:45' }],
    ['5pm', { time: '17:00' }],
    ['17h30', { time: '17:30' }],
    ['at 1730', { time: '17:30' }],
    ['at 9.30', { time: '09:30' }],
    ["3 o'clock", { time: '15:00' }],
    ['noon', { time: '12:00' }],
    ['midnight', { time: '00:00' }],
    ['at 6', { time: '18:00' }],
    ['around 3ish', { time: '15:00' }],
    ['eight forty pm', { time: '20:40' }],
    ['Tuesday at 10', on('2026-11-24', '10:00')],
    ['10 on Tuesday', on('2026-11-24', '10:00')],
    ['Tuesday 3pm', on('2026-11-24', '15:00')],
    ['Friday 4th Dec 4pm', on('2026-12-04', '16:00')],
    ['2026-12-04 14:30', on('2026-12-04', '14:30')],
    ['tomorrow at 7 in the evening', on('2026-11-22', '19:00')],
    ['Thursday at 7', on('2026-11-26', '19:00')],
    ['this evening at 6', on('2026-11-21', '18:00')],
    ['in 3 hours', on('2026-11-21', '13:30')],
    ['in half an hour', on('2026-11-21', '11:00')],
    ['right now', on('2026-11-21', '10:30')],
  ])('"%s"', (text, expected) => {
    expect(heard(text)).toEqual(expected);
  });

  it('"at 9" on the long day of a shop open from 8 to 22 can be morning or evening, so both readings are kept', () => {
    const always = [{ from: '08:00', to: '22:00' }];
    const late = createMomentReader({
      ...SALON,
      openingHours: {
        monday: always,
        tuesday: always,
        wednesday: always,
        thursday: always,
        friday: always,
        saturday: always,
        sunday: always,
      },
    });
    const { time, otherTime } = late('Tuesday at 9', { now: NOW, asked: false }) ?? {};
    expect([time, otherTime]).toEqual(['09:00', '21:00']);
    expect(late('Tuesday at 9 in the evening', { now: NOW, asked: false })).toEqual(
      expect.objectContaining({ time: '21:00' }),
    );
    expect(late('Tuesday at 3', { now: NOW, asked: false })).not.toHaveProperty('otherTime');
  });

  it.each([
    ['10', { time: '10:00' }],
    ['11 would be better', { time: '11:00' }],
    ['make it 4', { time: '16:00' }],
    ['2 or 3', { time: '14:00' }],
    ['10-12', hours('10:00', '12:00')],
  ])('"%s" answers the question for a time', (text, expected) => {
    expect(heard(text, true)).toEqual(expect.objectContaining(expected));
  });

  it('a move "from 3 to 4" wants 4', () => {
    expect(heard('can we move it from 3 to 4?')).toEqual({ time: '16:00' });
  });
});

describe('a part of the day or a span of hours', () => {
  it.each([
    ['tomorrow arvo', { ...on('2026-11-22'), ...hours('12:00', '18:00') }],
    ['Friday morning', { ...on('2026-11-27'), ...hours('06:00', '12:00') }],
    ['Weds pm', { ...on('2026-11-25'), ...hours('12:00', '18:00') }],
    ['tonight', { ...on('2026-11-21'), ...hours('18:00', '23:59') }],
    ['this evening', { ...on('2026-11-21'), ...hours('17:00', '22:00') }],
    ['Tuesday first thing', { ...on('2026-11-24'), ...hours('09:00', '10:00') }],
    ['end of the day on Tuesday', { ...on('2026-11-24'), ...hours('17:00', '18:00') }],
    ['Thursday after work', { ...on('2026-11-26'), ...hours('17:00', '22:00') }],
    ['lunchtime', hours('12:00', '14:00')],
    ['after 3', { from: '15:00' }],
    ['any time after 4 on Wednesday', { ...on('2026-11-25'), from: '16:00' }],
    ['3 onwards', { from: '15:00' }],
    ['before noon', { until: '12:00' }],
    ['by 5', { until: '17:00' }],
    ['between 2 and 4', hours('14:00', '16:00')],
    ['2-4pm', hours('14:00', '16:00')],
    ['from 10 to 2 on Friday', { ...on('2026-11-27'), ...hours('10:00', '14:00') }],
    ['between 9 and 11am on the 4th', { ...on('2026-12-04'), ...hours('09:00', '11:00') }],
  ] as [string, object][])('"%s"', (text, expected) => {
    expect(heard(text, text === '3 onwards')).toEqual(expected);
  });
});

describe('words that only look like a day or a time', () => {
  it.each([
    ['just a second'],
    ['one moment please'],
    ['it may take longer than that'],
    ['I wait day after day'],
    ['give me a minute'],
    ['are you open 24/7?'],
    ['may I ask something'],
    ['I sat down on your chair'],
    ['I will march in there'],
    ['second hand'],
    ['it was 45'],
    ['it cost €45'],
    ['I paid 50 euro'],
    ['my number is 086 123 4567'],
    ['+353 86 123 4567'],
    ['HC-7K3M'],
    ['for 2 people'],
    ['is 2 hours enough?'],
    ['this one please'],
    ['the sun is lovely'],
    ['next time maybe'],
    ['30 February'],
    ['see you later'],
    ['yes'],
    [''],
  ])('"%s"', (text) => {
    expect(heard(text)).toBeUndefined();
  });
});

describe('the present moment', () => {
  it('"Friday" said on a Friday is today while the salon is open, next week when it has closed', () => {
    expect(heard('Friday', false, Date.parse('2026-11-27T11:00:00Z'))).toEqual(on('2026-11-27'));
    expect(heard('Friday', false, Date.parse('2026-11-27T19:00:00Z'))).toEqual(on('2026-12-04'));
    expect(heard('Friday at 10', false, Date.parse('2026-11-27T11:00:00Z'))).toEqual(on('2026-12-04', '10:00'));
  });

  it('"tomorrow" is counted from the day at the shop, not from the day in Greenwich', () => {
    const auckland = createMomentReader({ ...SALON, timeZone: 'Pacific/Auckland' });
    expect(auckland('tomorrow', { now: Date.parse('2026-11-21T12:30:00Z'), asked: false })?.date).toBe('2026-11-23');
  });

  it('"in 3 hours" over the change to winter time is three hours later, not two', () => {
    const before = Date.parse('2026-10-24T23:30:00Z'); // 00:30 in Dublin; at 02:00 clocks go back to 01:00
    expect(heard('in 3 hours', false, before)).toEqual(on('2026-10-25', '02:30'));
  });

  it('a customer in the United States writes the month first', () => {
    const us = createMomentReader({ ...SALON, country: 'US' });
    expect(us('4/12', { now: NOW, asked: false })?.date).toBe('2027-04-12');
  });

  it('yesterday stays yesterday: it is not turned into a wish', () => {
    expect(heard('I came in yesterday')).toEqual(on('2026-11-20'));
  });
});

describe('the words it was read from', () => {
  it.each([
    ['Could you fit me in Tuesday at half past 5 please?', 'Tuesday at half past 5'],
    ['hello, tmrw arvo pls', 'tmrw arvo'],
    ['for my sister, the twenty-fourth of December', 'twenty-fourth of December'],
  ])('"%s"', (text, words) => {
    expect(read(text, { now: NOW, asked: false })?.words).toContain(words);
  });
});

describe('a day that depends on what was talked of', () => {
  it.each([
    ['Thursday at 5', 'weekday'],
    ['the 4th', 'day-of-month'],
    ['next Thursday', undefined],
    ['tomorrow', undefined],
    ['4 December', undefined],
    ['before Friday', undefined],
    ['Tuesday or Wednesday', undefined],
  ])('"%s": %s', (text, bare) => {
    expect(read(text, { now: NOW, asked: false })?.bare).toBe(bare);
  });
});
