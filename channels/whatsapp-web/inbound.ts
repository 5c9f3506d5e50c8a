/**
 * What comes from the phone: customers' words go to the intake in the order of their chat and are tried until they are
 * stored; what the owner typed on the phone takes the conversation over. Nothing is answered or dropped here.
 */
import { isFailure } from '../../src/domain/failure.ts';
import type { InboundMessage } from '../../src/domain/message.ts';
import type { Clock, Intake } from '../../src/ports.ts';
import { aliasesOf, type Directory, type Names } from './addresses.ts';
import { contentOf, isCorrespondence } from './contents.ts';
import type { Link, PhoneMessage } from './link.ts';
import type { Log } from './log.ts';
import type { MediaStore } from './media-store.ts';
import type { SentMessages } from './sent-messages.ts';
import { pause } from './within.ts';

export interface InboundDeps {
  readonly intake: Intake;
  /** Somebody of the shop wrote to this customer on the phone. */
  readonly staffSaid: (message: InboundMessage) => Promise<void>;
  /** A customer called; staff must know unless somebody answered. */
  readonly called: (message: InboundMessage, answered: boolean | undefined) => void;
  readonly directory: Directory;
  readonly sent: SentMessages;
  readonly media: MediaStore;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Inbound {
  /** Resolves when it is stored, or was nothing for us. */
  hear(message: PhoneMessage, link: Link, account: string): Promise<void>;
  heard(id: string): boolean;
  /** When a person last wrote in this chat on the phone (ms since 1970). */
  ownerWroteAt(chatId: string): number | undefined;
  /** When customers wrote, oldest first, of the last day. */
  receivedAt(): readonly number[];
  /** What an earlier process received. */
  restore(receivedAt: readonly number[]): void;
  /** Forgets what is waiting to be stored again: it is still unread on the phone. */
  stop(): void;
}

const RETRY_MS = 500;
const MAX_RETRY_MS = 30_000;
const MOST_REMEMBERED = 5_000;
const DAY_MS = 24 * 60 * 60_000;

export function createInbound(deps: InboundDeps): Inbound {
  const { clock, log } = deps;
  const lanes = new Map<string, Promise<void>>();
  const heard = new Set<string>();
  const owners = new Map<string, number>();
  let received: number[] = [];
  let stopped = false;

  function remember(id: string): void {
    heard.add(id);
    if (heard.size <= MOST_REMEMBERED) return;
    for (const oldest of heard) {
      heard.delete(oldest);
      if (heard.size <= MOST_REMEMBERED) break;
    }
  }

  async function namesOf(chatId: string, link: Link): Promise<Names> {
    try {
      return await link.namesOf(chatId);
    } catch (error) {
      log.debug({ err: error }, 'whatsapp-web: the other name of a customer is not known'); // the next message asks again
      return {};
    }
  }

  async function take(message: PhoneMessage, link: Link, account: string): Promise<void> {
    const { chatId, fromMe, id, name, quotedId } = message;
    if (fromMe && deps.sent.isOurs(message)) return;
    const names = await namesOf(chatId, link);
    await untilStored(async () => {
      const key = await deps.directory.keyOf(account, chatId, names, !fromMe);
      const inbound: InboundMessage = {
        address: { channel: 'whatsapp-web', account, key },
        externalId: id,
        aliases: aliasesOf(chatId, names),
        content: contentOf(message),
        sentAt: message.at,
        ...(name && !fromMe ? { displayName: name } : {}),
        ...(quotedId ? { quotedId } : {}),
      };
      if (fromMe) return deps.staffSaid(inbound);
      if ((await deps.intake.message(inbound)) === 'new') {
        received = [...received.filter((at) => at > clock.now() - DAY_MS), clock.now()];
        if (message.type === 'call_log') deps.called(inbound, message.answered);
        if (message.hasMedia) void deps.media.fetch(message, link);
      }
    });
  }

  /** A message that cannot be stored now is told again until it can: the platform will not repeat it. */
  async function untilStored(store: () => Promise<void>): Promise<void> {
    for (let waitMs = RETRY_MS; !stopped; waitMs = Math.min(waitMs * 2, MAX_RETRY_MS)) {
      try {
        return await store();
      } catch (error) {
        const level = isFailure(error, 'store-unavailable') ? 'debug' : 'error';
        log[level]({ err: error }, 'whatsapp-web: a message could not be stored and will be tried again');
        await pause(waitMs, clock).over;
      }
    }
  }

  return {
    hear(message, link, account) {
      remember(message.id);
      if (!isCorrespondence(message)) return Promise.resolve();
      const { chatId } = message;
      if (message.fromMe && !deps.sent.isOurs(message)) owners.set(chatId, clock.now());
      const turn = (lanes.get(chatId) ?? Promise.resolve()).then(() => take(message, link, account));
      lanes.set(chatId, turn);
      return turn.finally(() => {
        if (lanes.get(chatId) === turn) lanes.delete(chatId);
      });
    },
    heard: (id) => heard.has(id),
    ownerWroteAt: (chatId) => owners.get(chatId),
    receivedAt: () => received,
    restore(earlier) {
      received = [...new Set([...earlier, ...received])].toSorted((a, b) => a - b);
    },
    stop() {
      stopped = true;
    },
  };
}
