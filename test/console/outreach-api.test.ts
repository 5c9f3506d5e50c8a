import { afterEach, describe, expect, it } from '@jest/globals';
import { followUpRules } from '../scenarios/world.ts';
import { type ConsoleServer, startConsole } from './console-server.ts';

let server: ConsoleServer;
afterEach(() => server.close());

describe('staff and the messages nobody asked for', () => {
  it('see whether they flow, and let them go on once they were stopped', async () => {
    server = await startConsole({ followUps: { ...followUpRules, breaker: { timesLargestDay: 3, floor: 1 } } });
    const { outreach } = server.world.core;
    expect((await server.get('/api/outreach')).body).toEqual({
      health: expect.objectContaining({ light: 'green' }),
      promises: [],
      waiting: [],
      changed: [],
    });
    await outreach.permit({ id: 'a', customerId: 'c1', text: 'x' });
    expect((await outreach.permit({ id: 'b', customerId: 'c2', text: 'x' })).kind).not.toBe('go');
    server.world.clock.advance(60_000);
    expect((await outreach.permit({ id: 'b', customerId: 'c2', text: 'x' })).kind).toBe('tripped');
    expect((await server.get('/api/outreach')).body).toMatchObject({
      latched: { why: expect.stringMatching(/more than 1/) },
    });
    expect((await server.post('/api/outreach/unlatch', { name: 'Ben' })).body).toEqual({ unlatched: true });
    expect((await server.post('/api/outreach/unlatch', { name: 'Ben' })).body).toEqual({ unlatched: false });
    expect((await outreach.permit({ id: 'b', customerId: 'c2', text: 'x' })).kind).toBe('go');
    expect(await server.world.store.audits({ limit: 10 })).toContainEqual(
      expect.objectContaining({ who: 'Ben', what: 'unlatched the breaker of unasked messages' }),
    );
  });

  it('cannot mark a booking that is unknown, nor from a form of another site', async () => {
    server = await startConsole();
    expect((await server.post('/api/bookings/HC-NONE/missed', { name: 'Ben' })).status).toBe(404);
    expect((await server.post('/api/conversations/nobody/kept', { name: 'Ben' })).status).toBe(404); // no open promise
    const form = await fetch(`${server.url}/api/outreach/unlatch`, {
      method: 'POST',
      body: 'name=Ben',
      headers: { 'content-type': 'text/plain' },
    });
    expect(form.status).toBe(415);
  });

  it('is for those who are logged in', async () => {
    server = await startConsole({ token: 'a token that is long enough' });
    expect((await fetch(`${server.url}/api/outreach`)).status).toBe(401);
    const marked = await fetch(`${server.url}/api/bookings/HC-NONE/missed`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(marked.status).toBe(401);
  });
});
