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

const MINUTE = 60_000;

async function askDiscount() {
  const ana = world.customer('ana');
  await ana.asks('Can you give me 10% off a full service?');
  return { ana, card: await world.card() };
}

describe('what a new employee would ask about goes to staff first', () => {
  it('what a customer adds while the team has their question goes to the team, also when it is hard to make out', async () => {
    const ana = world.customer('ana');
    await ana.asks('Do you buy used unicycles for circus schools?');
    const waiting = await world.card();
    expect(await ana.asks('12')).toBe(say(shop, 'addedForTeam'));
    expect((await world.card()).version).toBeGreaterThan(waiting.version);
  });

  it('a discount waits for approval, with the draft and the reason on the card', async () => {
    const { ana, card } = await askDiscount();
    expect(ana.heard()).toEqual([say(shop, 'askedTeam')]);
    expect(card.state.kind).toBe('pending');
    expect(card.draft).toMatch(/10\s?%/);
    expect(card.why.length).toBeGreaterThan(0);
    expect(card.actions).toEqual(['approve', 'edit', 'reject', 'claim', 'take-over']);
    expect(world.desk.cards).toHaveLength(1);
  });

  it('a discount that is published in the knowledge is a fact, and is answered with its source', async () => {
    const ana = world.customer('ana');
    expect(await ana.asks('Is there a student discount?')).toMatch(/10\s?% off accessories/);
    expect(world.desk.cards).toHaveLength(0);
  });

  it('Approve sends exactly what the card showed, and the card says so', async () => {
    const { ana, card } = await askDiscount();
    expect((await world.staff('Ben').decides({ kind: 'approve' })).kind).toBe('done');
    await world.settle();
    expect(ana.heard().at(-1)).toBe(card.draft);
    const shown = world.desk.cards.at(-1)?.card;
    expect(shown?.actions).toEqual([]);
    expect(shown?.history.map((line) => line.text).join('\n')).toMatch(/Approved by Ben[\s\S]*Sent/);
  });

  it("Edit sends the person's own words", async () => {
    const { ana } = await askDiscount();
    await world.staff('Ben').decides({ kind: 'edit', text: 'We can do 5 % for you.' });
    await world.settle();
    expect(ana.heard().at(-1)).toBe('We can do 5 % for you.');
  });

  it('an empty edit or a rejection without a reason changes nothing', async () => {
    await askDiscount();
    expect((await world.staff('Ben').decides({ kind: 'edit', text: '  ' })).kind).toBe('refused');
    expect((await world.staff('Ben').decides({ kind: 'reject', reason: '' })).kind).toBe('refused');
    expect((await world.card()).state.kind).toBe('pending');
  });

  it('Reject is not sent; the customer gets an honest line', async () => {
    const { ana, card } = await askDiscount();
    await world.staff('Ben').decides({ kind: 'reject', reason: 'not in December' });
    await world.settle();
    expect(ana.heard()).not.toContain(card.draft);
    expect(ana.heard().at(-1)).toBe(say(shop, 'rejected'));
  });

  it('of fifty verdicts at once one counts', async () => {
    const { ana, card } = await askDiscount();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        world.staff(`P${n}`).decides(n % 2 === 0 ? { kind: 'approve' } : { kind: 'reject', reason: 'no' }, card),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.kind === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.kind === 'already')).toHaveLength(49);
    await world.settle();
    expect(ana.heard()).toHaveLength(2); // "asked the team" and one outcome
    const audits = await world.store.audits({ conversationId: ana.conversationId, limit: 100 });
    expect(audits).toHaveLength(50);
  });

  it('when the customer writes again, the old button is dead and the card shows the new words', async () => {
    const { ana, card } = await askDiscount();
    await ana.asks('Or could you give me 25% off?');
    const outcome = await world.staff('Ben').decides({ kind: 'approve' }, card);
    expect(outcome.kind).toBe('changed');
    await world.settle();
    expect(ana.heard()).not.toContain(card.draft);
    const now = await world.card();
    expect(now.customerWords).toHaveLength(2);
    expect(now.draft).toMatch(/25\s?%/);
    expect(now.previousDraft).toBe(card.draft);
    expect(world.desk.cards).toHaveLength(1); // the same card, redrawn
    expect(world.desk.cards[0]?.card.version).toBe(now.version);
  });

  it('a question the bot can answer meanwhile is answered, and the approval stays open', async () => {
    const { ana } = await askDiscount();
    expect(await ana.asks('What time do you close on Thursdays?')).toMatch(/20:00|8 ?pm/i);
    expect((await world.card()).state.kind).toBe('pending');
    expect((await world.card()).customerWords).toHaveLength(2);
  });

  it('nobody answers: staff are reminded, then the customer is told honestly', async () => {
    const { ana } = await askDiscount();
    await world.settle(10 * MINUTE);
    expect(world.desk.lines.map((line) => line.text).join()).toMatch(/still waiting/);
    await world.settle(shop.approvals.lapseAfterMinutes * MINUTE);
    expect(ana.heard().at(-1)).toBe(say(shop, 'lapsed'));
    expect((await world.card()).state.kind).toBe('lapsed');
  });

  it('a card whose posting ended unclear is looked for before it is posted again', async () => {
    const ana = world.customer('ana');
    world.desk.failNext('channel-outcome-unknown', { posted: true });
    await ana.asks('Can you give me 10% off a full service?');
    await world.settle(MINUTE);
    expect(world.desk.cards).toHaveLength(1);
    expect(ana.heard()).toEqual([say(shop, 'askedTeam')]);
  });
});

