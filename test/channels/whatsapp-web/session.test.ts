/** The life of the linked session in a real browser: what breaks comes back by itself, and nothing is lost meanwhile. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createOpenLink } from '../../../channels/whatsapp-web/browser-link.ts';
import type { LinkEvent } from '../../../channels/whatsapp-web/link.ts';
import { createSystemClock } from '../../../src/clock.ts';
import { isFailure } from '../../../src/domain/failure.ts';
import { until } from '../../fakes/whatsapp-web/stand-in.ts';
import { ANA, BEN, CHROMIUM, openPhoneShop, PATIENCE, type PhoneShop, TEST_MS } from './phone-shop.ts';
import { watchRejections } from './rejections.ts';

jest.setTimeout(TEST_MS);

/** Chromium processes that run on this shop's session. */
function browsersOf({ dir }: PhoneShop): readonly number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(dir) && !line.includes(' ps ')).map((line) => Number.parseInt(line, 10));
}

/** The one that the others hang on. */
function mainBrowserOf(shop: PhoneShop): number {
  const [pid] = browsersOf(shop);
  if (pid === undefined) throw new Error('expected a browser, found none');
  return pid;
}

/** Chromium writes what a page keeps with some delay; a session it had no time to write is lost with it. */
function isOnDisk({ dir, standIn }: PhoneShop): boolean {
  const folder = join(dir, 'whatsapp-web/session/session/Default/Local Storage/leveldb');
  const [token = 'nothing'] = standIn.devices;
  return readdirSync(folder).some((name) => {
    try {
      return readFileSync(join(folder, name)).includes(token);
    } catch {
      return false; // Chromium has just put another file in its place
    }
  });
}

const words = (shop: PhoneShop) =>
  shop.inbox.messages.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));
const alarms = (shop: PhoneShop) => shop.toldStaff.filter(({ urgency }) => urgency === 'high').map(({ text }) => text);

