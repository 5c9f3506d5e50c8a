import { afterEach, describe, expect, it } from '@jest/globals';
import type { Address } from '../../../src/domain/message.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { type ChatServer, type ChatServerOptions, startChat } from './chat-server.ts';
import { openEvents, until } from './event-stream.ts';

const ANA = 'ana-0123456789abcdef';
const BEN = 'ben-0123456789abcdef';
const addressOf = (key: string): Address => ({ channel: 'web', account: 'shop', key });

let server: ChatServer;
afterEach(() => server.close());

async function start(options: Partial<ChatServerOptions> = {}): Promise<ReturnType<typeof createManualClock>> {
  const clock = createManualClock();
  server = await startChat({ clock, ...options });
  return clock;
}

function send(
  body: unknown,
  headers: Record<string, string> = { 'content-type': 'application/json' },
): Promise<Response> {
  return fetch(`${server.url}/api/chat/messages`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const read = async (query: string) => {
  const response = await fetch(`${server.url}/api/chat/messages?${query}`);
  return {
    status: response.status,
    body: (await response.json()) as { messages: { n: number; text: string }[]; error?: string },
  };
};

describe('writing to the shop', () => {
  it('is acknowledged with an id once the message is stored', async () => {
    await start();
    const response = await send({ conversation: ANA, text: 'Are you open?' });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ id: expect.stringMatching(/^[\w-]{8,64}$/) });
    expect(server.shop.stored).toMatchObject([
      { address: addressOf(ANA), aliases: [], content: { kind: 'text', text: 'Are you open?' } },
    ]);
  });

  it('a second time with the same id is acknowledged again and stored once', async () => {
    await start();
    const again = { conversation: ANA, text: 'Are you open?', id: 'page-made-1' };
    expect(await (await send(again)).json()).toEqual({ id: 'page-made-1' });
    const second = await send(again);
    expect([second.status, await second.json()]).toEqual([202, { id: 'page-made-1' }]);
    expect(server.shop.stored).toHaveLength(1);
  });

  it('with an id that another customer used too reaches the shop all the same', async () => {
    await start();
    await send({ conversation: ANA, text: 'one', id: 'same-id-1' });
    await send({ conversation: BEN, text: 'two', id: 'same-id-1' });
    expect(server.shop.stored.map(({ address }) => address.key)).toEqual([ANA, BEN]);
  });

  it('never puts the secret key of the conversation into the message id', async () => {
    await start();
    await send({ conversation: ANA, text: 'hello' });
    expect(server.shop.stored[0]?.externalId).not.toContain(ANA);
  });

  it('is not acknowledged while it cannot be stored, and works again afterwards', async () => {
    await start();
    server.shop.down = true;
    const message = { conversation: ANA, text: 'hello', id: 'page-made-1' };
    expect((await send(message)).status).toBe(503);
    server.shop.down = false;
    expect((await send(message)).status).toBe(202);
    expect(server.shop.stored).toHaveLength(1);
  });

  it('by tapping a choice tells the shop what was on the button', async () => {
    await start();
    server.shop.says(addressOf(ANA), 'Which one?', { choices: [{ id: 'booking:full', label: 'Full service' }] });
    expect((await send({ conversation: ANA, choice: 'booking:full' })).status).toBe(202);
    expect(server.shop.stored[0]?.content).toEqual({ kind: 'choice', id: 'booking:full', label: 'Full service' });
  });

  it('with a choice that was offered to somebody else is refused', async () => {
    await start();
    server.shop.says(addressOf(ANA), 'Which one?', { choices: [{ id: 'booking:full', label: 'Full service' }] });
    const response = await send({ conversation: BEN, choice: 'booking:full' });
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: 'choice: expected one that was offered in this conversation.' },
    ]);
    expect(server.shop.stored).toEqual([]);
  });

  it.each([
    ['nothing', {}, 'conversation'],
    ['a list', [], 'JSON object'],
    ['words without a conversation', { text: 'hi' }, 'conversation'],
    ['a key that can be guessed', { conversation: 'short', text: 'hi' }, 'conversation'],
    ['a key with other characters', { conversation: 'ana/../0123456789abcdef', text: 'hi' }, 'conversation'],
    ['a key that is no text', { conversation: 1234567890123456, text: 'hi' }, 'conversation'],
    ['neither words nor a choice', { conversation: ANA }, 'either text or choice'],
    ['both words and a choice', { conversation: ANA, text: 'hi', choice: 'x' }, 'either text or choice'],
    ['no words', { conversation: ANA, text: ' \n ' }, 'text'],
    ['a number for words', { conversation: ANA, text: 5 }, 'text'],
    ['null for words', { conversation: ANA, text: null }, 'text'],
    ['more words than anybody reads', { conversation: ANA, text: 'x'.repeat(4_001) }, '4000'],
    ['an empty choice', { conversation: ANA, choice: '' }, 'choice'],
    ['a choice that is no text', { conversation: ANA, choice: {} }, 'choice'],
    ['an id that is too short', { conversation: ANA, text: 'hi', id: 'x' }, 'id'],
    ['something that is no JSON', '{"conversation":', 'JSON'],
  ])('with %s is refused in plain words', async (_what, body, about) => {
    await start();
    const response = await send(body);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toContain(about);
    expect(server.shop.stored).toEqual([]);
  });

  it('takes a message of just the longest length', async () => {
    await start();
    expect((await send({ conversation: ANA, text: 'x'.repeat(4_000) })).status).toBe(202);
  });

  it('with a body beyond all measure is refused as too large', async () => {
    await start();
    expect((await send({ conversation: ANA, text: 'x'.repeat(70_000) })).status).toBe(413);
  });

  it('as a form of some other page is refused as the wrong type', async () => {
    await start();
    const response = await send(`conversation=${ANA}&text=hi`, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(response.status).toBe(415);
    expect(
      (await send(JSON.stringify({ conversation: ANA, text: 'hi' }), { 'content-type': 'text/plain' })).status,
    ).toBe(415);
  });

  it('too often is slowed down for this conversation only', async () => {
    await start({ perConversation: 2 });
    const statuses = [];
    for (const text of ['one', 'two', 'three']) statuses.push((await send({ conversation: ANA, text })).status);
    expect(statuses).toEqual([202, 202, 429]);
    expect((await send({ conversation: BEN, text: 'hello' })).status).toBe(202);
  });

  it('too often from one address is slowed down whatever the conversation', async () => {
    await start({ perAddress: 1 });
    await send({ conversation: ANA, text: 'one' });
    const second = await send({ conversation: BEN, text: 'two' });
    expect([second.status, await second.json()]).toEqual([429, { error: 'Too many messages; please wait a minute.' }]);
  });
});

