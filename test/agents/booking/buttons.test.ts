import { beforeEach, describe, expect, it } from '@jest/globals';
import { choiceId, parseChoice } from '../../../src/agents/booking/choices.ts';
import { createShop, type Shop, type TalkingCustomer } from './customer.ts';

const DAY = 24 * 3_600_000;

let shop: Shop;
let ana: TalkingCustomer;
beforeEach(() => {
  shop = createShop();
  ana = shop.customer('ana', 'Ana');
});

describe('an old button', () => {
  it('of a service starts a booking of that service', async () => {
    expect(await ana.tapsId('booking:service:bike-fit')).toBe('Which day and time would suit you for the Bike fit?');
  });

  it('of a free time still means that time', async () => {
    await ana.says('book a bike fit on Friday');
    const button = ana.choiceId(/09:00/);
    await ana.says('forget it');
    shop.clock.advance(DAY);
    expect(await ana.tapsId(button)).toContain('Friday 27 November 2026, 09:00 (Ireland Time) is free');
  });

  it('of a time that has passed says so and offers real ones', async () => {
    await ana.says('book a bike fit tomorrow');
    const button = ana.choiceId(/09:00/);
    shop.clock.advance(2 * DAY);
    expect(await ana.tapsId(button)).toMatch(/^That time has already passed\./);
    expect(ana.choices()).toHaveLength(3);
  });

  it('"yes" tapped twice shows the one booking that was made', async () => {
    await ana.says('book a bike fit for Ana tomorrow at 10');
    const yes = ana.choiceId(/yes/i);
    await ana.taps(/yes/i);
    expect(await ana.tapsId(yes)).toMatch(/^Your booking: Bike fit on Tuesday 24 November 2026, 10:00/);
    expect(shop.bookings()).toHaveLength(1);
  });

  it('"yes" tapped again while the first is being written waits for it', async () => {
    await ana.says('book a bike fit for Ana tomorrow at 10');
    const yes = ana.choiceId(/yes/i);
    await ana.startsTapping(/yes/i);
    expect(await ana.tapsId(yes)).toBe('One moment, I am still working on it.');
  });

  it('"yes" of a time that was changed meanwhile books neither', async () => {
    await ana.says('book a bike fit for Ana tomorrow at 10');
    const yes = ana.choiceId(/yes/i);
    await ana.says('forget it');
    expect(await ana.tapsId(yes)).toBe('That button is not valid any more.');
    await ana.says('book a bike fit for Ana on Friday at 10');
    expect(await ana.tapsId(yes)).toMatch(/^That button is not valid any more\. Bike fit on Friday 27 November 2026/);
    expect(shop.bookings()).toHaveLength(0);
  });

  it('"yes, cancel it" of a booking that was moved since asks again', async () => {
    await ana.says('book a bike fit for Ana on Friday at 10');
    await ana.says('yes');
    await ana.says('cancel my booking');
    const cancel = ana.choiceId(/cancel/i);
    await ana.says('keep it');
    await ana.says('move my booking to 11');
    await ana.says('yes');
    expect(await ana.tapsId(cancel)).toMatch(/^Shall I cancel Bike fit on Friday 27 November 2026, 11:00/);
    expect(shop.bookings()).toMatchObject([{ status: 'booked' }]);
  });

  it.each([
    'booking:',
    'booking:slot:bike-fit:niamh:soon',
    'booking:slot:massage:niamh:1795514400000',
    'booking:service:massage',
    'booking:confirm:x',
    'booking:name:Ana',
    'booking:fly:away',
    'booking:cancel:TS-AAAA',
  ])('nobody ever drew, %s, is declined and changes nothing', async (id) => {
    expect(await ana.tapsId(id)).toBe('That button is not valid any more.');
    expect(shop.bookings()).toEqual([]);
  });

  it('of somebody else’s booking is declined', async () => {
    expect(await ana.tapsId('booking:move:TS-AAAA')).toBe('I cannot find an open booking for you here.');
    expect(await ana.tapsId(`booking:slot:bike-fit:niamh:${Date.parse('2026-11-27T10:00:00Z')}:TS-AAAA`)).toBe(
      'I cannot find an open booking for you here.',
    );
  });
});

describe('what a button says', () => {
  it('comes back from its id', () => {
    const slot = { serviceId: 'bike-fit', staffId: 'niamh', startAt: 1_795_514_400_000, endAt: 0 };
    const meant = { kind: 'slot', serviceId: 'bike-fit', startAt: 1_795_514_400_000 };
    expect(parseChoice(choiceId.slot(slot))).toEqual(meant);
    expect(parseChoice(choiceId.slot(slot, 'TS-AAAA'))).toEqual({ ...meant, moving: 'TS-AAAA' });
    expect(parseChoice(choiceId.at('bike-fit', slot.startAt, 'TS-AAAA'))).toEqual({ ...meant, moving: 'TS-AAAA' });
    expect(parseChoice(choiceId.name('Ana: the first'))).toEqual({ kind: 'name', name: 'Ana: the first' });
    expect(parseChoice('sales:offer:1')).toBeUndefined();
  });

  it('fits the narrowest button, whatever the name', async () => {
    const long = shop.customer('x', 'Bartholomew Featherstonehaugh-Cholmondeley');
    await long.says('book a bike fit tomorrow at 10');
    expect(long.choices()[0]?.length).toBeLessThanOrEqual(20);
    expect(await long.taps(/./)).toContain('for Bartholomew Featherstonehaugh-Cholmondeley');
  });
});

describe('a state that cannot be read', () => {
  it('is forgotten, and the customer can simply start over', async () => {
    ana.conversation = {
      ...ana.conversation,
      flow: {
        agent: 'booking',
        state: { step: 'confirm', from: 'an older release' },
        expiresAt: shop.clock.now() + DAY,
      },
    };
    expect(ana.openQuestion()).toBeUndefined();
    expect(await ana.says('I want to book a bike fit')).toBe('Which day and time would suit you for the Bike fit?');
  });

  it('does not lose the booking that a tool has just made', async () => {
    await ana.says('book a bike fit for Ana tomorrow at 10');
    await ana.startsTapping(/yes/i);
    ana.conversation = {
      ...ana.conversation,
      flow: { agent: 'booking', state: {}, expiresAt: shop.clock.now() + DAY },
    };
    expect(await ana.toolRuns()).toContain('You are booked in: Bike fit on Tuesday 24 November 2026, 10:00');
  });

  it('is over after a day', async () => {
    await ana.says('book a bike fit for Ana tomorrow at 10');
    shop.clock.advance(DAY + 1);
    expect(await ana.says('yes')).toBeUndefined();
  });
});
