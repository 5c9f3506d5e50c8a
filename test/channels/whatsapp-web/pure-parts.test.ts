/** Menus, pace, limits, the number's health, names of a person and what was missed: everything that needs no browser. */
import { spawn, spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createAccountLease } from '../../../channels/whatsapp-web/account-lease.ts';
import { aliasesOf } from '../../../channels/whatsapp-web/addresses.ts';
import { createAlarms } from '../../../channels/whatsapp-web/alarms.ts';
import { chromiumArgs, findChromium } from '../../../channels/whatsapp-web/chromium.ts';
import { closeBrowser } from '../../../channels/whatsapp-web/close-browser.ts';
import { contentOf, isPersonal } from '../../../channels/whatsapp-web/contents.ts';
import type { PhoneMessage } from '../../../channels/whatsapp-web/link.ts';
import { asText } from '../../../channels/whatsapp-web/menus.ts';
import { missedIn } from '../../../channels/whatsapp-web/missed.ts';
import { healthOf } from '../../../channels/whatsapp-web/number-health.ts';
import { PACE, typingMs, waitForLimit } from '../../../channels/whatsapp-web/pacing.ts';
import { type CodePicture, createStaffCode } from '../../../channels/whatsapp-web/staff-code.ts';
import type { Whereabouts } from '../../../channels/whatsapp-web/this-machine.ts';
import { createSqliteStore } from '../../../src/store/sqlite.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { until } from '../../fakes/whatsapp-web/stand-in.ts';

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const said = (over: Partial<PhoneMessage>): PhoneMessage => ({
  id: '3A',
  pageId: 'false_3A',
  chatId: '353851112222@c.us',
  fromMe: false,
  type: 'chat',
  body: '',
  at: 0,
  status: false,
  hasMedia: false,
  cards: [],
  ...over,
});

describe('a menu without buttons', () => {
  it('has a numbered line for each choice, with its description', () => {
    const choices = [
      { id: 'a', label: 'Tue 10:00' },
      { id: 'b', label: 'Gear service', description: '€45' },
    ];
    expect(asText({ kind: 'text', text: 'Which?', choices })).toBe('Which?\n\n1. Tue 10:00\n2. Gear service: €45');
    expect(asText({ kind: 'text', text: 'Hello', choices: [] })).toBe('Hello');
  });
});

describe('the pace of a person', () => {
  it('types between one and three seconds, longer for longer words', () => {
    expect(typingMs('Ok', PACE)).toBe(1_000);
    expect(typingMs('x'.repeat(120), PACE)).toBe(2_000);
    expect(typingMs('x'.repeat(4_000), PACE)).toBe(3_000);
  });

  it('never sends more than the limits allow, however the sends come', () => {
    const limits = { perMinute: 4, perDay: 9 };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: HOUR_MS }), { maxLength: 60 }), (gaps) => {
        const sent: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          now += waitForLimit(sent, now, limits);
          expect(waitForLimit(sent, now, limits)).toBe(0);
          sent.push(now);
          expect(sent.filter((at) => at > now - 60_000).length).toBeLessThanOrEqual(4);
          expect(sent.filter((at) => at > now - DAY_MS).length).toBeLessThanOrEqual(9);
        }
      }),
    );
  });
});

describe('the health of the number', () => {
  const many = (count: number, ack: number) => Array.from({ length: count }, () => ({ at: DAY_MS, chatId: 'x', ack }));
  const later = DAY_MS + 2 * HOUR_MS;

  it('is green while customers answer, amber when few do, red when messages reach nobody', () => {
    const answers = Array.from({ length: 20 }, () => DAY_MS);
    expect(healthOf(many(20, 2), answers, later, 500).light).toBe('green');
    expect(healthOf(many(20, 2), [], later, 500)).toMatchObject({
      light: 'amber',
      why: ['customers answer few of our messages'],
    });
    expect(healthOf(many(20, 1), answers, later, 500).light).toBe('red');
    expect(healthOf([...many(15, 2), ...many(5, -1)], answers, later, 500).light).toBe('red');
    expect(healthOf(many(20, 1), answers, DAY_MS + 1, 500).light).toBe('green'); // a phone may be off for a while
    expect(healthOf(many(2, -1), [], later, 500).light).toBe('green'); // too few to say
  });
});