describe('reading the conversation', () => {
  it("gives the lines after the last one known, and nobody else's", async () => {
    await start();
    await send({ conversation: ANA, text: 'one' });
    await send({ conversation: BEN, text: 'secret' });
    server.shop.says(addressOf(ANA), 'two');
    expect((await read(`conversation=${ANA}`)).body.messages.map(({ text }) => text)).toEqual(['one', 'two']);
    expect((await read(`conversation=${ANA}&after=1`)).body.messages.map(({ n, text }) => [n, text])).toEqual([
      [2, 'two'],
    ]);
  });

  it('of somebody who has not written yet is empty', async () => {
    await start();
    expect(await read(`conversation=${ANA}`)).toEqual({ status: 200, body: { messages: [] } });
  });

  it.each([
    `conversation=short`,
    `conversation=${ANA}&after=-1`,
    `conversation=${ANA}&after=1.5`,
    `conversation=${ANA}&after=x`,
    '',
  ])('with the query "%s" is refused', async (query) => {
    await start();
    const { status, body } = await read(query);
    expect([status, typeof body.error]).toEqual([400, 'string']);
  });

  it('says that it does not work right now when the store is away', async () => {
    await start();
    server.shop.down = true;
    expect((await read(`conversation=${ANA}`)).status).toBe(503);
    expect((await openEvents(`${server.url}/api/chat/stream?conversation=${ANA}`)).status).toBe(503);
  });

  it('is not kept by caches and runs nothing', async () => {
    await start();
    const { headers } = await fetch(`${server.url}/api/chat/messages?conversation=${ANA}`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('following the conversation', () => {
  it('shows what is there and then what comes', async () => {
    await start();
    server.shop.says(addressOf(ANA), 'one');
    const events = await openEvents(`${server.url}/api/chat/stream?conversation=${ANA}`);
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    expect(await events.next()).toMatchObject({ id: '1', data: expect.stringContaining('"one"') });
    server.shop.says(addressOf(ANA), 'two');
    expect(await events.next()).toMatchObject({ id: '2', data: expect.stringContaining('"two"') });
    events.leave();
  });

  it('goes on after the last line when the connection comes back', async () => {
    await start();
    for (const text of ['one', 'two', 'three']) server.shop.says(addressOf(ANA), text);
    const events = await openEvents(`${server.url}/api/chat/stream?conversation=${ANA}&after=1`, {
      'last-event-id': '2',
    });
    expect(await events.next()).toMatchObject({ id: '3' });
    events.leave();
  });

  it('brings a backlog of any length, in order and without gaps', async () => {
    await start();
    for (let n = 1; n <= 450; n++) server.shop.says(addressOf(ANA), `line ${n}`);
    const events = await openEvents(`${server.url}/api/chat/stream?conversation=${ANA}`);
    for (let n = 1; n <= 450; n++) expect((await events.next()).id).toBe(String(n));
    events.leave();
  });

  it('looks by itself when no hint comes, for another process may have written', async () => {
    const clock = await start({ streamPollMs: 500 });
    const events = await openEvents(`${server.url}/api/chat/stream?conversation=${ANA}`);
    await until(() => server.shop.watchers === 1);
    server.shop.saysUnseen(addressOf(ANA), 'from elsewhere');
    clock.advance(500);
    expect(await events.next()).toMatchObject({ id: '1' });
    events.leave();
  });

  it('gives a sign of life when nothing happens', async () => {
    const clock = await start();
    const events = await openEvents(`${server.url}/api/chat/stream?conversation=${ANA}`);
    await until(() => clock.pending === 1);
    clock.advance(20_000);
    expect(await events.next()).toEqual({ event: 'beat', data: 'here' });
    events.leave();
  });

  it('ends when the store goes away, so that the page comes back', async () => {
    await start();
    const events = await openEvents(`${server.url}/api/chat/stream?conversation=${ANA}`);
    await until(() => server.shop.watchers === 1);
    server.shop.down = true;
    server.shop.says(addressOf(ANA), 'one');
    await expect(events.next()).rejects.toThrow('the stream has ended');
    await until(() => server.shop.watchers === 0);
  });

  it('leaves nothing behind when the page goes away', async () => {
    const clock = await start();
    const events = await openEvents(`${server.url}/api/chat/stream?conversation=${ANA}`);
    await until(() => server.shop.watchers === 1 && clock.pending === 1);
    events.leave();
    await until(() => server.shop.watchers === 0 && clock.pending === 0);
  });
});
