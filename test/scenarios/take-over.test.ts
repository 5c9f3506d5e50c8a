/** A person takes a conversation over and lets it go again: the bot is silent, and no customer is left behind. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { say } from '../../src/domain/business.ts';
import type { Store } from '../../src/ports.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { openScenarioStore } from './scenario-store.ts';
import { createWorld, MONDAY_MORNING, shop, type World, type WorldOptions } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const IDLE = shop.approvals.handBackAfterIdleMinutes * MINUTE;
/** Monday 23 November 2026, 19:00 in Dublin: the shop has closed, quiet hours have not begun. */
const MONDAY_EVENING = Date.parse('2026-11-23T19:00:00Z');

let world: World;
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

async function takenOver(options: WorldOptions = {}) {
  world = await createWorld(options);
  const ana = world.customer('ana');
  await ana.asks('I want to talk to a human please');
  await world.staff('Ben').decides({ kind: 'take-over' });
  await world.settle(0);
  return ana;
}

const threadLines = () => world.desk.lines.filter(({ ref }) => ref?.id === world.desk.cards[0]?.ref.id);

describe('while a person has the conversation', () => {
  it('every later message of the customer stands in the thread of the card, whatever it is, once and in order', async () => {
    const ana = await takenOver();
    const heard = ana.heard().length;
    await ana.asks('My chain came off');
    await ana.says('It is the blue one');
    await ana.says('and the pedal is loose');
    await world.settle();
    await ana.sends({ kind: 'media', mediaType: 'audio', mediaId: 'v1' });
    await world.settle();
    await ana.asks('Can you give me 10% off a full service?');
    expect(threadLines().map(({ quote }) => quote)).toEqual([
      'My chain came off',
      'It is the blue one\nand the pedal is loose',
      '[audio]',
      'Can you give me 10% off a full service?',
    ]);
    expect(ana.heard()).toHaveLength(heard);
    expect(world.desk.cards).toHaveLength(1);
  });

  it('a turn that was being decided when they took over says nothing', async () => {
    const clock = createManualClock(MONDAY_MORNING);
    const store = await openScenarioStore(clock);
    let quicker = async () => {};
    const claim: Store['claim'] = async (...args) => {
      const claimed = await store.claim(...args);
      if (claimed?.conversation.agenda.some(({ task }) => task.kind === 'take-turn')) await quicker();
      return claimed; // what the worker decides on has been read before
    };
    world = await createWorld({ clock, store: { ...store, claim } });
    const ana = world.customer('ana');
    await ana.asks('I want to talk to a human please');
    const heard = ana.heard().length;
    let taken = 0;
    quicker = async () => {
      if (taken++ === 0) await world.staff('Ben').decides({ kind: 'take-over' });
    };
    await ana.asks('ping 1');
    expect(taken).toBeGreaterThan(0);
    expect(ana.heard()).toHaveLength(heard);
    expect(threadLines().map(({ quote }) => quote)).toEqual(['ping 1']);
  });

  it('the rules about discounts hold for what they write too', async () => {
    const rules = [{ percentAbove: 20, needs: 'manager' as const }];
    const ana = await takenOver({ business: { approvals: { ...shop.approvals, managers: ['U-Boss'], rules } } });
    const heard = ana.heard().length;
    expect(await world.staff('Ben').replies('All right, 50 % off for you.')).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('manager'),
    });
    await world.settle();
    expect(ana.heard()).toHaveLength(heard);
    expect((await world.staff('Ben').replies('All right, 10 % off for you.')).kind).toBe('done');
    expect((await world.staff('Boss').replies('Let us make it 50 %.')).kind).toBe('done');
  });

  it('nobody alone can promise what the rules give to two people', async () => {
    const rules = [{ amountAbove: 500, needs: 'two-people' as const }];
    await takenOver({ business: { approvals: { ...shop.approvals, rules } } });
    expect(await world.staff('Ben').replies('We pay you back €900.')).toMatchObject({ kind: 'refused' });
  });
});

