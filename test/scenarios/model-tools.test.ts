/** What a model may look up before it answers: by whom, for whom, how often, and what the trace says of it. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { say } from '../../src/domain/business.ts';
import { createModelServer, type Data, type ModelServer } from '../fakes/model-server.ts';
import { createModelWorld } from './model-world.ts';
import { shop, type World } from './world.ts';

let server: ModelServer;
let world: World;
beforeEach(async () => {
  server = await createModelServer();
  world = await createModelWorld(server);
  server.answers('classify', () => ({ intent: 'none', confidence: 0.9 }));
});
afterEach(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
  await server.close();
});

const QUESTION = 'my dutch granny bike with the coaster thing makes a racket, what would sorting it set me back';

/** Answers from what the last tool returned, with its first line as the proof. */
function answersFromTool(text: (line: string) => string = (line) => line): void {
  server.mock.on(
    { hasToolResult: true, predicate: (request: Data) => schemaOf(request) === 'answer' },
    (request: Data) => {
      const { passages = [], error } = JSON.parse(
        request.messages.findLast(({ role }: Data) => role === 'tool').content,
      );
      const [first] = passages;
      const made = first
        ? {
            answerable: true,
            answer: text(first.text),
            citations: [{ passage: first.id, quote: first.text }],
            confidence: 0.95,
          }
        : { answerable: false, answer: error, citations: [], confidence: 0.9 };
      return { content: JSON.stringify(made) };
    },
  );
}

const schemaOf = (request: Data) => request.response_format?.json_schema?.name;
const toolsOffered = (schema: string) =>
  server
    .requests()
    .filter((body) => schemaOf(body as Data) === schema)
    .map((body) => ((body as Data).tools ?? []).map((tool: Data) => tool.function.name));

