import { afterEach, describe, expect, it } from '@jest/globals';
import type { Card, VerdictOutcome } from '../../src/domain/approval.ts';
import { openEvents, until } from '../channels/web/event-stream.ts';
import { type ConsoleServer, type ConsoleServerOptions, startConsole } from './console-server.ts';

const DISCOUNT = 'Could you give me 20% off?';

let server: ConsoleServer;
afterEach(() => server.close());
const start = async (options: ConsoleServerOptions = {}) => {
  server = await startConsole(options);
  return server.world;
};

const cards = async () => ((await server.get('/api/approvals')).body as { approvals: Card[] }).approvals;
const firstCard = async () => {
  const [card] = await cards();
  if (!card) throw new Error('no card is shown');
  return card;
};
const decide = async (card: Pick<Card, 'approvalId' | 'version'>, body: object) => {
  const answer = await server.post(`/api/approvals/${card.approvalId}/verdict`, { version: card.version, ...body });
  return { status: answer.status, body: answer.body as VerdictOutcome & { error?: string } };
};

describe('what the console shows', () => {
  it('is every conversation, newest first, without the key that would make somebody the customer', async () => {
    const world = await start();
    await world.customer('maria-secret-key').asks('When are you open on Saturday?');
    await world.customer('ben').asks('Do you repair e-bikes?');
    const { body } = await server.get('/api/conversations');
    const { conversations } = body as {
      conversations: { id: string; name: string; channel: string; last: { kind: string } }[];
    };
    expect(conversations.map(({ name, channel, last }) => [name, channel, last.kind])).toEqual([
      ['ben', 'memory', 'bot-said'],
      ['maria-secret-key', 'memory', 'bot-said'],
    ]);
    const whole = await server.get(`/api/conversations/${conversations[1]?.id}`);
    expect(JSON.stringify(whole.body)).not.toContain('"key"');
  });

  it('is one conversation with every entry in words, its turns and what staff did', async () => {
    const world = await start();
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    await decide(await firstCard(), { verdict: 'approve', name: 'Ana' });
    await world.settle();
    const { body } = await server.get(`/api/conversations/${maria.conversationId}`);
    const { conversation, turns, audit } = body as {
      conversation: { entries: { n: number; kind: string; words: string }[] };
      turns: { id: string; steps: unknown[] }[];
      audit: { who: string; what: string }[];
    };
    expect(conversation.entries[0]).toMatchObject({ n: 1, kind: 'customer-said', words: DISCOUNT });
    expect(conversation.entries.map(({ n }) => n)).toEqual(conversation.entries.map((_, index) => index + 1));
    expect(audit).toContainEqual(expect.objectContaining({ who: 'Ana (console)', what: 'approve: done' }));
    const turn = await server.get(`/api/turns/${turns[0]?.id}`);
    expect(turn).toMatchObject({
      status: 200,
      body: { turn: { id: turns[0]?.id, conversationId: maria.conversationId } },
    });
  });

  it('includes what has moved to the archive, once and in order', async () => {
    const world = await start();
    const maria = world.customer('maria');
    for (const question of ['When are you open on Saturday?', 'Where are you?']) await maria.asks(question);
    const whole = await maria.conversation();
    await world.store.archive(whole.id, whole.entries.slice(0, 3));
    await world.store.save({ ...whole, entries: whole.entries.slice(2) }); // cut short by a crash: entry 3 is in both places
    const { body } = await server.get(`/api/conversations/${whole.id}`);
    const { entries } = (body as { conversation: { entries: { n: number }[] } }).conversation;
    expect(entries.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
  });

  it.each(['/api/conversations/c_nobody', '/api/turns/c_nobody.t1'])(
    'says of %s that there is no such thing',
    async (path) => {
      await start();
      expect(await server.get(path)).toMatchObject({
        status: 404,
        body: { error: expect.stringContaining('no such') },
      });
    },
  );

  it('is the card as the record has it, the waiting before the decided', async () => {
    const world = await start();
    await world.customer('maria').asks(DISCOUNT);
    await decide(await firstCard(), { verdict: 'approve' });
    await world.customer('ben').asks(DISCOUNT);
    await world.customer('cleo').asks('I want to talk to a person');
    expect((await cards()).map(({ customerName, state }) => [customerName, state.kind])).toEqual([
      ['cleo', 'pending'],
      ['ben', 'pending'],
      ['maria', 'approved'],
    ]);
    const [card] = await cards();
    expect(card).toEqual(await world.core.actions.card(card?.approvalId ?? ''));
  });

  it('is the day in numbers, and where every message of it ended', async () => {
    const world = await start();
    await world.customer('maria').asks('When are you open on Saturday?');
    await world.customer('ben').asks(DISCOUNT);
    const endings = { answered: 1, 'with-staff': 1, silent: 0, 'in-work': 0, 'not-delivered': 0 };
    expect(await server.get('/api/stats')).toMatchObject({
      status: 200,
      body: { day: '2026-11-23', received: 2, endings },
    });
    expect(await server.get('/api/ledger?day=2026-11-23')).toMatchObject({
      status: 200,
      body: { received: 2, endings },
    });
    expect(await server.get('/api/ledger?day=2026-11-22')).toMatchObject({ status: 200, body: { received: 0 } });
  });

  it.each(['', '?day=', '?day=today', '?day=2026-02-30', '?day=2026-13-01'])(
    'refuses a ledger of "%s"',
    async (query) => {
      await start();
      expect(await server.get(`/api/ledger${query}`)).toMatchObject({
        status: 400,
        body: { error: expect.stringContaining('day') },
      });
    },
  );

  it('pages through conversations, and refuses a page that is no time', async () => {
    const world = await start();
    await world.customer('maria').asks('Where are you?');
    expect(await server.get('/api/conversations?after=1:a')).toEqual({ status: 200, body: { conversations: [] } });
    expect((await server.get('/api/conversations?after=yesterday')).status).toBe(400);
  });

  it('is what staff were told, with the conversation it is about', async () => {
    await start();
    await server.desk.tell({ text: 'The calendar cannot be reached.', urgency: 'high' });
    const ref = await server.desk.show({ approvalId: 'c_1.a1' } as Card, undefined);
    await server.desk.tell({ text: 'Nobody has answered yet.', quote: '<b>hello?</b>', urgency: 'normal' }, ref);
    const { notices } = (await server.get('/api/notices')).body as { notices: object[] };
    expect(notices).toHaveLength(2);
    expect(notices).toContainEqual(
      expect.objectContaining({ text: 'The calendar cannot be reached.', urgency: 'high' }),
    );
    expect(notices).toContainEqual(expect.objectContaining({ quote: '<b>hello?</b>', conversationId: 'c_1' }));
  });
});

describe('staff at the console', () => {
  it('approve, and the customer gets the very words of the card', async () => {
    const world = await start();
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    const card = await firstCard();
    const { status, body } = await decide(card, { verdict: 'approve', name: 'Ana' });
    expect([status, body.kind]).toEqual([200, 'done']);
    await world.settle();
    expect(card.draft).toContain(maria.heard().at(-1));
    expect((await firstCard()).history[0]?.text).toBe('Approved by Ana');
  });

  it('who click twice, or second, change nothing and see who was first', async () => {
    const world = await start();
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    const card = await firstCard();
    await decide(card, { verdict: 'approve', name: 'Ana' });
    const second = await decide(card, { verdict: 'reject', text: 'too much', name: 'Ben' });
    expect([second.status, second.body.kind]).toEqual([409, 'already']);
    expect('card' in second.body && second.body.card.state).toMatchObject({ kind: 'approved', by: { name: 'Ana' } });
    await world.settle();
    expect(maria.heard().filter((text) => card.draft?.includes(text))).toHaveLength(1);
  });

  it("who have not seen the customer's newest words are shown them first", async () => {
    const world = await start();
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    const card = await firstCard();
    await maria.asks('It is for three bikes');
    const late = await decide(card, { verdict: 'approve' });
    expect([late.status, late.body.kind]).toEqual([409, 'changed']);
    expect('card' in late.body && late.body.card.customerWords).toContain('It is for three bikes');
  });

  it('edit, and the customer gets exactly what they wrote', async () => {
    const world = await start();
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    expect((await decide(await firstCard(), { verdict: 'edit', text: 'Ten percent, because it is you.' })).status).toBe(
      200,
    );
    await world.settle();
    expect(maria.heard().at(-1)).toBe('Ten percent, because it is you.');
  });

  it('take over, reply and hand back', async () => {
    const world = await start();
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    expect((await decide(await firstCard(), { verdict: 'take-over', name: 'Ana' })).status).toBe(200);
    const taken = await firstCard();
    expect((await decide(taken, { verdict: 'reply', text: 'Ana here, let me look.', name: 'Ana' })).status).toBe(200);
    await world.settle(1_000);
    expect(maria.heard().at(-1)).toBe('Ana here, let me look.');
    expect((await decide(await firstCard(), { verdict: 'hand-back', name: 'Ana' })).status).toBe(200);
    expect((await maria.conversation()).owner.kind).toBe('bot');
    expect((await decide(taken, { verdict: 'reply', text: 'One more thing', name: 'Ana' })).status).toBe(409);
  });

  it('reject with a reason that the customer does not read', async () => {
    const world = await start();
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    expect((await decide(await firstCard(), { verdict: 'reject', text: 'we never do that' })).status).toBe(200);
    await world.settle();
    expect(maria.heard().join(' ')).not.toContain('we never do that');
  });

  it.each([
    ['no object', '[]', 'JSON object'],
    ['no JSON', '{', 'JSON'],
    ['no verdict', '{"version":1}', 'verdict'],
    ['a verdict nobody knows', '{"verdict":"delete","version":1}', 'verdict'],
    ['no version', '{"verdict":"approve"}', 'version'],
    ['a version that is no number', '{"verdict":"approve","version":"1"}', 'version'],
    ['an edit without words', '{"verdict":"edit","version":1,"text":" "}', 'text'],
    ['a rejection without a reason', '{"verdict":"reject","version":1}', 'text'],
    ['an empty reply', '{"verdict":"reply"}', 'text'],
    ['words that are no text', '{"verdict":"reply","text":5}', 'text'],
    ['a name that is no text', '{"verdict":"approve","version":1,"name":5}', 'name'],
    ['a novel', JSON.stringify({ verdict: 'reply', text: 'x'.repeat(4_001) }), '4000'],
  ])('are told plainly about %s, and nothing is decided', async (_what, body, about) => {
    const world = await start();
    await world.customer('maria').asks(DISCOUNT);
    const card = await firstCard();
    const answer = await server.post(`/api/approvals/${card.approvalId}/verdict`, body);
    expect([answer.status, (answer.body as { error: string }).error]).toEqual([400, expect.stringContaining(about)]);
    expect((await firstCard()).state.kind).toBe('pending');
  });

  it('cannot decide what was never asked', async () => {
    await start();
    expect((await decide({ approvalId: 'c_nobody.a1', version: 1 }, { verdict: 'approve' })).status).toBe(404);
  });

  it('cannot send a flood', async () => {
    await start();
    expect(
      (await decide({ approvalId: 'c_nobody.a1', version: 1 }, { verdict: 'reply', text: 'x'.repeat(70_000) })).status,
    ).toBe(413);
  });
});

describe('an open console', () => {
  it('is told once about many changes, looks now and then, and leaves nothing behind', async () => {
    const world = await start();
    const pending = world.clock.pending;
    const events = await openEvents(`${server.url}/api/console/stream`);
    expect(await events.next()).toEqual({ data: 'changed' });
    for (let n = 0; n < 5; n++) world.core.changes.changed('c_1');
    world.clock.advance(20_000); // the one hint, and the beat
    expect([await events.next(), await events.next()]).toEqual([{ data: 'changed' }, { data: 'changed' }]);
    events.leave();
    await until(() => world.clock.pending === pending);
  });
});
