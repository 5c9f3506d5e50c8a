/** Everything the business states about itself, as words that may prove a token of a reply. Pure. */
import type { Business } from './domain/business.ts';
import type { Conversation } from './domain/conversation.ts';
import type { Utterance } from './domain/decision.ts';
import { customerWords } from './said.ts';

/** Config as sentences: identity, hours, services and their prices. */
export function businessFacts(business: Business): readonly string[] {
  const money = (amount: number) => `${business.currency} ${amount}`;
  return [
    `${business.name}, ${business.address}, ${business.phone}, ${business.email}, ${business.website}`,
    ...Object.entries(business.openingHours).map(
      ([day, spans]) => `${day} ${spans.map(({ from, to }) => `${from} to ${to}`).join(', ') || 'closed'}`,
    ),
    ...business.closedOn.map(({ date, reason }) => `${date} ${reason}`),
    ...business.services.map(({ name, minutes, price }) => `${name}: ${minutes} minutes, ${money(price)}`),
  ];
}

/** What may prove the utterance's tokens: its own sources, the business config and the customer's own words. */
export function proofsFor(say: Utterance, conversation: Conversation, business: Business): readonly string[] {
  return [...say.sources.map((source) => source.text), ...businessFacts(business), customerWords(conversation)];
}
