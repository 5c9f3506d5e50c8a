/** What customers write around their question, beside it and while they wait for the team. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { say } from '../../src/domain/business.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createWorld, shop, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

describe('words around a question', () => {
  beforeEach(async () => {
    world = await createWorld();
  });

  it.each([
    'ok never mind, whats your address',
    'Actually, forget that. What is your address?',
    'btw whats your address',
    'sorry to bother you, by the way, where are you located?',
  ])('"%s" is answered with the address', async (asked) => {
    expect(await world.customer('ana').asks(asked)).toContain('14 Merchants Road');
  });

  it('nobody is asked to choose between the team and the team', async () => {
    const ana = world.customer('ana');
    await ana.asks('my chain keeps slipping, how much to fix');
    expect(ana.last().text).toBe(say(shop, 'askedTeam'));
  });
});

describe('while the team has the question', () => {
  it('a day or a time alone belongs to it and starts no booking', async () => {
    world = await createWorld();
    const ana = world.customer('ana');
    expect(await ana.asks('can i rent 2 ebikes for the weekend')).toBe(say(shop, 'askedTeam'));
    expect(await ana.asks('saturday and sunday')).toBe(say(shop, 'addedForTeam'));
    expect((await world.card()).customerWords).toContain('saturday and sunday');
  });

  it('a request that speaks for itself is still dealt with at once', async () => {
    world = await createWorld();
    const ana = world.customer('ana');
    await ana.asks('can i rent 2 ebikes for the weekend');
    expect(await ana.asks('and can I book a basic service for tomorrow at 10')).toContain(
      'Tuesday 24 November 2026, 10:00',
    );
  });

  it('who asks at night hears when the shop opens again', async () => {
    world = await createWorld({ clock: createManualClock(Date.parse('2026-11-28T22:00:00Z')) });
    expect(await world.customer('ana').asks('do you ship to Malta?')).toBe(
      `${say(shop, 'askedTeamClosed')} We open again on Monday 30 November 2026 at 09:30.`,
    );
  });
});

describe('a question that comes in pieces', () => {
  it('is one question, also with slips in it', async () => {
    world = await createWorld();
    const ana = world.customer('ana');
    await ana.says('hi');
    await ana.says('what time do yuo close');
    expect(await ana.asks('on thrusday?')).toContain('On Thursday 26 November 2026 we are open');
  });
});

describe('a question of which only the new part is said', () => {
  beforeEach(async () => {
    world = await createWorld();
  });

  it('asks for another day what was asked before', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks('what time do you close today')).toContain('Monday 23 November 2026');
    expect(await ana.asks('and tomorrow?')).toContain('On Tuesday 24 November 2026 we are open');
    expect(await ana.asks('what about sunday')).toContain('closed on Sunday 29 November 2026');
  });

  it('asks for the price of what was named, not for the whole price list', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks('Do you rent bikes for children?')).toContain('€15 a day');
    await ana.asks('Can I rent an e-bike for a day?');
    const answer = await ana.asks('how much');
    expect(answer).not.toContain('puncture');
  });

  it('is not taken for a price question when something else was asked', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks('do I need an appointment for a puncture?')).toContain('drop in');
  });
});
