/** The shop as a customer hears of it: in the language of the conversation, or in its own. Pure. */
import type { Business } from '../domain/business.ts';
import type { Conversation } from '../domain/conversation.ts';

export function businessFor(business: Business, { tongue }: Pick<Conversation, 'tongue'>): Business {
  return (tongue === undefined ? undefined : business.spoken?.[tongue]) ?? business;
}
