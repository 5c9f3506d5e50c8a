import { beforeEach, describe, expect, it } from '@jest/globals';
import { Failure } from '../../../src/domain/failure.ts';
import { createShop, type Shop, type TalkingCustomer } from './customer.ts';

const HOUR = 3_600_000;
const at = (iso: string) => Date.parse(iso);
/** Where a time is taken or a day full, one may ask to be told. */
const WAIT = 'Tell me if one frees';
const TUESDAY_10 = at('2026-11-24T10:00:00Z');

let shop: Shop;
let ana: TalkingCustomer;
beforeEach(() => {
  shop = createShop();
  ana = shop.customer('ana', 'Ana');
});

/** Everybody who does it is busy at that time. */
async function busy(serviceId: 'bike-fit' | 'basic-service', startAt: number): Promise<void> {
  for (const staffId of serviceId === 'bike-fit' ? ['niamh'] : ['aoife', 'ben']) {
    const endAt = startAt + (serviceId === 'bike-fit' ? 1.5 : 1) * HOUR;
    expect(
      await shop.calendar.book({ serviceId, staffId, startAt, endAt }, `x-${staffId}-${startAt}`, 'somebody'),
    ).toBe('booked');
  }
}

describe('a customer who books step by step', () => {
  it('is asked for service, time and name, sees it all once more, and gets a reference', async () => {
    expect(await ana.says('I would like to book')).toBe('What can we do for you?');
    expect(ana.choices()).toEqual(['Basic service', 'Full service', 'Bike fit', 'I am not sure']);
    expect(await ana.says('a full service please')).toBe('Which day and time would suit you for the Full service?');
    expect(await ana.says('tomorrow at 2pm')).toBe(
      'Tuesday 24 November 2026, 14:00 (Ireland Time) is free, and I am holding it for you for 10 minutes. What name shall I put the booking under?',
    );
    expect(ana.choices()).toEqual(['Book as Ana']);
    expect(await ana.says('Ana Souza')).toBe(
      'Full service on Tuesday 24 November 2026, 14:00 (Ireland Time) for Ana Souza, €119.50. Shall I book it?',
    );
    expect(ana.choices()).toEqual(['Yes, please', 'Another time', 'No, thanks']);
    const booked = await ana.taps(/yes/i);
    expect(booked).toMatch(
      /^You are booked in: Full service on Tuesday 24 November 2026, 14:00 \(Ireland Time\)\. Your reference is TS-\w{4}\.$/,
    );
    expect(shop.bookings()).toMatchObject([
      { name: 'Ana Souza', serviceId: 'full-service', startAt: at('2026-11-24T14:00:00Z'), customerId: 'ana' },
    ]);
    expect(ana.conversation.flow).toBeUndefined();
  });

  it('may tap their own name and say yes in words', async () => {
    await ana.says('book a bike fit tomorrow at 10');
    expect(await ana.taps(/book as ana/i)).toContain('for Ana, €129.');
    expect(await ana.says('yes please')).toContain('You are booked in');
  });

  it('finds nothing booked after saying no', async () => {
    await ana.says('book a bike fit for Ana tomorrow at 10');
    expect(await ana.says('no thanks')).toBe('No problem, nothing is booked.');
    expect(shop.bookings()).toEqual([]);
    expect(ana.conversation.flow).toBeUndefined();
  });

  it.each(['cancel', 'forget it', 'never mind, thanks', 'actually cancel that'])(
    'can leave at any step with "%s"',
    async (words) => {
      await ana.says('I want to book a full service');
      expect(await ana.says(words)).toBe('No problem, nothing is booked.');
      expect(ana.conversation.flow).toBeUndefined();
    },
  );

  it('is reminded a day before, and not when that has passed already', async () => {
    await ana.says('book a full service for Ana on Friday at 10');
    await ana.taps(/yes/i);
    const [reminder] = [...ana.followUps.values()];
    const { reference } = shop.bookings()[0] ?? {};
    expect(reminder).toMatchObject({
      id: `reminder:${reference}`,
      kind: 'booking-reminder',
      dueAt: at('2026-11-26T10:00:00Z'),
      cancelIf: 'booking-gone',
      about: reference,
    });
    expect(reminder?.say.text).toBe(
      `A reminder: Full service on Friday 27 November 2026, 10:00 (Ireland Time). Your reference is ${reference}.`,
    );
    const ben = shop.customer('ben');
    await ben.says('book a basic service for Ben today at 14:00');
    await ben.taps(/yes/i);
    expect(shop.bookings()).toHaveLength(2);
    expect(ben.followUps.size).toBe(0);
  });
});

