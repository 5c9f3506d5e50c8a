/**
 * How a place in Slack is written into an address and read back; only this channel reads it. Threads within a direct
 * message are no places of their own: one person has one conversation. Pure.
 */
import type { Place } from './spoken-to.ts';

export const NAME = 'slack';

/** `U…` for a direct message, `C…:<ts of the thread's root>` for a mention. */
export function keyOf(place: Place): string {
  return 'person' in place ? place.person : `${place.channel}:${place.thread}`;
}

export function placeOf(key: string): Place {
  const [first = '', thread] = key.split(':');
  return thread === undefined ? { person: first } : { channel: first, thread };
}
