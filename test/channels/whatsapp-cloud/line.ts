/** A shop on WhatsApp for tests: the real channel behind a real web server, Meta's two sides played over HTTP. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createWhatsAppCloud, type WhatsAppCloud } from '../../../channels/whatsapp-cloud/whatsapp-cloud.ts';
import type { Content, InboundMessage, OutboundMessage } from '../../../src/domain/message.ts';
import { createFakeGraph, type FakeGraph, type FakeGraphConfig } from '../../fakes/fake-graph.ts';
import { createManualClock, type ManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryIntake, type MemoryIntake } from '../../fakes/memory-intake.ts';
import { createMetaDriver, type MetaDriver, type MetaDriverConfig } from '../../fakes/meta-driver.ts';

export const SECRET = 'app secret';
export const ANA = { waId: '353851112222', userId: 'IE.7001', name: 'Ana' };
export const ANA_AT = { channel: 'whatsapp', account: '2001', key: 'wa:353851112222' };

export interface Line extends WhatsAppCloud {
  readonly graph: FakeGraph;
  readonly meta: MetaDriver;
  readonly inbox: MemoryIntake;
  readonly clock: ManualClock;
  /** Everything logged, as it would be written. */
  readonly logged: readonly string[];
  /** Ana sends a message of any type: what arrived. */
  hears(message: Readonly<Record<string, unknown>>): Promise<InboundMessage>;
  /** The same, only what it holds. */
  reads(message: Readonly<Record<string, unknown>>): Promise<Content>;
  sends(text: string, labels?: readonly string[]): Promise<{ readonly externalId?: string }>;
  close(): Promise<void>;
}

export interface LineConfig {
  readonly meta?: Partial<MetaDriverConfig>;
  readonly graph?: FakeGraphConfig;
  readonly accessToken?: string;
  readonly sendTimeoutMs?: number;
}

export async function openLine(config: LineConfig = {}): Promise<Line> {
  const clock = createManualClock();
  const inbox = createMemoryIntake();
  const graph = await createFakeGraph(config.graph);
  const logged: string[] = [];
  const write = (level: string) => (fields: object, message: string) => {
    const shown = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
    logged.push([level, message, ...shown].join(' '));
  };
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const secrets = { accessToken: config.accessToken ?? graph.accessToken, appSecret: SECRET, verifyToken: 'verify me' };
  const timeout = config.sendTimeoutMs === undefined ? {} : { sendTimeoutMs: config.sendTimeoutMs };
  const shop = createWhatsAppCloud(
    { ...secrets, ...timeout, phoneNumberId: graph.phoneNumberId, apiUrl: graph.url },
    { intake: inbox.intake, clock, log },
  );
  const server = express().use('/webhooks/whatsapp', shop.router).use(express.json()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/whatsapp`;
  const meta = createMetaDriver({ graph, webhookUrl, appSecret: SECRET, ...config.meta });

  const line: Line = {
    ...shop,
    graph,
    meta,
    inbox,
    clock,
    logged,
    async hears(message) {
      const { status } = await meta.says(ANA, '', { message });
      const heard = inbox.messages.at(-1);
      if (status !== 200 || !heard) throw new Error(`expected the webhook to take it, it answered ${status}`);
      return heard;
    },
    reads: async (message) => (await line.hears(message)).content,
    sends: (text, labels = []) => shop.channel.send(ANA_AT, worded(text, labels), `c_1.s${graph.sends.length + 1}`),
    async close() {
      await meta.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await graph.close();
    },
  };
  return line;
}

export function worded(text: string, labels: readonly string[] = []): OutboundMessage {
  return { kind: 'text', text, choices: labels.map((label, n) => ({ id: `id-${n}`, label })) };
}