describe('a customer who says everything at once', () => {
  it('is only asked to confirm', async () => {
    expect(await ana.says('book a full service for Ben next Tuesday at 10')).toContain(
      'Full service on Tuesday 24 November 2026, 10:00 (Ireland Time) for Ben, €119.50. Shall I book it?',
    );
  });

  it('is not asked again for the part they gave first', async () => {
    await ana.says('can I book for Thursday at 14:00?');
    expect(await ana.says('bike fit')).toContain('Thursday 26 November 2026, 14:00 (Ireland Time) is free');
  });

  it('and names two services is asked which', async () => {
    expect(await ana.says('book a basic service or a bike fit tomorrow at 10')).toBe(
      'I have noted Tuesday 24 November 2026, 10:00. What can we do for you?',
    );
    expect(ana.choices()).toEqual(['Bike fit', 'Basic service'].sort());
    expect(await ana.taps(/fit/i)).toContain('Tuesday 24 November 2026, 10:00');
  });
});

describe('a customer who changes their mind on the way', () => {
  beforeEach(async () => {
    await ana.says('book a full service for Ana tomorrow at 10');
  });

  it.each([
    ['no, Wednesday rather', 'Full service on Wednesday 25 November 2026, 10:00'],
    ['make it 11', 'Full service on Tuesday 24 November 2026, 11:00'],
    ['actually the basic service', 'Basic service on Tuesday 24 November 2026, 10:00'],
    ['not the full service, the basic service on Friday at 14:00', 'Basic service on Friday 27 November 2026, 14:00'],
    ['the name is Maria', 'for Maria, €119.50'],
  ])('"%s" changes just that', async (words, expected) => {
    expect(await ana.says(words)).toContain(expected);
    expect(await ana.says('yes')).toContain('You are booked in');
    expect(shop.bookings()).toHaveLength(1);
  });

  it('does not block the earlier time for others', async () => {
    await ana.says('make it 10:30');
    const spans = shop.store
      .all('calendar-day')
      .flatMap(({ body }) => (body as { spans: { startAt: number }[] }).spans);
    expect(spans.map(({ startAt }) => startAt)).toEqual([TUESDAY_10 + HOUR / 2]);
  });

  it('"another time" asks for the day again and keeps the rest', async () => {
    expect(await ana.taps(/another time/i)).toBe('Which day and time would suit you for the Full service?');
    expect(await ana.says('Friday at 10')).toContain(
      'Full service on Friday 27 November 2026, 10:00 (Ireland Time) for Ana',
    );
  });

  it('"anything earlier?" and "later?" look on from there', async () => {
    expect(await ana.says('anything later?')).toBe('These times are free for the Full service. Which one suits you?');
    expect(ana.choices()).toEqual(['Tue 24 Nov, 10:30', 'Tue 24 Nov, 11:00', 'Tue 24 Nov, 11:30']);
    await ana.says('anything earlier?');
    expect(ana.choices()).toEqual(['Tue 24 Nov, 09:00', 'Tue 24 Nov, 09:30', 'Tue 24 Nov, 10:00']);
  });
});

describe('a question in between', () => {
  it.each([
    'What time do you close on Thursdays?',
    'how much is a full service?',
    'I want my money back for the service tomorrow',
  ])('"%s" is left to who can answer it, and the booking goes on after', async (words) => {
    await ana.says('I want to book a full service');
    expect(await ana.says(words)).toBeUndefined();
    expect(ana.openQuestion()).toBe('Which day and time would suit you for the Full service?');
    expect(await ana.says('tomorrow at 2pm')).toContain('14:00 (Ireland Time) is free');
  });

  it('at the name is not taken for a name', async () => {
    await ana.says('book a full service tomorrow at 10');
    expect(await ana.says('how much is it?')).toBeUndefined();
    expect(await ana.says('how much')).toBeUndefined();
    expect(ana.openQuestion()).toBe('What name shall I put the booking under?');
  });

  it('about a free time belongs to the booking', async () => {
    await ana.says('I want to book a full service');
    expect(await ana.says('is Wednesday at 14:00 free?')).toContain(
      'Wednesday 25 November 2026, 14:00 (Ireland Time) is free',
    );
  });

  it('there is no open question once it has ended', async () => {
    expect(ana.openQuestion()).toBeUndefined();
  });
});

