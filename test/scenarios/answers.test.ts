import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { say } from '../../src/domain/business.ts';
import { createWorld, shop, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

describe('a customer asks', () => {
  it('what the knowledge answers, and gets it in its words, with the source in the trace', async () => {
    const ana = world.customer('ana');
    const answer = await ana.asks('What time do you close on Thursdays?');
    expect(answer).toMatch(/20:00|8 ?pm/i);
    const [turn] = await ana.turns();
    expect(turn?.decision.kind).toBe('reply');
    expect(turn?.decision.kind === 'reply' && turn.decision.say.sources.length).toBeGreaterThan(0);
    expect(turn?.steps.map((step) => step.name)).toEqual(['screen', 'route', 'retrieve', 'agent', 'review']);
    expect(world.desk.cards).toHaveLength(0);
  });

  it('what nobody has written down, and hears that the team was asked, once the team really was', async () => {
    const ana = world.customer('ana');
    world.desk.failNext('staff-desk-unavailable');
    await ana.says('Do you buy used unicycles for circus schools?');
    await world.settle(1_500);
    expect(ana.heard()).toEqual([]); // the desk was down: nothing may be claimed
    await world.settle();
    expect(ana.heard()).toEqual([say(shop, 'askedTeam')]);
    expect(world.desk.cards).toHaveLength(1);
    const card = await world.card();
    expect(card.customerWords).toEqual(['Do you buy used unicycles for circus schools?']);
    expect(card.draft).toBeUndefined();
    expect(card.actions).toEqual(['edit', 'reject', 'claim', 'take-over']);
  });

  it('two things at once, and gets both answers', async () => {
    const ana = world.customer('ana');
    await ana.says('What time do you close on Thursdays?');
    const answer = await ana.asks('And how much is a full service?');
    expect(answer).toMatch(/20:00|8 ?pm/i);
    expect(answer).toMatch(/119/);
    expect(ana.heard()).toHaveLength(1);
  });

  it('two things in one sentence, and gets both answers', async () => {
    const ana = world.customer('ana');
    const answer = await ana.asks('whats the price for a puncture repair and are you open sunday?');
    expect(answer).toMatch(/€18/);
    expect(answer).toMatch(/closed on Sunday/);
    expect(ana.heard()).toHaveLength(1);
  });

  it('whether the shop is open on a day, and hears of that very day, and when it opens next', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks('are you open tomorrow?')).toMatch(
      /^On Tuesday 24 November 2026 we are open from 09:30 to 18:00/,
    );
    expect(await ana.asks('and are you open on Christmas Day')).toBe(
      'We are closed on Friday 25 December 2026: Christmas Day. We open again on Monday 28 December 2026 at 09:30.',
    );
    expect(await ana.asks('are you open on Sunday?')).toMatch(
      /^We are closed on Sunday 29 November 2026. We open again on Monday/,
    );
    expect(await ana.asks('what time do you open on Saturdays?')).toMatch(/Saturday from 10:00 to 17:00/);
    expect(world.desk.cards).toHaveLength(0);
  });

  it('something known and something unknown: the known is answered, the rest goes to the team', async () => {
    const ana = world.customer('ana');
    const answer = await ana.asks('What time do you close on Thursdays? Do you buy used unicycles for circus schools?');
    expect(answer).toMatch(/20:00|8 ?pm/i);
    expect(answer).toMatch(/asked the team/);
    expect((await world.card()).summary).toMatch(/Still open: Do you buy used unicycles/);
  });

  it('nothing yet, only greets, and is greeted without a search', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks('Good morning')).toBe(say(shop, 'intent.greeting'));
    const [turn] = await ana.turns();
    expect(turn?.steps.some((step) => step.name === 'retrieve')).toBe(false);
  });

  it('for the fixed answer of a quick reply', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks('ping 7f3')).toBe('pong 7f3');
  });

  it('for a person, and staff know it before the customer is told', async () => {
    const ana = world.customer('ana');
    await ana.says('can I talk to a real person please');
    await world.settle(0); // no waiting for a request like this
    expect(world.desk.cards).toHaveLength(1);
    expect(ana.heard()).toEqual([say(shop, 'handOff')]);
    const card = await world.card();
    expect(card.urgency).toBe('high');
  });

  it('with a voice note, and hears what can be done about it', async () => {
    const ana = world.customer('ana');
    await ana.sends({ kind: 'media', mediaType: 'audio', mediaId: 'v1' });
    await world.settle();
    expect(ana.heard()).toEqual([say(shop, 'voice')]);
    expect(world.desk.cards).toHaveLength(1);
  });

  it('with a photo and words: the words are answered', async () => {
    const ana = world.customer('ana');
    await ana.sends({
      kind: 'media',
      mediaType: 'image',
      mediaId: 'p1',
      caption: 'What time do you close on Thursdays?',
    });
    await world.settle();
    expect(ana.heard().join()).toMatch(/20:00|8 ?pm/i);
  });

  it('nothing, with a thumbs-up: silence, with the reason on record', async () => {
    const ana = world.customer('ana');
    await ana.sends({ kind: 'reaction', emoji: '👍', toExternalId: 'x' });
    await world.settle();
    expect(ana.heard()).toEqual([]);
    const ledger = await world.core.ledger('2026-11-23');
    expect(ledger.endings).toEqual({ answered: 0, 'with-staff': 0, silent: 1, 'in-work': 0, 'not-delivered': 0 });
    expect(ledger.messages[0]?.why).toMatch(/reaction/);
  });

  it('the same thing over and over: a person looks, and the bot stops answering', async () => {
    const ana = world.customer('ana');
    for (let n = 0; n < shop.limits.sameTextInARow + 3; n++) await ana.asks('AUTOMATIC REPLY: I am away');
    const after = ana.heard().length;
    await ana.asks('AUTOMATIC REPLY: I am away');
    expect(ana.heard()).toHaveLength(after);
    expect((await world.card()).why.join(' ')).toMatch(/circles/);
  });

  it('hours ago, and it only reaches us now: staff decide, no answer out of the blue', async () => {
    const ana = world.customer('ana');
    await ana.says('are you open now?', { sentAt: world.clock.now() - 8 * 3_600_000 });
    await world.settle();
    expect(ana.heard()).toEqual([]);
    expect((await world.card()).summary).toMatch(/late/);
  });

  it('and the ledger of the day accounts for every message', async () => {
    const people = ['ana', 'ben', 'cleo'].map((name) => world.customer(name));
    for (const person of people) await person.says('ping 1');
    await people[0]?.says('Do you buy used unicycles for circus schools?');
    const before = await world.core.ledger('2026-11-23');
    expect(before.endings['in-work']).toBe(4);
    await world.settle();
    await people[2]?.sends({ kind: 'reaction', emoji: '👍', toExternalId: 'x' });
    await world.settle();
    const after = await world.core.ledger('2026-11-23');
    expect(after.received).toBe(5);
    expect(after.endings['in-work']).toBe(0);
    expect(after.endings.silent).toBe(1);
  });
});
