/**
 * Carries out what the supervisor says: opens and closes links, holds the lease of the account, probes, tells staff.
 * At any moment at most one link is listened to; what an older one still says is nobody's.
 */
import type { Clock } from '../../src/ports.ts';
import type { AccountLease } from './account-lease.ts';
import type { Link, LinkEvent, OpenLink, PhoneMessage, Ringing } from './link.ts';
import type { Log } from './log.ts';
import {
  AT_REST,
  type Effect,
  type Happening,
  isListening,
  PATIENCE,
  type Patience,
  type Phase,
  supervise,
} from './supervisor.ts';

export interface SessionConfig {
  readonly patience?: Patience;
  readonly tickMs: number;
  readonly probeMs: number;
  readonly leaseMs: number;
  /** The newest message on the page must have reached us within this time. */
  readonly deafMs: number;
  /** Bytes of the whole browser. */
  readonly maxMemory: number;
}

export interface SessionDeps {
  readonly open: OpenLink;
  readonly lease: AccountLease;
  /** Deletes the stored session. */
  readonly forget: () => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly message: (message: PhoneMessage, ready: Ready) => void;
  readonly ringing: (call: Ringing, ready: Ready) => void;
  readonly ack: (id: string, ack: number) => void;
  /** `since`: until when we listened before (ms since 1970); absent when this phone was never linked. */
  readonly catchUp: (ready: Ready, since: number | undefined) => Promise<void>;
  readonly heard: (id: string) => boolean;
  readonly idle: () => boolean;
  readonly showQr: (code: string) => void;
  /** The state is another one, or the lease was looked after. */
  readonly changed: () => void;
  readonly alarm: (why: string, relink: boolean) => void;
  readonly allClear: () => void;
  /** Customers are heard, but what they wrote before could not be read. */
  readonly notRead: () => void;
}

export interface Ready {
  readonly link: Link;
  readonly account: string;
}

export interface Session {
  start(): void;
  stop(): Promise<void>;
  readonly phase: Phase;
  /** The linked number, also while it is away. */
  readonly account: string | undefined;
  ready(): Ready | undefined;
}

const LOOKS_BEFORE_ALARM = 3;

