/**
 * What is done whenever the phone is there again: remember the last day of this number, then look for what customers
 * wrote while nobody listened. Nothing is sent before the day is remembered, because the limits depend on it.
 */
import type { Alarms } from './alarms.ts';
import type { DayBook } from './day-book.ts';
import type { Inbound } from './inbound.ts';
import type { Log } from './log.ts';
import { findMissed } from './missed.ts';
import type { Outbox } from './outbox.ts';
import type { SentMessages } from './sent-messages.ts';
import type { Ready } from './session.ts';

export interface CatchUpDeps {
  readonly dayBook: DayBook;
  readonly sent: SentMessages;
  readonly outbox: () => Pick<Outbox, 'restore'>;
  readonly inbound: Inbound;
  readonly mention: Alarms['mention'];
  readonly log: Log;
}

export interface CatchUp {
  /** `since`: until when we listened before (ms since 1970); absent when this phone is linked for the first time. */
  run(ready: Ready, since: number | undefined): Promise<void>;
  /** The number whose last day is known. */
  readonly remembered: string | undefined;
  /** Writes the day down. Never rejects. */
  save(): Promise<void>;
  /** Another process drives the phone: what we know of the day grows old. */
  forget(): void;
}

/** What was heard last and when it was recorded differ by less than this. */
const MARGIN_MS = 5 * 60_000;

export function createCatchUp(deps: CatchUpDeps): CatchUp {
  const { dayBook, sent, inbound, log } = deps;
  let remembered: string | undefined;

  async function remember(account: string): Promise<void> {
    if (remembered === account) return;
    const { outgoing, receivedAt } = await dayBook.load(account);
    sent.restore(outgoing);
    deps.outbox().restore(outgoing.map(({ at }) => at));
    inbound.restore(receivedAt);
    remembered = account;
  }

  return {
    async run({ link, account }, since) {
      await remember(account);
      if (since === undefined) {
        // What stood in the chats before the phone was linked is the owner's: a bot that answers it now would surprise everybody.
        const unread = (await link.chats()).filter((chat) => chat.unread > 0).length;
        const chats = unread === 1 ? 'chat on the phone was' : 'chats on the phone were';
        if (unread > 0)
          deps.mention(`${unread} ${chats} unread when it was linked. The bot leaves what stands there to you.`);
        return;
      }
      const { messages, left } = await findMissed(link, since - MARGIN_MS);
      for (const message of messages) await inbound.hear(message, link, account);
      if (messages.length > 0)
        log.info({ messages: messages.length }, 'whatsapp-web: looked through what came meanwhile');
      if (left > 0) deps.mention(`${left} more chats have messages from while we were away; please look at the phone.`);
    },
    get remembered() {
      return remembered;
    },
    async save() {
      if (remembered === undefined) return;
      await dayBook.save(remembered, { outgoing: sent.outgoing(), receivedAt: inbound.receivedAt() });
    },
    forget() {
      remembered = undefined;
    },
  };
}