describe('a model that lacks a fact', () => {
  it('looks it up, answers from it, and the trace has the look-up and both calls', async () => {
    server.looksUp('answer', () => [{ name: 'price-list', arguments: {} }]);
    answersFromTool();
    const ana = world.customer('ana');
    expect(await ana.asks(QUESTION)).toMatch(/Basic service: EUR 59/);
    expect(world.desk.cards).toHaveLength(0);
    const [turn] = await ana.turns();
    const looked = turn?.steps.find(({ name }) => name === 'tool')?.detail as Data;
    expect(looked).toMatchObject({ agent: 'faq', tool: 'price-list', input: '{}' });
    expect(looked.found).toContain('service:basic-service');
    const calls = turn?.steps.flatMap(({ name, detail }) => (name === 'model' ? [(detail as Data).outcome] : []));
    expect(calls).toEqual(['ok', 'looks-up', 'ok']);
  });

  it('is offered the tools of the agent it works for, and none while nobody has the word', async () => {
    server.looksUp('answer', () => [{ name: 'price-list', arguments: {} }]);
    answersFromTool();
    await world.customer('ana').asks(QUESTION);
    expect(toolsOffered('answer')[0]).toEqual(['search-knowledge', 'opening-hours', 'price-list']);
    expect(toolsOffered('classify')[0]).toEqual([]);
  });

  it('may not use the tool of another agent, nor one that writes', async () => {
    server.looksUp('answer', () => [
      { name: 'free-slots', arguments: { service: 'full-service', date: '2026-11-27', untilDate: null } },
      { name: 'cancel-booking', arguments: {} },
    ]);
    answersFromTool();
    const ana = world.customer('ana');
    expect(await ana.asks(QUESTION)).toBe(say(shop, 'askedTeam'));
    const [turn] = await ana.turns();
    const found = turn?.steps.flatMap(({ name, detail }) => (name === 'tool' ? [(detail as Data).found] : []));
    expect(found).toEqual([
      expect.stringMatching(/^there is no tool free-slots/),
      expect.stringMatching(/^there is no tool cancel-booking/),
    ]);
  });

  it('must answer after two rounds', async () => {
    server.mock.on(
      { predicate: (request: Data) => schemaOf(request) === 'answer' && (request.tools ?? []).length > 0 },
      { toolCalls: [{ name: 'search-knowledge', arguments: JSON.stringify({ query: 'coaster brake' }) }] },
    );
    server.answers('answer', () => ({ answerable: false, answer: '', citations: [], confidence: 0.9 }));
    expect(await world.customer('ana').asks(QUESTION)).toBe(say(shop, 'askedTeam'));
    expect(toolsOffered('answer').map((offered) => offered.length)).toEqual([3, 3, 0]);
  });

  it('cannot say whose data it wants: a name in its input is refused, not obeyed', async () => {
    server.looksUp('answer', () => [
      { name: 'opening-hours', arguments: { date: '2026-11-24', untilDate: null, customerId: 'somebody-else' } },
      { name: 'search-knowledge', arguments: 'no JSON' },
    ]);
    answersFromTool();
    const ana = world.customer('ana');
    await ana.asks(QUESTION);
    const [turn] = await ana.turns();
    const found = turn?.steps.flatMap(({ name, detail }) => (name === 'tool' ? [(detail as Data).found] : []));
    expect(found).toEqual([expect.stringMatching(/does not fit.*customerId/), expect.stringMatching(/does not fit/)]);
  });

  it('finds nothing for customers in what is for staff only', async () => {
    server.looksUp('answer', () => [{ name: 'search-knowledge', arguments: { query: 'How do I refund a deposit?' } }]);
    answersFromTool();
    const ana = world.customer('ana');
    await ana.asks(QUESTION);
    const [turn] = await ana.turns();
    const found = turn?.steps.flatMap(({ name, detail }) =>
      name === 'tool' ? ((detail as Data).found as string[]) : [],
    );
    expect(found?.length).toBeGreaterThan(0);
    expect(found?.filter((id) => /^(?:team-handbook|staff-notes)#/.test(id))).toEqual([]);
    const { passages } = JSON.parse(
      (server
        .requests()
        .at(-1)
        ?.messages.findLast(({ role }) => role === 'tool')?.content ?? '{}') as string,
    );
    expect(passages.map(({ id }: Data) => id)).toEqual(found);
  });

  it('adds no price to what it looked up: staff see that first', async () => {
    server.looksUp('answer', () => [{ name: 'price-list', arguments: {} }]);
    answersFromTool((line) => `${line} For you €777.`);
    const ana = world.customer('ana');
    await ana.asks(QUESTION);
    expect(ana.heard().join()).not.toContain('777');
    expect((await world.card()).draft).toContain('777');
  });
});

describe('a day that depends on when the shop has room', () => {
  it('is looked up for the booking agent, for this customer', async () => {
    const ana = world.customer('ana');
    await ana.asks('Can I book a full service?');
    server.looksUp('extract', () => [
      { name: 'free-slots', arguments: { service: 'full-service', date: '2026-11-27', untilDate: null } },
    ]);
    server.mock.on({ hasToolResult: true, predicate: (request: Data) => schemaOf(request) === 'extract' }, () => ({
      content: JSON.stringify({
        words: 'on the emptiest day you have in the workshop',
        date: '2026-11-27',
        untilDate: null,
        time: null,
        from: null,
        until: null,
      }),
    }));
    await ana.asks('on the emptiest day you have in the workshop');
    const offered = ana.last();
    expect(offered.kind === 'text' && offered.choices[0]?.label).toMatch(/^Fri/);
    expect(toolsOffered('extract')[0]).toEqual(['opening-hours', 'free-slots']);
    const steps = (await ana.turns()).flatMap((turn) => turn.steps);
    const looked = steps.map(({ detail }) => detail as Data).find(({ tool }) => tool === 'free-slots');
    expect(looked).toMatchObject({
      agent: 'booking',
      tool: 'free-slots',
      found: ['free-slots:full-service:2026-11-27'],
    });
    expect(toolsOffered('extract')).toHaveLength(2); // once, whoever of the agents asks it again
  });
});