describe('who a chat is with', () => {
  it('a number, a hidden number, or both; never one made of the other', () => {
    expect(aliasesOf('5215512345678@c.us', {})).toEqual([
      { kind: 'wa-id', value: '5215512345678' },
      { kind: 'phone', value: '+525512345678' },
    ]);
    expect(aliasesOf('77@lid', {})).toEqual([{ kind: 'lid', value: '77' }]);
    expect(aliasesOf('77@lid', { lid: '77@lid', phone: '353851112222@c.us' })).toHaveLength(3);
  });

  it('only people: no group, channel, status, or WhatsApp itself', () => {
    for (const id of ['1203@g.us', '1@newsletter', 'status@broadcast', '0@c.us', 'x'])
      expect(isPersonal(id)).toBe(false);
    for (const id of ['353851112222@c.us', '77@lid']) expect(isPersonal(id)).toBe(true);
  });
});

describe('what a message holds', () => {
  it('answers to other people’s buttons are words; what has none is named', () => {
    expect(contentOf(said({ type: 'buttons_response', body: 'Yes' }))).toEqual({ kind: 'text', text: 'Yes' });
    expect(contentOf(said({ type: 'poll_creation' }))).toEqual({ kind: 'unsupported', description: 'a poll' });
    expect(contentOf(said({ type: 'hologram' }))).toMatchObject({ kind: 'unsupported' });
  });
});

describe('what was missed', () => {
  it('is what came since, and what is unread from before', () => {
    const history = [
      said({ id: '1', at: 10 }),
      said({ id: '2', at: 20 }),
      said({ id: '3', at: 30, fromMe: true }),
      said({ id: '4', at: 40 }),
    ];
    expect(missedIn(history, 0, 30).map(({ id }) => id)).toEqual(['3', '4']);
    expect(missedIn(history, 2, 40).map(({ id }) => id)).toEqual(['2', '4']);
  });
});

describe('which browser', () => {
  it('the named one, else one the system has; without a sandbox only for root', () => {
    expect(findChromium('/my/chromium', () => false)).toBe('/my/chromium');
    expect(findChromium(undefined, (path) => path === '/usr/bin/google-chrome')).toBe('/usr/bin/google-chrome');
    expect(chromiumArgs([], false, quiet)).not.toContain('--no-sandbox');
    expect(chromiumArgs(['--no-first-run'], true, quiet)).toEqual([
      '--no-first-run',
      '--disable-dev-shm-usage',
      '--no-sandbox',
    ]);
  });
});

describe('a connection to WhatsApp that is not checked', () => {
  it('is never used, except for a page on this machine', () => {
    expect(chromiumArgs(['--ignore-certificate-errors', '--lang=en'], false, quiet)).toEqual([
      '--lang=en',
      '--disable-dev-shm-usage',
      '--no-first-run',
    ]);
    const local = ['--host-resolver-rules=MAP web.whatsapp.com 127.0.0.1:4433', '--ignore-certificate-errors'];
    expect(chromiumArgs(local, false, quiet)).toContain('--ignore-certificate-errors');
  });
});

describe('the code in the staff room', () => {
  it('is always the newest, is taken away when nobody comes, and when the phone is linked', async () => {
    const shown: (CodePicture | undefined)[] = [];
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const show = createStaffCode(
      async (picture) => {
        shown.push(picture);
        await gate;
      },
      { log: quiet },
    );
    show('2@one');
    await until(() => shown.length === 1, 'the first code');
    for (const code of ['2@two', '2@three']) show(code);
    open();
    await until(() => shown.length === 2, 'the newest code'); // the second was old before it could be shown
    expect(shown[1]?.png.equals(shown[0]?.png ?? Buffer.alloc(0))).toBe(false);
    for (let count = 4; count <= 15; count++) {
      show(`2@${count}`);
      await until(() => shown.length === count - 1, 'the next code');
    }
    show('2@16');
    await until(() => shown.at(-1) === undefined, 'no code any more');
    show('2@17');
    show(undefined);
    await until(() => shown.length === 16, 'the end');
    expect(shown.filter((picture) => picture === undefined)).toHaveLength(2);
  });
});

