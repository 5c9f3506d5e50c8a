/**
 * The life of the linked session: stopped > starting > qr > ready > degraded > backoff. Pure: what happened goes in,
 * the next state and what is to be done come out. No failure is final, and every one ends in a fresh link.
 */

export type Phase =
  | { readonly kind: 'stopped' }
  /** Another process holds the account. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'starting'; readonly progressAt: number }
  | { readonly kind: 'qr'; readonly code: string; readonly codeAt: number }
  | { readonly kind: 'ready'; readonly since: number }
  | { readonly kind: 'degraded'; readonly since: number; readonly why: string; readonly misses: number }
  | { readonly kind: 'backoff'; readonly until: number; readonly why: string };

export interface Supervised {
  readonly phase: Phase;
  /** Failed starts in a row. */
  readonly tries: number;
  /** Since when customers are not heard (ms since 1970); absent while all is well or nothing was ever linked. */
  readonly downSince?: number;
  /** Staff know of it. */
  readonly alarmed: boolean;
}

export type Happening =
  | { readonly kind: 'start' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'account-held-elsewhere' }
  | { readonly kind: 'qr'; readonly code: string }
  | { readonly kind: 'progress' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'well' }
  | { readonly kind: 'unwell'; readonly why: string }
  | { readonly kind: 'gone'; readonly why: string }
  | { readonly kind: 'logged-out' }
  /** The browser has grown too large, and nobody is being written to. */
  | { readonly kind: 'too-large' }
  | { readonly kind: 'tick' };

export type Effect =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'forget-session' }
  /** Look for what customers wrote while nobody listened. */
  | { readonly kind: 'catch-up' }
  | { readonly kind: 'show-qr'; readonly code: string }
  | { readonly kind: 'alarm'; readonly why: string; readonly relink: boolean }
  | { readonly kind: 'all-clear' };

export interface Patience {
  /** Longest silence between the launch, its progress and `ready`. */
  readonly readyMs: number;
  /** A QR code that is not renewed for so long is dead. */
  readonly qrMs: number;
  /** A session that stays unwell for so long is given up. */
  readonly degradedMs: number;
  readonly firstBackoffMs: number;
  readonly maxBackoffMs: number;
  /** An outage shorter than this is nobody's business. */
  readonly alarmAfterMs: number;
}

export const PATIENCE: Patience = {
  readyMs: 90_000,
  qrMs: 90_000,
  degradedMs: 120_000,
  firstBackoffMs: 2_000,
  maxBackoffMs: 5 * 60_000,
  alarmAfterMs: 60_000,
};

export interface Step {
  readonly next: Supervised;
  readonly effects: readonly Effect[];
}

export const AT_REST: Supervised = { phase: { kind: 'stopped' }, tries: 0, alarmed: false };
/** So many probes may fail in a row before a session counts as lost. */
const MISSES = 3;

export function supervise(now: Supervised, happening: Happening, at: number, patience: Patience = PATIENCE): Step {
  const { phase } = now;
  if (happening.kind === 'stop') return step({ ...AT_REST }, isOpen(phase) ? [CLOSE] : []);
  if (happening.kind === 'account-held-elsewhere')
    return phase.kind === 'waiting'
      ? same(now)
      : step({ ...AT_REST, phase: { kind: 'waiting' } }, isOpen(phase) ? [CLOSE] : []);
  if (happening.kind === 'start')
    return phase.kind === 'stopped' || phase.kind === 'waiting' ? opened(now, at) : same(now);
  if (phase.kind === 'stopped' || phase.kind === 'waiting') return same(now); // late news of a link that we closed
  switch (happening.kind) {
    case 'qr':
      return shown(now, happening.code, at);
    case 'progress':
      return phase.kind === 'starting' || phase.kind === 'qr'
        ? step({ ...now, phase: { kind: 'starting', progressAt: at } })
        : same(now);
    case 'ready':
      return isListening(phase) || phase.kind === 'backoff' ? same(now) : listening(now, at);
    case 'well':
      return phase.kind === 'degraded' ? listening(now, at) : same(now);
    case 'unwell':
      return unwell(now, happening.why, at, patience);
    case 'gone':
      return phase.kind === 'backoff' ? same(now) : lost(now, happening.why, at, patience);
    case 'logged-out': {
      // A profile that the library wiped under a running browser would not survive the next start.
      const down = { ...now, downSince: now.downSince ?? at, alarmed: true, tries: 0 };
      const alarm = { kind: 'alarm', why: 'the phone was unlinked', relink: true } as const;
      return step({ ...down, phase: { kind: 'starting', progressAt: at } }, [
        ...(isOpen(phase) ? [CLOSE] : []),
        { kind: 'forget-session' },
        { kind: 'open' },
        ...(now.alarmed ? [] : [alarm]),
      ]);
    }
    case 'too-large':
      return phase.kind === 'ready'
        ? step({ ...now, phase: { kind: 'starting', progressAt: at } }, [CLOSE, { kind: 'open' }])
        : same(now);
    case 'tick':
      return ticked(now, at, patience);
  }
}

