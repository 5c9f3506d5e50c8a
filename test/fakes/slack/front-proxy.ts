/**
 * Stands between our program and the emulated Slack: knows which tokens are good, enforces Block Kit's limits, fails
 * when told, before or after the work was done, and keeps every call.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { blocksError, viewError } from './block-kit-rules.ts';
import { APP, APP_TOKEN, BOT_TOKEN, POST_ONLY_TOKEN } from './seed.ts';

/** The method that stands for a `response_url`. */
export const RESPONSE = 'response_url';

export interface Call {
  readonly method: string;
  readonly args: Readonly<Record<string, string>>;
  readonly result: { readonly ok: boolean; readonly error?: string; readonly [field: string]: unknown };
}

/** `drop`: the connection breaks and nothing was done; `lose-answer`: it was done, but nobody hears;
 * `never-answer`: the same, and the connection stays open. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'drop' }
  | { readonly kind: 'lose-answer' }
  | { readonly kind: 'never-answer' };

export interface FrontProxy {
  /** For SLACK_API_URL. */
  readonly url: string;
  readonly calls: readonly Call[];
  /** The next call of the method meets this; several queue up. */
  failNext(method: string, fault: Fault): void;
  /** Every call meets this until it is lifted with undefined. */
  failAll(fault: Fault | undefined): void;
  /** Holds calls of the method back until the returned function is called. */
  hold(method: string): () => void;
  revoke(token: string): void;
  restore(token: string): void;
  /** What users.info says beyond the emulator, such as `is_restricted`. */
  describeUser(userId: string, more: Readonly<Record<string, unknown>>): void;
  /** Members of a user group; undefined: the workspace's plan has no groups. */
  setGroup(groupId: string, members: readonly string[] | undefined): void;
  /** Who is in a channel, whatever the emulator says. */
  setReaders(channelId: string, people: readonly string[]): void;
  /** Answers apps.connections.open. */
  openSockets(answer: () => object): void;
  /** Resolves when the condition holds; looked at again after every call. */
  until(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export async function createFrontProxy(target: string): Promise<FrontProxy> {
  const calls: Call[] = [];
  const tokens = new Set([BOT_TOKEN, POST_ONLY_TOKEN, APP_TOKEN]);
  const faults: { method: string; fault: Fault }[] = [];
  const users = new Map<string, Readonly<Record<string, unknown>>>();
  const groups = new Map<string, readonly string[] | undefined>();
  const readers = new Map<string, readonly string[]>();
  const held = new Map<string, Promise<void>>();
  let always: Fault | undefined;
  let sockets = (): object => ({ ok: false, error: 'not_allowed_token_type' });
  let waiting: { condition: () => boolean; resolve: () => void }[] = [];

  const server: Server = createServer((request, response) => void handle(request, response));

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = new URL(request.url ?? '/', 'http://slack').pathname.replace(/^\/api\//u, '');
    const body = await bytesOf(request);
    if (method === RESPONSE) return respond(body, response);
    const args = Object.fromEntries(new URLSearchParams(body));
    await held.get(method);
    const index = faults.findIndex((planned) => planned.method === method);
    const fault = always ?? (index < 0 ? undefined : faults.splice(index, 1)[0]?.fault);
    if (fault && fault.kind !== 'lose-answer' && fault.kind !== 'never-answer') {
      note({ method, args, result: { ok: false, error: `told to fail: ${fault.kind}` } });
      if (fault.kind === 'drop') return void request.socket.destroy();
      if (fault.kind === 'error') return send(response, { ok: false, error: fault.error });
      response.writeHead(fault.status, fault.headers).end(fault.body ?? '');
      return;
    }
    const result = await answer(method, args, body, request);
    note({ method, args, result });
    if (fault?.kind === 'never-answer') return;
    if (fault) return void request.socket.destroy();
    send(response, result);
  }

  /** What a command answers to whoever typed it. */
  function respond(body: string, response: ServerResponse): void {
    const { text, blocks, response_type: type } = JSON.parse(body) as Record<string, unknown>;
    const args = { text: String(text), blocks: JSON.stringify(blocks), response_type: String(type) };
    const error = blocksError(args.blocks);
    note({ method: RESPONSE, args, result: error ? { ok: false, error } : { ok: true } });
    response.writeHead(error ? 404 : 200).end(error ?? 'ok');
  }

  async function answer(
    method: string,
    args: Record<string, string>,
    body: string,
    request: IncomingMessage,
  ): Promise<Call['result']> {
    const authorization = request.headers.authorization ?? `Bearer ${args.token ?? ''}`;
    if (!tokens.has(authorization.replace('Bearer ', ''))) return { ok: false, error: 'invalid_auth' };
    // A socket is opened with the app's own token, everything else with one that may act in the workspace.
    const ofApp = authorization === `Bearer ${APP_TOKEN}`;
    if (ofApp !== (method === 'apps.connections.open')) return { ok: false, error: 'not_allowed_token_type' };
    if (ofApp) return sockets() as Call['result'];
    if (method === 'usergroups.users.list') return membersOf(args.usergroup ?? '');
    const inChannel = method === 'conversations.members' ? readers.get(args.channel ?? '') : undefined;
    if (inChannel) return pageOf(inChannel, Number(args.limit ?? '100'));
    if (method === 'views.publish') return published(args);
    const wrong = (args.blocks && blocksError(args.blocks)) || (args.view && viewError(args.view));
    if (wrong) return { ok: false, error: wrong };
    const answered = await fetch(`${target}/api/${method}`, {
      method: 'POST',
      headers: { 'content-type': request.headers['content-type'] ?? '', authorization },
      body,
    });
    const result = (await answered.json()) as Call['result'];
    // The emulator reads the whole channel, Slack only what is newer.
    if (args.oldest !== undefined && result.messages)
      return { ...result, messages: newerThan(args, result.messages as { ts: string }[]) };
    const { user, bot } = result as { user?: { id: string }; bot?: object };
    if (method === 'users.info' && user) return { ...result, user: { ...user, ...users.get(user.id) } };
    return method === 'bots.info' && bot ? { ...result, bot: { ...bot, app_id: APP } } : result;
  }

  /** The emulator knows no Home. */
  function published({ view = '', user_id: user = '' }: Record<string, string>): Call['result'] {
    const wrong = viewError(view) ?? (user === '' ? 'invalid_arguments' : undefined);
    return wrong ? { ok: false, error: wrong } : { ok: true, view: JSON.parse(view) as object };
  }

  function pageOf(people: readonly string[], limit: number): Call['result'] {
    const more = { next_cursor: people.length > limit ? 'more' : '' };
    return { ok: true, members: people.slice(0, limit), response_metadata: more };
  }

  function membersOf(group: string): Call['result'] {
    if (!groups.has(group)) return { ok: false, error: 'no_such_subteam' };
    const users = groups.get(group);
    return users ? { ok: true, users } : { ok: false, error: 'plan_upgrade_required' };
  }

  function note(call: Call): void {
    calls.push(call);
    const met = waiting.filter(({ condition }) => condition());
    waiting = waiting.filter((waiter) => !met.includes(waiter));
    for (const { resolve } of met) resolve();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    calls,
    failNext: (method, fault) => void faults.push({ method, fault }),
    failAll(fault) {
      always = fault;
    },
    hold(method) {
      let release = () => {};
      held.set(
        method,
        new Promise((resolve) => {
          release = () => {
            held.delete(method);
            resolve();
          };
        }),
      );
      return () => release();
    },
    revoke: (token) => void tokens.delete(token),
    restore: (token) => void tokens.add(token),
    describeUser: (userId, more) => void users.set(userId, more),
    setGroup: (groupId, members) => void groups.set(groupId, members),
    setReaders: (channelId, people) => void readers.set(channelId, people),
    openSockets(next) {
      sockets = next;
    },
    until: (condition) =>
      condition() ? Promise.resolve() : new Promise((resolve) => void waiting.push({ condition, resolve })),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bytesOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The root of a thread always belongs to its replies. */
function newerThan(args: Call['args'], messages: readonly { ts: string }[]): readonly object[] {
  return messages.filter(({ ts }) => ts === args.ts || Number(ts) > Number(args.oldest));
}

function send(response: ServerResponse, result: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
}
