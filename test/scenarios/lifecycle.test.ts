/** The life of an approval: nobody answers, somebody looks, two must agree, it waits for the morning, many wait alike. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Business, say } from '../../src/domain/business.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createWorld, MONDAY_MORNING, shop, type World, type WorldOptions } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Monday 23 November 2026, 19:00 in Dublin: the shop has closed, quiet hours have not begun. */
const MONDAY_EVENING = Date.parse('2026-11-23T19:00:00Z');
const FREE_TEXT_DAY = { replyWindowMs: 24 * HOUR };

let world: World;
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

async function open(options: WorldOptions = {}): Promise<World> {
  world = await createWorld(options);
  return world;
}

const approvals = (changes: Partial<Business['approvals']>): WorldOptions => ({
  business: { approvals: { ...shop.approvals, ...changes } },
});

async function askDiscount(name = 'ana', percent = 10) {
  const customer = world.customer(name);
  await customer.asks(`Can you give me ${percent}% off a full service?`);
  return customer;
}

describe('when nobody decides', () => {
  const ladder = approvals({
    escalation: [
      { afterMinutes: 10, how: 'thread', who: [] },
      { afterMinutes: 30, how: 'mention', who: ['S0TEAM'] },
      { afterMinutes: 60, how: 'direct-message', who: ['U0OWNER'] },
    ],
  });

  it('the thread is reminded, then a group is called, then the owner is written to, then the customer is told', async () => {
    await open(ladder);
    const ana = await askDiscount();
    await world.settle(10 * MINUTE);
    expect(world.desk.lines).toMatchObject([{ text: expect.stringMatching(/still waiting/), urgency: 'high' }]);
    await world.settle(20 * MINUTE);
    expect(world.desk.lines.at(-1)).toMatchObject({ mention: ['S0TEAM'] });
    await world.settle(30 * MINUTE);
    expect(world.desk.lines.at(-1)).toMatchObject({ direct: ['U0OWNER'] });
    expect(ana.heard()).toHaveLength(1);
    await world.settle(shop.approvals.lapseAfterMinutes * MINUTE);
    expect(ana.heard().at(-1)).toBe(say(shop, 'lapsed'));
    expect(world.desk.lines).toHaveLength(3);
  });

  it('after a verdict nobody is disturbed any more', async () => {
    await open(ladder);
    await askDiscount();
    await world.staff('Mia').decides({ kind: 'approve' });
    await world.settle(5 * HOUR);
    expect(world.desk.lines).toEqual([]);
  });

  it('the night does not count: a question after closing time is reminded of in the morning', async () => {
    await open({ ...ladder, clock: createManualClock(MONDAY_EVENING) });
    await askDiscount();
    await world.settle(13 * HOUR); // Tuesday 08:00
    expect(world.desk.lines).toEqual([]);
    await world.settle(2 * HOUR);
    expect(world.desk.lines.length).toBeGreaterThan(0);
  });
});

describe('somebody is on it', () => {
  it('everybody sees who, reminders and the lapse wait, and afterwards they come', async () => {
    await open();
    const ana = await askDiscount();
    await world.settle(5 * MINUTE);
    await world.staff('Mia').claims();
    await world.settle(MINUTE);
    expect((await world.card()).claim).toMatchObject({ by: 'Mia' });
    expect(world.desk.cards[0]?.card.claim).toMatchObject({ by: 'Mia' });
    await world.settle(8 * MINUTE);
    expect(world.desk.lines).toEqual([]);
    await world.settle(3 * MINUTE);
    expect(world.desk.cards[0]?.card.claim).toBeUndefined();
    expect(world.desk.lines).toHaveLength(1);
    expect(ana.heard()).toHaveLength(1);
  });

  it('a colleague may decide all the same, and the claim is over', async () => {
    await open();
    await askDiscount();
    await world.staff('Mia').claims();
    expect(await world.staff('Ben').decides({ kind: 'approve' })).toMatchObject({ kind: 'done' });
    expect((await world.card()).claim).toBeUndefined();
    expect(await world.staff('Mia').claims()).toMatchObject({ kind: 'already' });
  });
});

