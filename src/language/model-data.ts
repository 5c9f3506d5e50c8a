/** What a model gets to read of a conversation: as JSON, so that nothing a customer writes can end their part. Pure. */
import type { Conversation, Entry } from '../domain/conversation.ts';
import type { JsonObject } from '../domain/json.ts';
import type { RankedPassage } from '../domain/knowledge.ts';
import { describeContent } from '../domain/message.ts';

/** Characters a token, on the safe side for Latin script; other scripts have fewer, and get less history. */
const CHARS_A_TOKEN = 3.5;

/** The newest lines that fit into so many tokens, oldest first; `left` are those before, for a summary. */
export function windowOf(
  entries: readonly Entry[],
  tokens: number,
): { readonly lines: readonly JsonObject[]; readonly left: readonly Entry[] } {
  const lines: JsonObject[] = [];
  let room = tokens * CHARS_A_TOKEN;
  for (let at = entries.length - 1; at >= 0; at--) {
    const entry = entries[at] as Entry;
    const line = lineOf(entry);
    if (!line) continue;
    room -= line.text.length + 20;
    if (room < 0) return { lines, left: entries.slice(0, at + 1) };
    lines.unshift(line);
  }
  return { lines, left: [] };
}

/** What a customer writes now may be about what was said since. */
const LATELY_MS = 60 * 60_000;

/** Fewer words than this are a greeting or thanks: nothing to be about. */
const TELLING_WORDS = 3;

/** What was said lately before the words that nobody has dealt with yet; nothing where the customer has only greeted. */
export function saidLately({ entries }: Pick<Conversation, 'entries'>, now: number): readonly Entry[] {
  const lately = entries.filter(
    (entry) => entry.at > now - LATELY_MS && !(entry.kind === 'customer-said' && entry.outcome === undefined),
  );
  const telling = lately.some(
    (entry) =>
      entry.kind === 'customer-said' && describeContent(entry.content).trim().split(/\s+/u).length >= TELLING_WORDS,
  );
  return telling ? lately : [];
}

export function passageData(passages: readonly RankedPassage[]): readonly JsonObject[] {
  return passages.map(({ passage: { id, documentTitle, heading, text } }) => ({
    id,
    title: `${documentTitle}: ${heading}`,
    text,
  }));
}

function lineOf(entry: Entry): { from: string; text: string } | undefined {
  switch (entry.kind) {
    case 'customer-said':
      return { from: 'customer', text: describeContent(entry.content) };
    case 'bot-said':
      return { from: 'front desk', text: entry.message.text };
    case 'staff-said':
      return { from: 'team', text: entry.message.text };
    default:
      return undefined;
  }
}
