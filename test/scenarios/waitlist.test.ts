import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Booking } from '../../src/domain/booking.ts';
import { say } from '../../src/domain/business.ts';
import { type Customer, createWorld, shop, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

async function wants(customer: Customer, wish: string): Promise<string | undefined> {
  await customer.asks('I would like to book an appointment');
  await customer.asks('a bike fit');
  await customer.asks(wish);
  if (!/name/.test(customer.last().text)) return undefined;
  await customer.asks('Ana Souza');
  await customer.taps(/yes/i);
  return /HC-\w+/.exec(customer.last().text)?.[0];
}

async function booked(): Promise<readonly Booking[]> {
  const all = await world.store.listRecords('booking', { limit: 100 });
  return all.map((record) => record.body as unknown as Booking).filter(({ status }) => status === 'booked');
}

const wait = say(shop, 'booking.wait');

describe('a time that somebody else has', () => {
  it('is offered to who waited for it once it is given back, and is theirs by a tap', async () => {
    const [ana, ben] = [world.customer('ana'), world.customer('ben')];
    const reference = await wants(ana, 'on Wednesday at 11:00');
    expect(await wants(ben, 'on Wednesday at 11:00')).toBeUndefined();
    await ben.taps(wait);
    expect(ben.last().text).toMatch(
      /^I will write to you here if a time for the Bike fit on Wednesday.* 25 November 2026 becomes free/,
    );
    await ben.taps(wait); // a second tap changes nothing
    const before = ben.heard().length;
    await ana.asks(`please cancel my booking ${reference}`);
    await ana.taps(/yes/i);
    await world.settle(60_000);
    expect(ben.heard().slice(before)).toEqual([
      expect.stringMatching(/has become free for the Bike fit: Wednesday.* 25 November 2026, 11:00/),
    ]);
    await ben.taps(/25 Nov, 11:00/);
    await ben.asks('Ben Byrne');
    await ben.taps(/yes/i);
    expect(await booked()).toMatchObject([{ name: 'Ben Byrne', startAt: Date.parse('2026-11-25T11:00:00Z') }]);
    expect(ben.heard().filter((text) => /has become free/.test(text))).toHaveLength(1);
  });

  it('is offered when the booking moves, but not to who has said STOP or booked another time meanwhile', async () => {
    const [ana, ben, cleo, dan] = ['ana', 'ben', 'cleo', 'dan'].map((name) => world.customer(name)) as [
      Customer,
      Customer,
      Customer,
      Customer,
    ];
    const reference = await wants(ana, 'on Wednesday at 11:00');
    for (const one of [ben, cleo]) {
      await wants(one, 'on Wednesday at 11:00');
      await one.taps(wait);
    }
    await ben.asks('STOP');
    await wants(cleo, 'on Friday at 11:00');
    const before = [ben.heard().length, cleo.heard().length];
    await ana.asks(`I need to move my booking ${reference}`);
    await ana.asks('Thursday at 15:00');
    await ana.taps(/yes/i);
    await world.settle(60_000);
    expect((await booked()).some(({ startAt }) => startAt === Date.parse('2026-11-26T15:00:00Z'))).toBe(true);
    expect([ben.heard().length, cleo.heard().length]).toEqual(before);
    expect(await wants(dan, 'on Wednesday at 11:00')).toBeDefined(); // it is free for anybody
  });
});