describe('the linked session', () => {
  let shop: PhoneShop;
  const rejections = watchRejections();
  afterEach(async () => {
    await shop.close();
    await until(() => browsersOf(shop).length === 0, 'no browser to be left');
    expect(rejections.seen).toEqual([]);
  });

  it('is linked by scanning a code that changes, and outlives a restart', async () => {
    shop = await openPhoneShop();
    const { standIn } = shop;
    standIn.deliver({ from: BEN, body: 'From before the phone was linked' });
    shop.start();
    await shop.becomes('qr');
    expect(shop.health().ok).toBe(false);
    expect(alarms(shop)).toEqual([expect.stringContaining('not linked')]);
    const first = shop.qrCodes.at(-1);
    standIn.rotateQr();
    await until(() => shop.qrCodes.at(-1) !== first, 'another code');
    expect(shop.status().qr).toContain('2@ref2');
    expect(shop.printed[0]).toContain('WhatsApp does not permit such clients');
    expect(alarms(shop)).toHaveLength(1);
    standIn.scanQr();
    await shop.becomes('ready');
    await until(() => shop.toldStaff.some(({ text }) => text.includes('are heard')), 'the all-clear');
    await until(
      () => shop.toldStaff.some(({ text }) => text.includes('1 chat on the phone was unread')),
      'the old chat',
    );
    standIn.deliver({ from: ANA, body: 'Hello' });
    await shop.hears(1);

    await shop.stop();
    await until(() => browsersOf(shop).length === 0, 'no browser to be left');
    const old = Math.floor(Date.now() / 1000) - 13 * 60 * 60;
    standIn.deliver({ from: BEN, body: 'Are you open?', t: old });
    standIn.deliver({ from: ANA, body: 'While you were away' });
    standIn.deliver({ from: '15550000001@c.us', to: ANA, fromMe: true, body: 'Answered on the phone' });
    const next = shop.again();
    next.inbox = shop.inbox;
    next.start();
    await next.becomes('ready');
    expect(next.qrCodes).toEqual([]);
    await until(() => shop.inbox.messages.length >= 4, 'what was missed');
    expect(words(next)).toEqual(['Hello', 'Are you open?', 'From before the phone was linked', 'While you were away']);
    expect(shop.inbox.messages[1]?.sentAt).toBe(old * 1000);
    await until(() => next.staffSaid.length === 1, 'what the owner answered meanwhile');
    expect(next.staffSaid[0]?.content).toEqual({ kind: 'text', text: 'Answered on the phone' });
    await next.stop();
  });

  it('that was unlinked on the phone alarms staff, and the relinked one outlives a restart too', async () => {
    shop = await openPhoneShop();
    await shop.link();
    const codes = shop.qrCodes.length;
    shop.standIn.unlinkFromPhone();
    await shop.becomes('qr');
    expect(shop.qrCodes.length).toBeGreaterThan(codes);
    expect(alarms(shop).at(-1)).toContain('unlinked');
    expect(shop.health()).toEqual({ ok: false, detail: expect.stringContaining('scan the code') });
    shop.standIn.scanQr();
    await shop.becomes('ready');
    shop.standIn.deliver({ from: ANA, body: 'Back again?' });
    await shop.hears(1);
    await shop.stop();
    const next = shop.again();
    next.start();
    await next.becomes('ready');
    expect(next.qrCodes).toEqual([]);
    await next.stop();
  });

  it('whose browser is killed comes back by itself, and hears what came in between', async () => {
    shop = await openPhoneShop();
    const { standIn } = shop;
    await shop.link();
    standIn.deliver({ from: ANA, body: 'Hello' });
    const { address } = await shop.hears(1);
    await until(() => isOnDisk(shop), 'the browser to have written the session down');
    process.kill(mainBrowserOf(shop), 'SIGKILL');
    await until(() => shop.phase() !== 'ready', 'the loss');
    const refused: unknown = await shop.channel
      .send(address, { kind: 'text', text: 'Hi', choices: [] }, 'c_1.s1')
      .catch((error: unknown) => error);
    expect(isFailure(refused, 'channel-unavailable')).toBe(true);
    standIn.deliver({ from: ANA, body: 'In between' });
    await shop.becomes('ready');
    await shop.hears(2);
    expect(words(shop)).toEqual(['Hello', 'In between']);
    await shop.sends('Hi Ana');
    expect(standIn.outbox.at(-1)?.body).toBe('Hi Ana');
    expect(alarms(shop).filter((text) => text.includes('down'))).toEqual([]);
  });

  it('that loses its connection for a moment keeps its browser; one that is refused gets a fresh one', async () => {
    shop = await openPhoneShop();
    await shop.link();
    const browser = mainBrowserOf(shop);
    shop.standIn.setState('TIMEOUT');
    await shop.becomes('degraded');
    expect(shop.health().ok).toBe(false);
    shop.standIn.setState('CONNECTED');
    await shop.becomes('ready');
    expect(mainBrowserOf(shop)).toBe(browser);
    await until(() => isOnDisk(shop), 'the browser to have written the session down');
    shop.standIn.setState('CONFLICT');
    await until(() => shop.phase() !== 'ready', 'the loss');
    await shop.becomes('ready');
    expect(mainBrowserOf(shop)).not.toBe(browser);
  });

  it('that was linked a moment ago outlives a refused connection too, and so a stop of ours', async () => {
    shop = await openPhoneShop();
    await shop.link();
    const codes = shop.qrCodes.length;
    shop.standIn.setState('CONFLICT'); // the library closes the browser, and so do we
    await until(() => shop.phase() !== 'ready', 'the loss');
    await shop.becomes('ready');
    await shop.stop();
    const next = shop.again();
    next.start();
    await next.becomes('ready');
    expect(shop.qrCodes).toHaveLength(codes);
    expect(next.qrCodes).toEqual([]);
    expect(shop.logged.join('\n')).not.toContain('did not close by itself');
    await next.stop();
  });

  it('that tells nobody of new messages is found out by the messages themselves', async () => {
    shop = await openPhoneShop({ deafMs: 500 });
    await shop.link();
    shop.standIn.goDeaf();
    shop.standIn.deliver({ from: ANA, body: 'Can anybody hear me?' });
    expect((await shop.hears(1)).content).toEqual({ kind: 'text', text: 'Can anybody hear me?' });
    expect(shop.logged.some((line) => line.includes('nobody tells us'))).toBe(true);
    await shop.becomes('ready');
  });

  it('that reloads while WhatsApp cannot be reached starts afresh once it can', async () => {
    shop = await openPhoneShop({ patience: { ...PATIENCE, degradedMs: 1_000, alarmAfterMs: 1_000 } });
    await shop.link();
    shop.standIn.reload();
    shop.standIn.unreachable = true;
    await until(() => shop.phase() !== 'ready', 'the loss');
    await until(() => alarms(shop).some((text) => text.includes('down')), 'the alarm');
    shop.standIn.unreachable = false;
    await shop.becomes('ready');
  });

  it('that hangs before it is ready is given up, and so is a page that navigates while it starts', async () => {
    shop = await openPhoneShop();
    await shop.link();
    await shop.stop();
    shop.standIn.faults = { syncWithoutWaiting: true };
    const patience = { ...PATIENCE, readyMs: 6_000 };
    const next = shop.again({ patience });
    next.start();
    await until(() => next.health().detail.includes('not ready within 6 s'), 'the start that hung to be given up');
    patience.readyMs = PATIENCE.readyMs;
    shop.standIn.faults = { reloadOnceAfterMs: 6_000, silentBeforeReload: true };
    await until(() => next.health().detail.includes('context'), 'the start that was interrupted');
    shop.standIn.faults = {};
    shop.standIn.syncTwice = true;
    await next.becomes('ready');
    shop.standIn.deliver({ from: ANA, body: 'Only once' });
    await next.hears(1);
    expect(next.inbox.duplicates).toBe(0);
    await next.stop();
  });

  it('that cannot reach WhatsApp at all leaves no browser behind, and shows a fresh code when the old one is dead', async () => {
    shop = await openPhoneShop({
      patience: { ...PATIENCE, qrMs: 1_500 },
    });
    shop.standIn.unreachable = true;
    shop.start();
    await shop.becomes('backoff');
    await until(() => browsersOf(shop).length === 0, 'no browser');
    shop.standIn.unreachable = false;
    await shop.becomes('qr');
    const first = shop.qrCodes.at(-1);
    shop.standIn.setState('UNPAIRED_IDLE'); // the page gives up; the library would never ask for another code
    await until(() => shop.qrCodes.at(-1) !== first, 'a fresh code');
  });

  it('belongs to one process: a second one waits, and takes over when the first has stopped', async () => {
    shop = await openPhoneShop();
    await shop.link();
    const second = shop.again({ leaseMs: 3_000 }); // looks every second
    second.start();
    await second.becomes('waiting');
    expect(second.health()).toEqual({ ok: true, detail: 'another process drives the phone' });
    await shop.stop();
    await second.becomes('ready');
    await second.stop();
  });

  it('that somebody else’s browser has open is left alone, in words the owner understands', async () => {
    shop = await openPhoneShop();
    await shop.link();
    const events: LinkEvent[] = [];
    const open = createOpenLink(
      {
        sessionDir: `${shop.dir}/whatsapp-web/session`,
        chromiumPath: CHROMIUM,
        chromiumArgs: shop.standIn.chromiumArgs,
      },
      { clock: createSystemClock(), log: { debug() {}, info() {}, warn() {}, error() {} } },
    );
    const intruder = open((event) => void events.push(event));
    await expect(intruder.start()).rejects.toThrow(/in use by another browser: stop the other Frontdesk/);
    await intruder.close();
    shop.standIn.deliver({ from: ANA, body: 'Still there?' });
    await shop.hears(1);
  });

  it('is not started with a browser that is none', async () => {
    shop = await openPhoneShop({ chromiumPath: '/nowhere/chromium' });
    shop.start();
    await shop.becomes('backoff');
    expect(shop.health().detail).toContain('CHROMIUM_PATH: expected a Chromium that starts');
  });

  it('starts its browser anew when that has grown too large, and staff hear nothing of it', async () => {
    shop = await openPhoneShop({ maxMemory: 1 });
    await shop.link();
    const before = shop.toldStaff.length;
    await until(() => shop.logged.some((line) => line.includes('grown large')), 'the planned restart');
    await shop.becomes('ready');
    expect(alarms(shop).filter((text) => text.includes('down'))).toEqual([]);
    expect(shop.toldStaff.length).toBeLessThanOrEqual(before + 1); // the all-clear of linking
  });
});
