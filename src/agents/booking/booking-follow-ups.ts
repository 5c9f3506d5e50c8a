/** What follows a booking by itself: the reminder, a question afterwards, a word after half a year. As config wants it. */
import { type Business, say } from '../../domain/business.ts';
import type { FollowUp, Utterance } from '../../domain/decision.ts';
import { type FollowUpRules, kindOf } from '../../follow-ups/rules.ts';
import { dueFor } from '../../follow-ups/still-wanted.ts';
import { MINUTE_MS } from '../../time.ts';
import type { Phrases } from './phrases.ts';
import type { Brief } from './state.ts';

const KINDS = [
  ['booking-reminder', 'reminder'],
  ['review-request', 'review'],
  ['re-engagement', 'again'],
] as const;

/** Ids of everything that follows the booking, so that it can be taken back. */
export function followUpIds(reference: string): readonly string[] {
  return KINDS.map(([, id]) => `${id}:${reference}`);
}

/** None whose time has passed already. */
export function bookingFollowUps(
  booking: Brief,
  rules: FollowUpRules,
  { business, phrases, now }: { business: Business; phrases: Phrases; now: number },
): readonly FollowUp[] {
  const service = business.services.find(({ id }) => id === booking.serviceId);
  const times = { startAt: booking.startAt, endAt: booking.startAt + (service?.minutes ?? 0) * MINUTE_MS };
  return KINDS.flatMap(([kind, id]): FollowUp[] => {
    const dueAt = kindOf(rules, kind)?.enabled ? dueFor(kind, times, business, rules) : undefined;
    if (dueAt === undefined || dueAt <= now) return [];
    const { reference } = booking;
    return [{ id: `${id}:${reference}`, kind, dueAt, say: words(kind), cancelIf: 'booking-gone', about: reference }];
  });

  function words(kind: (typeof KINDS)[number][0]): Utterance {
    if (kind === 'booking-reminder') return phrases.utterance(phrases.about('booking.reminder', booking));
    const key = kind === 'review-request' ? 'followUp.review' : 'followUp.again';
    const text = say(business, key, { service: phrases.serviceName(booking.serviceId) });
    const source = { kind: 'business', id: `texts.${key}`, title: 'Configured text', text } as const;
    return { text, choices: [], sources: [source] };
  }
}
