import { describe, expect, it } from '@jest/globals';
import { quietUntil } from '../src/quiet-hours.ts';

const dublin = { timeZone: 'Europe/Dublin', quietHours: { from: '20:00', to: '08:00' } };
const at = (iso: string) => Date.parse(iso);

describe('quiet hours', () => {
  it('by day we may write', () => {
    expect(quietUntil(at('2026-11-23T12:00:00Z'), dublin)).toBeUndefined();
    expect(quietUntil(at('2026-11-23T08:00:00Z'), dublin)).toBeUndefined();
  });

  it('late in the evening we wait for the next morning', () => {
    expect(quietUntil(at('2026-11-23T20:00:00Z'), dublin)).toBe(at('2026-11-24T08:00:00Z'));
  });

  it('after midnight we wait for this morning', () => {
    expect(quietUntil(at('2026-11-24T03:00:00Z'), dublin)).toBe(at('2026-11-24T08:00:00Z'));
  });

  it('the morning comes by local time when the clocks change', () => {
    expect(quietUntil(at('2026-10-24T22:00:00Z'), dublin)).toBe(at('2026-10-25T08:00:00Z')); // winter time from that night
    expect(quietUntil(at('2026-03-28T22:00:00Z'), dublin)).toBe(at('2026-03-29T07:00:00Z')); // summer time from that night
  });

  it('quiet hours within a day work too', () => {
    const siesta = { timeZone: 'Europe/Madrid', quietHours: { from: '14:00', to: '17:00' } };
    expect(quietUntil(at('2026-11-23T14:00:00Z'), siesta)).toBe(at('2026-11-23T16:00:00Z'));
    expect(quietUntil(at('2026-11-23T18:00:00Z'), siesta)).toBeUndefined();
  });
});
