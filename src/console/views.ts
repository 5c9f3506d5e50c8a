/** What the console shows of a conversation. The address stays out: whoever has a web chat's key is that customer. */
import type { Conversation, Entry } from '../domain/conversation.ts';
import { describeContent } from '../domain/message.ts';

/** What belongs to no customer hangs on documents of the house, which are no conversations. */
export function isCustomers({ address }: Conversation): boolean {
  return address.channel !== 'house';
}

/** One line of the list. */
export function summaryOf(conversation: Conversation) {
  const last = conversation.entries.findLast(
    (entry) => entry.kind === 'customer-said' || entry.kind === 'bot-said' || entry.kind === 'staff-said',
  );
  return {
    id: conversation.id,
    name: conversation.displayName ?? null,
    channel: conversation.address.channel,
    owner: conversation.owner,
    approval: conversation.approval?.state.kind ?? null,
    lastInboundAt: conversation.lastInboundAt,
    last: last ? { kind: last.kind, at: last.at, text: wordsOf(last) } : null,
  };
}

/** The whole conversation, archived entries first; an entry that is in both places appears once. */
export function viewOf(conversation: Conversation, archived: readonly Entry[]) {
  const { address, entries, aliases: _aliases, ...shown } = conversation;
  const numbered = new Map([...archived, ...entries].map((entry) => [entry.n, entry]));
  const all = [...numbered.values()].sort((a, b) => a.n - b.n);
  return { ...shown, channel: address.channel, entries: all.map((entry) => ({ ...entry, words: wordsOf(entry) })) };
}

function wordsOf(entry: Entry): string {
  switch (entry.kind) {
    case 'customer-said':
      return describeContent(entry.content);
    case 'bot-said':
    case 'staff-said':
      return entry.message.text;
    case 'tool-answered':
      return entry.tool;
    case 'note':
      return entry.text;
  }
}
