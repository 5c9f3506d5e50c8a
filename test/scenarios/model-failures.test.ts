/** However a model fails, a customer gets a right answer from the next link or is told that the team was asked. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { say } from '../../src/domain/business.ts';
import { MODEL_FAILURES } from '../fakes/model-failures.ts';
import { createModelServer, type ModelServer } from '../fakes/model-server.ts';
import { createModelWorld } from './model-world.ts';
import { shop, type World } from './world.ts';

let server: ModelServer;
let world: World;
beforeEach(async () => {
  server = await createModelServer();
  world = await createModelWorld(server, { attemptSeconds: 0.4, turnSeconds: 1, retries: 0 });
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
  await server.close();
});

const QUESTION = 'my dutch granny bike with the coaster thing makes a racket, what would sorting it set me back';

describe.each(MODEL_FAILURES)('when every model $how', ({ fail }) => {
  it('a question that only a model understands goes to staff, once, and the customer is told so', async () => {
    fail(server);
    const ana = world.customer('ana');
    expect(await ana.asks(QUESTION)).toBe(say(shop, 'askedTeam'));
    expect(world.desk.cards).toHaveLength(1);
    const [turn] = await ana.turns();
    const outcomes = turn?.steps.filter(({ name }) => name === 'model').map(({ detail }) => detail) ?? [];
    expect(outcomes.length).toBeGreaterThan(0);
    for (const outcome of outcomes) expect(outcome).not.toMatchObject({ outcome: 'ok' });
  });

  it('what the local language knows is answered and booked as ever', async () => {
    fail(server);
    const ana = world.customer('ana');
    expect(await ana.asks('How much is a puncture repair?')).toMatch(/€18/);
    expect(await ana.asks('Can I book a full service on Friday?')).toMatch(/free/i);
    expect(world.desk.cards).toHaveLength(0);
  });
});
