/**
 * What the words ask of the booking agent when the classifier is not sure: a time for something we do, or a change to a
 * booking the customer has. Pure; when in doubt nothing is claimed, and the router goes on as it would have.
 */
import type { Business } from '../../domain/business.ts';
import { wordCount } from '../../phrases.ts';
import type { Moment } from '../../ports.ts';
import type { Intent } from './propose.ts';
import { asksForInformation, corrects, isQuestion, requestWords, smallWords } from './words.ts';

export interface Held {
  readonly moment: Moment | undefined;
  readonly services: readonly string[];
  /** Whether this customer has an open booking, or names one. */
  readonly hasBooking: boolean;
  /** Whether one is being made. */
  readonly isMaking: boolean;
}

/** Words beside service and time in a message that is hardly more than both: "Tuesday at 3, gear tune please". */
const FEW_WORDS = 3;
const WORDS_OF_SERVICE = 2;
/** A longer text says for itself what it is about. */
const SHORT_WORDS = 9;

export function claimedIntent(
  said: string,
  { moment, services, hasBooking, isMaking }: Held,
  { locale }: Pick<Business, 'locale'>,
): Intent | undefined {
  const asks = requestWords(said, locale);
  if ((hasBooking || isMaking) && asks.cancels && !asks.moves) return 'cancel-booking';
  if (hasBooking) {
    const { later, earlier } = smallWords(said, locale);
    if (services.length === 0 && putsRight(said, moment)) return 'change-booking';
    if ((later || earlier) && !moment && isQuestion(said, locale)) return 'change-booking';
    if (asks.moves && (moment || !asks.books)) return 'change-booking';
    if (asks.mine) return 'my-booking';
  }
  if (!moment || asksForInformation(said, locale)) return undefined;
  if (services.length === 0) return asks.books ? 'book-appointment' : undefined;
  const rest = wordCount(said) - wordCount(moment.words) - WORDS_OF_SERVICE * services.length;
  return asks.books || asks.wishes || rest <= FEW_WORDS ? 'book-appointment' : undefined;
}

/** "Oh no, not Wednesday, I meant Thursday": of somebody who has a booking it is about that one. */
export function putsRight(said: string, moment: Moment | undefined): boolean {
  return moment !== undefined && corrects(said) && wordCount(said) <= SHORT_WORDS;
}