describe('a wish that cannot be met', () => {
  it('offers the nearest free times, one of them at the same time on another day', async () => {
    await busy('bike-fit', TUESDAY_10);
    expect(await ana.says('book a bike fit for Ana tomorrow at 10')).toBe(
      'Tuesday 24 November 2026, 10:00 (Ireland Time) is not free for the Bike fit, sorry. These are the nearest free times:',
    );
    expect(ana.choices()).toEqual(['Tue 24 Nov, 11:30', 'Tue 24 Nov, 12:00', 'Wed 25 Nov, 10:00', WAIT]);
    expect(await ana.says('the second one')).toContain('Bike fit on Tuesday 24 November 2026, 12:00');
  });

  it.each([
    ['yesterday at 10', /^That time has already passed\./],
    ['today at 10:30', /^That is too soon for us to get ready\./],
    ['on 2027-06-01 at 10:00', /^I can book up to 60 days from now\./],
    ['on Sunday at 10', /^We are closed then\. We do not open on Sunday 29 November 2026\./],
    ['on 2026-12-25 at 10:00', /^We are closed then\. Friday 25 December 2026 is Christmas Day\./],
    ['on 2026-12-25', /^We are closed then\. Friday 25 December 2026 is Christmas Day\./],
    ['on Tuesday at 20:00', /^We are closed then\. On Tuesday 24 November 2026 we are open 09:00 to 17:00\./],
    [
      'on Thursday at 11:30',
      /^We are closed then\. On Thursday 26 November 2026 we are open 09:00 to 12:00, 13:00 to 20:00\./,
    ],
    ['on 2027-06-01', /^I can book up to 60 days from now\./],
    ['tomorrow at 10:10', /^There is nothing free for the Basic service then/],
    ['yesterday', /^That time has already passed\./],
  ])('"%s" is told why, with real times instead', async (wish, why) => {
    expect(await ana.says(`book a basic service for Ana ${wish}`)).toMatch(why);
    expect(ana.choices()).toHaveLength(3);
    expect(await ana.says('the first one')).toContain('Shall I book it?');
    expect(await ana.says('yes')).toContain('You are booked in');
  });

  it('on a closed day offers about the same time on the days around it', async () => {
    await ana.says('book a basic service on Sunday at 11');
    expect(ana.choices()).toEqual(['Fri 27 Nov, 11:00', 'Sat 28 Nov, 11:00', 'Mon 30 Nov, 11:00']);
  });

  it('"Monday then" means the Monday on offer, not the nearest one', async () => {
    await ana.says('book a basic service for Ana on 2026-12-13 at 11:00');
    expect(ana.choices()).toEqual(['Fri 11 Dec, 11:00', 'Sat 12 Dec, 11:00', 'Mon 14 Dec, 11:00']);
    expect(await ana.says('Monday then')).toContain('Monday 14 December 2026, 11:00');
  });

  it('on a day that is full shows the days around it', async () => {
    for (const start of ['09:00', '10:30', '12:00', '13:30', '15:00'])
      await busy('bike-fit', at(`2026-11-24T${start}:00Z`));
    expect(await ana.says('book a bike fit tomorrow')).toMatch(
      /^There is nothing free for the Bike fit on Tuesday 24 November 2026, sorry/,
    );
    expect(ana.choices()).toEqual([expect.any(String), expect.any(String), expect.any(String), WAIT]);
  });

  it('with nothing free for weeks goes to the team', async () => {
    shop = createShop({
      openingHours: { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] },
    });
    ana = shop.customer('ana');
    await ana.says('book a bike fit tomorrow at 10');
    expect(ana.last()).toMatchObject({
      kind: 'hand-off',
      reason: 'no-answer',
      sayAfter: { text: 'I cannot find a free time for the Bike fit. I have asked the team.' },
    });
  });
});