describe('the lease of the account', () => {
  it('is one process’s until it lapses or is given back, and remembers until when customers were heard', async () => {
    const clock = createManualClock();
    const store = createSqliteStore({ path: ':memory:', clock });
    const lease = (owner: string) => createAccountLease({ owner, leaseMs: 30_000 }, { store, clock });
    const [one, two] = [lease('one'), lease('two')];
    expect(await one.hold({ account: '1555', heardUntil: 7 })).toBe(true);
    expect(await two.hold()).toBe(false);
    clock.advance(29_000);
    expect(await one.hold()).toBe(true);
    clock.advance(29_000);
    expect(await two.hold()).toBe(false);
    clock.advance(2_000);
    expect(await two.hold()).toBe(true); // the first one died
    expect(await two.last()).toEqual({ account: '1555', heardUntil: 7 });
    await one.release();
    expect(await one.hold()).toBe(false); // not its own any more
    await two.release();
    expect(await one.hold()).toBe(true);
    await store.close();
  });
});

describe('a browser that is closed', () => {
  /** Something that runs on and hears no request. */
  const stubborn = () => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
  const nothing = () => new Promise<void>(() => {});

  it('may take its time, and is killed only when it does not end by itself', async () => {
    const clock = createManualClock();
    const browser = stubborn();
    let ended = false;
    const closing = closeBrowser(browser, nothing, { clock, log: quiet }).then(() => {
      ended = true;
    });
    clock.advance(14_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect([ended, browser.signalCode]).toEqual([false, null]);
    clock.advance(1_000);
    await closing;
    expect(browser.signalCode).toBe('SIGKILL');
  });

  it('is waited for until its process has ended, whoever says before that it is closed', async () => {
    const browser = stubborn();
    let ended = false;
    const closing = closeBrowser(browser, async () => {}, { clock: createManualClock(), log: quiet }).then(() => {
      ended = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(false);
    browser.kill('SIGTERM');
    await closing;
    expect(browser.signalCode).toBe('SIGTERM');
    await closeBrowser(browser, async () => {}, { clock: createManualClock(), log: quiet }); // and once more
  });
});

describe('a process that died', () => {
  it('is not waited for on its own machine, and is on any other', async () => {
    const clock = createManualClock();
    const store = createSqliteStore({ path: ':memory:', clock });
    const died = spawnSync(process.execPath, ['--version']).pid;
    const lease = (owner: string, here?: Whereabouts) =>
      createAccountLease({ owner, leaseMs: 30_000, here }, { store, clock });
    expect(await lease('crashed', { machine: 'A', pid: died }).hold({ account: '1555', heardUntil: 7 })).toBe(true);
    expect(await lease('elsewhere', { machine: 'B', pid: process.pid }).hold()).toBe(false);
    expect(await lease('nowhere').hold()).toBe(false);
    const next = lease('next', { machine: 'A', pid: process.pid });
    expect(await next.hold()).toBe(true);
    expect(await next.last()).toEqual({ account: '1555', heardUntil: 7 });
    const alive = { machine: 'A', pid: process.ppid };
    expect(await lease('another', alive).hold()).toBe(false);
    await store.close();
  });
});

describe('an alarm', () => {
  it('is told until it is heard, and one that is over before is not told at all', async () => {
    const clock = createManualClock();
    const told: string[] = [];
    let away = true;
    const tell = async ({ text }: { text: string }) => {
      if (away) throw new Error('the desk is away');
      told.push(text);
    };
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    const alarms = createAlarms({ tell, clock, log: quiet });
    alarms.raise('it broke', false);
    await settle();
    alarms.clear();
    away = false;
    clock.advance(10_000);
    await settle();
    expect(told).toEqual([]);
    alarms.raise('it broke again', false);
    await settle();
    alarms.clear();
    await settle();
    expect(told).toEqual([expect.stringContaining('it broke again'), expect.stringContaining('are heard')]);
  });
});
