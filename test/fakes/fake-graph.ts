/**
 * Meta's Graph API on this machine: a real server over HTTP, as strict about payloads and tokens as the real one, that
 * fails on command in the ways the real one does. Keeps every message it accepted, also those whose answer got lost.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import { faultIn, tapsIn, textIn } from './graph-rules.ts';

export interface AcceptedSend {
  /** Our id, from `biz_opaque_callback_data`. */
  readonly sendId: string;
  /** The number, or the business-scoped id, it went to. */
  readonly to: string;
  readonly text: string;
  readonly taps: ReturnType<typeof tapsIn>;
  readonly at: number;
  readonly wamid: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** How the next send ends. `accepted`: the message went out all the same. */
export type GraphFault =
  | {
      readonly kind: 'error';
      readonly code: number;
      readonly status?: number;
      readonly subcode?: number;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'raw';
      readonly status: number;
      readonly body: string;
      readonly accepted?: boolean;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'reset'; readonly accepted?: boolean };

export interface FakeGraph {
  /** Base URL with version, for `WHATSAPP_API_URL`. */
  readonly url: string;
  readonly phoneNumberId: string;
  readonly accessToken: string;
  /** Accepted messages, oldest first. */
  readonly sends: readonly AcceptedSend[];
  /** Ids of messages marked read, and whether "typing" was shown with it. */
  readonly marks: readonly { readonly messageId: string; readonly typing: boolean }[];
  /** Details of every refusal, for a test that wants none. */
  readonly refusals: readonly string[];
  /** The next `times` sends end like this; marking a message read never fails. */
  failNext(fault: GraphFault, times?: number): void;
  /** Runs after a message was accepted; its answer waits for it. Returns how to stop. */
  onAccepted(run: (send: AcceptedSend) => void | Promise<void>): () => void;
  close(): Promise<void>;
}

export interface FakeGraphConfig {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly accessToken?: string;
  readonly phoneNumberId?: string;
  /** ms since 1970. */
  readonly now?: () => number;
}

export async function createFakeGraph(config: FakeGraphConfig = {}): Promise<FakeGraph> {
  const { port = 0, accessToken = 'token', phoneNumberId = '2001', now = Date.now } = config;
  const sends: AcceptedSend[] = [];
  const marks: { messageId: string; typing: boolean }[] = [];
  const refusals: string[] = [];
  const faults: GraphFault[] = [];
  const listeners = new Set<(send: AcceptedSend) => void | Promise<void>>();

  const refuse = (
    response: Response,
    status: number,
    code: number,
    message: string,
    details: string,
    subcode?: number,
  ) => {
    refusals.push(`${code}: ${details}`);
    const error = {
      message,
      type: 'OAuthException',
      code,
      error_subcode: subcode,
      error_data: { messaging_product: 'whatsapp', details },
    };
    response.status(status).json({ error: { ...error, fbtrace_id: `trace-${refusals.length}` } });
  };

  async function accept(payload: Record<string, unknown>): Promise<object> {
    if (payload.status === 'read') {
      marks.push({ messageId: String(payload.message_id), typing: payload.typing_indicator !== undefined });
      return { success: true };
    }
    const to = String(payload.to ?? payload.recipient);
    const sendId = String(payload.biz_opaque_callback_data ?? '');
    const wamid = `wamid.OUT${sends.length + 1}`;
    const send = { sendId, to, text: textIn(payload), taps: tapsIn(payload), at: now(), wamid, payload };
    sends.push(send);
    for (const run of [...listeners]) await run(send);
    return {
      messaging_product: 'whatsapp',
      contacts: [payload.to === undefined ? { user_id: to } : { input: to, wa_id: to }],
      messages: [{ id: wamid, message_status: 'accepted' }],
    };
  }

  async function post(request: Request, response: Response): Promise<void> {
    if (request.get('authorization') !== `Bearer ${accessToken}`) {
      refuse(
        response,
        401,
        190,
        'Error validating access token',
        'the access token is not the one of this number',
        463,
      );
      return;
    }
    if (request.params.phone !== phoneNumberId) {
      refuse(response, 400, 100, 'Unsupported post request', 'object does not exist or is not yours', 33);
      return;
    }
    const wrong = faultIn(request.body);
    if (wrong) {
      refuse(response, 400, wrong.code, wrong.message, wrong.details);
      return;
    }
    const fault = request.body.status === 'read' ? undefined : faults.shift();
    const answer = !fault || (fault.kind !== 'error' && fault.accepted) ? await accept(request.body) : undefined;
    if (!fault) response.json(answer);
    else if (fault.kind === 'reset') request.socket.resetAndDestroy();
    else if (fault.kind === 'raw')
      response
        .status(fault.status)
        .set(fault.headers ?? {})
        .send(fault.body);
    else {
      response.set(fault.headers ?? {});
      refuse(response, fault.status ?? 400, fault.code, `(#${fault.code}) told to fail`, 'told to fail', fault.subcode);
    }
  }

  const app = express();
  app.use(express.json({ limit: '1mb' }));
  app.post('/:version/:phone/messages', post);
  app.get('/:version/:phone', (request, response) => void response.json({ id: request.params.phone }));
  const server = app.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v25.0`,
    phoneNumberId,
    accessToken,
    sends,
    marks,
    refusals,
    failNext(fault, times = 1) {
      faults.push(...Array.from({ length: times }, () => fault));
    },
    onAccepted(run) {
      listeners.add(run);
      return () => void listeners.delete(run);
    },
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
