/**
 * What is different when staff ask instead of a customer: no approval is asked for and nobody is called unless the
 * person wants that; what nothing approved answers gets an honest sentence. Pure.
 */
import { type Business, say } from './domain/business.ts';
import type { Decision } from './domain/decision.ts';
import { configured } from './review.ts';
import type { Screened } from './screen.ts';

/**
 * The business as the first look at staff's words needs it: "the customer wants to speak to a person" is a question
 * here, and one that reached us late still gets its answer.
 */
export function screenedForStaff(business: Business): Business {
  return {
    ...business,
    personRequests: [],
    limits: { ...business.limits, staleAfterMinutes: Number.POSITIVE_INFINITY },
  };
}

/** What the first look alone decides about staff's words; undefined: the same as about a customer's. */
export function settledForStaff(heard: Screened, business: Business): Decision | undefined {
  if (heard.kind === 'loop')
    return { kind: 'stay-silent', why: 'staff say the same again, or too much in a short time' };
  return heard.kind === 'media' ? nothingApproved(business) : undefined;
}

/** The honest answer to what the knowledge does not hold, with the way to a person. */
export function nothingApproved(business: Business): Decision {
  const choices = [{ id: 'handoff:person', label: say(business, 'unclearPerson') }];
  return { kind: 'ask', intent: 'no-answer', say: { ...configured(business, 'nothingApproved'), choices } };
}
