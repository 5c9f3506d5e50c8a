/** An emulated Slack workspace behind our front proxy, and the tests' own eyes on what stands in it. */
import { createEmulator } from 'emulate';
import { createFrontProxy, type FrontProxy } from './front-proxy.ts';
import { DRIVER_TOKEN, ROOM, STAFF_TOKENS, seed } from './seed.ts';

export interface Message {
  readonly ts: string;
  readonly text: string;
  readonly user?: string;
  readonly thread_ts?: string;
  readonly reply_broadcast?: boolean;
  readonly reply_count?: number;
  readonly blocks?: readonly Block[];
  readonly metadata?: { readonly event_type: string; readonly event_payload: Readonly<Record<string, unknown>> };
}
export type Block = { readonly type: string; readonly [field: string]: unknown };

export interface Workspace {
  readonly proxy: FrontProxy;
  /** Id of #approvals. */
  readonly room: string;
  /** User ids by name: alice and bob work here, eve is a guest. */
  readonly people: Readonly<Record<'alice' | 'bob' | 'eve', string>>;
  /** Top-level messages of the room, oldest first. */
  history(): Promise<readonly Message[]>;
  /** Lines in a card's thread, oldest first, without the card. */
  thread(ts: string): Promise<readonly Message[]>;
  /** Any message of the room, also one in a thread. */
  message(ts: string): Promise<Message>;
  /** A colleague writes into a thread; the text as Slack keeps it, escaped. */
  remark(by: 'alice' | 'bob', text: string, threadTs: string): Promise<Message>;
  /** The same as a message of its own in the room. */
  writes(by: 'alice' | 'bob', text: string): Promise<Message>;
  /** What our app wrote to a person directly, oldest first. */
  directTo(userId: string): Promise<readonly Message[]>;
  /** What this person sees on our app's Home. */
  home(userId: string): { readonly blocks: readonly Block[] } | undefined;
  delete(ts: string): Promise<void>;
  /** Any method, past the proxy. */
  api(method: string, args: Readonly<Record<string, string>>): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export async function createWorkspace(): Promise<Workspace> {
  const emulator = await createEmulator({ service: 'slack', port: 0, seed });
  const target = emulator.url.replace('localhost', '127.0.0.1');
  const proxy = await createFrontProxy(target);

  async function api(
    method: string,
    args: Readonly<Record<string, string>>,
    token: string = DRIVER_TOKEN,
  ): Promise<Record<string, unknown>> {
    const response = await fetch(`${target}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(args),
    });
    const result = (await response.json()) as { ok: boolean; error?: string };
    if (!result.ok) throw new Error(`the emulated Slack refused ${method}: ${result.error}`);
    return result as never;
  }

  const { channels } = (await api('conversations.list', {})) as { channels: { id: string; name: string }[] };
  const { members } = (await api('users.list', {})) as { members: { id: string; name: string }[] };
  const idOf = (list: readonly { id: string; name: string }[], name: string) => {
    const found = list.find((item) => item.name === name);
    if (!found) throw new Error(`expected ${name} in the emulated workspace`);
    return found.id;
  };
  const people = { alice: idOf(members, 'alice'), bob: idOf(members, 'bob'), eve: idOf(members, 'eve') };
  const room = idOf(channels, ROOM);
  proxy.describeUser(people.alice, { profile: { display_name: 'Alice' } });
  proxy.describeUser(people.bob, { profile: { display_name: 'Bob' } });
  proxy.describeUser(people.eve, { profile: { display_name: 'Eve' }, is_restricted: true });

  const oldestFirst = (messages: readonly Message[]) => messages.toSorted((a, b) => Number(a.ts) - Number(b.ts));
  const history = async () => {
    const { messages } = await api('conversations.history', {
      channel: room,
      include_all_metadata: 'true',
      limit: '500',
    });
    return oldestFirst(messages as Message[]);
  };
  const thread = async (ts: string) => {
    const { messages } = await api('conversations.replies', { channel: room, ts, include_all_metadata: 'true' });
    return oldestFirst(messages as Message[]).filter((message) => message.ts !== ts);
  };
  return {
    proxy,
    room,
    people,
    history,
    thread,
    async message(ts) {
      const roots = await history();
      const threads = await Promise.all(roots.map((root) => (root.reply_count ? thread(root.ts) : [])));
      const found = [...roots, ...threads.flat()].find((message) => message.ts === ts);
      if (!found) throw new Error(`expected a message ${ts} in the room`);
      return found;
    },
    async remark(by, text, threadTs) {
      const { ts } = await api(
        'chat.postMessage',
        { channel: room, text, thread_ts: threadTs, link_names: 'false' },
        STAFF_TOKENS[by],
      );
      return { ts: String(ts), text, user: people[by], thread_ts: threadTs };
    },
    async writes(by, text) {
      const { ts } = await api('chat.postMessage', { channel: room, text }, STAFF_TOKENS[by]);
      return { ts: String(ts), text, user: people[by] };
    },
    async directTo(userId) {
      const sent = proxy.calls.find(
        ({ method, args, result }) => args.channel === userId && method === 'chat.postMessage' && result.ok,
      );
      if (!sent) return [];
      const { messages } = await api('conversations.history', { channel: String(sent.result.channel) });
      return oldestFirst(messages as Message[]);
    },
    home: (userId) =>
      proxy.calls.findLast(
        ({ method, args, result }) => method === 'views.publish' && args.user_id === userId && result.ok,
      )?.result.view as { blocks: readonly Block[] } | undefined,
    delete: async (ts) => void (await api('chat.delete', { channel: room, ts })),
    api,
    async close() {
      await proxy.close();
      await emulator.close();
    },
  };
}
