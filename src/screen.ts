/**
 * The first look at everything unread: what is settled by rule before any language is understood. Pure.
 * STOP and START come first, whoever owns the conversation and whatever else was said.
 */
import type { Business } from './domain/business.ts';
import { type Conversation, type CustomerSaid, type ToolAnswered, unread } from './domain/conversation.ts';
import { describeContent, textOf } from './domain/message.ts';
import { type ConsentWord, consentWord, normalised, quickReply, wantsPerson } from './phrases.ts';
import { lastOffer, lastSaid } from './said.ts';

/** What the unread entries come to. Every variant says up to which entry it has read. */
export type Screened = { readonly readUpTo: number } & (
  | { readonly kind: 'nothing'; readonly why: string }
  /** `word` absent: the platform told us, and nothing needs to be said. */
  | { readonly kind: 'consent'; readonly proactive: boolean; readonly word?: ConsentWord; readonly words: string }
  | { readonly kind: 'staff-in-charge'; readonly words: readonly string[] }
  | { readonly kind: 'quick-reply'; readonly text: string }
  | { readonly kind: 'person' }
  | { readonly kind: 'loop' }
  | { readonly kind: 'stale'; readonly words: string }
  | { readonly kind: 'media'; readonly textKey: 'media' | 'voice' | 'location'; readonly description: string }
  | {
      readonly kind: 'understand';
      readonly said: string;
      readonly choice?: { readonly id: string; readonly label: string };
    }
  /** A tool's answer is told first; what the customer said meanwhile waits for the next turn. */
  | { readonly kind: 'tool-answered'; readonly toolAnswer: ToolAnswered; readonly wordsLeft: boolean }
);

export function screen(
  conversation: Conversation,
  business: Business,
  now: number,
  numberedChoices: boolean,
): Screened {
  const fresh = unread(conversation);
  const readUpTo = Math.max(conversation.readUpTo, ...fresh.map((entry) => entry.n));
  const said = fresh.filter((entry) => entry.kind === 'customer-said');
  const toolAnswer = fresh.findLast((entry) => entry.kind === 'tool-answered');

  const consent = said.findLast((entry) => consentOf(entry, business) !== undefined);
  if (consent) {
    // What stands after the word is read by the next turn.
    const word = consentOf(consent, business);
    const { content } = consent;
    return {
      kind: 'consent',
      proactive: content.kind === 'event' ? content.offers === true : word === 'start' || word === 'startOffers',
      ...(content.kind === 'event' || word === undefined ? {} : { word }),
      words: describeContent(content),
      readUpTo: consent.n,
    };
  }
  if (conversation.owner.kind === 'staff') {
    return { kind: 'staff-in-charge', words: said.map((entry) => describeContent(entry.content)), readUpTo };
  }
  if (toolAnswer) return { kind: 'tool-answered', toolAnswer, wordsLeft: said.length > 0, readUpTo };

  const meant = said.filter(({ content }) => content.kind !== 'reaction' && content.kind !== 'event');
  if (meant.length === 0)
    return {
      kind: 'nothing',
      why: said.length > 0 ? 'a reaction or an event asks for no answer' : 'nothing unread',
      readUpTo,
    };
  if (loops(conversation, business, now)) return { kind: 'loop', readUpTo };

  const newest = meant.at(-1);
  const lateMs = newest ? now - newest.sentAt : 0;
  if (newest && lateMs > business.limits.staleAfterMinutes * 60_000) {
    return { kind: 'stale', words: meant.map((entry) => describeContent(entry.content)).join('\n'), readUpTo };
  }

  const choice = newest && chosen(newest, conversation, numberedChoices);
  if (choice) return { kind: 'understand', said: choice.label, choice, readUpTo };

  const texts = meant.map((entry) => textOf(entry.content).trim()).filter((text) => text !== '');
  if (texts.length === 0) return { kind: 'media', ...unreadable(meant), readUpTo };

  const quick = texts.map((text) => quickReply(text, business));
  if (quick.every((text) => text !== undefined)) return { kind: 'quick-reply', text: quick.join('\n'), readUpTo };
  if (texts.some((text) => wantsPerson(text, business))) return { kind: 'person', readUpTo };

  return {
    kind: 'understand',
    said: texts.join('\n').slice(0, business.limits.maxCustomerText),
    readUpTo,
  };
}

function consentOf(entry: CustomerSaid, business: Business): ConsentWord | undefined {
  const { content } = entry;
  if (content.kind === 'event' && content.offers !== undefined) return content.offers ? 'startOffers' : 'stopOffers';
  return content.kind === 'text' || content.kind === 'choice' ? consentWord(textOf(content), business) : undefined;
}

/** A tap, its label typed out, or the number of a menu line on channels without buttons. */
function chosen(
  entry: CustomerSaid,
  conversation: Conversation,
  numberedChoices: boolean,
): { id: string; label: string } | undefined {
  if (entry.content.kind === 'choice') return { id: entry.content.id, label: entry.content.label };
  if (entry.content.kind !== 'text') return undefined;
  const last = lastOffer(conversation) ?? lastSaid(conversation);
  if (last?.message.kind !== 'text' || last.n > entry.n) return undefined;
  const words = normalised(entry.content.text);
  const number = numberedChoices && /^\d{1,2}$/.test(words) ? Number(words) : undefined;
  const choice = last.message.choices.find(
    (option, index) => number === index + 1 || normalised(option.label) === words,
  );
  return choice && { id: choice.id, label: choice.label };
}

function unreadable(entries: readonly CustomerSaid[]): {
  textKey: 'media' | 'voice' | 'location';
  description: string;
} {
  const contents = entries.map((entry) => entry.content);
  const voice = contents.some((content) => content.kind === 'media' && content.mediaType === 'audio');
  const place = contents.some((content) => content.kind === 'location');
  return {
    textKey: voice ? 'voice' : place ? 'location' : 'media',
    description: contents.map(describeContent).join(', '),
  };
}

/** Another machine on the line, or somebody stuck: too many turns in the window, or the same words again and again. */
function loops(conversation: Conversation, business: Business, now: number): boolean {
  const { windowMinutes, turnsPerWindow, sameTextInARow } = business.limits;
  const recent = conversation.entries.filter((entry) => entry.at > now - windowMinutes * 60_000);
  if (recent.filter((entry) => entry.kind === 'bot-said').length > turnsPerWindow) return true;
  const said = recent.filter((entry) => entry.kind === 'customer-said').slice(-sameTextInARow);
  const first = said[0] && normalised(textOf(said[0].content));
  return (
    said.length === sameTextInARow && first !== '' && said.every((entry) => normalised(textOf(entry.content)) === first)
  );
}
