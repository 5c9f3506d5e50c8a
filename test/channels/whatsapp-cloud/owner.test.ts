/** The owner decides on WhatsApp, over the real channel: asked when nobody else comes to it, answering with a number. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import express from 'express';
import { createWhatsAppCloud } from '../../../channels/whatsapp-cloud/whatsapp-cloud.ts';
import { createFakeGraph } from '../../fakes/fake-graph.ts';
import { createMetaDriver } from '../../fakes/meta-driver.ts';
import { createWorld, shop, type WorldOptions } from '../../scenarios/world.ts';

const MINUTE = 60_000;
const OWNER = { waId: '353861112222', userId: 'IE.1', name: 'Aoife B.' };
const ANA = { waId: '353851112222', userId: 'IE.7001', name: 'Ana' };
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const TEMPLATE = { id: 'wake', name: 'team_wake', language: 'en', text: '{shop}: {customerName} is waiting.' };

const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).toReversed()) await close();
});

async function open(business: WorldOptions['business'] = {}) {
  const approvals = {
    ...shop.approvals,
    phones: [{ id: 'U-Aoife', name: 'Aoife', phone: '+353 86 111 2222' }],
    escalation: [{ afterMinutes: 20, how: 'whatsapp', who: ['U-Aoife'] }],
    staffTemplate: TEMPLATE.id,
  };
  const world = await createWorld({ business: { approvals, templates: [TEMPLATE], ...business } });
  const graph = await createFakeGraph();
  const secrets = { accessToken: graph.accessToken, appSecret: 'secret', verifyToken: 'verify' };
  const whatsapp = createWhatsAppCloud(
    { ...secrets, phoneNumberId: graph.phoneNumberId, apiUrl: graph.url },
    { intake: world.core.intake, clock: world.clock, log: silent },
  );
  world.channels.set(whatsapp.channel.name, whatsapp.channel);
  const server = express().use('/webhooks/whatsapp', whatsapp.router).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/whatsapp`;
  const meta = createMetaDriver({ graph, webhookUrl, appSecret: 'secret', autoStatuses: true, now: world.clock.now });
  closings.push(
    () => world.close(),
    () => graph.close(),
    async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    () => meta.close(),
  );
  const heard = (waId: string) => graph.sends.filter(({ to }) => to === waId).map(({ text }) => text);
  const writes = async (who: typeof ANA, text: string, message?: Record<string, unknown>) => {
    const { status } = await meta.says(who, text, message ? { message } : {});
    expect(status).toBe(200);
    await world.settle();
    await meta.settled();
  };
  return { world, graph, heard, writes };
}

it('asks the number in config, knows the owner by it, and sends what was approved', async () => {
  const { world, heard, writes } = await open();
  await writes(OWNER, 'ping');
  await writes(ANA, 'Can you give me 10% off a full service?');
  await world.settle(20 * MINUTE);
  const question = heard(OWNER.waId).at(-1) ?? '';
  expect(question).toMatch(/^#\d+: Ana is waiting for an answer \(whatsapp\)\./u);
  await writes(ANA, '1'); // the same word from somebody else
  expect((await world.card()).state.kind).toBe('pending');
  await writes(OWNER, '1');
  expect(heard(OWNER.waId).at(-1)).toContain('Nothing was sent: it changed meanwhile.');
  await writes(OWNER, '1');
  expect((await world.card()).state).toMatchObject({ kind: 'approved', by: { id: 'U-Aoife', name: 'Aoife' } });
  expect(heard(ANA.waId).at(-1)).toMatch(/10 ?%/u);
  expect(world.errors).toEqual([]);
});

it('by quoting the question the owner means that one of several', async () => {
  const { world, graph, heard, writes } = await open();
  const ben = { waId: '353850000001', userId: 'IE.7002', name: 'Ben' };
  await writes(OWNER, 'ping');
  await writes(ANA, 'Can you give me 10% off a full service?');
  await writes(ben, 'Can you give me 15% off a full service?');
  await world.settle(20 * MINUTE);
  const aboutAna = graph.sends.find(({ to, text }) => to === OWNER.waId && text.includes('Ana is waiting'));
  const context = { from: '2001', id: aboutAna?.wamid };
  await writes(OWNER, '', { type: 'text', text: { body: '1' }, context });
  expect(heard(ANA.waId).at(-1)).toMatch(/10 ?%/u);
  expect(heard(ben.waId)).toHaveLength(1);
});

it('wakes the owner by a template when they have not written for a day, and shows the question then', async () => {
  const { world, graph, heard, writes } = await open();
  await writes(ANA, 'Can you give me 10% off a full service?');
  await world.settle(20 * MINUTE);
  const template = graph.sends.find(({ to }) => to === OWNER.waId);
  expect(template?.payload).toMatchObject({ type: 'template', template: { name: 'team_wake' } });
  await writes(OWNER, 'ok');
  expect(heard(OWNER.waId).at(-1)).toContain('1 Approve');
  await writes(OWNER, '1');
  expect(heard(ANA.waId).at(-1)).toMatch(/10 ?%/u);
});
