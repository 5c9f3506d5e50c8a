/** The life of an approval over the console's API: on it, later, a template, one answer for many; old requests as before. */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Card, VerdictOutcome } from '../../src/domain/approval.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { shop } from '../scenarios/world.ts';
import { type ConsoleServer, type ConsoleServerOptions, startConsole } from './console-server.ts';

const HOUR = 3_600_000;
/** The shop has closed. */
const MONDAY_EVENING = Date.parse('2026-11-23T19:00:00Z');
const DISCOUNT = 'Could you give me 20% off?';
/** Opening hours are read by a person before they go out. */
const CAREFUL: ConsoleServerOptions = {
  business: {
    intents: shop.intents.map((intent) =>
      intent.agent === 'faq' ? { ...intent, autonomy: 'draft' as const } : intent,
    ),
  },
};

let server: ConsoleServer;
afterEach(() => server.close());
const start = async (options: ConsoleServerOptions = {}) => {
  server = await startConsole(options);
  return server.world;
};

const cards = async () => ((await server.get('/api/approvals')).body as { approvals: Card[] }).approvals;
const firstCard = async () => {
  const [card] = await cards();
  if (!card) throw new Error('expected a card');
  return card;
};
const decide = async (card: Pick<Card, 'approvalId' | 'version'>, body: object) => {
  const answer = await server.post(`/api/approvals/${card.approvalId}/verdict`, { version: card.version, ...body });
  return {
    status: answer.status,
    body: answer.body as VerdictOutcome & { error?: string; outcomes?: VerdictOutcome[] },
  };
};

describe('staff at the console', () => {
  it('say that they are on it, and nothing is decided', async () => {
    const world = await start();
    await world.customer('maria').asks(DISCOUNT);
    const { status } = await decide(await firstCard(), { verdict: 'claim', name: 'Ana' });
    expect(status).toBe(200);
    expect(await firstCard()).toMatchObject({ state: { kind: 'pending' }, claim: { by: 'Ana' } });
  });

  it('approve for when the shop opens, with the draft or with their own words', async () => {
    const world = await start({ clock: createManualClock(MONDAY_EVENING) });
    const [maria, ben] = [world.customer('maria'), world.customer('ben')];
    await maria.asks(DISCOUNT);
    await decide(await firstCard(), { verdict: 'approve', later: true });
    await ben.asks(DISCOUNT);
    await decide(await firstCard(), { verdict: 'edit', text: 'Ten percent, Ben.', later: true });
    await world.settle(HOUR);
    expect([maria.heard().length, ben.heard().length]).toEqual([1, 1]);
    await world.settle(15 * HOUR);
    expect(maria.heard()).toHaveLength(2);
    expect(ben.heard().at(-1)).toBe('Ten percent, Ben.');
  });

  it('send an approved template after the window has closed', async () => {
    const templates = [{ id: 'hello', name: 'still_there', language: 'en', text: 'Hello {customerName}!' }];
    const approvals = { ...shop.approvals, lapseAfterMinutes: 10_000 };
    const world = await start({ capabilities: { replyWindowMs: 24 * HOUR }, business: { templates, approvals } });
    const maria = world.customer('maria');
    await maria.asks(DISCOUNT);
    await world.settle(25 * HOUR);
    const card = await firstCard();
    expect(card.templates).toEqual([{ id: 'hello', text: 'Hello maria!' }]);
    expect((await decide(card, { verdict: 'template', templateId: 'goodbye' })).status).toBe(422);
    expect((await decide(card, { verdict: 'template', templateId: 'hello' })).status).toBe(200);
    await world.settle();
    expect(maria.last()).toMatchObject({ kind: 'template', name: 'still_there', values: ['maria'] });
  });

  it('give one answer to many, and hear of each what became of it', async () => {
    const world = await start(CAREFUL);
    const [maria, ben] = [world.customer('maria'), world.customer('ben')];
    await maria.asks('What are your opening hours on Thursday?');
    await ben.asks('When are you open on Thursday?');
    const [card] = (await cards()).filter(({ customerName }) => customerName === 'maria');
    if (!card) throw new Error('expected the card of maria');
    expect(card.alike.map(({ customerName }) => customerName)).toEqual(['ben']);
    const chosen = [card, ...card.alike].map(({ approvalId, version }) => ({ approvalId, version }));
    const { status, body } = await decide(card, { verdict: 'approve-alike', chosen });
    expect({ status, kinds: body.outcomes?.map(({ kind }) => kind) }).toEqual({ status: 200, kinds: ['done', 'done'] });
    await world.settle();
    expect(ben.heard().at(-1)).toBe(maria.heard().at(-1));
    const again = await decide(card, { verdict: 'approve-alike', chosen });
    expect(again.body.outcomes?.map(({ kind }) => kind)).toEqual(['already', 'already']);
  });

  it('are managers: whoever has the token is the owner', async () => {
    const rules = [{ intent: 'discount', needs: 'manager' }] as const;
    const world = await start({ business: { approvals: { ...shop.approvals, rules } } });
    await world.customer('maria').asks(DISCOUNT);
    const card = await firstCard();
    expect(card.needed).toBe('manager');
    expect((await decide(card, { verdict: 'approve' })).status).toBe(200);
  });

  it.each([
    [{ verdict: 'template' }, 'templateId'],
    [{ verdict: 'template', templateId: 7 }, 'templateId'],
    [{ verdict: 'approve', later: 'tomorrow' }, 'later'],
    [{ verdict: 'approve-alike' }, 'chosen'],
    [{ verdict: 'approve-alike', chosen: [] }, 'chosen'],
    [{ verdict: 'approve-alike', chosen: [null] }, 'chosen'],
    [{ verdict: 'approve-alike', chosen: [{ approvalId: 'c_1.a1' }] }, 'chosen'],
    [{ verdict: 'sell' }, 'approve-alike'],
  ])('who ask for %j are told what was expected, and nothing is decided', async (body, part) => {
    const world = await start();
    await world.customer('maria').asks(DISCOUNT);
    const card = await firstCard();
    const answer = await decide(card, body);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining(part) } });
    expect((await firstCard()).state.kind).toBe('pending');
  });
});
