/**
 * Meta's side of the webhook: writes as customers do, reports what became of our messages, signs exactly the bytes it
 * posts (escaped as Meta escapes them), and delivers again what was not answered 200.
 */
import { createHmac } from 'node:crypto';
import type { AcceptedSend, FakeGraph } from './fake-graph.ts';

/** A customer as Meta knows them; without `waId` the number is withheld. */
export interface MetaCustomer {
  readonly waId?: string;
  readonly userId?: string;
  readonly name?: string;
}

export type StatusName = 'sent' | 'delivered' | 'read' | 'played' | 'failed';
type Json = Readonly<Record<string, unknown>>;

export interface Delivered {
  /** What the webhook answered; 0 when nobody listened. */
  readonly status: number;
  readonly body: string;
}

export interface MetaDriver {
  /** The handshake when a webhook is set up. */
  verify(query: Readonly<Record<string, string>>): Promise<Delivered>;
  /** One text of a customer, delivered until it is taken when asked to. Resolves with its id and the answer. */
  says(customer: MetaCustomer, text: string, options?: SayOptions): Promise<Delivered & { readonly id: string }>;
  /** Taps a button or row of an accepted message by its title. */
  taps(customer: MetaCustomer, send: AcceptedSend, title: string): Promise<Delivered & { readonly id: string }>;
  /** Any notification, built from `change`s. */
  deliver(changes: readonly Json[], options?: PostOptions): Promise<Delivered>;
  /** The last notification again, byte for byte; automatic statuses do not count. */
  redeliver(): Promise<Delivered>;
  /** What became of one of our messages. */
  status(send: Pick<AcceptedSend, 'wamid' | 'sendId' | 'to'>, state: StatusName, more?: Json): Promise<Delivered>;
  /** Any bytes, signed with the app secret unless told otherwise. */
  post(bytes: string | Buffer, options?: PostOptions): Promise<Delivered>;
  /** Resolves when every automatic status so far was taken. */
  settled(): Promise<void>;
  /** Stops delivering. */
  close(): Promise<void>;
}

