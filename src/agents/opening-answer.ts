/**
 * "Are you open on Sunday?": told from the hours that bookings are made from, for the very day the customer names. It
 * speaks of one certain day only; a general question, or what comes before or after a day, is for the knowledge.
 */
import { closedReason, openSpans } from '../calendar/opening.ts';
import { type Business, say } from '../domain/business.ts';
import type { Utterance } from '../domain/decision.ts';
import type { Source } from '../domain/knowledge.ts';
import { nextOpening } from '../opening-hours.ts';
import type { Language } from '../ports.ts';
import { HOUR_MS, localDate, sayDay, sayHours, startOfDay } from '../time.ts';
import { opensNext } from '../to-the-team.ts';

/** The intent of questions about opening hours, by its id in config. */
export const OPENING_HOURS = 'opening-hours';
/** "On Mondays" asks about all of them. */
const EVERY_WEEK = /days\b|^(?:los|les|os|as) |(?<=tag)s\b/iu;

/** Undefined when the words name no single day, or one that is over. */
export async function openingAnswer(
  words: string,
  now: number,
  { business, language }: { business: Business; language: Language },
): Promise<Utterance | undefined> {
  const moment = await language.extract('moment', words, { now, asked: false });
  const { date, untilDate = date, bound } = moment ?? {};
  if (!moment || bound !== undefined || date === undefined || untilDate !== date || EVERY_WEEK.test(moment.words))
    return undefined;
  if (date < localDate(now, business.timeZone)) return undefined;
  const noon = startOfDay(date, business.timeZone) + 12 * HOUR_MS;
  const opensAt = openSpans(date, business).length > 0 ? undefined : nextOpening(noon, business);
  const next = opensAt === undefined ? [] : [opensNext(opensAt, business)];
  const text = [openOn(date, business), ...next].join(' ');
  return { text, choices: [], sources: [rule(text)] };
}

/** The hours of a local date, or that it is closed and why. */
export function openOn(date: string, business: Business): string {
  const day = sayDay(startOfDay(date, business.timeZone) + 12 * HOUR_MS, business);
  const reason = closedReason(date, business);
  if (reason !== undefined) return say(business, 'booking.closedFor', { day, reason });
  const spans = openSpans(date, business);
  if (spans.length === 0) return say(business, 'booking.closedDay', { day });
  return say(business, 'booking.openHours', { day, hours: sayHours(spans, business) });
}

function rule(text: string): Source {
  return { kind: 'business', id: 'openingHours', title: 'Opening hours', text };
}
