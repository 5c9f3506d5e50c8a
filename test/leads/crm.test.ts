/** The customer system on a real port: what it gets, how often, and what happens when it is away. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createCrm } from '../../src/leads/crm.ts';
import { createWorld, MONDAY_MORNING, type World } from '../scenarios/world.ts';

const SECRET = 'a secret of sixteen or more';

interface Got {
  readonly id: string;
  readonly signature: string;
  readonly raw: string;
}

let server: Server;
let world: World | undefined;
let got: Got[];
afterEach(async () => {
  expect(world?.errors ?? []).toEqual([]);
  await world?.close();
  world = undefined;
  server.closeAllConnections();
  server.close();
});

/** Answers the n-th request (from 0); undefined: never. */
async function start(answer: (n: number, response: ServerResponse) => number | undefined): Promise<string> {
  got = [];
  server = createServer(async (request: IncomingMessage, response) => {
    const n = got.length;
    const chunks: Buffer[] = [];
    got.push({
      id: String(request.headers['frontdesk-event']),
      signature: String(request.headers['frontdesk-signature']),
      raw: '',
    });
    for await (const chunk of request) chunks.push(chunk as Buffer);
    got[n] = { ...(got[n] as Got), raw: Buffer.concat(chunks).toString('utf8') };
    const status = answer(n, response);
    if (status !== undefined && !response.headersSent) response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

async function asked(url: string, timeoutMs = 10_000): Promise<World> {
  world = await createWorld({ crm: (clock) => createCrm({ url, secret: SECRET, timeoutMs }, { clock }) });
  await world.customer('ana').asks('quote for a guided tour for 6 people please');
  return world;
}

describe('a customer system', () => {
  it('gets every change of a lead, signed over time and body', async () => {
    const url = await start(() => 200);
    await asked(url);
    expect(got).toHaveLength(1);
    const [first] = got;
    const [, t = '', v1 = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(first?.signature ?? '') ?? [];
    expect(createHmac('sha256', SECRET).update(`${t}.${first?.raw}`).digest('hex')).toBe(v1);
    expect(Number(t)).toBeGreaterThanOrEqual(MONDAY_MORNING / 1000);
    const body = JSON.parse(first?.raw ?? '{}') as { id: string; type: string; lead: object };
    expect(body).toMatchObject({
      id: first?.id,
      type: 'lead.changed',
      lead: { status: 'new', answers: { people: '6' } },
    });
    await world?.customer('ana').asks('next Tuesday');
    expect(got).toHaveLength(2);
    expect(got[1]?.id).not.toBe(first?.id);
  });

  it('that fails is tried again with the same id, until it takes it', async () => {
    const url = await start((n) => (n < 2 ? 500 : 200));
    const { settle } = await asked(url);
    await settle(60_000);
    expect(got).toHaveLength(3);
    expect(new Set(got.map(({ id }) => id)).size).toBe(1);
    await settle(3_600_000);
    expect(got).toHaveLength(3);
  });

  it('that never answers does not hold up the customer', async () => {
    const url = await start(() => undefined);
    const { customer, settle } = await asked(url, 200);
    const ana = customer('ana');
    expect(ana.heard()).toHaveLength(1);
    expect(await ana.asks('next Tuesday')).toBe('Half a day or a full day?');
    await settle(60_000);
    expect(got.length).toBeGreaterThan(1);
  });

  it('that is away for a day is given up, and staff are told once', async () => {
    const url = await start(() => 503);
    const { settle, desk, customer } = await asked(url);
    await customer('ben').asks('quote for a guided tour for 4 people please');
    await settle(40 * 3_600_000);
    const told = desk.lines.filter(({ text }) => /customer system did not take/.test(text));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toMatch(/status 503/);
  });

  it('that redirects gets nothing at the other address', async () => {
    const url = await start((n, response) => {
      if (n === 0) response.writeHead(307, { location: '/elsewhere' }).end();
      return undefined;
    });
    const crm = createCrm({ url, secret: SECRET, timeoutMs: 10_000 }, { clock: { now: () => 1_000 } });
    const lead = {
      id: 'c.l1',
      customerId: 'c',
      conversationId: 'c',
      channel: 'web',
      offerId: 'o',
      offerName: 'O',
      status: 'new',
      answers: {},
      createdAt: 1,
      changedAt: 1,
      history: [],
    } as const;
    await expect(crm.deliver({ id: 'e1', at: 1, lead: { ...lead, history: [] } })).rejects.toMatchObject({
      code: 'tool-failed',
    });
    expect(got).toHaveLength(1);
    expect(crm.health().detail).toMatch(/status 307: it redirects/);
  });
});
