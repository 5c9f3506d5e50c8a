import { describe, expect, it } from '@jest/globals';
import { Failure } from '../src/domain/failure.ts';
import { keepLease } from '../src/keep-lease.ts';
import { createManualClock } from './fakes/manual-clock.ts';

const LEASE_MS = 15_000;
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('work that takes longer than its lease', () => {
  it('keeps it through a moment in which the store does not answer', async () => {
    const clock = createManualClock();
    const errors: unknown[] = [];
    let [away, renewals] = [true, 0];
    const store = {
      async renew() {
        if (away) throw new Failure('store-unavailable', 'nobody answers');
        renewals++;
        return true;
      },
    };
    const lease = { conversationId: 'ana', owner: 'worker', fence: 1, until: clock.now() + LEASE_MS };
    const letGo = keepLease(lease, LEASE_MS, { store, clock, onError: (error) => void errors.push(error) });
    clock.advance(LEASE_MS / 3);
    await settled();
    expect(errors).toHaveLength(1);
    away = false;
    clock.advance(LEASE_MS / 3);
    await settled();
    expect(renewals).toBe(1);
    letGo();
    expect(clock.pending).toBe(0);
  });
});
