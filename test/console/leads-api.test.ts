import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ConsoleServer, startConsole } from './console-server.ts';

let server: ConsoleServer;
afterEach(() => server.close());

interface Leads {
  readonly leads: readonly {
    id: string;
    status: string;
    owner?: string;
    nextAction?: string;
    history: readonly { who: string; what: string }[];
  }[];
}

describe('staff and the leads', () => {
  beforeEach(async () => {
    server = await startConsole();
    await server.world.customer('ana').asks('quote for a guided tour for 6 people please');
  });
  const leads = async () => ((await server.get('/api/leads')).body as Leads).leads;
  const change = async (wish: object) => {
    const [lead] = await leads();
    return server.post(`/api/leads/${encodeURIComponent(lead?.id ?? '')}`, { name: 'Ben', wishId: 'w1', ...wish });
  };

  it('see them, and change status, owner and next action under their name', async () => {
    expect(await leads()).toEqual([expect.objectContaining({ status: 'new', owner: 'Niamh' })]);
    const deadline = Date.parse('2026-11-24T12:00:00Z');
    expect((await change({ status: 'qualified', owner: 'Ben', nextAction: 'Ring Ana', deadline })).status).toBe(200);
    const [lead] = await leads();
    expect(lead).toMatchObject({ status: 'qualified', owner: 'Ben', nextAction: 'Ring Ana', deadline });
    expect(lead?.history.at(-1)).toMatchObject({
      who: 'Ben',
      what: expect.stringMatching(/status qualified, owner Ben/),
    });
    expect(await server.world.store.audits({ limit: 5 })).toContainEqual(
      expect.objectContaining({ who: 'Ben', what: 'changed a lead' }),
    );
  });

  it('click twice, and it counts once', async () => {
    await change({ owner: 'Ben' });
    await change({ owner: 'Ben' });
    expect((await leads())[0]?.history.filter(({ who }) => who === 'Ben')).toHaveLength(1);
  });

  it('close one: nothing is to be done any more', async () => {
    await change({ status: 'won' });
    const [lead] = await leads();
    expect(lead).toMatchObject({ status: 'won' });
    expect(lead).not.toHaveProperty('nextAction');
    await server.world.settle(48 * 3_600_000);
    expect(server.world.desk.lines.map(({ text }) => text).join()).not.toMatch(/Overdue/);
  });

  it('are told what is wrong, and nothing changes', async () => {
    expect((await change({ status: 'sold' })).status).toBe(422);
    expect((await change({ customerId: 'x' })).status).toBe(422);
    expect((await change({ owner: 'Ben', wishId: '' })).status).toBe(400);
    expect((await server.post('/api/leads/nobody', { name: 'Ben', wishId: 'w2', owner: 'Ben' })).status).toBe(404);
    const [lead] = await leads();
    const form = await fetch(`${server.url}/api/leads/${lead?.id}`, { method: 'POST', body: 'status=won' });
    expect(form.status).toBe(415);
    expect((await leads())[0]).toEqual(lead);
  });

  it('take them home as a file for a spreadsheet', async () => {
    const response = await fetch(`${server.url}/api/leads.csv`);
    expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(response.headers.get('content-disposition')).toMatch(/leads\.csv/);
    expect(await response.text()).toMatch(/,new,ana,memory,Guided tour,Niamh,/);
    expect(await (await fetch(`${server.url}/api/leads.csv?since=2026-11-24`)).text()).not.toMatch(/Guided tour/);
    expect((await fetch(`${server.url}/api/leads.csv?since=soon`)).status).toBe(400);
  });

  it('do not see the papers of the house among the conversations', async () => {
    const { conversations } = (await server.get('/api/conversations')).body as { conversations: { name: string }[] };
    expect(conversations.map(({ name }) => name)).toEqual(['ana']);
  });
});

it('leads are for those who are logged in', async () => {
  server = await startConsole({ token: 'a token that is long enough' });
  for (const path of ['/api/leads', '/api/leads.csv']) expect((await fetch(`${server.url}${path}`)).status).toBe(401);
});
