/**
 * START HERE: WhatsApp on the shop's own phone, by an unofficial client that WhatsApp does not permit. Joins the
 * session, what comes in and what goes out; decides nothing. Every promise to customers holds only while it is `ready`.
 */
import { join } from 'node:path';
import type { Router } from 'express';
import type { InboundMessage } from '../../src/domain/message.ts';
import type { Channel, Clock, Intake, StaffLine, Store } from '../../src/ports.ts';
import { createAccountLease } from './account-lease.ts';
import { createDirectory, keyOfNumber } from './addresses.ts';
import { createAlarms } from './alarms.ts';
import { createOpenLink } from './browser-link.ts';
import { createCallNotes, createCalls, RING_MS } from './calls.ts';
import { createCatchUp } from './catch-up.ts';
import { chromiumArgs, findChromium } from './chromium.ts';
import { createDayBook } from './day-book.ts';
import { createInbound } from './inbound.ts';
import { createLimitNotes } from './limit-notes.ts';
import type { OpenLink } from './link.ts';
import { linkRoutes } from './link-routes.ts';
import type { Log } from './log.ts';
import { createMediaStore } from './media-store.ts';
import { healthOf } from './number-health.ts';
import { createOutbox, type OutboxConfig } from './outbox.ts';
import { LIMITS, PACE } from './pacing.ts';
import { forgetProfile } from './profile.ts';
import { createSentMessages } from './sent-messages.ts';
import { createSession, type SessionConfig } from './session.ts';
import { createSharedStatus, readShown, shownOf } from './shared-status.ts';
import { type CodePicture, createStaffCode } from './staff-code.ts';
import { inWords, type Status } from './status.ts';
import { createTerminalQr, NOTICE } from './terminal-qr.ts';
import { whereabouts } from './this-machine.ts';

export interface WhatsAppWebConfig extends Partial<OutboxConfig>, Partial<SessionConfig> {
  /** Holds the session and the media. */
  readonly dir: string;
  /** Absent: one that the system has. */
  readonly chromiumPath?: string;
  readonly chromiumArgs: readonly string[];
  /** Name of this process among all that share the store. */
  readonly owner: string;
  readonly maxMediaBytes?: number;
  /** How long after a call began we look how it ended, in ms. */
  readonly ringMs?: number;
}

export interface WhatsAppWebDeps {
  readonly intake: Intake;
  readonly staffSaid: (message: InboundMessage) => Promise<void>;
  readonly tellStaff: (line: StaffLine) => Promise<void>;
  readonly store: Pick<Store, 'getRecord' | 'putRecord'>;
  readonly clock: Clock;
  readonly log: Log;
  /** The terminal: a notice, and the code to scan. */
  readonly print: (text: string) => void;
  /** The staff room, where it can show pictures. */
  readonly showPicture?: ((picture: CodePicture | undefined) => Promise<void>) | undefined;
  /** For tests: another way to a phone. */
  readonly open?: OpenLink;
}

export interface WhatsAppWeb {
  readonly channel: Channel;
  /** For staff who are logged in: state and code to scan. */
  readonly router: Router;
  start(): void;
  stop(): Promise<void>;
  health(): { ok: boolean; detail: string };
  status(): Status;
}

const SESSION = { tickMs: 1_000, probeMs: 30_000, leaseMs: 30_000, deafMs: 60_000, maxMemory: 1_200 * 2 ** 20 };
const OUTBOX = { limits: LIMITS, pace: PACE, ackMs: 20_000 };
const MAX_MEDIA_BYTES = 16 * 2 ** 20;
/** Longest text a person's client sends in one piece (reported; the same as in the Cloud API). */
const MAX_TEXT = 4_096;
/** Leaves room for the numbered lines. */
const MAX_TEXT_WITH_CHOICES = 2_048;
const MAX_CHOICES = 10;
const NOT_READ =
  'What customers wrote to the shop’s phone while it was away could not be read yet; it is tried again. Please look at the phone.';
const DRIVES_NOTHING: ReadonlySet<string> = new Set(['waiting', 'stopped']);

