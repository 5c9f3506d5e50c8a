/** Looking back at what was said in a conversation's tail. Pure. */
import type { Conversation, ShopSaid } from './domain/conversation.ts';
import { textOf } from './domain/message.ts';
import { wordCount } from './phrases.ts';
import { TALKS } from './tongues/talk/list.ts';

/** The shop's latest message, which a customer's "2" or "yes" answers. */
export function lastSaid(conversation: Conversation): ShopSaid | undefined {
  return conversation.entries.findLast(
    (entry): entry is ShopSaid => entry.kind === 'bot-said' || entry.kind === 'staff-said',
  );
}

/** Our latest message with something to choose from since the customer wrote; another may have followed it. */
export function lastOffer({ entries, readUpTo }: Conversation): ShopSaid | undefined {
  const answered = entries.findLast((entry) => entry.kind === 'customer-said' && entry.n <= readUpTo)?.n ?? 0;
  return entries.findLast(
    (entry): entry is ShopSaid =>
      entry.kind === 'bot-said' &&
      entry.n > answered &&
      entry.message.kind === 'text' &&
      entry.message.choices.length > 0,
  );
}

/** The customer's words that our latest message was about, such as those before "which did you mean?". */
export function saidBefore(conversation: Conversation): string | undefined {
  const asked = lastSaid(conversation);
  const before = conversation.entries.findLast(
    (entry) => entry.kind === 'customer-said' && entry.n < (asked?.n ?? 0) && textOf(entry.content) !== '',
  );
  return before?.kind === 'customer-said' ? textOf(before.content) : undefined;
}

/** Longer ago than this, ms, what was said is another matter. */
const RECENT_MS = 10 * 60_000;
/** In any tongue: few words are not enough to tell whose they are. */
const LEANING = TALKS.flatMap(({ continues, bare }) => [
  new RegExp(`^[¿\\s]*(?:${continues})\\s`, 'iu'),
  new RegExp(`^[¿\\s]*(?:${bare})[\\s?!.]*$`, 'iu'),
]);
const FRAGMENT_WORDS = 5;

/** Words that mean something only together with the question before them: "and tomorrow?", "how much?". */
export function leansOnBefore(said: string): boolean {
  return wordCount(said) <= FRAGMENT_WORDS && LEANING.some((pattern) => pattern.test(said));
}

/** What the customer said lately before the unread words and that can be understood by itself. */
export function previousWords(conversation: Conversation, now: number): string | undefined {
  const before = conversation.entries.findLast(
    (entry) =>
      entry.kind === 'customer-said' &&
      entry.outcome !== undefined &&
      entry.at > now - RECENT_MS &&
      !leansOnBefore(textOf(entry.content)),
  );
  return before?.kind === 'customer-said' ? textOf(before.content) || undefined : undefined;
}

/** Everything the customer wrote that is still in the tail: the words that may prove a token of ours. */
export function customerWords(conversation: Conversation): string {
  return conversation.entries
    .filter((entry) => entry.kind === 'customer-said')
    .map((entry) => textOf(entry.content))
    .join('\n');
}

/** Staff have a question of this customer before them. */
export function waitsForTeam({ approval }: Conversation): boolean {
  return approval?.state.kind === 'pending';
}
