/** The life of a linked session as a table: what happened, what is done about it. No browser. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  AT_REST,
  type Effect,
  type Happening,
  isOpen,
  PATIENCE,
  type Supervised,
  supervise,
} from '../../../channels/whatsapp-web/supervisor.ts';

interface Life {
  readonly state: Supervised;
  readonly effects: readonly Effect[];
}

/** Lives through what happened, a second apart unless said otherwise. */
function live(...happened: readonly (Happening | number)[]): Life {
  let at = 0;
  let state = AT_REST;
  const effects: Effect[] = [];
  for (const one of happened) {
    if (typeof one === 'number') at += one;
    else {
      at += 1_000;
      const { next, effects: more } = supervise(state, one, at, PATIENCE);
      state = next;
      effects.push(...more);
    }
  }
  return { state, effects };
}

const START = { kind: 'start' } as const;
const TICK = { kind: 'tick' } as const;
const READY = { kind: 'ready' } as const;
const GONE = { kind: 'gone', why: 'it broke' } as const;
const UNWELL = { kind: 'unwell', why: 'no answer' } as const;
const QR = { kind: 'qr', code: '2@a' } as const;
const kinds = ({ effects }: Life) => effects.map(({ kind }) => kind);

describe('the supervisor of a linked session', () => {
  it('asks for a scan, alarms once however often the code changes, and says when all is well', () => {
    const life = live(START, QR, { kind: 'qr', code: '2@b' }, { kind: 'progress' }, READY);
    expect(kinds(life)).toEqual(['open', 'show-qr', 'alarm', 'show-qr', 'catch-up', 'all-clear']);
    expect(life.state.phase.kind).toBe('ready');
  });

  it('opens a fresh link after any failure, waits longer each time, and never gives up', () => {
    let state = live(START).state;
    let at = 1_000;
    const waits: number[] = [];
    for (let tries = 0; tries < 20; tries++) {
      state = supervise(state, GONE, at).next;
      const { phase } = state;
      if (phase.kind !== 'backoff') throw new Error(`expected a wait, got ${phase.kind}`);
      waits.push(phase.until - at);
      at = phase.until;
      const step = supervise(state, TICK, at);
      expect(step.effects.map(({ kind }) => kind)).toContain('open');
      state = step.next;
    }
    expect(waits.slice(0, 3)).toEqual([2_000, 4_000, 8_000]);
    expect(Math.max(...waits)).toBe(PATIENCE.maxBackoffMs);
  });

  it('gives up a start that is not ready in time, but not one that makes progress', () => {
    expect(live(START, PATIENCE.readyMs, TICK).state.phase.kind).toBe('backoff');
    expect(live(START, 60_000, { kind: 'progress' }, 60_000, TICK).state.phase.kind).toBe('starting');
  });

  it('opens a fresh link when the code is not renewed: a dead one would be scanned in vain', () => {
    const life = live(START, QR, PATIENCE.qrMs, TICK);
    expect(kinds(life).slice(-2)).toEqual(['close', 'open']);
    expect(life.state.phase.kind).toBe('starting');
  });

  it('keeps a session that answers again, and looks for what was missed', () => {
    const life = live(START, READY, UNWELL, UNWELL, { kind: 'well' });
    expect(kinds(life)).toEqual(['open', 'catch-up', 'catch-up']);
    expect(live(START, READY, UNWELL, UNWELL, PATIENCE.degradedMs, UNWELL).state.phase.kind).toBe('backoff');
  });

  it('forgets the session when the phone was unlinked, before it opens a new one', () => {
    const life = live(START, READY, { kind: 'logged-out' });
    expect(kinds(life).slice(-4)).toEqual(['close', 'forget-session', 'open', 'alarm']);
  });

  it('has nothing to close when it hears of the unlinking while it waits', () => {
    const life = live(START, GONE, { kind: 'logged-out' });
    expect(kinds(life)).toEqual(['open', 'close', 'forget-session', 'open', 'alarm']);
  });

  it('tells staff of an outage once, after a minute, and not of one that was shorter', () => {
    expect(kinds(live(START, READY, GONE, 10_000, TICK, READY))).not.toContain('alarm');
    const long = live(START, READY, GONE, 61_000, TICK, TICK, GONE, TICK);
    expect(kinds(long).filter((kind) => kind === 'alarm')).toHaveLength(1);
    expect(kinds(live(START, READY, GONE, 61_000, TICK, READY))).toContain('all-clear');
  });

  it('restarts a browser that has grown too large without a word', () => {
    const life = live(START, READY, { kind: 'too-large' }, READY);
    expect(kinds(life)).toEqual(['open', 'catch-up', 'close', 'open', 'catch-up']);
  });

  it('closes what it has when another process holds the account, and waits', () => {
    const life = live(START, READY, { kind: 'account-held-elsewhere' }, GONE, READY);
    expect(kinds(life).at(-1)).toBe('close');
    expect(life.state.phase.kind).toBe('waiting');
    expect(live(START, { kind: 'account-held-elsewhere' }, START).state.phase.kind).toBe('starting');
  });

  it('never has two links open, and has none after a stop, whatever happens in whatever order', () => {
    const happening = fc.constantFrom<Happening>(
      ...([START, TICK, READY, GONE, UNWELL, QR, { kind: 'stop' }, { kind: 'well' }, { kind: 'progress' }] as const),
      ...([{ kind: 'logged-out' }, { kind: 'too-large' }, { kind: 'account-held-elsewhere' }] as const),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(happening, fc.integer({ min: 0, max: 200_000 })), { maxLength: 60 }), (days) => {
        let state = AT_REST;
        let at = 0;
        let open = 0;
        for (const [one, later] of days) {
          at += later;
          const { next, effects } = supervise(state, one, at);
          for (const { kind } of effects) open += kind === 'open' ? 1 : kind === 'close' ? -1 : 0;
          state = next;
          expect(open).toBe(isOpen(state.phase) ? 1 : 0);
        }
        expect(supervise(state, { kind: 'stop' }, at).next.phase.kind).toBe('stopped');
      }),
    );
  });
});
