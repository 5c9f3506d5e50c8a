/** What the console says of the shop's own phone, in a real browser: on the process that drives it and on any other. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { linkRoutes } from '../../../channels/whatsapp-web/link-routes.ts';
import { healthOf } from '../../../channels/whatsapp-web/number-health.ts';
import { createSharedStatus, readShown } from '../../../channels/whatsapp-web/shared-status.ts';
import type { Status } from '../../../channels/whatsapp-web/status.ts';
import type { Store } from '../../../src/ports.ts';
import { createSqliteStore } from '../../../src/store/sqlite.ts';
import { type ConsoleServer, startConsole } from '../../console/console-server.ts';
import { createManualClock, type ManualClock } from '../../fakes/manual-clock.ts';
import { until } from '../../fakes/whatsapp-web/stand-in.ts';
import { launchBrowser, visit } from '../web/browser.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const numberHealth = healthOf([], [], 0, 500);
const PATIENT = { timeout: 120_000 };

describe('staff at the console', () => {
  let browser: Browser;
  let server: ConsoleServer;
  let store: Store;
  let clock: ManualClock;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(() => {
    clock = createManualClock();
    store = createSqliteStore({ path: ':memory:', clock });
  });
  afterEach(async () => {
    await server.close();
    await store.close();
  });
  /** The process that drives the phone, and the console of another one on the same store. */
  async function twoProcesses() {
    const driving = createSharedStatus({ store, clock, log: quiet });
    server = await startConsole({ phone: linkRoutes(() => readShown({ store, clock })) });
    return async (status: Omit<Status, 'numberHealth'> & { numberHealth?: Status['numberHealth'] }) => {
      driving.publish({ numberHealth, ...status });
      await driving.settled();
    };
  }

  it('scan the code of another process, see the next one in its place, and read that the phone is linked', async () => {
    const says = await twoProcesses();
    await says({ phase: { kind: 'qr', code: '2@one', codeAt: 0 }, qr: '2@one' });
    const { page, complaints } = await visit(browser, `${server.url}/console`);
    const code = page.getByAltText('Code to link the phone');
    await code.waitFor(PATIENT);
    expect(await page.locator('.phone').innerText()).toMatch(/no phone is linked.*Linked devices/isu);
    const first = await code.getAttribute('src');
    expect((await code.boundingBox())?.height).toBeGreaterThan(100); // it could be drawn
    await says({ phase: { kind: 'qr', code: '2@two', codeAt: 0 }, qr: '2@two' });
    await until(async () => (await code.getAttribute('src')) !== first, 'the next code');
    await says({ phase: { kind: 'ready', since: 0 }, account: '15550000001' });
    await page.getByText('linked to …0001, number green').waitFor(PATIENT);
    expect(await code.count()).toBe(0);
    const failed = Array.from({ length: 20 }, () => ({ at: 1, ack: -1 }));
    await says({
      phase: { kind: 'ready', since: 0 },
      account: '15550000001',
      numberHealth: healthOf(failed, [], 2, 500),
    });
    await page.getByText('number red (20 of 20 messages failed)').waitFor(PATIENT);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('are the only ones who see the code: whoever has not logged in does not', async () => {
    const token = 'a-long-and-secret-token';
    server = await startConsole({ token, phone: linkRoutes(() => readShown({ store, clock })) });
    expect((await server.get('/api/console/phone')).status).toBe(401);
    expect((await server.get('/api/console/phone', { authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it('are told when no process drives the phone any more', async () => {
    const says = await twoProcesses();
    await says({ phase: { kind: 'ready', since: 0 }, account: '15550000001' });
    const shown = async () => (await server.get('/api/console/phone')).body as { ok: boolean; detail: string };
    expect((await shown()).ok).toBe(true);
    clock.advance(61_000);
    expect(await shown()).toMatchObject({ ok: false, detail: expect.stringContaining('no process drives the phone') });
    const waiting = createSharedStatus({ store, clock, log: quiet });
    waiting.publish({ numberHealth, phase: { kind: 'waiting' } });
    await waiting.settled();
    expect((await shown()).ok).toBe(false);
  });
});