describe('rules', () => {
  const rules = approvals({
    managers: ['U-Boss'],
    rules: [
      { intent: 'discount', percentAbove: 20, needs: 'manager' },
      { percentAbove: 50, needs: 'two-people' },
    ],
  });

  it('a small discount anybody may approve, a large one a manager only, also when it was edited in', async () => {
    await open(rules);
    const ana = await askDiscount('ana', 30);
    expect((await world.card()).needed).toBe('manager');
    expect(await world.staff('Mia').decides({ kind: 'approve' })).toMatchObject({ kind: 'refused' });
    const edit = { kind: 'edit', text: 'We can give you 35 % off this time.' } as const;
    expect(await world.staff('Mia').decides(edit)).toMatchObject({ kind: 'refused' });
    expect(ana.heard()).toHaveLength(1);
    expect(await world.staff('Boss').decides(edit)).toMatchObject({ kind: 'done' });
    await world.settle();
    expect(ana.heard().at(-1)).toMatch(/35 ?%/);

    await askDiscount('ben', 10);
    const raised = { kind: 'edit', text: 'All right, 40 % for you.' } as const;
    expect(await world.staff('Mia').decides(raised)).toMatchObject({ kind: 'refused' });
    expect(await world.staff('Mia').decides({ kind: 'approve' })).toMatchObject({ kind: 'done' });
  });

  it('above a limit two different people must approve the very same words', async () => {
    await open(rules);
    const ana = await askDiscount('ana', 60);
    expect((await world.card()).needed).toBe('two-people');
    const before = await world.card();
    expect(await world.staff('Mia').decides({ kind: 'approve' })).toMatchObject({ kind: 'done' });
    await world.settle();
    expect(ana.heard()).toHaveLength(1);
    expect(await world.card()).toMatchObject({ firstApproval: 'Mia', state: { kind: 'pending' } });
    expect(await world.staff('Mia').decides({ kind: 'approve' })).toMatchObject({ kind: 'refused' });
    expect(await world.staff('Ben').decides({ kind: 'approve' }, before)).toMatchObject({ kind: 'changed' });
    expect(await world.staff('Ben').decides({ kind: 'approve' })).toMatchObject({ kind: 'done' });
    await world.settle();
    expect(ana.heard().at(-1)).toMatch(/60 ?%/);
  });

  it('new words of the customer take the first approval back', async () => {
    await open(rules);
    await askDiscount('ana', 60);
    await world.staff('Mia').decides({ kind: 'approve' });
    await world.customer('ana').asks('Or rather 70% off?');
    const card = await world.card();
    expect(card.state.kind).toBe('pending');
    expect(card.firstApproval).toBeUndefined();
    expect(card.newWords).toBe(1);
  });
});

describe('send later', () => {
  it('approved in the evening, sent when the shop opens', async () => {
    await open({ clock: createManualClock(MONDAY_EVENING) });
    const ana = await askDiscount();
    const { laterAt, actions } = await world.card();
    expect(actions).toContain('approve-later');
    await world.staff('Mia').decides({ kind: 'approve', later: true });
    await world.settle(HOUR);
    expect(ana.heard()).toHaveLength(1);
    expect((await world.card()).history.map(({ text }) => text)).toContain('To be sent');
    await world.settle((laterAt ?? 0) - world.clock.now());
    expect(ana.heard().at(-1)).toMatch(/10 ?%/);
    await world.settle(24 * HOUR);
    expect(ana.heard().filter((text) => /10 ?%/.test(text))).toHaveLength(1);
  });

  it('a word of the customer takes it back: staff decide again on what they know now', async () => {
    await open({ clock: createManualClock(MONDAY_EVENING) });
    const ana = await askDiscount();
    await world.staff('Mia').decides({ kind: 'approve', later: true });
    await world.settle(HOUR);
    await ana.asks('Sorry, make that 15% off a full service please');
    const card = await world.card();
    expect(card.state.kind).toBe('pending');
    expect(card.customerWords.join()).toMatch(/15%/);
    await world.settle(12 * HOUR);
    expect(ana.heard().join()).not.toMatch(/10 ?%/);
  });

  it('while the shop is open there is no such button', async () => {
    await open();
    await askDiscount();
    expect(await world.card()).not.toHaveProperty('laterAt');
  });
});

describe('the staff room asks us to slow down', () => {
  it('a card comes after that time, once, and the customer hears of it only then', async () => {
    await open();
    world.desk.failNext('rate-limited', { retryAfterMs: 5 * MINUTE });
    const ana = await askDiscount();
    await world.settle(4 * MINUTE);
    expect(world.desk.cards).toHaveLength(0);
    expect(ana.heard()).toEqual([]);
    await world.settle(MINUTE);
    expect(world.desk.cards).toHaveLength(1);
    expect(ana.heard()).toEqual([say(shop, 'askedTeam')]);
  });

  it('a card is redrawn after that time and not before', async () => {
    await open();
    await askDiscount();
    world.desk.failNext('rate-limited', { retryAfterMs: 5 * MINUTE });
    await world.staff('Mia').claims();
    await world.settle(4 * MINUTE);
    expect(world.desk.cards[0]?.card.claim).toBeUndefined();
    await world.settle(MINUTE);
    expect(world.desk.cards[0]?.card.claim).toMatchObject({ by: 'Mia' });
    world.errors.splice(0);
  });
});

