/**
 * "Where does that come from?": names the document and the day it was approved, for the very words that were said last.
 * What no document holds is never given one: then the customer hears so.
 */
import type { Business } from '../domain/business.ts';
import { say } from '../domain/business.ts';
import type { Conversation, ShopSaid } from '../domain/conversation.ts';
import type { Utterance } from '../domain/decision.ts';
import type { Audience } from '../domain/knowledge.ts';
import { unprovenTokens } from '../number-lock.ts';
import type { Knowledge } from '../ports.ts';
import { configured } from '../review.ts';
import { customerWords } from '../said.ts';
import { HOUR_MS, sayDay, startOfDay } from '../time.ts';
import { TALKS } from '../tongues/talk/list.ts';

/** The router's name for such a question; no intent of the config. */
export const WHERE_FROM = 'where-from';

/** Over small letters without accents. */
const ASKED = TALKS.map(({ whereFrom: asked }) => new RegExp(`^(?:${asked})\\s*[?!.]*$`, 'u'));
const LOOKED_AT = 12;

/** Only as a whole message, in any language that is spoken: "where does that bike come from" is another question. */
export function asksWhereFrom(words: string): boolean {
  const folded = words
    .trim()
    .replace(/[’`´]/gu, "'")
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/\s+/gu, ' ');
  return ASKED.some((asks) => asks.test(folded));
}

export async function whereFrom(
  { conversation, audience }: { conversation: Conversation; audience: Audience },
  { business, knowledge }: { business: Business; knowledge: Pick<Knowledge, 'search'> },
): Promise<Utterance> {
  const last = lastAnswer(conversation, business);
  if (!last) return configured(business, 'sourceWhich');
  if (last.kind === 'staff-said' || (last.speaker.kind === 'bot' && last.speaker.approvedBy !== undefined))
    return configured(business, 'sourcePerson');
  const { text } = last.message;
  const found = (await knowledge.search(text, LOOKED_AT, audience)).filter(({ passage }) => shares(text, passage.text));
  // What no document holds and the customer has not said was looked up: no price or time leaves without a proof.
  const lookedUp = unprovenTokens(
    text,
    [customerWords(conversation), ...found.map(({ passage }) => passage.text)],
    business,
  );
  const records = lookedUp.length === 0 ? [] : [configured(business, 'sourceRecords')];
  if (found.length === 0) return records[0] ?? configured(business, 'sourceUnknown');
  const sentences = found.map(({ passage }) => {
    const noon = startOfDay(passage.approvedOn, business.timeZone) + 12 * HOUR_MS;
    return say(business, 'sourceIs', { document: passage.documentTitle, date: sayDay(noon, business) });
  });
  const sources = found.map(({ passage, score }) => ({
    kind: 'passage' as const,
    id: passage.id,
    title: `${passage.documentTitle}: ${passage.heading}`,
    text: `${passage.documentTitle}, approved on ${passage.approvedOn}. ${passage.text}`,
    score,
    date: passage.approvedOn,
  }));
  const said = [...new Set(sentences), ...records.map((each) => each.text)].join(' ');
  return { text: said, choices: [], sources: [...sources, ...records.flatMap((each) => each.sources)] };
}

/** What was said last and is no answer to this very question, which may come twice. */
function lastAnswer({ entries }: Conversation, business: Business): ShopSaid | undefined {
  const [begins = ''] = (business.texts['sourceIs'] ?? '').split('{');
  const own = ['sourcePerson', 'sourceUnknown', 'sourceWhich', 'sourceRecords'].map((key) => business.texts[key]);
  const said = entries.filter((entry): entry is ShopSaid => {
    if (entry.kind !== 'bot-said' && entry.kind !== 'staff-said') return false;
    const { text } = entry.message;
    return !own.some((one) => one !== undefined && text.startsWith(one)) && !(begins !== '' && text.startsWith(begins));
  });
  const last = said.at(-1);
  const before = said.at(-2);
  // "What name shall I put it under?" says nothing: what was told just before is meant.
  const asksOnly = last && before && /\?\s*$/u.test(last.message.text) && claims(last.message.text, business) === 0;
  return asksOnly && claims(before.message.text, business) > 0 ? before : last;
}

function claims(text: string, business: Business): number {
  return unprovenTokens(text, [], business).length;
}

/** Whether a sentence of the passage stands in what was said, word for word. */
function shares(said: string, passage: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}€£$%:.]+/gu, ' ')
      .trim();
  const words = plain(said);
  return passage.split(/(?<=[.!?])\s+|\n+/u).some((sentence) => {
    const sought = plain(sentence).replace(/[.:]+$/u, '');
    return sought.length >= 12 && words.includes(sought);
  });
}
