/** Customers who know when they want to come and not yet for what. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { say } from '../../src/domain/business.ts';
import { createWorld, shop, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

describe('a booking whose service is not known yet', () => {
  it('repeats the day and the time it understood and never asks the same words twice', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks('can i bring my bike in sat morning')).toBe(
      'I have noted Saturday 28 November 2026. What can we do for your bike?',
    );
    const again = await ana.asks('10am');
    expect(again).toContain('I have noted Saturday 28 November 2026, 10:00.');
    expect(again).toContain('tell me what is wrong');
    expect(await ana.asks('basic service')).toContain('Saturday 28 November 2026, 10:00');
  });

  it('asks openly when nothing is known', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks('I would like to book my bike in')).toBe(say(shop, 'booking.askService'));
  });

  it('hears at once that the shop is closed on that day', async () => {
    expect(await world.customer('ana').asks('can i bring my bike in on sunday')).toMatch(
      /closed on Sunday 29 November 2026\. We will find you another day\./,
    );
  });

  it.each(['Sean', 'Dean', 'Yes, Sean'])('takes "%s" for a name when it asked for one', async (name) => {
    const ana = world.customer('ana');
    await ana.asks('can u do next wed at half 4 for a gear tune');
    expect(await ana.asks(name)).toContain(`for ${name.replace('Yes, ', '')}, €35`);
  });

  it('goes to the team with the day, when the customer cannot tell', async () => {
    const ana = world.customer('ana');
    await ana.asks('can i bring my bike in on saturday at 10am');
    await ana.taps('I am not sure');
    expect(ana.last().text).toBe(say(shop, 'askedTeam'));
    expect((await world.card()).summary).toMatch(/does not know which service.*2026-11-28 at 10:00/su);
  });

  it.each(['ok book me the full one for friday afternoon', 'the full service on friday afternoon please'])(
    '"%s" names the service',
    async (words) => {
      const ana = world.customer('ana');
      await ana.asks("What's the difference between the basic and the full service?");
      expect(await ana.asks(words)).toContain('Full service');
    },
  );
});