export function createWhatsAppWeb(config: WhatsAppWebConfig, deps: WhatsAppWebDeps): WhatsAppWeb {
  const { clock, log } = deps;
  const settings = { ...SESSION, ...OUTBOX, ...config };
  const sessionDir = join(config.dir, 'session');
  const browser = {
    sessionDir,
    chromiumPath: findChromium(config.chromiumPath),
    chromiumArgs: chromiumArgs(config.chromiumArgs, process.getuid?.() === 0, log),
  };
  const directory = createDirectory(deps);
  const sent = createSentMessages((receipt) => {
    const { account } = session;
    if (account === undefined) return;
    deps.intake
      .receipt('whatsapp-web', account, receipt)
      .catch((error: unknown) => log.warn({ err: error }, 'whatsapp-web: a receipt could not be stored'));
  }, deps);
  const media = createMediaStore(
    { dir: join(config.dir, 'media'), maxBytes: config.maxMediaBytes ?? MAX_MEDIA_BYTES },
    deps,
  );
  const alarms = createAlarms({ tell: deps.tellStaff, clock, log });
  const inbound = createInbound({ ...deps, called: createCallNotes(alarms.mention), directory, sent, media });
  const calls = createCalls({ ringMs: config.ringMs ?? RING_MS }, { ...deps, hear: inbound.hear });
  const draw = createTerminalQr(deps.print);
  const pin = deps.showPicture && createStaffCode(deps.showPicture, deps);
  let shownCode: string | undefined;
  const show = (code: string | undefined) => {
    shownCode = code;
    draw(code);
    pin?.(code);
  };

  const shared = createSharedStatus(deps);
  const { mention } = alarms;
  const dayBook = createDayBook(deps);
  const catchUp = createCatchUp({ dayBook, sent, outbox: () => outbox, inbound, mention, log });

  const session = createSession(settings, {
    open: deps.open ?? createOpenLink(browser, deps),
    lease: createAccountLease({ ...settings, here: whereabouts() }, deps),
    forget: () => forgetProfile(sessionDir),
    clock,
    log,
    message: (message, { link, account }) => void inbound.hear(message, link, account),
    ringing: (call, { link, account }) => calls.ringing(call, link, account),
    ack: (id, ack) => sent.acked(id, ack),
    catchUp(ready, since) {
      if (shownCode !== undefined) show(undefined);
      return catchUp.run(ready, since);
    },
    heard: (id) => inbound.heard(id),
    idle: () => outbox.idle,
    showQr: show,
    changed() {
      shared.publish(status());
      if (session.phase.kind === 'waiting') catchUp.forget();
      void catchUp.save();
    },
    alarm: (why, relink) => alarms.raise(why, relink),
    allClear: () => alarms.clear(),
    notRead: () => mention(NOT_READ),
  });
  const outbox = createOutbox(settings, {
    ready: () => (catchUp.remembered === session.account ? session.ready() : undefined),
    directory,
    sent,
    usedUp: createLimitNotes(settings.limits, { mention, clock }),
    ownerWroteAt: (chatId) => inbound.ownerWroteAt(chatId),
    clock,
    log,
  });

  function status(): Status {
    const numberHealth = healthOf(sent.outgoing(), inbound.receivedAt(), clock.now(), settings.limits.perDay);
    const { phase, account } = session;
    return {
      phase,
      numberHealth,
      ...(account === undefined ? {} : { account }),
      ...(phase.kind === 'qr' ? { qr: phase.code } : {}),
    };
  }

  const channel: Channel = {
    name: 'whatsapp-web',
    capabilities: {
      maxText: MAX_TEXT,
      maxTextWithChoices: MAX_TEXT_WITH_CHOICES,
      maxChoices: MAX_CHOICES,
      numberedChoices: true,
      reconciliation: 'lookup',
    },
    send: (...message) => outbox.send(...message),
    lookUp: (address, _sendId, startedAt, message) => outbox.lookUp(address, startedAt, message),
    // Only once it is known which phone is ours: every address names that.
    addressOf(phone) {
      const { account } = session;
      return account === undefined ? undefined : { channel: 'whatsapp-web', account, key: keyOfNumber(phone) };
    },
    async showTyping({ account, key }) {
      try {
        const ready = session.ready();
        const chatId = await directory.chatOf(account, key);
        if (!ready || chatId === undefined) return;
        await ready.link.markSeen(chatId);
        await ready.link.showTyping(chatId);
      } catch (error) {
        log.debug({ err: error }, 'whatsapp-web: could not show that we are writing');
      }
    },
  };

  return {
    channel,
    // A process that does not drive the phone shows what the one that does has written down.
    router: linkRoutes(async () =>
      DRIVES_NOTHING.has(session.phase.kind) ? await readShown(deps) : shownOf(status()),
    ),
    start() {
      deps.print(NOTICE);
      session.start();
    },
    async stop() {
      await outbox.close();
      await session.stop();
      await shared.settled();
      await catchUp.save();
      calls.stop();
      inbound.stop();
      alarms.stop();
    },
    health: () => inWords(status()),
    status,
  };
}
