import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isFailure } from '../../src/domain/failure.ts';
import { createLog } from '../../src/observe/log.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({
    capabilities: { reconciliation: 'receipt', receiptWaitMs: 30_000, replyWindowMs: 24 * 3_600_000 },
  });
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

async function sendIdOf(customer: ReturnType<World['customer']>) {
  const said = (await customer.conversation()).entries.findLast((entry) => entry.kind === 'bot-said');
  if (said?.kind !== 'bot-said') throw new Error('the bot has said nothing');
  return { sendId: said.sendId, delivery: said.delivery };
}

describe('what becomes of a reply', () => {
  it('an outcome nobody knows is settled by the receipt: nothing is sent twice', async () => {
    const ana = world.customer('ana');
    world.channel.failNext('channel-outcome-unknown', { sent: true });
    await ana.says('ping 1');
    await world.settle(2_000);
    expect(ana.heard()).toEqual(['pong 1']);
    const { sendId, delivery } = await sendIdOf(ana);
    expect(delivery.state).toBe('sending');
    await world.core.intake.receipt('memory', 'shop', {
      sendId,
      externalId: 'wamid.1',
      state: 'sent',
      at: world.clock.now(),
    });
    await world.settle(120_000);
    expect(ana.heard()).toEqual(['pong 1']);
    expect((await sendIdOf(ana)).delivery).toMatchObject({ state: 'sent', externalId: 'wamid.1' });
  });

  it('when no receipt comes, it is sent again, with the same id, and the transcript says why', async () => {
    const ana = world.customer('ana');
    world.channel.failNext('channel-outcome-unknown', { sent: false });
    await ana.says('ping 1');
    await world.settle(10_000);
    expect(ana.heard()).toEqual([]);
    await world.settle(60_000);
    expect(ana.heard()).toEqual(['pong 1']);
    const notes = (await ana.conversation()).entries.filter((entry) => entry.kind === 'note');
    expect(notes.map((note) => note.text).join()).toMatch(/no receipt within 30 s/);
  });

  it('"read" may come without "delivered", and never goes back', async () => {
    const ana = world.customer('ana');
    await ana.asks('ping 1');
    const { sendId } = await sendIdOf(ana);
    for (const state of ['read', 'delivered', 'sent'] as const) {
      await world.core.intake.receipt('memory', 'shop', { sendId, externalId: 'w', state, at: world.clock.now() });
    }
    expect((await sendIdOf(ana)).delivery.state).toBe('read');
  });

  it('a failure that comes later is told to staff', async () => {
    const ana = world.customer('ana');
    await ana.asks('ping 1');
    const { sendId } = await sendIdOf(ana);
    await world.core.intake.receipt('memory', 'shop', {
      sendId,
      externalId: 'w',
      state: 'failed',
      failure: 'undeliverable',
      at: world.clock.now(),
    });
    await world.settle();
    expect(world.desk.lines.map((line) => line.text).join()).toMatch(/not delivered/);
    expect((await world.core.ledger('2026-11-23')).endings['not-delivered']).toBe(1);
  });

  it('a message the platform will never take is told to staff at once', async () => {
    const ana = world.customer('ana');
    world.channel.failNext('undeliverable');
    await ana.asks('ping 1');
    expect(world.desk.lines.map((line) => line.text).join()).toMatch(/could not be sent/);
  });

  it('refused credentials are not hammered, and the reply goes out once they work again', async () => {
    const ana = world.customer('ana');
    world.channel.failNext('channel-auth');
    await ana.says('ping 1');
    await world.settle(60_000);
    expect(ana.heard()).toEqual([]);
    await world.settle(6 * 60_000);
    expect(ana.heard()).toEqual(['pong 1']);
  });

  it('approving after the reply window has closed is refused, with the reason', async () => {
    const ana = world.customer('ana');
    await ana.asks('Can you give me 10% off a full service?');
    const card = await world.card();
    expect(card.windowEndsAt).toBe(world.clock.now() - 20_000 + 24 * 3_600_000);
    world.clock.set((card.windowEndsAt ?? 0) + 1);
    const outcome = await world.staff('Ben').decides({ kind: 'approve' }, card);
    expect(outcome).toMatchObject({ kind: 'refused', why: expect.stringMatching(/window/) });
  });

  it('a channel that was switched off keeps its replies, disturbs nobody, and sends them when it is back', async () => {
    const ana = world.customer('ana');
    const ben = world.customer('ben', 'other');
    await ana.says('ping 1');
    const memory = world.channels.get('memory');
    world.channels.delete('memory');
    await ben.says('ping 2');
    await world.settle(10 * 60_000);
    expect(ben.heard()).toEqual(['pong 2']);
    expect(ana.heard()).toEqual([]);
    expect(world.errors.length).toBeLessThan(20); // tried now and then, not in a loop
    expect(world.errors.splice(0).every((error) => isFailure(error, 'channel-unavailable'))).toBe(true);
    if (memory) world.channels.set('memory', memory);
    await world.settle(10 * 60_000);
    expect(ana.heard()).toEqual(['pong 1']);
  });

  it('whatever is logged on the way says which conversation and task it is about', async () => {
    const lines: Record<string, unknown>[] = [];
    const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
    const log = createLog({ level: 'info', name: 'test' }, { write });
    const memory = world.channel.channel;
    world.channels.set('memory', {
      ...memory,
      send(...message) {
        log.info({}, 'sending');
        return memory.send(...message);
      },
    });
    const people = ['ana', 'ben'].map((name) => world.customer(name));
    for (const person of people) await person.says('ping 1');
    await world.settle();
    expect(lines.map(({ conversation }) => conversation).sort()).toEqual(
      people.map(({ conversationId }) => conversationId).sort(),
    );
    for (const { task, conversation } of lines) expect(String(task)).toContain(String(conversation));
  });
});
