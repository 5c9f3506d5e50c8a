/**
 * Stands in for WhatsApp Web: an HTTPS server and a page that let the real library run in a real Chromium without the
 * network. It cannot prove that the live page still fits; only that we behave well with what is known of it.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PhoneMessage {
  readonly from: string;
  readonly body?: string;
  readonly type?: string;
  readonly id?: string;
  /** Seconds since 1970. */
  readonly t?: number;
  readonly to?: string;
  /** Typed on the paired phone. */
  readonly fromMe?: boolean;
  readonly notifyName?: string;
  /** `from` is a LID: this is the phone number behind it. */
  readonly lidOf?: string;
  readonly quoted?: string;
  readonly author?: string;
  readonly location?: { readonly lat: number; readonly lng: number; readonly loc?: string };
  readonly media?: {
    readonly mimetype: string;
    readonly bytes: readonly number[];
    readonly caption?: string;
    readonly filename?: string;
    readonly size?: number;
  };
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface Sent {
  readonly id: string;
  readonly to: string;
  readonly body: string;
  readonly quoted?: string;
}

export type Faults = Readonly<Record<string, unknown>>;

export interface StandIn {
  readonly chromiumArgs: readonly string[];
  /** Pages with an open line to us. */
  readonly connected: number;
  readonly outbox: readonly Sent[];
  readonly seen: readonly string[];
  readonly chatstates: readonly { readonly chat: string; readonly state: string }[];
  /** Linked devices. */
  readonly devices: ReadonlySet<string>;
  readonly unregistered: Set<string>;
  /** Ids for which the live page throws instead of finding nothing. */
  readonly throwing: Set<string>;
  failSends: number;
  /** Accepts that many sends without ever acknowledging them. */
  holdAcks: number;
  syncTwice: boolean;
  /** Faults of the pages loaded from now on. */
  faults: Faults;
  /** While true, the site answers nothing. */
  unreachable: boolean;
  /** Whoever shows a QR code now is linked. */
  scanQr(): void;
  rotateQr(): void;
  /** Gives the message to every linked page, or keeps it until one comes. Returns its id. */
  deliver(message: PhoneMessage): string;
  /** The same words once more, as the platform does now and then. */
  redeliver(id: string): void;
  ack(id: string, ack: number): void;
  /** An emoji under the message with this id; an empty one takes it back. */
  react(from: string, to: string, emoji: string, t?: number): void;
  /** A message of the type ciphertext turns out to be these words. */
  decrypt(id: string, body: string): void;
  /** Whoever wrote it changes the words afterwards. */
  edit(id: string, body: string): void;
  /** The phone rings. How the call ended is a message of the type call_log, of which the page tells by no event. */
  ring(from: string, options?: { readonly isGroup?: boolean }): void;
  /** What every page calls its connection from now on. */
  setState(state: string): void;
  unlinkFromPhone(): void;
  /** The page tells nobody of new messages any more, though it has them. */
  goDeaf(): void;
  /** The page does not hold this chat any more. */
  forgetChat(chatId: string): void;
  reload(): void;
  stop(): Promise<void>;
}

