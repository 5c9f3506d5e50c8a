/**
 * How the shop's number is doing with messages nobody asked for. Pure. Platforms watch the same signs and lock numbers
 * over them, so we slow down long before.
 */
import type { Day } from './outreach-records.ts';

export type Light = 'green' | 'amber' | 'red';

export interface NumberHealth {
  readonly light: Light;
  readonly sent: number;
  /** Shares of what was sent, 0..1. */
  readonly answered: number;
  readonly failed: number;
  /** Refused by the platform or answered with STOP. */
  readonly unwanted: number;
  /** Of the most frequent text. */
  readonly repeated: number;
}

/** Fewer than this say nothing about a number. */
const FEW = 30;
const LIMITS = {
  amber: { failed: 0.1, unwanted: 0.03 },
  red: { failed: 0.3, unwanted: 0.1 },
  /** The very same words to nearly everybody, and hardly anybody answers: that is how advertising looks. */
  repeated: 0.8,
  answered: 0.02,
} as const;

export function numberHealth(days: readonly Day[]): NumberHealth {
  const sum = (count: (day: Day) => number) => days.reduce((total, day) => total + count(day), 0);
  const sent = sum((day) => day.sent);
  const share = (count: number) => (sent === 0 ? 0 : count / sent);
  const texts = new Map<string, number>();
  for (const day of days)
    for (const [text, times] of Object.entries(day.texts)) texts.set(text, (texts.get(text) ?? 0) + times);
  const shares = {
    answered: share(sum((day) => day.answered)),
    failed: share(sum((day) => day.failed)),
    unwanted: share(sum((day) => day.refused + day.stopped)),
    repeated: share(Math.max(0, ...texts.values())),
  };
  return { light: sent < FEW ? 'green' : lightOf(shares), sent, ...shares };
}

function lightOf({ answered, failed, unwanted, repeated }: Omit<NumberHealth, 'light' | 'sent'>): Light {
  if (failed >= LIMITS.red.failed || unwanted >= LIMITS.red.unwanted) return 'red';
  if (failed >= LIMITS.amber.failed || unwanted >= LIMITS.amber.unwanted) return 'amber';
  return repeated >= LIMITS.repeated && answered < LIMITS.answered ? 'amber' : 'green';
}