const CLOSE = { kind: 'close' } as const;

function step(next: Supervised, effects: readonly Effect[] = []): Step {
  return { next, effects };
}

function same(now: Supervised): Step {
  return step(now);
}

/** There is a browser, or one is being launched. */
export function isOpen({ kind }: Phase): boolean {
  return kind === 'starting' || kind === 'qr' || kind === 'ready' || kind === 'degraded';
}

/** Customers are heard, or were a moment ago. */
export function isListening({ kind }: Phase): boolean {
  return kind === 'ready' || kind === 'degraded';
}

function opened(now: Supervised, at: number): Step {
  return step({ ...now, phase: { kind: 'starting', progressAt: at } }, [{ kind: 'open' }]);
}

function shown(now: Supervised, code: string, at: number): Step {
  if (now.phase.kind === 'backoff') return same(now);
  const showing = { ...now, tries: 0, phase: { kind: 'qr', code, codeAt: at } as const };
  const show = { kind: 'show-qr', code } as const;
  // Somebody must come with the phone: that is worth an alarm at once, but not with every new code.
  if (now.phase.kind === 'qr' || now.alarmed) return step(showing, [show]);
  return step({ ...showing, downSince: now.downSince ?? at, alarmed: true }, [
    show,
    { kind: 'alarm', why: 'no phone is linked', relink: true },
  ]);
}

function listening(now: Supervised, at: number): Step {
  const { downSince: _over, ...kept } = now;
  const effects: readonly Effect[] = [{ kind: 'catch-up' }, ...(now.alarmed ? [{ kind: 'all-clear' } as const] : [])];
  return step({ ...kept, tries: 0, alarmed: false, phase: { kind: 'ready', since: at } }, effects);
}

function unwell(now: Supervised, why: string, at: number, patience: Patience): Step {
  const { phase } = now;
  if (phase.kind === 'ready')
    return step({ ...now, downSince: at, phase: { kind: 'degraded', since: at, why, misses: 1 } });
  if (phase.kind !== 'degraded') return same(now);
  const misses = phase.misses + 1;
  if (misses >= MISSES && at - phase.since >= patience.degradedMs) return lost(now, why, at, patience);
  return step({ ...now, phase: { ...phase, why, misses } });
}

/** Whatever happened, the link is done with: close it, wait, open a fresh one. */
function lost(now: Supervised, why: string, at: number, patience: Patience): Step {
  const waitMs = Math.min(patience.firstBackoffMs * 2 ** now.tries, patience.maxBackoffMs);
  const next: Supervised = {
    ...now,
    tries: now.tries + 1,
    downSince: now.downSince ?? at,
    phase: { kind: 'backoff', until: at + waitMs, why },
  };
  return step(next, [CLOSE]);
}

function ticked(now: Supervised, at: number, patience: Patience): Step {
  const { phase } = now;
  const alarm = alarmDue(now, at, patience);
  const told = alarm ? { ...now, alarmed: true } : now;
  const more = alarm ? [alarm] : [];
  const done = ({ next, effects }: Step): Step => ({ next, effects: [...effects, ...more] });
  if (phase.kind === 'starting' && at - phase.progressAt >= patience.readyMs)
    return done(lost(told, `not ready within ${patience.readyMs / 1000} s`, at, patience));
  if (phase.kind === 'qr' && at - phase.codeAt >= patience.qrMs)
    return done(step({ ...told, phase: { kind: 'starting', progressAt: at } }, [CLOSE, { kind: 'open' }]));
  if (phase.kind === 'backoff' && at >= phase.until) return done(opened(told, at));
  return done(step(told));
}

function alarmDue({ alarmed, downSince, phase }: Supervised, at: number, patience: Patience): Effect | undefined {
  if (alarmed || downSince === undefined || at - downSince < patience.alarmAfterMs) return undefined;
  const why = phase.kind === 'backoff' || phase.kind === 'degraded' ? phase.why : 'it does not come back by itself';
  return { kind: 'alarm', why, relink: false };
}
