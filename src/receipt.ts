/**
 * What one customer was told, when, on what evidence and by whose leave: read from the entries and the turns behind
 * them. Every conversation it is given is that customer's own.
 */
import type { Conversation, Entry, ShopSaid } from './domain/conversation.ts';
import type { Decision, Turn } from './domain/decision.ts';
import type { Source } from './domain/knowledge.ts';
import { matchOf } from './find-customer.ts';
import type { Receipt, Told } from './overview.ts';
import type { Store } from './ports.ts';

/** Messages on one receipt. */
const MOST_TOLD = 20;
const PAGE = 100;

type Records = Pick<Store, 'archived' | 'getRecord'>;

/** The newest messages over all conversations of a customer; undefined when there is none. */
export async function toldTo(conversations: readonly Conversation[], store: Records): Promise<Receipt | undefined> {
  const [latest] = conversations;
  if (!latest) return undefined;
  const said = (await Promise.all(conversations.map((conversation) => newestSaid(conversation, store)))).flat();
  const newest = said.toSorted((a, b) => b.entry.at - a.entry.at || b.entry.n - a.entry.n).slice(0, MOST_TOLD);
  const told = await Promise.all(
    newest.map(async ({ entry, channel }): Promise<Told> => {
      const record = entry.turnId === undefined ? undefined : await store.getRecord('turn', entry.turnId);
      const turn = record?.body as unknown as Turn | undefined;
      return { ...entry, channel, sources: turn ? sourcesOf(turn.decision, entry) : [] };
    }),
  );
  return { kind: 'one', of: matchOf(latest), told, more: said.length > told.length };
}

/** One more than fits a receipt, when there are so many. */
async function newestSaid({ id, address, entries }: Conversation, store: Records) {
  const said = entries.filter(isSaid);
  for (let before = (entries[0]?.n ?? 1) - 1; before > 0 && said.length <= MOST_TOLD; before -= PAGE) {
    const older = await store.archived(id, Math.max(0, before - PAGE), Math.min(PAGE, before));
    said.unshift(...older.filter(isSaid));
  }
  return said.slice(-MOST_TOLD - 1).map((entry) => ({ entry, channel: address.channel }));
}

function isSaid(entry: Entry): entry is ShopSaid {
  return entry.kind === 'bot-said' || entry.kind === 'staff-said';
}

/** A message is a piece of the decision's own words, or these sources prove nothing in it: a person changed them, or it is a sentence of the owner's. */
function sourcesOf(decision: Decision, { message }: ShopSaid): readonly Source[] {
  const say = 'say' in decision ? decision.say : 'sayAfter' in decision ? decision.sayAfter : undefined;
  return say?.text.includes(message.text) ? say.sources : [];
}
