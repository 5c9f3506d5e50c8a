/**
 * How fast a person would write, and how much this number may send. Pure. WhatsApp blocks numbers that write like
 * machines (whatsapp-web.js #1872, #2548), so these limits are for the shop's own good.
 */

export interface Limits {
  readonly perMinute: number;
  readonly perDay: number;
}

export interface Pace {
  /** Shortest and longest time to show "typing" before a message, in ms. */
  readonly leastTypingMs: number;
  readonly mostTypingMs: number;
  /** Between two messages of this number, whoever they are for, in ms. */
  readonly gapMs: number;
}

export const LIMITS: Limits = { perMinute: 12, perDay: 500 };
export const PACE: Pace = { leastTypingMs: 1_000, mostTypingMs: 3_000, gapMs: 600 };

const CHARACTERS_PER_MS = 0.06;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export function typingMs(text: string, { leastTypingMs, mostTypingMs }: Pace): number {
  return Math.min(Math.max(Math.round(text.length / CHARACTERS_PER_MS), leastTypingMs), mostTypingMs);
}

/**
 * How long to wait until one more message is allowed, in ms; 0: now. `sentAt` holds the instants of earlier sends and
 * of those that were promised their turn, oldest first.
 */
export function waitForLimit(sentAt: readonly number[], now: number, { perMinute, perDay }: Limits): number {
  return Math.max(waitFor(sentAt, now, perMinute, MINUTE_MS), waitFor(sentAt, now, perDay, DAY_MS));
}

function waitFor(sentAt: readonly number[], now: number, most: number, windowMs: number): number {
  const recent = sentAt.filter((at) => at > now - windowMs);
  const blocking = recent[recent.length - most];
  return blocking === undefined ? 0 : blocking + windowMs - now;
}

/** What is still needed to know the limits. */
export function kept(sentAt: readonly number[], now: number): readonly number[] {
  return sentAt.filter((at) => at > now - DAY_MS);
}