export function createSession(config: SessionConfig, deps: SessionDeps): Session {
  const { clock, log } = deps;
  const patience = config.patience ?? PATIENCE;
  let state = AT_REST;
  let link: Link | undefined;
  let generation = 0;
  let account: string | undefined;
  /** The number of this very link: another phone may have been linked since the last. */
  let linked: string | undefined;
  let running = false;
  /** What was missed has been looked for; until then nothing may say that we have listened. */
  let caughtUp = false;
  let failedLooks = 0;
  let looking: Link | undefined;
  const early: PhoneMessage[] = [];
  let work: Promise<unknown> = Promise.resolve();
  let leasedUntil = Number.NEGATIVE_INFINITY;
  const timers = new Set<() => void>();

  function happen(happening: Happening): void {
    const before = state;
    const { next, effects } = supervise(state, happening, clock.now(), patience);
    state = next;
    if (before.phase.kind !== next.phase.kind) {
      const why = 'why' in happening ? { why: happening.why } : {};
      log.info({ from: before.phase.kind, to: next.phase.kind, ...why }, 'whatsapp-web: the session changed');
    }
    for (const effect of effects) carryOut(effect);
    if (next !== before) deps.changed();
  }

  function carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'close': {
        generation++;
        const old = link;
        link = undefined;
        inOrder(async () => old?.close());
        break;
      }
      case 'open': {
        const mine = ++generation;
        inOrder(async () => {
          if (mine === generation) open();
        });
        break;
      }
      case 'forget-session':
        inOrder(async () => deps.forget());
        break;
      case 'catch-up':
        caughtUp = false;
        void catchUp();
        break;
      case 'show-qr':
        deps.showQr(effect.code);
        break;
      case 'alarm':
        deps.alarm(effect.why, effect.relink);
        break;
      case 'all-clear':
        deps.allClear();
        break;
    }
  }

  function inOrder(run: () => Promise<unknown>): void {
    work = work
      .then(run)
      .catch((error: unknown) => log.error({ err: error }, 'whatsapp-web: the session could not be changed'));
  }

  function open(): void {
    linked = undefined;
    early.length = 0; // what an older link heard is unread on the phone
    const opened = deps.open((event) => {
      if (link === opened) onEvent(event, opened);
    });
    link = opened;
    opened.start().catch((error: unknown) => {
      if (link === opened) happen({ kind: 'gone', why: error instanceof Error ? error.message : String(error) });
    });
  }

  function onEvent(event: LinkEvent, from: Link): void {
    switch (event.kind) {
      case 'message':
        if (linked === undefined) early.push(event.message);
        else deps.message(event.message, { link: from, account: linked });
        break;
      case 'ringing':
        if (linked !== undefined) deps.ringing(event, { link: from, account: linked });
        break;
      case 'ack':
        deps.ack(event.id, event.ack);
        break;
      case 'ready':
        linked = account = event.account;
        for (const message of early.splice(0)) deps.message(message, { link: from, account: linked });
        happen({ kind: 'ready' });
        break;
      default:
        happen(event);
    }
  }

  const ready = (): Ready | undefined =>
    state.phase.kind === 'ready' && link && linked !== undefined ? { link, account: linked } : undefined;

  async function catchUp(): Promise<void> {
    const now = ready();
    if (!now || looking === now.link) return;
    looking = now.link;
    try {
      const last = await deps.lease.last();
      await deps.catchUp(now, last?.account === now.account ? last.heardUntil : undefined);
      if (link !== now.link) return;
      caughtUp = true;
      failedLooks = 0;
      await hold();
    } catch (error) {
      log.warn({ err: error }, 'whatsapp-web: what was missed could not be looked for; tried again at the next probe');
      if (++failedLooks === LOOKS_BEFORE_ALARM) deps.notRead();
    } finally {
      if (looking === now.link) looking = undefined;
    }
  }

  async function hold(): Promise<void> {
    try {
      const now = caughtUp ? ready() : undefined;
      const held = await deps.lease.hold(now && { account: now.account, heardUntil: clock.now() });
      account ??= (await deps.lease.last())?.account;
      if (!running) return;
      if (held) leasedUntil = clock.now() + config.leaseMs;
      happen({ kind: held ? 'start' : 'account-held-elsewhere' });
      deps.changed();
    } catch (error) {
      log.debug({ err: error }, 'whatsapp-web: the lease of the account could not be renewed');
      if (running && clock.now() >= leasedUntil) happen({ kind: 'account-held-elsewhere' });
    }
  }

  async function probe(): Promise<void> {
    const asked = link;
    if (!asked || !isListening(state.phase)) return;
    const found = await feel(asked);
    if (link !== asked) return;
    happen(found);
    if (found.kind !== 'well') return;
    if (!caughtUp) await catchUp();
    const size = await asked.memory().catch(() => undefined);
    if (link !== asked || size === undefined || size <= config.maxMemory || !deps.idle()) return;
    log.info({ bytes: size, maxMemory: config.maxMemory }, 'whatsapp-web: the browser has grown large and starts anew');
    happen({ kind: 'too-large' });
  }

  async function feel(asked: Link): Promise<Happening> {
    try {
      const { state: word, newest } = await asked.pulse();
      if (word !== 'CONNECTED') return { kind: 'unwell', why: `WhatsApp says ${word}` };
      if (newest && !deps.heard(newest.id) && newest.at < clock.now() - config.deafMs)
        return { kind: 'gone', why: 'messages arrive and nobody tells us' };
      return { kind: 'well' };
    } catch (error) {
      return { kind: 'unwell', why: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Again and again, each time after the last has ended. */
  function every(ms: number, run: () => Promise<void> | void): void {
    let cancel = () => {};
    const stop = () => cancel();
    const beat = () => {
      cancel = clock.at(clock.now() + ms, () => {
        void Promise.resolve(run()).finally(() => {
          if (timers.has(stop)) beat();
        });
      });
    };
    timers.add(stop);
    beat();
  }

  return {
    start() {
      running = true;
      void hold();
      every(config.tickMs, () => happen({ kind: 'tick' }));
      every(config.probeMs, probe);
      every(config.leaseMs / 3, hold);
    },
    async stop() {
      if (isListening(state.phase)) await hold();
      running = false;
      for (const cancel of timers) cancel();
      timers.clear();
      happen({ kind: 'stop' });
      await work;
      await deps.lease
        .release()
        .catch((error: unknown) => log.debug({ err: error }, 'whatsapp-web: the lease was not released'));
    },
    get phase() {
      return state.phase;
    },
    get account() {
      return account;
    },
    ready,
  };
}