export async function startStandIn(): Promise<StandIn> {
  const folder = mkdtempSync(join(tmpdir(), 'standin-'));
  const [key, cert] = [join(folder, 'k.pem'), join(folder, 'c.pem')];
  const subject = ['-subj', '/CN=web.whatsapp.com', '-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject], {
    stdio: 'ignore',
  });
  const script = readFileSync(new URL('./page.js', import.meta.url), 'utf8');
  const pages = new Map<string, ServerResponse>();
  const devices = new Set<string>();
  const outbox: Sent[] = [];
  const seen: string[] = [];
  const chatstates: { chat: string; state: string }[] = [];
  const history: Required<Pick<PhoneMessage, 'id'>>[] = [];
  const happened = new EventEmitter();
  let refs = 0;
  const me = { pn: '15550000001@c.us', lid: '900001@lid', name: 'The shop' };

  const tell = (page: ServerResponse, told: object) => void page.write(`data: ${JSON.stringify(told)}\n\n`);
  const linked = () => [...pages].flatMap(([token, page]) => (devices.has(token) ? [page] : []));
  const pair = (page: ServerResponse) => tell(page, { type: 'paired', me, history, syncTwice: standIn.syncTwice });
  const newRef = (page: ServerResponse) => tell(page, { type: 'ref', ref: `2@ref${++refs}` });

  const ups: Record<string, (up: Record<string, string>) => object> = {
    send({ id = '', to = '', body = '', quoted }) {
      if (standIn.failSends > 0) {
        standIn.failSends--;
        return { ok: false };
      }
      outbox.push({ id, to, body, ...(quoted ? { quoted } : {}) });
      const t = Math.floor(Date.now() / 1000);
      history.push({ id, from: me.pn, to, body, t, fromMe: true } as never);
      if (standIn.holdAcks <= 0) return { ok: true };
      standIn.holdAcks--;
      return { ok: true, hold: true };
    },
    exists: ({ wid = '' }) => ({ exists: !standIn.unregistered.has(wid), throws: standIn.throwing.has(wid) }),
    seen({ chat = '' }) {
      seen.push(chat);
      return {};
    },
    chatstate({ chat = '', state = '' }) {
      chatstates.push({ chat, state });
      return {};
    },
    logout({ token = '' }) {
      devices.delete(token);
      return {};
    },
    'refresh-ref'({ token = '' }) {
      const page = pages.get(token);
      if (page) newRef(page);
      return {};
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (standIn.unreachable) return void request.socket.destroy();
    const url = new URL(request.url ?? '/', 'https://web.whatsapp.com');
    if (url.pathname === '/') {
      const faults = `window.__faults = ${JSON.stringify(standIn.faults)};`;
      response.setHeader('content-type', 'text/html');
      return void response.end(`<!doctype html><title>WhatsApp</title><script>${faults}\n${script}</script>`);
    }
    if (url.pathname === '/standin/down') {
      const token = url.searchParams.get('token') ?? '';
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      pages.set(token, response);
      response.on('close', () => {
        if (pages.get(token) === response) pages.delete(token);
        happened.emit('change');
      });
      if (devices.has(token)) pair(response);
      else newRef(response);
      return void happened.emit('change');
    }
    if (url.pathname === '/standin/up') {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const up = JSON.parse(Buffer.concat(parts).toString()) as Record<string, string>;
      response.end(JSON.stringify({ ok: true, ...ups[up.type ?? '']?.(up) }));
      return void happened.emit('change');
    }
    response.writeHead(404).end();
  }

  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const standIn: StandIn = {
    chromiumArgs: [
      `--host-resolver-rules=MAP web.whatsapp.com 127.0.0.1:${port}`,
      '--ignore-certificate-errors',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--no-first-run',
      '--no-sandbox',
    ],
    get connected() {
      return pages.size;
    },
    outbox,
    seen,
    chatstates,
    devices,
    unregistered: new Set(),
    throwing: new Set(),
    failSends: 0,
    holdAcks: 0,
    syncTwice: false,
    faults: {},
    unreachable: false,
    scanQr() {
      for (const [token, page] of pages) {
        if (devices.has(token)) continue;
        devices.add(token);
        pair(page);
      }
    },
    rotateQr: () => [...pages].forEach(([token, page]) => void (devices.has(token) || newRef(page))),
    deliver(message) {
      const id = message.id ?? `3A${randomBytes(9).toString('hex').toUpperCase()}`;
      const whole = { ...message, id, t: message.t ?? Math.floor(Date.now() / 1000) };
      history.push(whole);
      for (const page of linked()) tell(page, { type: 'message', message: whole });
      return id;
    },
    redeliver(id) {
      const message = history.find((one) => one.id === id);
      // The platform has no second id for it; the page forgets it first so that it counts as arriving again.
      for (const page of linked()) tell(page, { type: 'again', message });
    },
    ack: (id, ack) => linked().forEach((page) => void tell(page, { type: 'ack', id, ack })),
    react(from, to, emoji, t = Math.floor(Date.now() / 1000)) {
      const reaction = { from, to, emoji, t, id: `3A${randomBytes(9).toString('hex').toUpperCase()}` };
      for (const page of linked()) tell(page, { type: 'reaction', reaction });
    },
    decrypt: (id, body) => linked().forEach((page) => void tell(page, { type: 'decrypted', id, body })),
    edit: (id, body) => linked().forEach((page) => void tell(page, { type: 'edit', id, body })),
    ring(from, { isGroup = false } = {}) {
      const call = { id: randomBytes(8).toString('hex'), from, isVideo: false, isGroup };
      for (const page of linked()) tell(page, { type: 'call', call });
    },
    setState: (state) => [...pages.values()].forEach((page) => void tell(page, { type: 'state', state })),
    unlinkFromPhone() {
      const pagesNow = linked();
      devices.clear();
      for (const page of pagesNow) tell(page, { type: 'logout' });
    },
    goDeaf: () => linked().forEach((page) => void tell(page, { type: 'deaf' })),
    forgetChat: (chatId) => linked().forEach((page) => void tell(page, { type: 'forget-chat', chatId })),
    reload: () => [...pages.values()].forEach((page) => void tell(page, { type: 'reload' })),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return standIn;
}

/** A machine that is busy with something else is slow, not wrong: this guards against hanging only. */
const PATIENT_MS = 120_000;

/** Waits for something that another process does; fails with what was waited for. */
export async function until(
  met: () => boolean | Promise<boolean>,
  what: string | (() => string),
  ms = PATIENT_MS,
): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await met())) {
    if (Date.now() > deadline) throw new Error(`expected within ${ms} ms: ${typeof what === 'string' ? what : what()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
