/** Bookings as impatient, scattered and hesitating customers hold them in English. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

async function talk(...words: readonly string[]): Promise<string> {
  const ana = world.customer('ana');
  let answer = '';
  for (const said of words) answer = await ana.asks(said);
  return answer;
}

describe('two services, each with a time of its own', () => {
  it('are planned at those times and at no others', async () => {
    expect(
      await talk('I want to book two things, a puncture repair tomorrow at 11 and a bike fit on Thursday at 2'),
    ).toMatch(/Puncture repair on Tuesday 24 November 2026, 11:00.*Bike fit on Thursday 26 November 2026, 14:00/s);
  });

  it('with one time for both are planned one after the other', async () => {
    expect(await talk('can I book a basic service and a gear tune tomorrow at 11')).toMatch(
      /Basic service on Tuesday 24 November 2026, 11:00.*Gear tune on Tuesday 24 November 2026, 12:00/s,
    );
  });
});

describe('what was said before', () => {
  it('is the service that was asked about', async () => {
    expect(await talk('How much is a puncture?', 'and can you do it this evening at 5?')).toMatch(
      /23 November 2026, 17:00/,
    );
  });

  it('is the booking that was just made', async () => {
    expect(await talk('gear tune tomorrow at 11', 'Frank', 'go for it', 'what was the time again?')).toMatch(
      /Your booking: Gear tune on Tuesday 24 November 2026, 11:00/,
    );
  });
});

describe('words beside the wish', () => {
  it('the hour at which they write is not the hour they want', async () => {
    expect(await talk('hi its 2am i know but can i book a puncture repair for tomorrow at 10')).toContain(
      'Tuesday 24 November 2026, 10:00',
    );
  });

  it('hesitation is no part of a name', async () => {
    expect(await talk('bike fit on thursday at 10', "eh Sean O'Brien")).toMatch(/for Sean O'Brien/);
  });

  it('"can u do thurs?" is a wish, not a riddle for the team', async () => {
    expect(await talk('can u do thurs?')).toContain('Thursday 26 November 2026');
  });
});
