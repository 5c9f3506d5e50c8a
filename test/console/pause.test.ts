/** The owner at the console stops all sending, sees that it is so, and lets it go on. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { type ConsoleServer, type ConsoleServerOptions, startConsole } from './console-server.ts';

let server: ConsoleServer;
afterEach(() => server.close());
const start = async (options: ConsoleServerOptions = {}) => {
  server = await startConsole(options);
  return server.world;
};

describe('the switch in the console', () => {
  it('holds every message back and says by whom, since when and why; resumed, they go out', async () => {
    const world = await start();
    const maria = world.customer('maria');
    expect((await server.get('/api/pause')).body).toEqual({ paused: null });
    const paused = { by: 'Ana', since: world.clock.now(), why: 'wrong prices' };
    expect(await server.post('/api/pause', { paused: true, why: 'wrong prices', name: ' Ana ' })).toMatchObject({
      status: 200,
      body: { kind: 'done', paused },
    });
    expect(await maria.asks('When are you open on Saturday?')).toBe('');
    expect((await server.get('/api/pause')).body).toEqual({ paused });
    expect((await server.get('/api/stats')).body).toMatchObject({ paused });
    expect((await server.post('/api/pause', { paused: false, name: 'Ben' })).body).toEqual({
      kind: 'done',
      paused: null,
    });
    await world.settle(0);
    expect(maria.heard()).toHaveLength(1);
  });

  it('thrown twice is thrown once', async () => {
    await start();
    await server.post('/api/pause', { paused: true, name: 'Ana' });
    expect((await server.post('/api/pause', { paused: true, name: 'Ben' })).body).toMatchObject({
      kind: 'already',
      paused: { by: 'Ana' },
    });
  });

  it.each([
    ['no switch at all', {}],
    ['a switch that is neither on nor off', { paused: 'yes' }],
    ['a reason that is no text', { paused: true, why: 7 }],
    ['a reason nobody reads', { paused: true, why: 'x'.repeat(301) }],
    ['a name that is no text', { paused: true, name: [] }],
    ['a list', [true]],
  ])('with %s changes nothing and is told what was expected', async (_what, body) => {
    await start();
    const answer = await server.post('/api/pause', body);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining('expected') } });
    expect((await server.get('/api/pause')).body).toEqual({ paused: null });
  });

  it('is nobody’s who has not logged in, nor a form’s of another site', async () => {
    await start({ token: 'a-long-enough-token-for-tests' });
    expect((await server.get('/api/pause')).status).toBe(401);
    expect((await server.post('/api/pause', { paused: true })).status).toBe(401);
    const headers = { authorization: 'Bearer a-long-enough-token-for-tests', 'content-type': 'text/plain' };
    expect((await server.post('/api/pause', '{"paused":true}', headers)).status).toBe(415);
  });
});
