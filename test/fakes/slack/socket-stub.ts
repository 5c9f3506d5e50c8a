/** Slack's side of Socket Mode: opens sockets, sends envelopes, waits for their acknowledgement, hangs up when told. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { FrontProxy } from './front-proxy.ts';
import type { Delivered } from './staff-hands.ts';

export interface SocketStub {
  /** Sends the payload through the newest socket; status 200 is an acknowledgement, with its payload as body. */
  deliver(payload: object): Promise<Delivered>;
  /** As Slack does every few hours. */
  refresh(): void;
  /** The network breaks. */
  cut(): void;
  /** Opens the next sockets and says nothing; false: says hello again. */
  mute(silent: boolean): void;
  /** Refuses new connections with this error; undefined lets them in again. */
  refuse(error: string | undefined): void;
  /** Sockets that said hello, since the start. */
  readonly connections: number;
  /** Those that were opened, also while we were mute. */
  readonly opened: number;
  /** Resolves when so many have said hello. */
  connectedTimes(times: number): Promise<void>;
  close(): Promise<void>;
}

export async function createSocketStub(proxy: FrontProxy): Promise<SocketStub> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise<void>((resolve) => server.once('listening', () => resolve()));
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/s`;
  const acknowledged = new Map<string, (answer: Delivered) => void>();
  let newest: WebSocket | undefined;
  let connections = 0;
  let opened = 0;
  let refusal: string | undefined;
  let silent = false;
  let waiting: { times: number; resolve: () => void }[] = [];

  proxy.openSockets(() => (refusal ? { ok: false, error: refusal } : { ok: true, url }));
  server.on('connection', (socket) => {
    newest = socket;
    opened++;
    socket.on('message', (data) => {
      const { envelope_id: id, payload } = JSON.parse(String(data)) as { envelope_id: string; payload?: object };
      const body = payload && Object.keys(payload).length > 0 ? JSON.stringify(payload) : '';
      acknowledged.get(id)?.({ status: 200, body });
    });
    if (silent) return;
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
    connections++;
    for (const { resolve } of waiting.filter(({ times }) => times <= connections)) resolve();
    waiting = waiting.filter(({ times }) => times > connections);
  });

  return {
    get connections() {
      return connections;
    },
    get opened() {
      return opened;
    },
    deliver: (payload) =>
      new Promise((resolve, reject) => {
        if (!newest) return reject(new Error('expected an open socket, there is none'));
        const id = randomUUID();
        acknowledged.set(id, resolve);
        const type = 'event' in payload ? 'events_api' : 'command' in payload ? 'slash_commands' : 'interactive';
        newest.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: true }));
      }),
    refresh: () => newest?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} })),
    cut: () => newest?.terminate(),
    refuse(error) {
      refusal = error;
    },
    mute(next) {
      silent = next;
    },
    connectedTimes: (times) =>
      times <= connections ? Promise.resolve() : new Promise((resolve) => void waiting.push({ times, resolve })),
    close: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate();
        server.close(() => resolve());
      }),
  };
}
