/** What fills the blanks of an approved template. Pure. */
import { type Business, say } from './domain/business.ts';
import type { Conversation } from './domain/conversation.ts';

export const TEMPLATE_BLANKS = ['customerName', 'shop'] as const;

export function templateValues(
  { displayName }: Pick<Conversation, 'displayName'>,
  business: Pick<Business, 'name' | 'texts'>,
): Readonly<Record<(typeof TEMPLATE_BLANKS)[number], string>> {
  return { customerName: displayName ?? say(business, 'unknownCustomer'), shop: business.name };
}