describe('a wish that leaves room', () => {
  it('of a day shows it from morning to evening', async () => {
    await ana.says('book a basic service on Wednesday');
    expect(ana.choices()).toEqual(['Wed 25 Nov, 09:00', 'Wed 25 Nov, 12:30', 'Wed 25 Nov, 16:00']);
  });

  it('of a part of the day shows only that', async () => {
    await ana.says('book a basic service on Wednesday afternoon');
    expect(ana.choices()).toEqual(['Wed 25 Nov, 12:00', 'Wed 25 Nov, 14:00', 'Wed 25 Nov, 16:00']);
  });

  it('of a part of the day that has gone says so and stays near', async () => {
    expect(await ana.says('book a basic service on Saturday evening')).toMatch(
      /^There is nothing free for the Basic service then/,
    );
    expect(ana.choices()).toContain('Sat 28 Nov, 13:00');
  });

  it('of a week shows several days of it', async () => {
    await ana.says('book a basic service next week');
    expect(new Set(ana.choices().map((label) => label.slice(0, 10))).size).toBe(3);
  });

  it('of a time shows the next days on which it is free', async () => {
    await ana.says('book a basic service at 11');
    expect(ana.choices()).toEqual(['Mon 23 Nov, 11:00', 'Tue 24 Nov, 11:00', 'Wed 25 Nov, 11:00']);
  });

  it('"as soon as possible" shows the next free times', async () => {
    await ana.says('book a basic service as soon as possible');
    expect(ana.choices()).toEqual(['Mon 23 Nov, 11:00', 'Mon 23 Nov, 11:30', 'Mon 23 Nov, 12:00']);
  });

  it('takes a time of the list in words, or a tap', async () => {
    await ana.says('book a basic service on Wednesday');
    expect(await ana.says('12:30')).toContain('Wednesday 25 November 2026, 12:30 (Ireland Time) is free');
    const ben = shop.customer('ben');
    await ben.says('book a basic service on Wednesday');
    expect(await ben.taps(/16:00/)).toContain('Wednesday 25 November 2026, 16:00 (Ireland Time) is free');
  });

  it('may tell the name while choosing, and is not asked for it again', async () => {
    await ana.says('book a basic service on Wednesday');
    expect(await ana.says('my name is Bob')).toMatch(/^These times are free/);
    expect(await ana.says('the first one')).toContain('for Bob, €59. Shall I book it?');
  });

  it('is asked anew when none of the list suits', async () => {
    await ana.says('book a basic service on Wednesday');
    expect(await ana.says('none of these')).toBe('Which day and time would suit you for the Basic service?');
  });

  it('repeats the list for a "yes" that does not say which', async () => {
    await ana.says('book a basic service on Wednesday');
    expect(await ana.says('yes')).toBe('These times are free for the Basic service. Which one suits you?');
    expect(ana.choices()).toHaveLength(3);
  });
});

describe('an ambiguous time', () => {
  it('is asked about when both could be meant', async () => {
    shop = createShop({ openingHours: { ...createOpen('05:00', '22:00') } });
    ana = shop.customer('ana');
    expect(await ana.says('book a basic service for Ana tomorrow at 6')).toBe(
      'Do you mean Tuesday 24 November 2026, 06:00 (Ireland Time) or Tuesday 24 November 2026, 18:00 (Ireland Time)?',
    );
    expect(ana.choices()).toEqual(['Tue 24 Nov, 06:00', 'Tue 24 Nov, 18:00']);
    expect(await ana.taps(/18:00/)).toContain('Basic service on Tuesday 24 November 2026, 18:00');
  });

  it('can be answered in words', async () => {
    shop = createShop({ openingHours: { ...createOpen('05:00', '22:00') } });
    ana = shop.customer('ana');
    await ana.says('book a basic service for Ana tomorrow at 6');
    expect(await ana.says('in the evening')).toContain('Basic service on Tuesday 24 November 2026, 18:00');
  });

  it('is settled by opening hours when they can', async () => {
    expect(await ana.says('book a basic service for Ana tomorrow at 9')).toContain('Tuesday 24 November 2026, 09:00');
  });
});

