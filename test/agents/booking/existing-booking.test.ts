import { beforeEach, describe, expect, it } from '@jest/globals';
import { createShop, type Shop, type TalkingCustomer } from './customer.ts';

const at = (iso: string) => Date.parse(iso);

let shop: Shop;
let ana: TalkingCustomer;
beforeEach(() => {
  shop = createShop();
  ana = shop.customer('ana', 'Ana');
});

async function booked(wish: string, who = ana): Promise<string> {
  await who.says(`book a ${wish}`);
  const said = await who.says('yes');
  const reference = /TS-\w+/.exec(said ?? '')?.[0];
  if (!reference) throw new Error(`no booking came of it: ${said}`);
  return reference;
}

function open() {
  return shop.bookings().filter(({ status }) => status === 'booked');
}

describe('a customer asks about their booking', () => {
  it('and gets service, weekday, date, time, zone and reference, with buttons to change it', async () => {
    const reference = await booked('bike fit for Ana on Friday at 10');
    expect(await ana.says('when is my booking?')).toBe(
      `Your booking: Bike fit on Friday 27 November 2026, 10:00 (Ireland Time), reference ${reference}.`,
    );
    expect(ana.choices()).toEqual(['Change the time', 'Cancel it']);
  });

  it('and there is none', async () => {
    expect(await ana.says('when is my booking?')).toBe('I cannot find an open booking for you here.');
    expect(ana.choiceId(/team/i)).toBe('handoff:person');
  });

  it('and never hears of another customer’s, even with its reference', async () => {
    const reference = await booked('bike fit for Ben on Friday at 10', shop.customer('ben'));
    expect(await ana.says(`when is my booking ${reference}?`)).toBe('I cannot find an open booking for you here.');
    expect(await ana.says(`cancel booking ${reference}`)).toBe('I cannot find an open booking for you here.');
    expect(await ana.tapsId(`booking:cancel:${reference}:${at('2026-11-27T10:00:00Z')}`)).toBe(
      'I cannot find an open booking for you here.',
    );
    expect(open()).toHaveLength(1);
  });

  it('in the middle of another one, and the other one stays open', async () => {
    await booked('bike fit for Ana on Friday at 10');
    await ana.says('book a full service');
    expect(await ana.says('when is my booking?')).toContain('Friday 27 November 2026');
    expect(await ana.says('tomorrow at 10')).toContain('Tuesday 24 November 2026, 10:00 (Ireland Time) is free');
  });
});

describe('a customer cancels', () => {
  it('only after having been asked, and then loses the reminder too', async () => {
    const reference = await booked('bike fit for Ana on Friday at 10');
    expect(ana.followUps.size).toBe(1);
    expect(await ana.says('please cancel my booking')).toBe(
      `Shall I cancel Bike fit on Friday 27 November 2026, 10:00 (Ireland Time) (reference ${reference})?`,
    );
    expect(open()).toHaveLength(1);
    expect(await ana.taps(/yes/i)).toBe(`Your booking ${reference} is cancelled.`);
    expect(open()).toHaveLength(0);
    expect(ana.followUps.size).toBe(0);
  });

  it.each(['yes', 'cancel it', 'yes please cancel'])('with "%s" as the answer', async (words) => {
    await booked('bike fit for Ana on Friday at 10');
    await ana.says('cancel my booking');
    expect(await ana.says(words)).toMatch(/is cancelled/);
  });

  it.each(['no', 'keep it', 'never mind', "don't cancel it", 'no, keep it'])(
    'and thinks better of it with "%s"',
    async (words) => {
      await booked('bike fit for Ana on Friday at 10');
      await ana.says('cancel my booking');
      expect(await ana.says(words)).toMatch(/^Your booking stays: Bike fit on Friday 27 November 2026/);
      expect(open()).toHaveLength(1);
      expect(ana.conversation.flow).toBeUndefined();
    },
  );

  it('one of several: by button, by day, by service, by order or by reference', async () => {
    const friday = await booked('bike fit for Ana on Friday at 10');
    const tuesday = await booked('basic service for Ana tomorrow at 10');
    expect(await ana.says('cancel my booking')).toBe('Which booking do you mean?');
    expect(ana.choices()).toEqual(['Tue 24 Nov, 10:00', 'Fri 27 Nov, 10:00']);
    expect(await ana.taps(/27 Nov/)).toContain(friday);
    await ana.says('no');
    await ana.says('cancel my booking');
    expect(await ana.says('the second one')).toContain(friday);
    await ana.says('no');
    await ana.says('cancel my booking');
    expect(await ana.says('the bike fit')).toContain(friday);
    await ana.says('no');
    expect(await ana.says('cancel my booking tomorrow')).toContain(tuesday);
    await ana.says('no');
    expect(await ana.says(`cancel booking ${friday.toLowerCase()}`)).toContain(friday);
    await ana.says('yes');
    expect(open()).toMatchObject([{ reference: tuesday }]);
  });

  it('the booking that is only being made, when there is no other', async () => {
    await ana.says('book a bike fit for Ana on Friday at 10');
    expect(await ana.says('please cancel my booking')).toBe('No problem, nothing is booked.');
  });

  it('and asks something else instead of answering: it is left to others and nothing is cancelled', async () => {
    await booked('bike fit for Ana on Friday at 10');
    await ana.says('cancel my booking');
    expect(await ana.says('what time do you close?')).toBeUndefined();
    expect(open()).toHaveLength(1);
  });
});

