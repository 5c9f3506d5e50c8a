/** Tells staff that the day's messages are used up: replies that wait for hours must not wait in silence. */
import type { Clock } from '../../src/ports.ts';
import type { Alarms } from './alarms.ts';
import type { Limits } from './pacing.ts';

/** Staff hear of it no more often. */
const AGAIN_MS = 6 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;

/** Takes how long the next reply must wait, in ms. */
export function createLimitNotes(
  { perDay }: Limits,
  { mention, clock }: { readonly mention: Alarms['mention']; readonly clock: Clock },
): (waitMs: number) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (waitMs) => {
    if (clock.now() < toldAt + AGAIN_MS) return;
    toldAt = clock.now();
    const hours = Math.ceil(waitMs / HOUR_MS);
    const wait = hours === 1 ? 'up to an hour' : `about ${hours} hours`;
    mention(
      `The shop’s number has sent its ${perDay} messages of 24 hours. Replies wait, the next for ${wait}. Please answer what is urgent on the phone.`,
    );
  };
}
