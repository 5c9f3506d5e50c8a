/**
 * Finds what customers wrote while nobody listened: the page tells of such messages by no event. Oldest first; whether
 * they are answered or left to staff is decided by their age, where every message is decided about.
 */
import { isPersonal } from './contents.ts';
import type { Link, PhoneMessage } from './link.ts';

export interface Found {
  /** Oldest first. */
  readonly messages: readonly PhoneMessage[];
  /** Chats that were more than we look through. */
  readonly left: number;
}

const MOST_CHATS = 200;
const LEAST_MESSAGES = 10;
const MOST_MESSAGES = 50;

/** What stands in the chats since that instant (ms since 1970), both sides, and what is unread before it. */
export async function findMissed(link: Link, since: number): Promise<Found> {
  const chats = (await link.chats())
    .filter(({ chatId, newestAt, unread }) => isPersonal(chatId) && (newestAt >= since || unread > 0))
    .toSorted((a, b) => b.newestAt - a.newestAt);
  const messages: PhoneMessage[] = [];
  for (const { chatId, unread } of chats.slice(0, MOST_CHATS)) {
    const limit = Math.min(Math.max(unread, LEAST_MESSAGES), MOST_MESSAGES);
    messages.push(...missedIn(await link.history(chatId, limit), unread, since));
  }
  return { messages: messages.toSorted((a, b) => a.at - b.at), left: Math.max(0, chats.length - MOST_CHATS) };
}

/** Pure. The newest `unread` of the customer's are unanswered, whenever they came. */
export function missedIn(history: readonly PhoneMessage[], unread: number, since: number): readonly PhoneMessage[] {
  const theirs = history.filter(({ fromMe }) => !fromMe);
  const waiting = new Set(theirs.slice(Math.max(0, theirs.length - unread)));
  return history.filter((message) => message.at >= since || (unread > 0 && waiting.has(message)));
}