describe('the reply window has closed', () => {
  const templates = [
    { id: 'hello', name: 'still_there', language: 'en', text: 'Hello {customerName}, {shop} has an answer for you.' },
  ];

  it('approved templates are offered instead of a button that cannot work', async () => {
    await open({ capabilities: FREE_TEXT_DAY, business: { templates } });
    const ana = await askDiscount();
    await world.settle(25 * HOUR);
    // Nobody answered for a day: it has lapsed, so a new question is asked and waits beyond its window too.
    await askDiscount();
    await world.staff('Mia').claims();
    world.clock.advance(24 * HOUR + MINUTE);
    const card = await world.card();
    expect(card.actions).toEqual(['template', 'reject', 'claim', 'take-over']);
    expect(card.templates).toEqual([{ id: 'hello', text: 'Hello ana, Harbour Cycles has an answer for you.' }]);
    expect(await world.staff('Mia').decides({ kind: 'approve' })).toMatchObject({ kind: 'refused' });
    await world.staff('Mia').decides({ kind: 'template', templateId: 'hello' });
    await world.settle();
    expect(ana.last()).toMatchObject({ kind: 'template', name: 'still_there', values: ['ana', 'Harbour Cycles'] });
  });
});

describe('many wait for the same answer', () => {
  /** Staff read the opening hours before they go out. */
  const careful: WorldOptions = {
    business: {
      intents: shop.intents.map((intent) =>
        intent.agent === 'faq' ? { ...intent, autonomy: 'draft' as const } : intent,
      ),
    },
  };

  it('one card leads, the others stand in its thread, and one click answers all but the exceptions', async () => {
    await open(careful);
    const [ana, ben, eve] = ['ana', 'ben', 'eve'].map((name) => world.customer(name));
    if (!ana || !ben || !eve) throw new Error('three customers');
    await ana.asks('What are your opening hours on Thursday?');
    await ben.asks('When are you open on Thursday?');
    await eve.asks('What are your opening hours on Thursday?');
    await eve.asks('And is 24 December 2026 different?');
    const [first, second] = world.desk.cards;
    if (!first || !second) throw new Error('expected two cards');
    expect(second.ref.under).toBe(first.ref.id);
    const leader = await world.core.actions.card(first.card.approvalId);
    expect(leader?.alike.map(({ customerName }) => customerName)).toContain('ben');
    expect(first.card.alike.length).toBeGreaterThan(0);

    const chosen = [leader, ...(leader?.alike ?? []).filter(({ exception }) => !exception)].flatMap((one) =>
      one ? [{ approvalId: one.approvalId, version: one.version }] : [],
    );
    const outcomes = await world.core.actions.approveAlike(chosen, world.staff('Mia').member);
    expect(outcomes.map(({ kind }) => kind)).toEqual(chosen.map(() => 'done'));
    await world.settle();
    expect(ana.heard().at(-1)).toMatch(/20:00|8 ?pm/i);
    expect(ben.heard().at(-1)).toBe(ana.heard().at(-1));
    expect(eve.heard().join()).not.toMatch(/20:00|8 ?pm/i);
  });

  it('whoever wrote again meanwhile is left out, and told apart', async () => {
    await open(careful);
    await world.customer('ana').asks('What are your opening hours on Thursday?');
    await world.customer('ben').asks('When are you open on Thursday?');
    const [first] = world.desk.cards;
    const leader = first && (await world.core.actions.card(first.card.approvalId));
    const chosen = [leader, ...(leader?.alike ?? [])].flatMap((one) =>
      one ? [{ approvalId: one.approvalId, version: one.version }] : [],
    );
    await world.customer('ben').asks('Actually, can I talk to a human?');
    const outcomes = await world.core.actions.approveAlike(chosen, world.staff('Mia').member);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'changed']);
  });
});

describe('after Hand back', () => {
  it('the record says what was said in between', async () => {
    await open();
    const ana = world.customer('ana');
    await ana.asks('I want to talk to a human please');
    const mia = world.staff('Mia');
    await mia.decides({ kind: 'take-over' });
    await mia.replies('Hello Ana, what is it about?');
    await world.settle();
    await ana.asks('My chain came off');
    await mia.handsBack();
    const note = (await ana.conversation()).entries.findLast((entry) => entry.kind === 'note');
    expect(note).toMatchObject({ text: expect.stringMatching(/Mia: Hello Ana.*Customer: My chain came off/) });
    expect(await ana.asks('What time do you close on Thursdays?')).toMatch(/20:00|8 ?pm/i);
  });
});

it('a draft that changed under the same version cannot be approved by what was seen before', async () => {
  await open();
  await askDiscount();
  const card = await world.card();
  const mia = world.staff('Mia');
  const decide = (digest: string) =>
    world.core.actions.decide(card.approvalId, card.version, { kind: 'approve' }, mia.member, digest);
  expect(await decide('000000000000')).toMatchObject({ kind: 'changed' });
  expect(await decide(card.digest)).toMatchObject({ kind: 'done' });
  expect(MONDAY_MORNING).toBeLessThan(world.clock.now());
});
