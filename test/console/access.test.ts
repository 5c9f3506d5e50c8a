import { request } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openEvents } from '../channels/web/event-stream.ts';
import { type ConsoleServer, type ConsoleServerOptions, startConsole } from './console-server.ts';

const TOKEN = 'a-long-and-secret-token';
const BEARER = { authorization: `Bearer ${TOKEN}` };
const DAY_MS = 24 * 3_600_000;
const GUARDED = [
  '/api/conversations',
  '/api/conversations/c_1',
  '/api/turns/t_1',
  '/api/approvals',
  '/api/notices',
  '/api/stats',
  '/api/ledger?day=2026-11-23',
  '/api/console/stream',
];

let server: ConsoleServer;
afterEach(() => server.close());
const start = async (options: ConsoleServerOptions = {}) => {
  server = await startConsole(options);
};

async function logIn(): Promise<string> {
  const { headers } = await server.post('/console/login', { token: TOKEN });
  return headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** Like fetch, but with a Host header of our choice. */
function statusUnder(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(`${server.url}/api/approvals`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asking.on('error', reject).end();
  });
}

describe('a console without a token', () => {
  it('answers on this machine', async () => {
    await start();
    for (const host of ['localhost', 'localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'LOCALHOST'])
      expect([host, await statusUnder(host)]).toEqual([host, 200]);
  });

  it('refuses a page that only pretends to be this machine', async () => {
    await start();
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80', '192.0.2.7'])
      expect([host, await statusUnder(host)]).toEqual([host, 403]);
  });

  it.each(['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'])(
    'refuses what comes through a proxy (%s) and says what to set',
    async (header) => {
      await start();
      const { status, body } = await server.get('/api/approvals', { [header]: '127.0.0.1' });
      expect([status, body]).toEqual([403, { error: expect.stringContaining('CONSOLE_TOKEN') }]);
    },
  );

  it('has no token that could be right', async () => {
    await start();
    for (const token of ['', 'undefined', TOKEN])
      expect((await server.post('/console/login', { token })).status).toBe(401);
  });
});

describe('a console with a token', () => {
  it.each(GUARDED)('shows nothing of %s to a stranger', async (path) => {
    await start({ token: TOKEN });
    expect((await server.get(path)).status).toBe(401);
  });

  it('takes no verdict from a stranger', async () => {
    await start({ token: TOKEN });
    expect((await server.post('/api/approvals/c_1.a1/verdict', { verdict: 'approve', version: 1 })).status).toBe(401);
  });

  it('answers to the bearer of the token, from anywhere, and to no other', async () => {
    await start({ token: TOKEN });
    expect((await server.get('/api/approvals', { ...BEARER, 'x-forwarded-for': '203.0.113.9' })).status).toBe(200);
    for (const wrong of [`${TOKEN}x`, TOKEN.slice(1), 'undefined', '']) {
      expect((await server.get('/api/approvals', { authorization: `Bearer ${wrong}` })).status).toBe(401);
    }
  });

  it('logs staff in with a cookie that no script and no other site can use', async () => {
    await start({ token: TOKEN });
    const { status, headers } = await server.post('/console/login', { token: TOKEN });
    expect(status).toBe(200);
    expect(headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict; Max-Age=2592000$/);
    expect(headers.get('set-cookie')).not.toContain(TOKEN);
    expect((await server.get('/api/approvals', { cookie: `other=1; ${await logIn()}` })).status).toBe(200);
  });

  it('ends a login after thirty days, also when the cookie says otherwise', async () => {
    await start({ token: TOKEN });
    const cookie = await logIn();
    server.world.clock.advance(30 * DAY_MS - 1);
    expect((await server.get('/api/approvals', { cookie })).status).toBe(200);
    server.world.clock.advance(1);
    expect((await server.get('/api/approvals', { cookie })).status).toBe(401);
    const [until = '', proof = ''] = cookie.split('=')[1]?.split('.') ?? [];
    expect(
      (await server.get('/api/approvals', { cookie: `frontdesk_console=${Number(until) + DAY_MS}.${proof}` })).status,
    ).toBe(401);
  });

  it('does not know the cookie of another token', async () => {
    await start({ token: TOKEN });
    const cookie = await logIn();
    await server.close();
    await start({ token: 'a-new-token-after-somebody-left' });
    expect((await server.get('/api/approvals', { cookie })).status).toBe(401);
  });

  it('logs out', async () => {
    await start({ token: TOKEN });
    const { status, headers } = await server.post('/console/logout', {}, { cookie: await logIn() });
    expect([status, headers.get('set-cookie')]).toEqual([200, expect.stringContaining('Max-Age=0')]);
  });

  it('slows down whoever guesses, and a wrong guess is told plainly', async () => {
    await start({ token: TOKEN });
    const wrong = await server.post('/console/login', { token: 'guess' });
    expect([wrong.status, wrong.body]).toEqual([401, { error: 'This is not the CONSOLE_TOKEN.' }]);
    const statuses = new Set<number>();
    for (let guess = 0; guess < 10; guess++)
      statuses.add((await server.post('/console/login', { token: `guess ${guess}` })).status);
    expect(statuses).toEqual(new Set([401, 429]));
    expect((await server.post('/console/login', { token: TOKEN })).status).toBe(429);
  });

  it.each([
    ['no JSON', '{'],
    ['no token', '{}'],
    ['a token that is no text', '{"token":{"a":1}}'],
  ])('refuses a login with %s', async (_what, body) => {
    await start({ token: TOKEN });
    expect([400, 401]).toContain((await server.post('/console/login', body)).status);
  });

  it('takes no verdict from another site, even with the cookie', async () => {
    await start({ token: TOKEN });
    const cookie = await logIn();
    const verdict = { verdict: 'approve', version: 1 };
    for (const origin of ['https://evil.example', 'null', `${server.url}.evil.example`]) {
      expect([
        origin,
        (await server.post('/api/approvals/c_1.a1/verdict', verdict, { cookie, origin })).status,
      ]).toEqual([origin, 403]);
    }
    const asForm = { cookie, origin: server.url, 'content-type': 'text/plain' };
    expect((await server.post('/api/approvals/c_1.a1/verdict', verdict, asForm)).status).toBe(415);
    expect((await server.post('/api/approvals/c_1.a1/verdict', verdict, { cookie, origin: server.url })).status).toBe(
      404,
    );
  });

  it("opens its stream of hints to staff, and leaves other parts' routes alone", async () => {
    await start({ token: TOKEN });
    const events = await openEvents(`${server.url}/api/console/stream`, BEARER);
    expect(await events.next()).toEqual({ data: 'changed' });
    events.leave();
    expect((await server.get('/api/chat/messages')).status).toBe(404); // not 401: it belongs to the web chat
  });

  it('shows a stranger the empty page only', async () => {
    await start({ token: TOKEN });
    const page = await fetch(`${server.url}/console`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="app"></div>');
  });
});
