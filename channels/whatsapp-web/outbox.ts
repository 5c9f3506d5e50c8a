/**
 * Sends as a person would: one message at a time, typing first, never faster than the limits, never to somebody who has
 * not written. A message counts as sent when the platform's server has it, not when the page has taken it.
 */
import { Failure } from '../../src/domain/failure.ts';
import type { Address, OutboundMessage } from '../../src/domain/message.ts';
import type { Clock, MayLeave } from '../../src/ports.ts';
import type { Directory } from './addresses.ts';
import type { Link } from './link.ts';
import type { Log } from './log.ts';
import { asText } from './menus.ts';
import { kept, type Limits, type Pace, typingMs, waitForLimit } from './pacing.ts';
import type { SentMessages } from './sent-messages.ts';
import { pause } from './within.ts';

export interface OutboxConfig {
  readonly limits: Limits;
  readonly pace: Pace;
  /** How long to wait for the server's acknowledgement, in ms. */
  readonly ackMs: number;
}

export interface OutboxDeps {
  /** The link while customers can be reached. */
  readonly ready: () => { readonly link: Link; readonly account: string } | undefined;
  readonly directory: Directory;
  readonly sent: SentMessages;
  /** When a person last wrote in this chat on the phone (ms since 1970). */
  readonly ownerWroteAt: (chatId: string) => number | undefined;
  /** A reply must wait for so long (ms), because the day's messages are used up. */
  readonly usedUp: (waitMs: number) => void;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Outbox {
  /** Typing takes a while: `mayLeave` is asked right before the message does. */
  send(
    address: Address,
    message: OutboundMessage,
    sendId: string,
    mayLeave?: MayLeave,
  ): Promise<{ readonly externalId: string }>;
  /** Reads the chat back: whether this message of ours is in it. */
  lookUp(
    address: Address,
    startedAt: number,
    message: OutboundMessage,
  ): Promise<{ readonly externalId: string } | 'not-sent'>;
  /** When this number sent so far (ms since 1970), whichever process did: that counts for the limits. */
  restore(sentAt: readonly number[]): void;
  /** Nobody is being written to. */
  readonly idle: boolean;
  /** Nothing begins to leave any more; resolves when what was leaving has left. */
  close(): Promise<void>;
}

/** Messages read back to find one of ours. */
const LOOK_BACK = 30;
/** Clocks of two machines differ. */
const CLOCK_MARGIN_MS = 60_000;
const LATER_MS = 5_000;
/** A promised turn that nobody came for is free again. */
const PROMISE_MS = 5 * 60_000;

export function createOutbox(config: OutboxConfig, deps: OutboxDeps): Outbox {
  const { clock, sent } = deps;
  let lane: Promise<unknown> = Promise.resolve();
  let busy = 0;
  let closing = false;
  let sentAt: readonly number[] = [];
  const promised = new Map<string, number>();

  function reach(address: Address): { link: Link; account: string } {
    const ready = deps.ready();
    if (!ready)
      throw new Failure(
        'channel-unavailable',
        'WhatsApp on the shop’s phone: expected a linked phone, there is none now',
      );
    if (ready.account !== address.account) {
      const detail =
        'WhatsApp on the shop’s phone: this customer wrote to another number than the one that is linked now';
      throw new Failure('undeliverable', detail);
    }
    return ready;
  }

  async function chatOf({ account, key }: Address): Promise<string> {
    const chatId = await deps.directory.chatOf(account, key);
    if (chatId !== undefined) return chatId;
    throw new Failure(
      'undeliverable',
      'WhatsApp on the shop’s phone: expected a customer who has written; nobody is written to first',
    );
  }

  /** Refuses what would go over the limits, and promises the turn it refuses to. */
  function keepLimits(sendId: string): void {
    const now = clock.now();
    sentAt = kept(sentAt, now);
    const mine = promised.get(sendId);
    for (const [id, at] of promised) if (id === sendId || at < now - PROMISE_MS) promised.delete(id);
    const taken = [...sentAt, ...promised.values()].toSorted((a, b) => a - b);
    const waitMs =
      mine !== undefined && mine <= now
        ? waitForLimit(sentAt, now, config.limits)
        : waitForLimit(taken, now, config.limits);
    if (waitMs <= 0) {
      sentAt = [...sentAt, now];
      return;
    }
    promised.set(sendId, now + waitMs);
    if (waitForLimit(taken, now, { ...config.limits, perMinute: Number.POSITIVE_INFINITY }) > 0) deps.usedUp(waitMs);
    const { perMinute, perDay } = config.limits;
    const detail = `WhatsApp on the shop’s phone: at most ${perMinute} messages a minute and ${perDay} a day, to keep the number safe`;
    throw new Failure('rate-limited', detail, { retryAfterMs: waitMs });
  }

  /** One message at a time; a failed one stops nobody. */
  function inLane<T>(work: () => Promise<T>): Promise<T> {
    const turn = lane.then(work, work);
    lane = turn.then(
      () => pause(config.pace.gapMs, clock).over,
      () => {},
    );
    return turn;
  }

  async function put(link: Link, chatId: string, text: string, sendId: string, mayLeave: MayLeave) {
    if (closing) throw new Failure('channel-unavailable', 'WhatsApp on the shop’s phone: this process is stopping');
    await mustLeave(mayLeave); // before anybody sees us type, too
    const startedAt = clock.now();
    await link
      .showTyping(chatId)
      .catch((error: unknown) => deps.log.debug({ err: error }, 'whatsapp-web: typing not shown'));
    await pause(typingMs(text, config.pace), clock).over;
    if ((deps.ownerWroteAt(chatId) ?? Number.NEGATIVE_INFINITY) >= startedAt)
      throw new Failure('channel-unavailable', 'WhatsApp on the shop’s phone: the owner is writing in this chat', {
        retryAfterMs: LATER_MS,
      });
    await mustLeave(mayLeave);
    const attempt = sent.begin(text);
    let id: string | undefined;
    try {
      id = await link.send(chatId, text);
    } catch (error) {
      throw failureOf(error);
    }
    if (id === undefined) throw nobodyThere();
    attempt.known(id, sendId);
    return { attempt, externalId: id };
  }

  return {
    async send(address, message, sendId, mayLeave = async () => true) {
      busy++;
      try {
        reach(address);
        const chatId = await chatOf(address);
        keepLimits(sendId);
        // What is linked may change while others are written to.
        const { attempt, externalId } = await inLane(() =>
          put(reach(address).link, chatId, asText(message), sendId, mayLeave),
        );
        const outcome = await attempt.outcome(config.ackMs);
        if (outcome === 'sent') return { externalId };
        if (outcome === 'failed') throw new Failure('channel-unavailable', 'WhatsApp did not take the message');
        throw new Failure('channel-outcome-unknown', `WhatsApp: no acknowledgement within ${config.ackMs / 1000} s`);
      } finally {
        busy--;
      }
    },

    async lookUp(address, startedAt, message) {
      const { link } = reach(address);
      const chatId = await chatOf(address);
      const text = asText(message).trim();
      const history = await link.history(chatId, LOOK_BACK).catch((error: unknown) => {
        throw new Failure('channel-unavailable', 'WhatsApp: the chat could not be read back', { cause: error });
      });
      const since = Math.floor((startedAt - CLOCK_MARGIN_MS) / 1000) * 1000;
      const found = history.findLast(
        ({ fromMe, body, at, ack = 0 }) => fromMe && ack >= 0 && at >= since && body.trim() === text,
      );
      if (!found) return 'not-sent';
      if ((found.ack ?? 0) >= 1) return { externalId: found.id };
      throw new Failure('channel-unavailable', 'WhatsApp: the message waits in the browser, its outcome is still open');
    },

    restore(earlier) {
      sentAt = earlier.toSorted((a, b) => a - b);
    },

    get idle() {
      return busy === 0;
    },
    async close() {
      closing = true;
      await lane;
    },
  };
}

async function mustLeave(mayLeave: MayLeave): Promise<void> {
  if (await mayLeave()) return;
  const detail = 'WhatsApp on the shop’s phone: expected a message that may leave, it was stopped on its way';
  throw new Failure('channel-unavailable', detail, { retryAfterMs: LATER_MS });
}

function nobodyThere(): Failure {
  return new Failure('undeliverable', 'WhatsApp: expected somebody at this address, there is nobody');
}

/** Whatever the browser threw: it may have sent the message before. Only a missing customer is certain. */
function failureOf(error: unknown): Failure {
  const said = error instanceof Error ? error.message : String(error);
  if (/No LID for user|invalid wid/u.test(said)) return nobodyThere();
  if (/browser is not running/u.test(said))
    return new Failure('channel-unavailable', 'WhatsApp: the browser ended before the message was handed to it', {
      cause: error,
    });
  return new Failure('channel-outcome-unknown', 'WhatsApp: the browser failed while it had the message', {
    cause: error,
  });
}
