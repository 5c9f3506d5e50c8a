import { describe, expect, it } from '@jest/globals';
import { servicesAnswered, servicesIn } from '../../../src/agents/booking/services.ts';
import { BOOKING_TEXTS } from '../../../src/agents/booking/texts.ts';
import { asksForInformation, cancelAnswer, smallWords } from '../../../src/agents/booking/words.ts';
import { testShop } from '../../fixtures/business.ts';

describe('small words', () => {
  it.each([
    'yes',
    'Yes please!',
    'ok',
    'sure, go ahead',
    'yep 👍',
    'that’s fine',
    'perfect thanks',
    'Book it',
    'yea go on',
    'that would be great',
  ])('"%s" is a yes', (text) => {
    expect(smallWords(text)).toMatchObject({ yes: true, no: false, quit: false });
  });

  it.each(['no', 'No thanks', 'hmm actually no', 'nope', 'none of these', 'not now'])('"%s" is a no', (text) => {
    expect(smallWords(text)).toMatchObject({ yes: false, no: true, quit: false });
  });

  it.each(['cancel', 'Forget it.', 'never mind', 'ok leave it', 'I changed my mind', 'actually, cancel that please'])(
    '"%s" leaves',
    (text) => {
      expect(smallWords(text)).toMatchObject({ yes: false, no: false, quit: true });
    },
  );

  it.each([
    'yes but on Wednesday',
    'cancel my booking on Friday',
    'no, Wednesday rather',
    'not sure which one',
    'stop, Joe is not coming',
    'okay what does it cost',
  ])('"%s" is neither yes nor no nor the end', (text) => {
    expect(smallWords(text)).toMatchObject({ yes: false, no: false, quit: false });
  });

  it('mean the opposite when the question is whether to cancel', () => {
    expect(cancelAnswer('cancel it')).toBe('yes');
    expect(cancelAnswer('leave it')).toBe('no');
    expect(cancelAnswer('when was it again?')).toBeUndefined();
  });
});

describe('a question with a date in it', () => {
  it.each([
    'What time do you close on Thursdays?',
    'how much is it on Saturday',
    'are you open on Sunday?',
    'where are you tomorrow?',
  ])('"%s" wants information', (text) => {
    expect(asksForInformation(text)).toBe(true);
  });

  it.each([
    'what about Thursday?',
    'is Thursday free?',
    'how about 11',
    'do you have anything on Friday?',
    'what times do you have on Friday?',
    'can I come on Friday?',
    'which slots are free?',
  ])('"%s" wants a time', (text) => {
    expect(asksForInformation(text)).toBe(false);
  });
});

describe('a service in the customer’s words', () => {
  it.each([
    ['a Full Service please', ['full-service']],
    ['tune-ups for my bike', ['basic-service']],
    ['I need my bike serviced', []],
    ['a fitting or an overhaul', ['full-service', 'bike-fit']],
  ])('"%s"', (text, ids) => {
    expect([...servicesIn(text, testShop)].sort()).toEqual([...ids].sort());
  });

  it('may be named by its telling word in an answer', () => {
    expect(servicesAnswered('the full one', testShop)).toEqual(['full-service']);
    expect(servicesAnswered('service', testShop)).toEqual([]);
  });
});

describe('the configured sentences', () => {
  it('are all in the test shop, with no placeholder the agent does not fill in', () => {
    for (const [key, placeholders] of Object.entries(BOOKING_TEXTS)) {
      const used = [...(testShop.texts[key] ?? '{missing}').matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect([key, used.filter((name) => !(placeholders as readonly string[]).includes(name ?? ''))]).toEqual([
        key,
        [],
      ]);
    }
  });
});
