/**
 * The platform's side of the kill test, in the parent process: accepts sends, gives statuses back with our own id, and
 * delivers everything again until it is acknowledged, as Meta does.
 */
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Accepted {
  readonly sendId: string;
  readonly to: string;
  readonly text: string;
}

export interface Platform {
  readonly apiUrl: string;
  readonly accepted: readonly Accepted[];
  /** Resolves when the shop has acknowledged the message. */
  customerSays(from: string, id: string, text: string): Promise<void>;
  /** Deliveries that are still being tried. */
  readonly undelivered: number;
  stop(): Promise<void>;
}

const RETRY_MS = 40;

export async function startPlatform(config: {
  webhookPort: number;
  appSecret: string;
  phoneNumberId: string;
}): Promise<Platform> {
  const accepted: Accepted[] = [];
  let undelivered = 0;
  let stopped = false;
  let wamids = 0;

  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
      const answer = (value: unknown) =>
        response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
      if (body['status'] === 'read') return answer({ success: true });
      const wamid = `wamid.OUT${++wamids}`;
      const sendId = String(body['biz_opaque_callback_data']);
      const to = String(body['to']);
      accepted.push({ sendId, to, text: (body['text'] as { body: string }).body });
      void deliver({
        statuses: [
          { id: wamid, status: 'sent', timestamp: seconds(), recipient_id: to, biz_opaque_callback_data: sendId },
        ],
      });
      answer({ messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to }], messages: [{ id: wamid }] });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function deliver(value: Record<string, unknown>): Promise<void> {
    undelivered++;
    const metadata = { display_phone_number: '15550001111', phone_number_id: config.phoneNumberId };
    const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } };
    const bytes = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1001', changes: [change] }] });
    const signature = `sha256=${createHmac('sha256', config.appSecret).update(bytes).digest('hex')}`;
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature, connection: 'close' };
    while (!stopped) {
      const response = await fetch(`http://127.0.0.1:${config.webhookPort}/webhooks/whatsapp`, {
        method: 'POST',
        headers,
        body: bytes,
      }).catch(() => undefined);
      if (response?.status === 200) break;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS)); // the platform's back-off, in real time
    }
    undelivered--;
  }

  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v25.0`,
    accepted,
    customerSays: (from, id, text) =>
      deliver({
        contacts: [{ profile: { name: 'Ana' }, wa_id: from }],
        messages: [{ from, id, timestamp: seconds(), type: 'text', text: { body: text } }],
      }),
    get undelivered() {
      return undelivered;
    },
    async stop() {
      stopped = true;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function seconds(): string {
  return String(Math.floor(Date.now() / 1000));
}