export interface PostOptions {
  /** The whole header; null leaves it out. */
  readonly signature?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SayOptions {
  readonly id?: string;
  /** Seconds since 1970. */
  readonly timestamp?: number;
  /** Any message of another type instead of the text, such as `{ type: 'image', image: {…} }`. */
  readonly message?: Json;
  /** Delivers again until it is answered 200, as Meta does. */
  readonly untilTaken?: boolean;
}

export interface MetaDriverConfig {
  readonly graph: FakeGraph;
  /** One address, or one of several processes, asked anew for every delivery. */
  readonly webhookUrl: string | (() => string);
  readonly appSecret: string;
  /** Reports `sent` and `delivered` of every accepted message, each again until it is taken. */
  readonly autoStatuses?: boolean;
  /** Wait before something not taken is delivered again. */
  readonly retryMs?: number;
  /** ms since 1970. */
  readonly now?: () => number;
}

export function createMetaDriver(config: MetaDriverConfig): MetaDriver {
  const { graph, webhookUrl, appSecret, retryMs = 50, now = Date.now } = config;
  const address = () => (typeof webhookUrl === 'string' ? webhookUrl : webhookUrl());
  const seconds = () => Math.floor(now() / 1000);
  const closing = new AbortController();
  const pending = new Set<Promise<unknown>>();
  let last: { bytes: string | Buffer; options: PostOptions } | undefined;
  let messages = 0;

  const post = (bytes: string | Buffer, options: PostOptions = {}) => {
    last = { bytes, options };
    return exchange(bytes, options);
  };

  async function exchange(bytes: string | Buffer, options: PostOptions = {}): Promise<Delivered> {
    const { signature = signatureOf(bytes, appSecret), headers } = options;
    const signed = signature === null ? {} : { 'x-hub-signature-256': signature };
    const body = typeof bytes === 'string' ? bytes : new Uint8Array(bytes);
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...signed, ...headers }, body };
    return answerOf(fetch(address(), { ...init, signal: closing.signal }));
  }

  const deliver = (changes: readonly Json[], options?: PostOptions) => post(escaped(notification(changes)), options);

  async function untilTaken(bytes: string): Promise<Delivered> {
    for (;;) {
      const delivered = await exchange(bytes);
      if (delivered.status === 200 || closing.signal.aborted) return delivered;
      await pause(retryMs, closing.signal);
    }
  }

  async function says(customer: MetaCustomer, text: string, options: SayOptions = {}) {
    const {
      id = `wamid.IN${++messages}`,
      timestamp = seconds(),
      message = { type: 'text', text: { body: text } },
    } = options;
    const changes = [messageChange(graph.phoneNumberId, customer, [{ ...message, id, timestamp: String(timestamp) }])];
    const delivered = await deliver(changes);
    if (delivered.status === 200 || !options.untilTaken) return { id, ...delivered };
    return { id, ...(await untilTaken(escaped(notification(changes)))) };
  }

  function statusChange(
    { wamid, sendId, to }: Pick<AcceptedSend, 'wamid' | 'sendId' | 'to'>,
    status: StatusName,
    more: Json = {},
  ): Json {
    const recipient = /^\d+$/u.test(to) ? { recipient_id: to } : { recipient_user_id: to };
    const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'service' };
    const told = {
      id: wamid,
      status,
      timestamp: String(seconds()),
      ...recipient,
      pricing,
      biz_opaque_callback_data: sendId,
    };
    return change(graph.phoneNumberId, { statuses: [{ ...told, ...more }] });
  }

  if (config.autoStatuses) {
    graph.onAccepted((send) => {
      const report = (async () => {
        for (const state of ['sent', 'delivered'] as const) {
          await untilTaken(escaped(notification([statusChange(send, state)])));
        }
      })();
      const done = report.finally(() => pending.delete(done));
      pending.add(done);
    });
  }

  return {
    post,
    deliver,
    says,
    verify: (query) => answerOf(fetch(`${address()}?${new URLSearchParams(query)}`)),
    taps(customer, send, title) {
      const tap = send.taps.find((option) => option.title === title);
      if (!tap)
        throw new Error(
          `expected a button "${title}", the message has: ${send.taps.map((option) => option.title).join(', ')}`,
        );
      const interactive = { type: tap.type, [tap.type]: { id: tap.id, title: tap.title } };
      return says(customer, '', { message: { type: 'interactive', interactive, context: { id: send.wamid } } });
    },
    redeliver() {
      if (!last) throw new Error('nothing was delivered yet');
      return post(last.bytes, last.options);
    },
    status: (send, state, more) => deliver([statusChange(send, state, more)]),
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
    async close() {
      closing.abort();
      await Promise.allSettled(pending);
    },
  };
}

/** `changes[]` element for one phone number. */
export function change(phoneNumberId: string, value: Json): Json {
  const metadata = { display_phone_number: '15550001111', phone_number_id: phoneNumberId };
  return { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } };
}

/** One customer's messages as a `changes[]` element; each needs its own id, timestamp and type. */
export function messageChange(phoneNumberId: string, customer: MetaCustomer, messages: readonly Json[]): Json {
  const { waId, userId, name = 'Ana' } = customer;
  const contact = { profile: { name }, ...(waId ? { wa_id: waId } : {}), ...(userId ? { user_id: userId } : {}) };
  const sender = { ...(waId ? { from: waId } : {}), ...(userId ? { from_user_id: userId } : {}) };
  return change(phoneNumberId, {
    contacts: [contact],
    messages: messages.map((message) => ({ ...sender, ...message })),
  });
}

/** Every change in an entry of its own, as several may come in one POST. */
export function notification(changes: readonly Json[]): Json {
  return {
    object: 'whatsapp_business_account',
    entry: changes.map((one, index) => ({ id: String(1001 + index), changes: [one] })),
  };
}

/** As Meta writes JSON: slashes and everything beyond ASCII escaped. */
export function escaped(value: unknown): string {
  const unicode = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, unicode);
}

export function signatureOf(bytes: string | Buffer, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}`;
}

async function answerOf(asked: Promise<Response>): Promise<Delivered> {
  try {
    const response = await asked;
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: '' };
  }
}

/** Only between deliveries to a process that is not there: nothing else tells when it is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