describe('a person takes over', () => {
  async function takenOver() {
    const ana = world.customer('ana');
    await ana.asks('I want to talk to a human please');
    await world.staff('Ben').decides({ kind: 'take-over' });
    await world.settle(0);
    return ana;
  }

  it('the bot is silent, and staff see every further word', async () => {
    const ana = await takenOver();
    const before = ana.heard().length;
    await ana.asks('ping 1');
    expect(ana.heard()).toHaveLength(before);
    expect(world.desk.lines.map((line) => line.quote)).toContain('ping 1');
    expect((await world.card()).actions).toEqual(['reply', 'hand-back']);
  });

  it('a reply that was due already is not sent any more', async () => {
    const ana = world.customer('ana');
    await ana.asks('I want to talk to a human please');
    world.channel.failNext('channel-unavailable');
    await ana.says('ping 1');
    await world.settle(1_000); // decided, tried once, waits for its second try
    await world.staff('Ben').decides({ kind: 'take-over' });
    await world.settle(MINUTE);
    expect(ana.heard()).toEqual([say(shop, 'handOff')]);
    expect((await world.core.ledger('2026-11-23')).endings['in-work']).toBe(0);
  });

  it("the person's reply reaches the customer, once, marked as staff", async () => {
    const ana = await takenOver();
    await world.staff('Ben').replies('Hello, Ben here.');
    await world.staff('Ben').replies('Hello, Ben here.');
    await world.settle();
    expect(ana.heard().filter((words) => words === 'Hello, Ben here.')).toHaveLength(1);
    const lines = await world.core.transcript.read((await ana.conversation()).address, 0, 100);
    expect(lines.at(-1)).toMatchObject({ from: 'staff', text: 'Hello, Ben here.' });
  });

  it('nobody can reply for the shop before taking over', async () => {
    const ana = world.customer('ana');
    await ana.asks('I want to talk to a human please');
    expect((await world.staff('Ben').replies('Hi')).kind).toBe('already');
    await world.settle();
    expect(ana.heard()).not.toContain('Hi');
  });

  it('after Hand back the bot answers again', async () => {
    const ana = await takenOver();
    await world.staff('Ben').handsBack();
    expect(await ana.asks('ping 2')).toBe('pong 2');
  });

  it('when the person is idle for long, the bot takes the conversation back', async () => {
    const ana = await takenOver();
    await world.staff('Ben').replies('Hello, Ben here.');
    await world.settle(shop.approvals.handBackAfterIdleMinutes * MINUTE);
    expect(await ana.asks('ping 3')).toBe('pong 3');
    expect((await world.card()).state.kind).toBe('handed-back');
  });
});