function createOpen(from: string, to: string) {
  const day = [{ from, to }];
  return { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day };
}

describe('somebody faster', () => {
  it('between the offer and the tap: other times are offered', async () => {
    await ana.says('book a bike fit for Ana on Wednesday');
    await busy('bike-fit', at('2026-11-25T09:00:00Z'));
    expect(await ana.taps(/09:00/)).toMatch(/^Wednesday 25 November 2026, 09:00 \(Ireland Time\) is not free/);
    expect(ana.choices()).toEqual([expect.any(String), expect.any(String), expect.any(String), WAIT]);
  });

  it('between the decision and the hold: the customer is told, and offered other times', async () => {
    await ana.says('book a bike fit on Wednesday');
    await ana.startsTapping(/09:00/);
    await busy('bike-fit', at('2026-11-25T09:00:00Z'));
    expect(await ana.toolRuns()).toBe('Sorry, somebody else has just taken that time. These are free:');
    expect(ana.choices()).toHaveLength(3);
  });

  it('after the hold ran out: the customer is told, keeps their name, and can go on', async () => {
    await ana.says('book a bike fit for Ana on Wednesday at 10');
    shop.clock.advance(HOUR);
    await busy('bike-fit', at('2026-11-25T10:00:00Z'));
    expect(await ana.says('yes')).toBe(
      'I could not hold that time any longer. These times are free for the Bike fit. Which one suits you?',
    );
    expect(await ana.says('the first one')).toContain('for Ana, €129. Shall I book it?');
  });

  it('never: fifty customers confirm the last slot of the day, one gets it and the others get real alternatives', async () => {
    const many = Array.from({ length: 50 }, (_, n) => shop.customer(`c${n}`));
    await Promise.all(many.map((one) => one.says('book a bike fit for Ana on Saturday at 12:30')));
    const holders = many.filter((one) => one.choices().includes('Yes, please'));
    expect(holders).toHaveLength(1);
    await Promise.all(holders.map((one) => one.taps(/yes/i)));
    expect(shop.bookings()).toHaveLength(1);
    for (const one of many.filter((other) => !holders.includes(other))) expect(one.choices()).toHaveLength(3);
  });
});

describe('at the number of open bookings a customer may have', () => {
  it('the next one is for the team', async () => {
    for (const day of ['Tuesday', 'Wednesday']) {
      await ana.says(`book a bike fit for Ana on ${day} at 10`);
      await ana.says('yes');
    }
    expect(await ana.says('book a bike fit on Thursday at 10')).toBe(
      'You already have 2 open bookings, as many as I can make.',
    );
    expect(ana.choiceId(/team/i)).toBe('handoff:person');
    expect(await ana.tapsId('booking:service:bike-fit')).toMatch(/^You already have 2/);
  });
});

describe('when the calendar cannot be reached', () => {
  it('no time is made up: staff get the wish, the customer the truth', async () => {
    await ana.says('I want to book a bike fit');
    shop.store.before = (_operation, kind) => {
      if (kind === 'calendar-day') throw new Failure('store-unavailable', 'down');
    };
    await ana.says('tomorrow at 10');
    const decision = ana.last();
    expect(decision).toMatchObject({
      kind: 'hand-off',
      reason: 'tool-failed',
      sayAfter: { text: expect.stringContaining('I cannot see our calendar') },
    });
    expect(decision.kind === 'hand-off' && decision.summary).toContain('Bike fit, 2026-11-24 at 10:00');
  });

  it('also while a booking is being written', async () => {
    await ana.says('book a bike fit for Ana tomorrow at 10');
    await ana.startsTapping(/yes/i);
    await ana.toolBreaks();
    const decision = ana.last();
    expect(decision).toMatchObject({ kind: 'hand-off', reason: 'tool-failed' });
    expect(decision.kind === 'hand-off' && decision.summary).toContain(
      'Bike fit, Tuesday 24 November 2026, 10:00 (Ireland Time), for Ana',
    );
  });
});
