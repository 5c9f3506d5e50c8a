/** Staff stop all sending: nothing leaves, nothing is lost, and afterwards everything goes out in order, once. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { Failure } from '../../src/domain/failure.ts';
import { createHoldBack } from '../../src/effects/held-back.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { openScenarioStore } from './scenario-store.ts';
import { createWorld, MONDAY_MORNING, shop, type World, type WorldOptions } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let world: World;
const open = async (options: WorldOptions = {}) => {
  world = await createWorld(options);
  return world;
};
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

const member = (name: string) => ({ id: `U-${name}`, name });
const pause = (why?: string) => world.core.oversight.pause(member('Ben'), why);
const resume = () => world.core.oversight.resume(member('Cleo'));

describe('while sending is paused', () => {
  it('messages are stored and decided about, and nothing leaves, not even the sign that we are writing', async () => {
    const { channel } = await open();
    const ana = world.customer('ana');
    expect(await pause('wrong prices')).toMatchObject({ kind: 'done', paused: { by: 'Ben', why: 'wrong prices' } });
    expect(await ana.asks('What are your opening hours?')).toBe('');
    await world.settle(2 * HOUR);
    expect(channel.typing).toEqual([]);
    expect(ana.heard()).toEqual([]);
    expect(await ana.turns()).toHaveLength(1);
    expect((await ana.conversation()).entries.map(({ kind }) => kind)).toEqual(['customer-said']);
  });

  it('and resumed, all goes out at once: each conversation in its order, everything once', async () => {
    await open();
    const [ana, bob] = [world.customer('ana'), world.customer('bob')];
    await pause();
    await ana.asks('What are your opening hours?');
    await bob.asks('Where are you?');
    await ana.asks('Do you fix punctures?');
    await world.settle(HOUR);
    const before = world.clock.now();
    expect((await resume()).kind).toBe('done');
    await world.settle(0);
    expect(world.clock.now()).toBe(before);
    const turns = (await ana.turns()).map(({ decision }) => ('say' in decision ? decision.say?.text : undefined));
    expect(ana.heard()).toEqual(turns);
    expect(bob.heard()).toHaveLength(1);
    await world.settle(HOUR);
    expect(ana.heard()).toHaveLength(2);
    expect(world.channel.typing).toEqual([]);
  });

  it('a message decided after the resume does not overtake one that waited', async () => {
    await open();
    const ana = world.customer('ana');
    await pause();
    await ana.asks('What are your opening hours?');
    await resume();
    await ana.says('Do you fix punctures?');
    await world.settle();
    const turns = (await ana.turns()).map(({ decision }) => ('say' in decision ? decision.say?.text : undefined));
    expect(turns).toHaveLength(2);
    expect(ana.heard()).toEqual(turns);
  });

  it('a draft may be approved; the card says that the words wait, and later that they left', async () => {
    const { desk } = await open();
    const ana = world.customer('ana');
    await ana.asks('Can you give me 10% off a full service?');
    const heard = ana.heard().length;
    await pause();
    const outcome = await world.staff('Ben').decides({ kind: 'edit', text: 'Sorry, no discounts this week.' });
    expect(outcome.kind === 'done' && outcome.card.history.map(({ text }) => text)).toContainEqual(
      expect.stringContaining('Sending is paused by Ben'),
    );
    await world.settle();
    const shown = () => desk.cards.at(-1)?.card.history.map(({ text }) => text);
    expect(shown()).toContainEqual(expect.stringContaining('Sending is paused by Ben'));
    expect(ana.heard()).toHaveLength(heard);
    await resume();
    await world.settle();
    expect(ana.heard().slice(heard)).toEqual(['Sorry, no discounts this week.']);
    expect(shown()).not.toContainEqual(expect.stringContaining('paused'));
  });

  it('what was to be sent at the opening waits too', async () => {
    await open({ clock: createManualClock(Date.parse('2026-11-23T21:30:00Z')) });
    const ana = world.customer('ana');
    await ana.asks('Can you give me 10% off a full service?');
    const heard = ana.heard().length;
    await world.staff('Ben').decides({ kind: 'edit', text: 'Sorry, no discounts this week.', later: true });
    await pause();
    await world.settle(24 * HOUR);
    expect(ana.heard()).toHaveLength(heard);
    await resume();
    await world.settle(0);
    expect(ana.heard().slice(heard)).toEqual(['Sorry, no discounts this week.']);
  });

  it('what a person writes to the customer waits like everything else', async () => {
    await open();
    const ana = world.customer('ana');
    await ana.asks('I want to talk to a human please');
    await world.staff('Ben').decides({ kind: 'take-over' });
    await world.settle();
    const heard = ana.heard().length;
    await pause();
    expect((await world.staff('Ben').replies('Hello, Ben here.')).kind).toBe('done');
    await world.settle();
    expect(ana.heard()).toHaveLength(heard);
    await resume();
    await world.settle(0);
    expect(ana.heard().slice(heard)).toEqual(['Hello, Ben here.']);
  });

  it('colleagues who ask the bot are answered all the same', async () => {
    await open({ capabilities: { audience: 'internal' } });
    await pause();
    expect(await world.customer('ana').asks('What are your opening hours?')).not.toBe('');
  });
});

describe('the switch', () => {
  it('is seen by every process that shares the store, the moment it is thrown', async () => {
    const clock = createManualClock(MONDAY_MORNING);
    const store = await openScenarioStore(clock);
    await open({ clock, store });
    const other = await createWorld({ clock, store });
    const ana = world.customer('ana');
    await other.core.oversight.pause(member('Cleo'), 'wrong prices');
    expect(await ana.asks('What are your opening hours?')).toBe('');
    expect(await world.core.oversight.paused()).toMatchObject({
      by: 'Cleo',
      why: 'wrong prices',
      since: MONDAY_MORNING,
    });
    await other.core.oversight.resume(member('Cleo'));
    await world.settle(0);
    expect(ana.heard()).toHaveLength(1);
    expect(other.errors).toEqual([]);
  });

  it('thrown between the decision and the send stops the send', async () => {
    const clock = createManualClock(MONDAY_MORNING);
    const store = await openScenarioStore(clock);
    let decided = async () => {};
    await open({
      clock,
      store: {
        ...store,
        async save(conversation, lease) {
          const saved = await store.save(conversation, lease);
          if (conversation.agenda.some(({ task }) => task.kind === 'send')) await decided();
          return saved;
        },
      },
    });
    decided = async () => {
      decided = async () => {};
      await pause();
    };
    const ana = world.customer('ana');
    expect(await ana.asks('What are your opening hours?')).toBe('');
    expect(await world.core.oversight.paused()).toBeDefined();
  });

  it('thrown while a channel takes its time to type stops the message on its way, and it goes out after', async () => {
    await open();
    const { channel } = world.channel;
    let typed = async () => {};
    world.channels.set('memory', {
      ...channel,
      async send(address, message, sendId, mayLeave) {
        await typed();
        if (!(await mayLeave?.())) throw new Failure('channel-unavailable', 'stopped on its way');
        return channel.send(address, message, sendId);
      },
    });
    typed = async () => {
      typed = async () => {};
      await pause();
    };
    const ana = world.customer('ana');
    await ana.asks('What are your opening hours?');
    await world.settle(HOUR);
    expect(ana.heard()).toEqual([]);
    await resume();
    await world.settle(0);
    expect(ana.heard()).toHaveLength(1);
  });

  it('thrown back while an item is being put off loses nothing', async () => {
    await open();
    const ana = world.customer('ana');
    await pause();
    await ana.says('What are your opening hours?');
    await world.settle();
    const { conversation, item } = await waiting(ana);
    let looks = 0;
    const holdBack = createHoldBack({
      store: world.store,
      clock: world.clock,
      async isPaused() {
        if (++looks === 1) return true; // and now somebody resumes, before the item is put off
        await resume();
        return false;
      },
    });
    const claimed = await claimedLater(conversation.id);
    await holdBack(claimed.conversation, item, claimed.lease);
    await world.store.release(claimed.lease);
    await world.settle(0);
    expect(ana.heard()).toHaveLength(1);
  });

  it('two people throw at once is thrown once; who, when and why is kept', async () => {
    await open();
    const outcomes = await Promise.all([
      world.core.oversight.pause(member('Ben'), 'wrong prices'),
      world.core.oversight.pause(member('Cleo'), 'a test'),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['already', 'done']);
    expect(outcomes[0]?.paused).toEqual(outcomes[1]?.paused);
    expect((await resume()).kind).toBe('done');
    expect((await resume()).kind).toBe('already');
    const audits = await world.store.audits({ limit: 10 });
    expect(audits.map(({ what }) => what).sort()).toEqual(['pause: done', 'resume: done']);
    expect(audits.find(({ what }) => what === 'resume: done')?.who).toBe('Cleo (U-Cleo)');
  });

  it('is told to staff in one line each way', async () => {
    await open();
    await pause('wrong prices');
    await pause('again');
    await resume();
    await world.settle(0);
    expect(world.desk.lines.map(({ text }) => text)).toEqual([
      'Ben paused all sending to customers: wrong prices',
      'Cleo resumed sending: what waited goes out now.',
    ]);
  });
});

describe('after a crash', () => {
  it.each([
    ['the message had left', true],
    ['it had not', false],
  ])(
    'in the middle of a send, when %s, it is sent once: the platform is asked, then the pause holds',
    async (_, left) => {
      await open();
      const ana = world.customer('ana');
      world.channel.failNext('channel-outcome-unknown', { sent: left });
      await ana.says('What are your opening hours?');
      const begun = async () => (await ana.conversation()).agenda.some(({ startedAt }) => startedAt !== undefined);
      for (let tries = 0; tries < 100 && !(await begun()); tries++) await world.settle(500);
      expect(await begun()).toBe(true);
      await pause();
      await world.settle(HOUR);
      expect(ana.heard()).toHaveLength(left ? 1 : 0);
      await resume();
      await world.settle(HOUR);
      expect(ana.heard()).toHaveLength(1);
    },
  );

  it('right after the switch was thrown back, what waits goes out by itself within five minutes', async () => {
    const { store } = await open();
    const ana = world.customer('ana');
    await pause();
    await ana.asks('What are your opening hours?');
    const record = await store.getRecord('switch', 'sending');
    if (!record) throw new Error('expected the switch on record');
    await store.putRecord('switch', { ...record, body: null });
    await world.settle(5 * MINUTE);
    expect(ana.heard()).toHaveLength(1);
  });

  it('a second “resume” finishes the first', async () => {
    const { store } = await open();
    const ana = world.customer('ana');
    await pause();
    await ana.asks('What are your opening hours?');
    const record = await store.getRecord('switch', 'sending');
    if (!record) throw new Error('expected the switch on record');
    await store.putRecord('switch', { ...record, body: null });
    expect((await resume()).kind).toBe('already');
    await world.settle(0);
    expect(ana.heard()).toHaveLength(1);
  });
});

async function waiting(customer: ReturnType<World['customer']>) {
  const conversation = await customer.conversation();
  const item = conversation.agenda.find(({ task }) => task.kind === 'send');
  if (!item) throw new Error('expected a message that waits');
  return { conversation, item };
}

async function claimedLater(conversationId: string) {
  world.clock.advance(shop.approvals.handBackAfterIdleMinutes * MINUTE);
  const claimed = await world.store.claim(world.clock.now(), 'another process', MINUTE);
  if (claimed?.conversation.id !== conversationId) throw new Error('expected this conversation to be due');
  return claimed;
}
