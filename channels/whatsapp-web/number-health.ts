/**
 * How healthy the number is, from what can be seen of it: a number that customers ignore, or whose sends fail, is one
 * that WhatsApp blocks next. Pure. A light for people; it stops nothing by itself.
 */

export interface Outgoing {
  readonly at: number;
  /** The platform's id and ours, once the page has taken it. */
  readonly id?: string;
  readonly sendId?: string;
  /** -1 failed, 0 pending, 1 server, 2 device, 3 read, 4 played. */
  readonly ack: number;
}

export interface NumberHealth {
  readonly light: 'green' | 'amber' | 'red';
  /** In the last 24 hours. */
  readonly sent: number;
  readonly failed: number;
  readonly undelivered: number;
  readonly received: number;
  readonly why: readonly string[];
}

const DAY_MS = 24 * 60 * 60_000;
/** A phone may be off for a while; after this a message counts as not delivered. */
const DELIVERY_MS = 60 * 60_000;
const FEW = 10;

export function healthOf(
  outgoing: readonly Outgoing[],
  receivedAt: readonly number[],
  now: number,
  perDay: number,
): NumberHealth {
  const recent = outgoing.filter(({ at }) => at > now - DAY_MS);
  const received = receivedAt.filter((at) => at > now - DAY_MS).length;
  const failed = recent.filter(({ ack }) => ack < 0).length;
  const undelivered = recent.filter(({ at, ack }) => ack >= 0 && ack < 2 && at < now - DELIVERY_MS).length;
  const share = (part: number) => (recent.length < FEW ? 0 : part / recent.length);
  const red = [
    ...(share(failed) > 0.2 ? [`${failed} of ${recent.length} messages failed`] : []),
    ...(share(undelivered) > 0.5 ? [`${undelivered} of ${recent.length} messages reached no phone`] : []),
  ];
  const amber = [
    ...(share(failed) > 0.05 ? [`${failed} messages failed`] : []),
    ...(share(undelivered) > 0.2 ? [`${undelivered} messages reached no phone within an hour`] : []),
    ...(recent.length > perDay * 0.8 ? [`${recent.length} of ${perDay} messages a day are used`] : []),
    ...(recent.length > FEW && received * 4 < recent.length ? ['customers answer few of our messages'] : []),
  ];
  const light = red.length > 0 ? 'red' : amber.length > 0 ? 'amber' : 'green';
  return { light, sent: recent.length, failed, undelivered, received, why: red.length > 0 ? red : amber };
}
