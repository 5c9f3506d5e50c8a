/** What fills the blanks of an approved template. Pure. */
import type { Booking } from './domain/booking.ts';
import { type Business, say } from './domain/business.ts';
import type { Conversation } from './domain/conversation.ts';
import { sayWhen } from './time.ts';

export const TEMPLATE_BLANKS = ['customerName', 'shop'] as const;

export function templateValues(
  { displayName }: Pick<Conversation, 'displayName'>,
  business: Pick<Business, 'name' | 'texts'>,
): Readonly<Record<(typeof TEMPLATE_BLANKS)[number], string>> {
  return { customerName: displayName ?? say(business, 'unknownCustomer'), shop: business.name };
}

/** Further blanks that a template about a booking may have. */
export function bookingValues(
  { serviceId, startAt, reference }: Pick<Booking, 'serviceId' | 'startAt' | 'reference'>,
  business: Business,
): Readonly<Record<'service' | 'when' | 'reference', string>> {
  const service = business.services.find(({ id }) => id === serviceId)?.name ?? serviceId;
  return { service, when: sayWhen(startAt, business), reference };
}
