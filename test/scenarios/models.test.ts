/** The whole core with models behind it, over HTTP: what they may say, and what becomes of it when they are wrong or gone. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { say } from '../../src/domain/business.ts';
import { createModelServer, type Data, type ModelServer } from '../fakes/model-server.ts';
import { createModelWorld } from './model-world.ts';
import { shop, type World } from './world.ts';

let server: ModelServer;
let world: World;
beforeAll(async () => {
  server = await createModelServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  server.mock.reset();
  world = await createModelWorld(server);
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

/** Words that the local language cannot place. */
const QUESTION = 'my dutch granny bike with the coaster thing makes a racket, what would sorting it set me back';

function modelSays(answer: (passages: Data[]) => object): void {
  server.answers('classify', () => ({ intent: 'none', confidence: 0.9 }));
  server.answers('answer', ({ passages }) => answer(passages));
  server.answers('summarise', () => ({ lines: ['Asks what a repair costs.'] }));
}

/** A true answer out of whatever was found: its first sentence. */
function truly(passages: Data[], change: (sentence: string) => string = (sentence) => sentence): object {
  const [first] = passages;
  const sentence = (first.text as string).split(/(?<=[.!?])\s/u)[0] ?? '';
  return {
    answerable: true,
    answer: change(sentence),
    citations: [{ passage: first.id, quote: sentence }],
    confidence: 0.95,
  };
}

describe('a customer whose words only a model understands', () => {
  it('is answered from the approved knowledge, and the trace has the calls, their cost and the prompts', async () => {
    modelSays((passages) => truly(passages));
    const ana = world.customer('ana');
    const answer = await ana.asks(QUESTION);
    expect(answer).not.toBe('');
    expect(world.desk.cards).toHaveLength(0);
    const [turn] = await ana.turns();
    expect(turn?.steps.filter(({ name }) => name === 'model').map(({ detail }) => (detail as Data).task)).toContain(
      'answer',
    );
    expect(turn?.usage).toMatchObject({ calls: expect.any(Number), currency: 'USD' });
    expect((turn?.usage as Data | undefined)?.cost).toBeGreaterThan(0);
    expect(turn?.promptVersions).toMatchObject({ answer: 'v2', envelope: 'v2', faq: 'v1' });
    const spent = await world.store.listRecords('spend', { limit: 10 });
    expect(spent.map(({ id }) => id.split(':')[0]).toSorted()).toEqual(['business', 'conversation', 'customer']);
  });

  it('hears no price that no passage has: staff see it first, with the price marked', async () => {
    modelSays((passages) => truly(passages, (sentence) => `${sentence} That is €777 in all.`));
    const ana = world.customer('ana');
    await ana.asks(QUESTION);
    expect(ana.heard().join()).not.toContain('777');
    const card = await world.card();
    expect(card.draft).toContain('777');
    expect(JSON.stringify(card.why)).toContain('777');
  });

  it('is told honestly that the team was asked, when every model is down', async () => {
    server.mock.on({ predicate: () => true }, { error: { message: 'down' }, status: 503 });
    const ana = world.customer('ana');
    expect(await ana.asks(QUESTION)).toBe(say(shop, 'askedTeam'));
    expect(world.desk.cards).toHaveLength(1);
  });

  it('still books, when every model is down', async () => {
    server.mock.on({ predicate: () => true }, { error: { message: 'down' }, status: 503 });
    expect(await world.customer('ana').asks('Can I book a full service on Friday?')).toMatch(/free/i);
  });
});
