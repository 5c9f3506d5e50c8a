/** A shop on its own phone for tests: the real channel, the real library and a real Chromium against the stand-in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenLink } from '../../../channels/whatsapp-web/link.ts';
import type { Patience } from '../../../channels/whatsapp-web/supervisor.ts';
import type { WhatsAppWeb, WhatsAppWebConfig } from '../../../channels/whatsapp-web/whatsapp-web.ts';
import { createWhatsAppWeb } from '../../../channels/whatsapp-web/whatsapp-web.ts';
import { createSystemClock } from '../../../src/clock.ts';
import type { InboundMessage, OutboundMessage } from '../../../src/domain/message.ts';
import type { StaffLine, Store } from '../../../src/ports.ts';
import { createSqliteStore } from '../../../src/store/sqlite.ts';
import { createMemoryIntake, type MemoryIntake } from '../../fakes/memory-intake.ts';
import { type StandIn, startStandIn, until } from '../../fakes/whatsapp-web/stand-in.ts';

export const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
export const SHOP_NUMBER = '15550000001';
export const ANA = '353851112222@c.us';
export const BEN = '353851113333@c.us';

export interface PhoneShop extends WhatsAppWeb {
  readonly standIn: StandIn;
  readonly store: Store;
  inbox: MemoryIntake;
  /** What somebody wrote on the phone. */
  readonly staffSaid: readonly InboundMessage[];
  readonly toldStaff: readonly StaffLine[];
  /** What stood in the terminal; of that, the codes to scan as they were drawn. */
  readonly printed: readonly string[];
  readonly qrCodes: readonly string[];
  readonly logged: readonly string[];
  readonly dir: string;
  phase(): string;
  /** Scans the code and waits until customers are heard. */
  link(): Promise<void>;
  becomes(phase: string): Promise<void>;
  /** Waits for that many messages in all and returns the newest. */
  hears(count: number): Promise<InboundMessage>;
  sends(
    text: string,
    options?: { to?: string; labels?: readonly string[]; sendId?: string },
  ): Promise<{ readonly externalId?: string }>;
  /** Another process on the same store and folder. */
  again(options?: PhoneShopOptions): PhoneShop;
  close(): Promise<void>;
}

export interface PhoneShopOptions extends Partial<WhatsAppWebConfig> {
  readonly standIn?: StandIn;
  /** Another way to a phone than the stand-in's page. */
  readonly open?: OpenLink;
}

/** As long as on a slow machine; a test about giving up names its own. */
export const PATIENCE: Patience = {
  readyMs: 90_000,
  qrMs: 120_000,
  degradedMs: 60_000,
  firstBackoffMs: 100,
  maxBackoffMs: 500,
  alarmAfterMs: 120_000,
};
/** For a whole test: several starts of a browser on a slow machine. */
export const TEST_MS = 400_000;

/** Nobody waits for a human's pace in a test. */
const QUICK: Partial<WhatsAppWebConfig> = {
  pace: { leastTypingMs: 0, mostTypingMs: 6_000, gapMs: 0 },
  limits: { perMinute: 1_000, perDay: 10_000 },
  ackMs: 60_000,
  tickMs: 100,
  probeMs: 300,
  leaseMs: 30_000,
  deafMs: 60_000,
  patience: PATIENCE,
};

let shops = 0;

export async function openPhoneShop(options: PhoneShopOptions = {}): Promise<PhoneShop> {
  const standIn = options.standIn ?? (await startStandIn());
  const dir = mkdtempSync(join(tmpdir(), 'phone-shop-'));
  const store = createSqliteStore({ path: join(dir, 'shop.sqlite'), clock: createSystemClock() });
  return build(standIn, dir, store, options);
}

function build(standIn: StandIn, dir: string, store: Store, options: PhoneShopOptions): PhoneShop {
  const clock = createSystemClock();
  const logged: string[] = [];
  const write = (level: string) => (fields: object, message: string) => {
    const shown = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
    logged.push([level, message, ...shown].join(' '));
  };
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const staffSaid: InboundMessage[] = [];
  const toldStaff: StaffLine[] = [];
  const printed: string[] = [];
  const { standIn: _given, open, ...config } = options;
  const phone = createWhatsAppWeb(
    {
      ...QUICK,
      dir: join(dir, 'whatsapp-web'),
      chromiumPath: CHROMIUM,
      chromiumArgs: standIn.chromiumArgs,
      owner: `process-${++shops}`,
      ...config,
    },
    {
      intake: {
        message: (message) => shop.inbox.intake.message(message),
        receipt: (channel, account, receipt) => shop.inbox.intake.receipt(channel, account, receipt),
      },
      staffSaid: async (message) => void staffSaid.push(message),
      tellStaff: async (line) => void toldStaff.push(line),
      store,
      clock,
      log,
      print: (text) => void printed.push(text),
      ...(open ? { open } : {}),
    },
  );
  const shop: PhoneShop = {
    ...phone,
    standIn,
    store,
    inbox: createMemoryIntake(),
    staffSaid,
    toldStaff,
    printed,
    get qrCodes() {
      return printed.filter((text) => text.includes('▄'));
    },
    logged,
    dir,
    phase: () => phone.status().phase.kind,
    becomes: (wanted) =>
      until(
        () => phone.status().phase.kind === wanted,
        () =>
          `the session to be ${wanted}; it is ${JSON.stringify(phone.status().phase)}\n${logged.slice(-8).join('\n')}`,
      ),
    async link() {
      phone.start();
      await shop.becomes('qr');
      standIn.scanQr();
      await shop.becomes('ready');
    },
    async hears(count) {
      await until(
        () => shop.inbox.messages.length >= count,
        () => `${count} messages; there are ${shop.inbox.messages.length}\n${logged.slice(-8).join('\n')}`,
      );
      const newest = shop.inbox.messages.at(-1);
      if (!newest) throw new Error('expected a message');
      return newest;
    },
    sends: (text, { to = ANA, labels = [], sendId = `c_1.s${standIn.outbox.length + 1}` } = {}) =>
      phone.channel.send({ channel: 'whatsapp-web', account: SHOP_NUMBER, key: to }, worded(text, labels), sendId),
    again: (more = {}) => build(standIn, dir, store, { ...options, ...more }),
    async close() {
      await phone.stop();
      await store.close();
      await standIn.stop();
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return shop;
}

export function worded(text: string, labels: readonly string[] = []): OutboundMessage {
  return { kind: 'text', text, choices: labels.map((label, n) => ({ id: `id-${n}`, label })) };
}
