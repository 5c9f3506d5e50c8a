/** Summaries are written between the turns: no customer waits for one, and staff get what was written. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createModelServer, type Data, type ModelServer } from '../fakes/model-server.ts';
import { createModelWorld, PATIENT } from './model-world.ts';
import type { World } from './world.ts';

let server: ModelServer;
let world: World;
beforeEach(async () => {
  server = await createModelServer();
  server.answers('classify', () => ({ intent: 'none', confidence: 0.9 }));
  server.answers('answer', () => ({ answerable: false, answer: '', citations: [], confidence: 0.9 }));
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
  await server.close();
});

const summaries = () =>
  server.requests().filter((body) => (body as Data).response_format?.json_schema?.name === 'summarise');

/** Five messages that the local language answers by itself, seconds apart. */
async function talks(name: string): Promise<void> {
  const ana = world.customer(name);
  for (const text of [
    'How much is a puncture repair?',
    'What are your opening hours on Saturday?',
    'Where are you?',
    'How much is a full service?',
    'Do you sell gift cards?',
  ])
    await ana.asks(text);
}

/** Turns the clock, and waits for what runs beside it. */
async function until(isDone: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (!(await isDone())) {
    if (performance.now() > deadline) throw new Error('expected it to happen within two minutes');
    await world.settle(3_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a long conversation', () => {
  it('is summed up once for several messages, and staff read that on the card when a person is asked for', async () => {
    world = await createModelWorld(server);
    server.answers('summarise', () => ({ lines: ['Keeps asking about a repair before a trip.'] }));
    await talks('ana');
    await until(async () => (await world.store.listRecords('summary', { limit: 5 })).length > 0);
    expect(summaries()).toHaveLength(1);
    const ana = world.customer('ana');
    const before = server.requests().length;
    await ana.asks('I want to talk to a person please');
    const written = server
      .requests()
      .slice(before)
      .filter((body) => (body as Data).response_format?.json_schema?.name === 'summarise');
    expect(written).toHaveLength(0);
    const summary = (await world.card()).summary;
    expect(summary).toMatch(/^Keeps asking about a repair before a trip\./m);
    expect(summary).toMatch(/I want to talk to a person/);
  });

  it('of a few words is not summed up by a model at all', async () => {
    world = await createModelWorld(server);
    const ana = world.customer('ana');
    await ana.asks('How much is a puncture repair?');
    await ana.asks('I want to talk to a person please');
    await world.settle(120_000);
    expect(summaries()).toHaveLength(0);
    expect((await world.card()).summary).toMatch(/I want to talk to a person/);
  });

  it('leaves the rest of the day’s money to those who wait: nothing is summed up from 80 % on', async () => {
    world = await createModelWorld(server, { ...PATIENT, businessPerDay: 1 });
    await world.store.putRecord('spend', {
      id: 'business:2026-11-23:another-process',
      version: 0,
      key: 'business:2026-11-23',
      at: world.clock.now(),
      body: { calls: 10, inputTokens: 1, outputTokens: 1, cost: 0.85, currency: 'USD' },
    });
    server.answers('summarise', () => ({ lines: ['Never written.'] }));
    await talks('ana');
    await world.settle(120_000);
    expect(summaries()).toHaveLength(0);
    await world
      .customer('ben')
      .asks('my dutch granny bike with the coaster thing makes a racket, what would it set me back');
    expect(server.requests().length).toBeGreaterThan(0);
  });
});

describe('a question about what was just said', () => {
  it('reaches the model with what was said in the last hour, ours and theirs, and not with what nobody answered yet', async () => {
    world = await createModelWorld(server);
    const ana = world.customer('ana');
    const reply = await ana.asks('How much is a puncture repair?');
    await ana.asks('my dutch granny bike with the coaster thing makes a racket, what would sorting it set me back');
    const asked = server.requests().find((body) => (body as Data).response_format?.json_schema?.name === 'answer');
    const { before, question } = JSON.parse(asked?.messages[1]?.content ?? '{}');
    expect(before).toEqual([
      { from: 'customer', text: 'How much is a puncture repair?' },
      { from: 'front desk', text: reply },
    ]);
    expect(question).toMatch(/granny/);
  });
});
