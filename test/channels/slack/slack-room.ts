/** A Slack desk on an emulated workspace, over real HTTP or a real socket, with a clock turned by hand. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createSlackDesk, type Slack, type SlackConfig } from '../../../channels/slack/slack-desk.ts';
import type { Card, CardRef } from '../../../src/domain/approval.ts';
import type { Intake } from '../../../src/ports.ts';
import { type CardRecords, createCardRecords } from '../../fakes/card-records.ts';
import { createFactsDouble, type FactsDouble } from '../../fakes/facts-double.ts';
import { createManualClock, type ManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryIntake } from '../../fakes/memory-intake.ts';
import { createOverviewDouble, type OverviewDouble } from '../../fakes/overview-double.ts';
import { APP_TOKEN, BOT_TOKEN, SIGNING_SECRET } from '../../fakes/slack/seed.ts';
import { createSocketStub, type SocketStub } from '../../fakes/slack/socket-stub.ts';
import { createStaffHands, type Delivered, type StaffHands, signed } from '../../fakes/slack/staff-hands.ts';
import { createWorkspace, type Workspace } from '../../fakes/slack/workspace.ts';

export interface SlackRoom {
  readonly slack: Slack;
  readonly workspace: Workspace;
  readonly records: CardRecords;
  readonly overview: OverviewDouble;
  readonly facts: FactsDouble;
  readonly hands: StaffHands;
  readonly clock: ManualClock;
  readonly sockets: SocketStub;
  readonly log: readonly { readonly level: string; readonly fields: object; readonly message: string }[];
  readonly url: string;
  /** Sends the payload signed, with what is forged about it. */
  post(payload: object, changes?: Parameters<typeof signed>[1]): Promise<Delivered>;
  /** Puts a pending card up, from the record. */
  posted(changes?: Partial<Card>, under?: CardRef): Promise<{ card: Card; ref: CardRef; ts: string }>;
  /** Runs and waits until Slack has got one more call of each of these methods. */
  andThen<T>(methods: string | readonly string[], run: () => Promise<T>): Promise<T>;
  /** Ephemeral lines, in order. */
  hints(): readonly { readonly user: string; readonly text: string }[];
  close(): Promise<void>;
}

export interface RoomOptions extends Partial<SlackConfig> {
  readonly mode?: 'http' | 'socket';
  /** False: the test starts it. */
  readonly started?: boolean;
  /** Address of Slack, when it is not the proxy. */
  readonly apiUrl?: string;
  /** Where questions of staff go; nowhere when absent. */
  readonly intake?: Intake;
}

/** The shop of these tests is in London. */
export const sayWhen = (at: number): string =>
  `at ${new Intl.DateTimeFormat('en-IE', { hour: 'numeric', minute: '2-digit', timeZone: 'Europe/London' }).format(at)}`;

export async function openSlackRoom(options: RoomOptions = {}): Promise<SlackRoom> {
  const workspace = await createWorkspace();
  const sockets = await createSocketStub(workspace.proxy);
  const records = createCardRecords();
  const overview = createOverviewDouble();
  const facts = createFactsDouble();
  const clock = createManualClock(Date.now());
  const log: { level: string; fields: object; message: string }[] = [];
  const at = (level: string) => (fields: object, message: string) => void log.push({ level, fields, message });
  const { mode = 'http', started = true, intake = createMemoryIntake().intake, ...config } = options;
  const web = express();
  const slack = createSlackDesk(
    {
      botToken: BOT_TOKEN,
      approvalChannel: workspace.room,
      approvers: [],
      apiUrl: workspace.proxy.url,
      ...(mode === 'socket' ? { appToken: APP_TOKEN } : { signingSecret: SIGNING_SECRET }),
      ...config,
    },
    {
      actions: records.actions,
      overview,
      changes: overview.changes,
      facts,
      intake,
      clock,
      log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
      sayWhen,
      web,
    },
  );
  web.use(express.json());
  web.post('/echo', (request, response) => void response.json(request.body));
  const server = createServer(web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const post: SlackRoom['post'] = async (payload, changes) => {
    const response = await fetch(`${url}/slack/events`, signed(payload, { json: 'event' in payload, ...changes }));
    return { status: response.status, body: await response.text() };
  };
  const hands = createStaffHands(
    workspace,
    mode === 'socket' ? (payload) => sockets.deliver(payload) : (payload) => post(payload),
  );
  const count = (method: string) => workspace.proxy.calls.filter((call) => call.method === method).length;

  if (started) {
    await slack.start();
    await workspace.proxy.until(() => count('bots.info') > 0 || (mode === 'socket' && count('auth.test') > 1));
    if (mode === 'socket') await sockets.connectedTimes(1);
  }
  return {
    slack,
    workspace,
    records,
    overview,
    facts,
    hands,
    clock,
    sockets,
    log,
    url,
    post,
    async posted(changes, under) {
      const card = records.add(changes);
      const ref = await slack.desk.show(card, undefined, under);
      return { card, ref, ts: ref.id };
    },
    async andThen(methods, run) {
      const wanted = [methods].flat().map((method) => ({ method, before: count(method) }));
      const result = await run();
      await workspace.proxy.until(() => wanted.every(({ method, before }) => count(method) > before));
      return result;
    },
    hints: () =>
      workspace.proxy.calls
        .filter(({ method }) => method === 'chat.postEphemeral')
        .map(({ args }) => ({ user: args.user ?? '', text: args.text ?? '' })),
    async close() {
      await slack.stop();
      await sockets.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await workspace.close();
    },
  };
}

/** Looks again and again until it holds, for what leaves no call at Slack. */
export async function eventually(holds: () => boolean): Promise<void> {
  const end = performance.now() + 120_000; // guards against hanging only
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited two minutes for ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Labels of the buttons a message shows. */
export function buttonsOf(message: {
  readonly blocks?: readonly { readonly type: string; readonly [field: string]: unknown }[];
}): string[] {
  const rows = (message.blocks ?? []).filter(({ type }) => type === 'actions');
  return rows.flatMap((row) => (row.elements as { text: { text: string } }[]).map(({ text }) => text.text));
}

/** Every word of the blocks, as a person reads them. */
export function wordsOf(message: { readonly blocks?: readonly object[] }): string {
  const found: string[] = [];
  JSON.stringify(message.blocks ?? [], (key, value: unknown) => {
    if (key === 'text' && typeof value === 'string') found.push(value);
    return value;
  });
  return found.join('');
}
