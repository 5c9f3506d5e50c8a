import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { say } from '../../src/domain/business.ts';
import { createWorld, shop, type World } from './world.ts';

/** Enough to leave the tail behind twice over; on a server every message is some dozens of durable writes. */
const MANY = (globalThis as { scenariosOnMongo?: boolean }).scenariosOnMongo === true ? 60 : 150;

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

describe('messages that come in bursts, twice or late', () => {
  it('three quick messages get one answer about all of them', async () => {
    const ana = world.customer('ana');
    await ana.says('Hi');
    world.clock.advance(1_200);
    await ana.says('just wondering');
    world.clock.advance(1_000);
    await ana.says('what time do you close on Thursdays?');
    await world.settle();
    expect(ana.heard()).toHaveLength(1);
    expect(ana.heard()[0]).toMatch(/20:00|8 ?pm/i);
    expect(await ana.turns()).toHaveLength(1);
  });

  it('a complete question alone is answered after less than a second', async () => {
    const ana = world.customer('ana');
    await ana.says('What time do you close on Thursdays?');
    await world.settle(shop.waits.sentenceMs - 1);
    expect(ana.heard()).toHaveLength(0);
    await world.settle(1);
    expect(ana.heard()).toHaveLength(1);
  });

  it('somebody who never stops typing is answered within the cap', async () => {
    const ana = world.customer('ana');
    for (let n = 0; n < 20; n++) {
      await ana.says(`and also thing ${n},`);
      await world.settle(500);
    }
    expect(ana.heard().length).toBeGreaterThan(0);
  });

  it('a redelivered message is processed once, however often and however late it comes', async () => {
    const ana = world.customer('ana');
    expect(await ana.says('ping one', { externalId: 'same' })).toBe('new');
    const again = await Promise.all(Array.from({ length: 10 }, () => ana.says('ping one', { externalId: 'same' })));
    expect(again.every((result) => result === 'duplicate')).toBe(true);
    await world.settle();
    world.clock.advance(7 * 24 * 3_600_000);
    expect(await ana.says('ping one', { externalId: 'same' })).toBe('duplicate');
    await world.settle();
    expect(ana.heard()).toEqual(['pong one']);
  });

  it('words are read in the order they were sent, not in the order they arrived', async () => {
    const ana = world.customer('ana');
    const now = world.clock.now();
    await ana.says('ping second', { sentAt: now - 1_000 });
    await ana.says('ping first', { sentAt: now - 2_000 });
    await world.settle();
    expect(ana.heard()).toEqual(['pong first\npong second']);
  });

  it('a message that arrives while we decide is answered too, and no answer is given to half a burst', async () => {
    const ana = world.customer('ana');
    await ana.says('ping one');
    world.clock.advance(shop.waits.sentenceMs);
    const running = world.core.agenda.runDue();
    await ana.says('ping two');
    await running;
    await world.settle();
    expect(
      ana
        .heard()
        .join('\n')
        .match(/pong \w+/g)
        ?.sort(),
    ).toEqual(['pong one', 'pong two']);
    expect((await world.core.ledger('2026-11-23')).endings).toMatchObject({ answered: 2, 'in-work': 0 });
  });

  it('replies leave in order, also when the first one has to be tried again', async () => {
    const ana = world.customer('ana');
    world.channel.failNext('channel-unavailable');
    await ana.asks('ping one');
    await ana.asks('ping two');
    await world.settle(60_000);
    expect(ana.heard()).toEqual(['pong one', 'pong two']);
  });

  it('one customer whose messages cannot be delivered holds up nobody else', async () => {
    const ana = world.customer('ana');
    const ben = world.customer('ben');
    world.channel.failNext('rate-limited');
    await ana.says('ping a');
    await ben.says('ping b');
    await world.settle(1_000);
    expect([...ana.heard(), ...ben.heard()]).toHaveLength(1);
    await world.settle(60_000);
    expect([ana.heard(), ben.heard()]).toEqual([['pong a'], ['pong b']]);
  });

  it('a conversation that goes on and on stays small, and nothing of it is forgotten', async () => {
    const ana = world.customer('ana');
    for (let n = 0; n < MANY; n++) {
      await ana.says(`ping ${n}`);
      await world.settle(5_000);
    }
    const conversation = await ana.conversation();
    expect(conversation.entries.length).toBeLessThanOrEqual(shop.limits.tailEntries * 2);
    const archived = await world.store.archived(conversation.id, 0, 10_000);
    const numbers = new Set([...archived, ...conversation.entries].map((entry) => entry.n));
    expect(numbers.size).toBe(conversation.lastN);
    const lines = await world.core.transcript.read(conversation.address, 0, 2_000);
    expect(lines.filter((line) => line.from === 'customer')).toHaveLength(MANY);
  }, 240_000);
});

describe('STOP and START', () => {
  it('STOP is obeyed at once, confirmed once, and holds on every channel of the customer', async () => {
    const ana = world.customer('ana');
    const elsewhere = world.customer('ana', 'other'); // the same phone number on another channel
    await elsewhere.asks('ping 1');
    await ana.says('Stop.');
    await world.settle(0);
    expect(ana.heard()).toEqual([say(shop, 'stopConfirmed')]);
    const { createCustomers } = await import('../../src/customers.ts');
    const customer = await createCustomers(world.store).get((await elsewhere.conversation()).customerId);
    expect(customer?.consent).toMatchObject({
      proactive: false,
      proof: { words: 'Stop.', conversationId: ana.conversationId },
    });
  });

  it('whoever said STOP may still ask, and is answered', async () => {
    const ana = world.customer('ana');
    await ana.asks('STOP');
    expect(await ana.asks('ping 1')).toBe('pong 1');
  });

  it('START takes it back', async () => {
    const ana = world.customer('ana');
    await ana.asks('STOP');
    expect(await ana.asks('start')).toBe(say(shop, 'startConfirmed'));
  });

  it('works while staff have the conversation', async () => {
    const ana = world.customer('ana');
    await ana.asks('I want to talk to a human please');
    await world.staff('Ben').decides({ kind: 'take-over' });
    expect(await ana.asks('STOP')).toBe(say(shop, 'stopConfirmed'));
  });

  it('a sentence with the word in it is no refusal: "stop, Joe isn\'t coming"', async () => {
    const ana = world.customer('ana');
    const answer = await ana.asks("stop, Joe isn't coming");
    expect(answer).not.toBe(say(shop, 'stopConfirmed'));
  });
});
