/** The console on a real port, page included, over the whole core with a clock turned by hand. */
import type { Router } from 'express';
import { createConsole } from '../../src/console/console.ts';
import type { Json } from '../../src/domain/json.ts';
import { createHttp } from '../../src/http.ts';
import { servePage } from '../../src/page-server.ts';
import type { Clock, StaffActions, StaffDesk } from '../../src/ports.ts';
import { statsOf } from '../../src/stats.ts';
import { createWorld, shop, type World, type WorldOptions } from '../scenarios/world.ts';

export interface ConsoleServer {
  readonly url: string;
  readonly world: World;
  readonly desk: StaffDesk;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<{ status: number; body: unknown }>;
  post(
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ status: number; body: unknown; headers: Headers }>;
  close(): Promise<void>;
}

export interface ConsoleServerOptions extends WorldOptions {
  readonly token?: string;
  /** What the shop's own phone says of itself. */
  readonly phone?: Router;
  /** Clock of hints and logins; the world's by default. */
  readonly consoleClock?: Clock;
  /** Changes what staff are shown or what their clicks do. */
  readonly actions?: (real: StaffActions) => StaffActions;
}

export async function startConsole({
  token,
  consoleClock,
  phone,
  actions = (real) => real,
  ...options
}: ConsoleServerOptions = {}): Promise<ConsoleServer> {
  const world = await createWorld(options);
  const { core, store, clock } = world;
  const { router, desk } = createConsole(token ? { token } : {}, {
    store,
    actions: actions(core.actions),
    ledger: async (day) => (await core.ledger(day)) as unknown as Json,
    stats: () => statsOf(store, clock, shop.timeZone),
    sending: core.oversight,
    clock: consoleClock ?? clock,
    changes: { watch: (run) => core.changes.watch(undefined, run) },
    outreach: core.outreach,
    leads: core.leads,
  });
  const http = createHttp({
    parts: async () => ({}),
    metrics: async () => ({ contentType: 'text/plain', body: '' }),
    failed: () => {},
  });
  http.app.use(router);
  if (phone) http.app.use('/api/console/phone', phone);
  http.app.use(
    servePage({
      at: '/console',
      folder: 'src/console/page',
      title: 'Console',
      data: { shop: shop.name, timeZone: shop.timeZone, ...(phone ? { phone: 'yes' } : {}) },
    }),
  );
  http.finish();
  const url = `http://127.0.0.1:${await http.listen(0, '127.0.0.1')}`;
  return {
    url,
    world,
    desk,
    async get(path, headers = {}) {
      const response = await fetch(`${url}${path}`, { headers });
      return { status: response.status, body: (await response.json()) as unknown };
    },
    async post(path, body, headers = {}) {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as unknown, headers: response.headers };
    },
    async close() {
      await http.close();
      await world.close();
    },
  };
}
