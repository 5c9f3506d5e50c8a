/** What a customer sees of their own conversation, for channels that draw it themselves. */
import type { Entry } from './domain/conversation.ts';
import { describeContent } from './domain/message.ts';
import { conversationIdOf } from './identity.ts';
import type { Store, Transcript, TranscriptLine } from './ports.ts';

/** Hints about changed conversations, within this process. */
export interface Changes {
  readonly changed: (conversationId: string) => void;
  /** `undefined` watches all conversations. Returns how to stop. */
  watch(conversationId: string | undefined, run: (conversationId: string) => void): () => void;
}

export function createChanges(): Changes {
  const watchers = new Map<string, Set<(conversationId: string) => void>>();
  const ALL = '*';
  return {
    changed(conversationId) {
      for (const key of [conversationId, ALL]) for (const run of watchers.get(key) ?? []) run(conversationId);
    },
    watch(conversationId, run) {
      const key = conversationId ?? ALL;
      const set = watchers.get(key) ?? new Set();
      watchers.set(key, set.add(run));
      return () => {
        set.delete(run);
        if (set.size === 0) watchers.delete(key);
      };
    },
  };
}

export function createTranscript(store: Pick<Store, 'load' | 'archived'>, changes: Changes): Transcript {
  return {
    async read(address, after, limit) {
      const id = conversationIdOf(address);
      const conversation = await store.load(id);
      if (!conversation) return [];
      const tailStart = conversation.entries[0]?.n ?? conversation.lastN + 1;
      const lines: TranscriptLine[] = [];
      let last = after;
      // The archive also holds notes, which are no lines: ask it again until the page is full or the tail is reached.
      while (last + 1 < tailStart && lines.length < limit) {
        const page = await store.archived(id, last, limit);
        const newest = page.at(-1)?.n;
        if (newest === undefined) break;
        lines.push(...page.filter(({ n }) => n < tailStart).flatMap(lineOf));
        last = newest;
      }
      if (lines.length < limit) lines.push(...conversation.entries.filter(({ n }) => n > after).flatMap(lineOf));
      return lines.slice(0, limit);
    },
    async labelOf(address, choiceId) {
      const conversation = await store.load(conversationIdOf(address));
      const choices = (conversation?.entries ?? []).flatMap((entry) => lineOf(entry)[0]?.choices ?? []);
      return choices.findLast(({ id }) => id === choiceId)?.label;
    },
    watch: (address, run) => changes.watch(conversationIdOf(address), run),
  };
}

function lineOf(entry: Entry): readonly TranscriptLine[] {
  if (entry.kind === 'customer-said') {
    return [{ n: entry.n, from: 'customer', text: describeContent(entry.content), at: entry.at }];
  }
  if (entry.kind !== 'bot-said' && entry.kind !== 'staff-said') return [];
  if (entry.delivery.state === 'failed') return [];
  const { message } = entry;
  const choices = message.kind === 'text' && message.choices.length > 0 ? { choices: message.choices } : {};
  return [
    { n: entry.n, from: entry.kind === 'staff-said' ? 'staff' : 'bot', text: message.text, ...choices, at: entry.at },
  ];
}
