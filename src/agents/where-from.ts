/**
 * "Where does that come from?": names the document and the day it was approved, for the very words that were said last.
 * What no document holds is never given one: then the customer hears so.
 */
import type { Business } from '../domain/business.ts';
import { say } from '../domain/business.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { Utterance } from '../domain/decision.ts';
import type { Audience } from '../domain/knowledge.ts';
import type { Knowledge } from '../ports.ts';
import { configured } from '../review.ts';
import { lastSaid } from '../said.ts';
import { HOUR_MS, sayDay, startOfDay } from '../time.ts';

/** The router's name for such a question; no intent of the config. */
export const WHERE_FROM = 'where-from';

const ASKS =
  /^(?:and |but |sorry,? |ok,? )?(?:where (?:does|do|did) (?:that|this|it|you|these?|those) (?:information |info |price |number )?(?:come from|get (?:that|this|it)(?: from)?|have (?:that|this|it) from)|where(?:'s| is) (?:that|this|it) from|how do you know(?: that| this)?|who (?:says|said|told you)(?: so| that| this)?|says who|what(?:'s| is) (?:your|the) source(?: (?:for|of) (?:that|this|it))?|what are your sources|(?:do you have )?(?:a |any )?sources?(?: for (?:that|this|it))?|says where|where does it say (?:that|so|this)|is that official|source)\s*[?!.]*$/iu;
const LOOKED_AT = 12;

/** Only as a whole message: "where does that bike come from" is another question. */
export function asksWhereFrom(words: string): boolean {
  return ASKS.test(words.trim());
}

export async function whereFrom(
  { conversation, audience }: { conversation: Conversation; audience: Audience },
  { business, knowledge }: { business: Business; knowledge: Pick<Knowledge, 'search'> },
): Promise<Utterance> {
  const last = lastSaid(conversation);
  if (!last) return configured(business, 'sourceUnknown');
  if (last.kind === 'staff-said' || (last.speaker.kind === 'bot' && last.speaker.approvedBy !== undefined))
    return configured(business, 'sourcePerson');
  const { text } = last.message;
  const found = (await knowledge.search(text, LOOKED_AT, audience)).filter(({ passage }) => shares(text, passage.text));
  if (found.length === 0) return configured(business, 'sourceUnknown');
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
  return { text: [...new Set(sentences)].join(' '), choices: [], sources };
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