describe('the person is idle', () => {
  it('and has never answered: the card is open again, staff are reminded, and the customer is told in the end', async () => {
    const ana = await takenOver();
    const heard = ana.heard().length;
    await world.settle(IDLE);
    const card = await world.card();
    expect(card.state.kind).toBe('pending');
    expect(card.actions).toContain('take-over');
    expect(threadLines().at(-1)).toMatchObject({ text: expect.stringContaining('Ben was idle'), urgency: 'high' });
    expect((await ana.conversation()).owner.kind).toBe('bot');
    await world.settle(10 * MINUTE);
    expect(threadLines().at(-1)?.text).toMatch(/still waiting/);
    await world.settle(24 * HOUR);
    expect(ana.heard().slice(heard)).toEqual([say(shop, 'lapsed')]);
  });

  it('and the customer spoke last: staff hear that, and nothing wrong is said to the customer', async () => {
    const ana = await takenOver();
    await world.staff('Ben').replies('Your bike is ready.');
    await world.settle();
    await ana.asks('Thanks! And the bill?');
    const heard = ana.heard().length;
    await world.settle(IDLE);
    expect((await world.card()).state.kind).toBe('handed-back');
    expect(threadLines().at(-1)?.text).toContain('last words have no answer yet');
    await world.settle(24 * HOUR);
    expect(ana.heard()).toHaveLength(heard);
  });

  it('after the last word was theirs, or a thumb up: nobody is disturbed', async () => {
    const ana = await takenOver();
    await world.staff('Ben').replies('Your bike is ready.');
    await world.settle();
    await ana.sends({ kind: 'reaction', emoji: '👍', toExternalId: 'x' });
    const lines = threadLines().length;
    await world.settle(IDLE + MINUTE);
    expect((await world.card()).state.kind).toBe('handed-back');
    expect(
      threadLines()
        .slice(lines)
        .map(({ text }) => text)
        .join(),
    ).not.toContain('idle');
  });

  it('while they write, it does not count as idle', async () => {
    await takenOver();
    for (let n = 0; n < 3; n++) {
      await world.settle(IDLE - MINUTE);
      await world.staff('Ben').replies(`Part ${n} is here.`);
    }
    await world.settle(IDLE - MINUTE);
    expect((await world.card()).state.kind).toBe('taken-over');
  });
});

describe('taking over late', () => {
  it('is possible after a hand-back', async () => {
    const ana = await takenOver();
    await world.staff('Ben').handsBack();
    expect((await world.card()).actions).toEqual(['take-over']);
    expect((await world.staff('Mia').decides({ kind: 'take-over' })).kind).toBe('done');
    await world.staff('Mia').replies('Mia here.');
    await world.settle();
    expect(ana.heard().at(-1)).toBe('Mia here.');
  });

  it('stops what was approved for the morning', async () => {
    world = await createWorld({ clock: createManualClock(MONDAY_EVENING) });
    const ana = world.customer('ana');
    await ana.asks('Can you give me 10% off a full service?');
    const before = await world.card();
    await world.staff('Mia').decides({ kind: 'approve', later: true });
    expect((await world.staff('Ben').decides({ kind: 'take-over' }, before)).kind).not.toBe('done');
    expect((await world.card()).actions).toEqual(['take-over']);
    expect((await world.staff('Ben').decides({ kind: 'take-over' })).kind).toBe('done');
    await world.settle(24 * HOUR);
    expect(ana.heard().join()).not.toMatch(/10 ?%/);
  });

  it('is what is left when an approved reply could not be sent', async () => {
    world = await createWorld();
    const ana = world.customer('ana');
    await ana.asks('Can you give me 10% off a full service?');
    world.channel.failNext('bad-request');
    await world.staff('Mia').decides({ kind: 'approve' });
    await world.settle();
    const card = world.desk.cards[0]?.card;
    expect(card?.history.map(({ text }) => text).join()).toContain('Could not be sent');
    expect(card?.actions).toEqual(['take-over']);
    expect((await world.staff('Mia').decides({ kind: 'approve' })).kind).toBe('already');
    await world.staff('Mia').decides({ kind: 'take-over' });
    await world.staff('Mia').replies('10 % it is.');
    await world.settle();
    expect(ana.heard().at(-1)).toBe('10 % it is.');
  });

  it('with the reply window closed on the way, a template is offered for it', async () => {
    const templates = [{ id: 'hello', name: 'still_there', language: 'en', text: 'Hello {customerName}, we have it.' }];
    world = await createWorld({ capabilities: { replyWindowMs: 24 * HOUR }, business: { templates } });
    const ana = world.customer('ana');
    await ana.asks('Can you give me 10% off a full service?');
    await world.staff('Mia').claims();
    world.clock.advance(24 * HOUR - MINUTE);
    await world.staff('Mia').decides({ kind: 'approve' });
    world.clock.advance(2 * MINUTE); // the process was away just then
    await world.settle();
    expect(ana.heard()).toHaveLength(1);
    const card = await world.card();
    expect(card.actions).toEqual(['template', 'take-over']);
    expect(card.templates.map(({ text }) => text)).toEqual(['Hello ana, we have it.']);
    expect(card.history.at(-1)?.text).toBe('Not sent: the reply window has closed');
    expect((await world.staff('Mia').decides({ kind: 'template', templateId: 'hello' })).kind).toBe('done');
    await world.settle();
    expect(ana.last()).toMatchObject({ kind: 'template', text: 'Hello ana, we have it.' });
  });
});