describe('a customer moves a booking', () => {
  let reference: string;
  beforeEach(async () => {
    reference = await booked('bike fit for Ana on Friday at 10');
  });

  it('to another day at the same time, after having been asked', async () => {
    const asked = await ana.says('can you move my appointment to Wednesday?');
    expect(asked).toContain(
      `Shall I move booking ${reference} from Friday 27 November 2026, 10:00 (Ireland Time) to Wednesday 25 November 2026, 10:00 (Ireland Time) (Bike fit)?`,
    );
    expect(open()).toMatchObject([{ startAt: at('2026-11-27T10:00:00Z') }]);
    expect(await ana.says('yes')).toBe(
      `Done. Your booking ${reference} is now on Wednesday 25 November 2026, 10:00 (Ireland Time).`,
    );
    expect(open()).toMatchObject([{ reference, startAt: at('2026-11-25T10:00:00Z') }]);
    expect([...ana.followUps.values()]).toMatchObject([
      { id: `reminder:${reference}`, dueAt: at('2026-11-24T10:00:00Z') },
    ]);
  });

  it('to another time on the same day, also one that overlaps the old', async () => {
    expect(await ana.says('move my booking to 11')).toContain('to Friday 27 November 2026, 11:00');
    await ana.says('yes');
    expect(open()).toMatchObject([{ startAt: at('2026-11-27T11:00:00Z') }]);
  });

  it('is asked for the time when they did not say one', async () => {
    expect(await ana.says('I need to reschedule my appointment')).toBe(
      'Your Bike fit is on Friday 27 November 2026, 10:00 (Ireland Time). Which day and time would you like instead?',
    );
    expect(await ana.says('Thursday at 14:00')).toContain('to Thursday 26 November 2026, 14:00');
    await ana.taps(/yes/i);
    expect(open()).toHaveLength(1);
  });

  it('to another service', async () => {
    expect(await ana.says('change my booking to a basic service')).toContain(
      'to Friday 27 November 2026, 10:00 (Ireland Time) (Basic service)?',
    );
    await ana.says('yes');
    expect(open()).toMatchObject([{ reference, serviceId: 'basic-service', startAt: at('2026-11-27T10:00:00Z') }]);
  });

  it('and keeps it where it was after a no', async () => {
    await ana.says('move my booking to 11');
    expect(await ana.says('no')).toMatch(/^Your booking stays: Bike fit on Friday 27 November 2026, 10:00/);
    expect(open()).toMatchObject([{ startAt: at('2026-11-27T10:00:00Z') }]);
  });

  it('to a time somebody else has: offered others, whose buttons still move and never book anew', async () => {
    await booked('bike fit for Ben on Wednesday at 10', shop.customer('ben'));
    expect(await ana.says('move my booking to Wednesday')).toMatch(/is not free for the Bike fit/);
    const button = ana.choiceId(/./);
    await ana.says('forget it');
    expect(ana.conversation.flow).toBeUndefined();
    expect(await ana.tapsId(button)).toContain(`Shall I move booking ${reference}`);
    await ana.says('yes');
    expect(open()).toHaveLength(2);
  });

  it('by the button under its details', async () => {
    await ana.says('when is my booking?');
    expect(await ana.taps(/change/i)).toMatch(/^Your Bike fit is on Friday/);
    await ana.says('tomorrow');
    expect(await ana.taps(/Tue 24 Nov, 09:00/)).toContain('to Tuesday 24 November 2026, 09:00');
  });

  it('while the team cancels it: is told that it is gone', async () => {
    await ana.says('move my booking to 11');
    const record = shop.store.all('booking')[0];
    if (record)
      await shop.store.putRecord('booking', { ...record, body: { ...(record.body as object), status: 'cancelled' } });
    expect(await ana.says('yes')).toBe('I cannot find an open booking for you here.');
  });

  it('that has begun meanwhile: is told so', async () => {
    const ben = shop.customer('ben');
    const today = await booked('basic service for Ben today at 14:00', ben);
    await ben.says('move my booking to 15:00');
    shop.clock.set(at('2026-11-23T14:05:00Z'));
    expect(await ben.taps(/yes/i)).toBe(`Booking ${today} has already begun.`);
    expect(
      shop.store.all('calendar-day').flatMap(({ body }) => (body as { spans: { startAt: number }[] }).spans),
    ).toHaveLength(2); // nothing left at 15:00
  });
});
